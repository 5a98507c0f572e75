"""The frame around every chapter: title and badge, round buttons, challenge, caption, Back and Continue."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from game.asked import Asked
from game.core.easing import clamp
from game.core.geometry import Rect, Vec
from game.core.layout import Layout
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.icons import paint_icon
from game.draw.text import style_of
from game.rail import draw_rail, draw_timeline, touch_rail
from game.scene import Scene
from game.ui import Ui

ONE_LINE, TWO_LINES = 60.0, 80.0
"""How tall the challenge's pill is with one line, and from where on there is room for two."""
CLOSE = 1.16
"""How close two lines of a title or a challenge stand."""
BOXES = ("help", "display", "leave")
"""The round buttons that open a box of the same name."""


def touch_frame(ui: Ui, scene: Scene, ids: Sequence[str], *, kiosk: bool = False) -> Asked:
    """Offer the frame's controls and report what was asked. A ``kiosk`` shows no way out."""
    layout, asked = ui.layout, Asked()
    words = ui.words
    for name, cell, icon, text in _tools(layout, words.language.upper(), scene.framed, kiosk):
        if not ui.button(f"tool.{name}", cell, text, icon=icon, look="round"):
            continue
        if name in BOXES:
            asked.dialog = name
        else:
            setattr(asked, name, True)
    if scene.framed:
        last = scene.id == ids[-1] and scene.player.at_end
        asked.back = ui.button("back", layout.back, icon="left", look="round")
        asked.forward = ui.button("forward", layout.forward, scene.forward_text(words),
                                  icon="again" if last else "right", look="primary")
        touch_rail(ui, scene, ids, asked)
    return asked


def _tools(layout: Layout, language: str, framed: bool, kiosk: bool) -> list[tuple[str, Rect, str, str]]:
    """The round buttons; the title, being home and offering the languages, has the way out in their place."""
    entries = [("help", "", "?"), ("display", "", "Aa")]
    if framed:
        entries += [("language", "", language), ("home", "home", "")]
    elif not kiosk:
        entries.append(("leave", "cross", ""))
    cells = layout.tools.columns([1, 1, 1, 1], 12)[-len(entries):]
    return [(name, cell, icon, text) for (name, icon, text), cell in zip(entries, cells, strict=True)]


def stands(scene: Scene, ids: Sequence[str], language: str) -> Hashable:
    """What the standing parts of the frame depend on."""
    return (scene.id, tuple(chapter in scene.journey.solved for chapter in ids), language)


def draw_standing(canvas: Canvas, scene: Scene, ids: Sequence[str]) -> None:
    """The parts of the frame that are the same in every frame: title and badge, the caption's box, the rail."""
    _draw_header(canvas, scene)
    canvas.box(canvas.layout.caption)
    draw_rail(canvas, scene, ids)


def draw_frame(canvas: Canvas, scene: Scene, cues: Cues, ids: Sequence[str], *, hint: bool = False) -> None:
    """Draw the frame; its buttons are painted with the other controls. ``hint`` shows the challenge's hint.

    Its standing parts are there already where the ground carries them.
    """
    if not scene.framed:
        return
    if canvas.standing is None:
        draw_standing(canvas, scene, ids)
    layout, words = canvas.layout, canvas.words
    inner = layout.caption.inset(36 if layout.portrait else 40, 18 if layout.growth == 1.0 else 14)
    canvas.paragraph(inner, scene.caption(words, cues), "body", valign="m")
    _draw_challenge(canvas, scene, hint)
    draw_timeline(canvas, scene, ids)


def _draw_challenge(canvas: Canvas, scene: Scene, hint: bool) -> None:
    """The pill above the caption: the task, filling as the visitor comes closer, green once solved."""
    progress = scene.challenge()
    if progress is None:
        return
    words = canvas.words
    solved = scene.id in scene.journey.solved
    values = scene.challenge_values()
    task = words("try.done" if solved else "try.prompt", task=words(f"{scene.id}.challenge", **values))
    if hint and not solved:
        task = words("try.hint", hint=words(f"{scene.id}.hint", **values))
    _draw_pill(canvas, task, 1.0 if solved else clamp(progress), "passed" if solved else "touch", solved=solved)


def _draw_pill(canvas: Canvas, task: str, done: float, colour: str, *, solved: bool) -> None:
    """The task in its pill, which is as wide as its words; in two lines where one would be too small."""
    area, style = canvas.layout.prompt, style_of("strong")
    needed = canvas.type.width(task, style) * canvas.type.growth
    one_line = needed <= area.w - 100 or area.h < TWO_LINES
    tall = min(area.h, ONE_LINE) if one_line else area.h
    pill = Rect(area.x, area.bottom - tall, min(area.w, needed + 110), tall)
    canvas.box(pill, min(tall / 2, 36), line=colour, width=2.2)
    bar = Rect(pill.x + 28, pill.bottom - 11, (pill.w - 56), 4)
    canvas.polyline(((bar.x, bar.cy), (bar.right, bar.cy)), "line", 4)
    if done > 0.01:
        canvas.polyline(((bar.x, bar.cy), (bar.x + bar.w * done, bar.cy)), colour, 4)
    middle = pill.cy - (3 if one_line else 6)
    if solved:
        paint_icon(canvas, "check", (pill.x + 38, middle), 30, colour, pen=0.24)
    else:
        canvas.ring((pill.x + 38, middle), 11, colour, 3)
    if one_line:
        canvas.text((pill.x + 64, pill.cy - 4), task, style, colour, room=pill.w - 100)
    else:
        close = replace(style, leading=CLOSE)
        canvas.paragraph(Rect(pill.x + 64, pill.y + 4, pill.w - 100, tall - 18), task, close, colour, valign="m")


def _draw_header(canvas: Canvas, scene: Scene) -> None:
    """Number and title, and the badge below; a title that would be too small in one line has two."""
    words, area = canvas.words, canvas.layout.header
    number, title = words(f"{scene.id}.number"), words(f"{scene.id}.title")
    style, y = style_of("title"), area.y + 28
    left = area.x
    if number:
        left += (canvas.type.width(number, style_of("number_title")) + 20) * canvas.type.growth
    room = canvas.layout.tools.x - left - 24
    badge = area.y + 62
    if canvas.layout.portrait and room < canvas.type.width(title, style) * canvas.type.growth:
        box = Rect(left, area.y - 26, room, 104)
        canvas.paragraph(box, title, replace(style, leading=CLOSE), valign="m")
        y, badge = box.y + 27, area.y + 82
    else:
        canvas.text((left, y), title, style, room=room)
    if number:
        canvas.text((area.x, y), number, "number_title", room=left - area.x)
    _draw_badge(canvas, words(f"{scene.id}.badge"), (area.x, badge))


def _draw_badge(canvas: Canvas, text: str, corner: Vec) -> None:
    """The mode, in a small pill."""
    growth = canvas.type.growth
    wide = canvas.type.width(text, style_of("badge")) * growth
    pill = Rect(*corner, wide + 64, 38 * growth)
    canvas.box(pill, pill.h / 2, fill_alpha=0.6)
    canvas.disc((pill.x + 22, pill.cy), 5, "active")
    canvas.text((pill.x + 40, pill.cy), text, "badge", room=wide + 1)


