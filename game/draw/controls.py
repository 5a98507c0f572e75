"""Draws controls from their marks: cyan is touchable, and shows at once that it was touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.core.controls import Mark
from game.core.geometry import Rect
from game.draw.canvas import Canvas, Colour
from game.draw.icons import paint_icon, paint_mark
from game.draw.text import style_of
from game.draw.theme import mix_rgb

REACH = 16
"""How far a button's picture goes beyond its box: the ring around what the keyboard is at."""


def paint_controls(canvas: Canvas, marks: Sequence[Mark]) -> None:
    """Every control of the frame, in the order it was called."""
    for mark in marks:
        if mark.level >= 1.0:
            PAINTERS[mark.kind](canvas, mark)
        elif mark.level > 0.0:
            with canvas.fade(mark.level):
                PAINTERS[mark.kind](canvas, mark._replace(level=1.0))


def paint_focus(canvas: Canvas, rect: Rect, radius: float) -> None:
    """The ring that shows what the keyboard is at."""
    canvas.box(rect.inset(-9), radius + 9, fill="card", fill_alpha=0.0, line="hot", width=3.5)


def _button(canvas: Canvas, mark: Mark) -> None:
    """A button's halo, and the rest of it as one picture that is kept while it stays as it is."""
    _button_halo(canvas, mark)
    paint = {"primary": _primary, "round": _round, "tab": _tab, "wrapped": _tab, "tool": _tool}.get(mark.look, _quiet)
    canvas.sheet(("control", mark.id), mark, mark.rect.inset(-REACH), lambda: paint(canvas, mark))


def _button_halo(canvas: Canvas, mark: Mark) -> None:
    at, (w, h), lit = mark.rect.center, (mark.rect.w, mark.rect.h), mark.hover or mark.held
    if mark.look == "primary":
        canvas.glow(at, min(w * 0.55, h * 1.9), "touch", 0.22 if lit else 0.12)
    elif mark.look == "round":
        if lit or mark.selected:
            canvas.glow(at, min(w, h) * 0.85, "touch", 0.42 if mark.held or mark.selected else 0.2)
    elif mark.look in ("tab", "wrapped", "tool"):
        if mark.selected:
            canvas.glow(at, min(w * 0.7, h * 1.6), "touch", 0.13)
    elif lit or mark.selected:
        canvas.glow(at, min(w, 2.6 * h) * 0.6, "touch", 0.2)


def _primary(canvas: Canvas, mark: Mark) -> None:
    t, r = canvas.theme, mark.rect.inset(3 if mark.held else 0)
    lift = 0.35 if mark.held else 0.14 if mark.hover else 0.0
    canvas.box(r, r.h / 2, fill=mix_rgb(t.touch, t.hot, lift), fill_end=mix_rgb(t.touch_end, t.hot, lift),
               fill_alpha=1.0, line=None)
    arrow = 34.0 if mark.icon else 0.0
    room = r.w - 64 - (arrow + 40 if mark.icon else 0)
    canvas.text((r.cx - (arrow * 0.7 if mark.icon else 0), r.cy), mark.text, "button", "ink", "cm", room=room)
    if mark.icon:
        paint_icon(canvas, mark.icon, (r.right - 62, r.cy), arrow, "ink", pen=0.2)
    if mark.focused:
        paint_focus(canvas, r, r.h / 2)


def _round(canvas: Canvas, mark: Mark) -> None:
    r = min(mark.rect.w, mark.rect.h) / 2 - (2 if mark.held else 0)
    on = mark.held or mark.selected
    fill = mix_rgb(canvas.theme.card, canvas.theme.touch, 0.22 if on else 0.0)
    line = "touch" if mark.enabled else "line"
    canvas.ring(mark.rect.center, r, line, 2.6 if on else 2.0, fill=fill, fill_alpha=0.94)
    colour = "touch" if mark.enabled else "mute"
    if mark.icon:
        paint_icon(canvas, mark.icon, mark.rect.center, r * 0.82, colour)
    else:
        canvas.text(mark.rect.center, mark.text, "strong", colour, "cm", room=r * 1.7)
    if mark.focused:
        paint_focus(canvas, Rect.around(mark.rect.center, 2 * r), r)


def _tab(canvas: Canvas, mark: Mark) -> None:
    r = mark.rect
    fill = mix_rgb(canvas.theme.card, canvas.theme.touch, 0.26 if mark.held else 0.15 if mark.selected else 0.0)
    line = "touch" if mark.selected else mix_rgb(canvas.theme.line, canvas.theme.touch, 0.55 if mark.hover else 0.30)
    canvas.box(r, r.h / 2, fill=fill, line=line if mark.enabled else "line", width=2.8 if mark.selected else 1.6)
    style, colour = ("strong", "touch") if mark.selected else ("strong", "soft")
    if mark.icon and mark.text:
        _sign_and_name(canvas, mark, "touch", colour)
    elif mark.icon:
        paint_icon(canvas, mark.icon, r.center, r.h * 0.44, "touch")
    elif mark.look == "wrapped":
        canvas.paragraph(r.inset(14, 4), mark.text, style, colour, "c", "m")
    else:
        canvas.text(r.center, mark.text, style, colour if mark.enabled else "mute", "cm", room=r.w - 28)
    if mark.focused:
        paint_focus(canvas, r, r.h / 2)


def _tool(canvas: Canvas, mark: Mark) -> None:
    """A tool of a row: its sign above its name. The signs ``passed`` and ``failed`` are students."""
    r, t = mark.rect, canvas.theme
    fill = mix_rgb(t.card, t.touch, 0.26 if mark.held else 0.15 if mark.selected else 0.0)
    line = "touch" if mark.selected else mix_rgb(t.line, t.touch, 0.6 if mark.hover else 0.36)
    canvas.box(r, 20, fill=fill, line=line, width=2.8 if mark.selected else 1.8)
    at = (r.cx, r.y + r.h * 0.34)
    if mark.icon in ("passed", "failed"):
        paint_mark(canvas, at, mark.icon == "passed", 30)
    elif mark.icon == "point":
        canvas.ring(at, 14, "touch", 3.5)
        canvas.disc(at, 4, "touch")
    else:
        paint_icon(canvas, mark.icon, at, 32, "touch")
    colour = "touch" if mark.selected else "soft"
    canvas.text((r.cx, r.y + r.h * 0.74), mark.text, "strong", colour, "cm", room=r.w - 16)
    if mark.focused:
        paint_focus(canvas, r, 20)


def _quiet(canvas: Canvas, mark: Mark) -> None:
    r = mark.rect
    radius = min(r.h / 2, 54.0)
    fill = mix_rgb(canvas.theme.card, canvas.theme.touch, 0.26 if mark.held else 0.12 if mark.selected else 0.0)
    line = "touch" if mark.enabled else "line"
    canvas.box(r, radius, fill=fill, line=line, width=2.4 if mark.enabled else 1.5)
    colour = "touch" if mark.enabled else "mute"
    if mark.icon and not mark.text:
        paint_icon(canvas, mark.icon, r.center, min(r.w, r.h) * 0.36, colour)
    elif mark.icon:
        _sign_and_name(canvas, mark, colour, colour)
    else:
        canvas.text(r.center, mark.text, "strong", colour, "cm", room=r.w - 44)
    if mark.focused:
        paint_focus(canvas, r, radius)


def _sign_and_name(canvas: Canvas, mark: Mark, sign: Colour, name: Colour) -> None:
    """A button's icon and its words beside it, both together in its middle."""
    r, style = mark.rect, style_of("strong")
    size, gap, room = 0.38 * r.h, 0.2 * r.h, r.w - 1.3 * r.h
    words = canvas.printed(mark.text)
    width = min(room, canvas.type.width(words, style, canvas.type.shrink(words, style, room)))
    x = r.cx - (size + gap + width) / 2
    paint_icon(canvas, mark.icon, (x + size / 2, r.cy), size, sign)
    canvas.text((x + size + gap, r.cy), mark.text, style, name, "lm", room=room)


def _slider(canvas: Canvas, mark: Mark) -> None:
    r, knob = mark.rect, 30.0
    y, x0, x1 = r.bottom - 44, r.x + knob, r.right - knob
    x = x0 + (x1 - x0) * mark.value
    if mark.text:
        canvas.text((r.x + 4, r.bottom - 106), mark.text, "strong", "text", "lm", room=r.w * 0.62)
    if mark.shown:
        canvas.number((r.right - 4, r.bottom - 106), mark.shown, "value", "touch", "rm", room=0.36 * r.w, tall=48)
    canvas.box(Rect(x0 - 7, y - 7, x1 - x0 + 14, 14), 7, fill="line", fill_alpha=0.9, line=None)
    if x > x0 + 8:
        canvas.polyline(((x0, y), (x, y)), "touch" if mark.enabled else "mute", 12)
        canvas.disc((x0, y), 6, "touch" if mark.enabled else "mute")
    _grip(canvas, mark, (x, y), knob)


def _knob(canvas: Canvas, mark: Mark) -> None:
    r = mark.rect.w / 2
    _grip(canvas, mark, mark.rect.center, r)
    paint_icon(canvas, mark.icon or "updown", mark.rect.center, r * 1.12, "touch", pen=0.16)


def _grip(canvas: Canvas, mark: Mark, centre: tuple[float, float], r: float) -> None:
    """The round body of everything that is dragged: ring, glow, a brighter one while held."""
    canvas.glow(centre, r * (2.7 if mark.held else 2.4), "touch", 0.95 if mark.held else 0.75 if mark.hover else 0.6)
    fill = mix_rgb(canvas.theme.ink, canvas.theme.touch, 0.35 if mark.held else 0.08)
    canvas.ring(centre, r, "touch" if mark.enabled else "mute", 4.0, fill=fill)
    if mark.focused:
        canvas.ring(centre, r + 11, "hot", 3.5)


def _handle(canvas: Canvas, mark: Mark) -> None:
    _grip(canvas, mark, mark.rect.center, mark.rect.w / 2)
    canvas.disc(mark.rect.center, mark.rect.w * 0.11, "touch")


def _spot(canvas: Canvas, mark: Mark) -> None:
    """Parts of the picture show that they can be touched by a thin cyan ring, stronger under the finger."""
    level = 1.0 if mark.held or mark.selected else 0.75 if mark.hover or mark.focused else 0.0
    if level == 0.0 or mark.look == "bare":
        return
    if mark.look == "round":
        r = min(mark.rect.w, mark.rect.h) / 2
        canvas.ring(mark.rect.center, r, "touch", 3.0, alpha=level)
        if mark.focused:
            canvas.ring(mark.rect.center, r + 9, "hot", 3.5)
    else:
        canvas.box(mark.rect, 16, fill="card", fill_alpha=0.0, line="touch", width=2.5, alpha=level)
        if mark.focused:
            paint_focus(canvas, mark.rect, 16)


PAINTERS: dict[str, Callable[[Canvas, Mark], None]] = {
    "button": _button, "slider": _slider, "knob": _knob, "handle": _handle, "spot": _spot,
}
