"""The frame around every chapter: title and badge, round buttons, caption, Back and Continue, the rail."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from game.asked import Asked
from game.core.easing import clamp, lerp
from game.core.geometry import Rect
from game.core.layout import TARGET, Layout
from game.core.timeline import Cues, Player
from game.draw.canvas import Canvas
from game.draw.icons import paint_icon
from game.draw.text import style_of
from game.scene import Scene
from game.ui import Ui

BOXES = ("help", "display", "leave")
"""The round buttons that open a box of the same name."""
ACTIVE_SHARE = 3.2
"""How much wider the present chapter's part of the rail is: its timeline must be easy to drag."""


def rail_cells(rail: Rect, count: int, active: int) -> list[Rect]:
    """The chapters' parts of the rail, the present one widest, none under a finger's width."""
    if count == 1:
        return [rail]
    wide = max(rail.w - (count - 1) * (TARGET + 0.5), rail.w / count)
    wide = min(wide, rail.w / (count - 1 + ACTIVE_SHARE) * ACTIVE_SHARE)
    rest = (rail.w - wide) / (count - 1)
    return rail.columns([wide if i == active else rest for i in range(count)])


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
        _touch_rail(ui, scene, ids, asked)
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


def _touch_rail(ui: Ui, scene: Scene, ids: Sequence[str], asked: Asked) -> None:
    active = ids.index(scene.id)
    for i, cell in enumerate(rail_cells(ui.layout.rail, len(ids), active)):
        area = Rect.around(cell.center, cell.w, TARGET)
        if i != active:
            touch = ui.touch(f"rail.{ids[i]}", area)
            ui.mark("spot", f"rail.{ids[i]}", cell.inset(2, 12), touch, look="box")
            if touch.clicked:
                asked.go = ids[i]
            continue
        asked.seek = _touch_timeline(ui, scene.player, area, cell)


def _touch_timeline(ui: Ui, player: Player, area: Rect, cell: Rect) -> float | None:
    """The present chapter's timeline: press and drag, or arrow keys while focused."""
    length = player.timeline.length
    if length <= 0:
        return None
    touch = ui.touch("rail.time", area, turned=True)
    track = cell.inset(16, 0)
    share = clamp(player.t / length)
    ui.mark("handle", "rail.time", Rect.around((track.x + track.w * share, cell.cy), 36), touch)
    if touch.pointer is not None and not touch.pointer.cancelled and touch.pointer.down:
        return length * clamp((touch.pointer.pos[0] - track.x) / track.w)
    dx, dy = ui.arrows("rail.time")
    return player.t + (dx + dy) * 0.25 if dx or dy else None


def stands(scene: Scene, ids: Sequence[str], language: str) -> Hashable:
    """What the standing parts of the frame depend on."""
    return (scene.id, tuple(chapter in scene.journey.solved for chapter in ids), language)


def draw_standing(canvas: Canvas, scene: Scene, ids: Sequence[str]) -> None:
    """The parts of the frame that are the same in every frame: title and badge, the caption's box, the rail."""
    _draw_header(canvas, scene)
    canvas.box(canvas.layout.caption)
    _draw_rail(canvas, scene, ids)


def draw_frame(canvas: Canvas, scene: Scene, cues: Cues, ids: Sequence[str], *, hint: bool = False) -> None:
    """Draw the frame; its buttons are painted with the other controls. ``hint`` shows the challenge's hint.

    Its standing parts are there already where the ground carries them.
    """
    if not scene.framed:
        return
    if canvas.standing is None:
        draw_standing(canvas, scene, ids)
    layout, words = canvas.layout, canvas.words
    inner = layout.caption.inset(40 if not layout.portrait else 36, 18)
    canvas.paragraph(inner, scene.caption(words, cues), "body", valign="m")
    _draw_challenge(canvas, scene, hint)
    active = ids.index(scene.id)
    _draw_timeline(canvas, scene.player, rail_cells(layout.rail, len(ids), active)[active])


def _draw_challenge(canvas: Canvas, scene: Scene, hint: bool) -> None:
    """The pill above the caption: the task, filling as the visitor comes closer, green once solved."""
    progress = scene.challenge()
    if progress is None:
        return
    words, area = canvas.words, canvas.layout.prompt
    solved = scene.id in scene.journey.solved
    values = scene.challenge_values()
    task = words("try.done" if solved else "try.prompt", task=words(f"{scene.id}.challenge", **values))
    if hint and not solved:
        task = words("try.hint", hint=words(f"{scene.id}.hint", **values))
    style = style_of("strong")
    wide = min(area.w, canvas.type.width(task, style) * canvas.type.growth + 110)
    pill = Rect(area.x, area.y, wide, area.h)
    colour = "passed" if solved else "touch"
    canvas.box(pill, pill.h / 2, line=colour, width=2.2)
    done = 1.0 if solved else clamp(progress)
    bar = Rect(pill.x + 28, pill.bottom - 11, (pill.w - 56), 4)
    canvas.polyline(((bar.x, bar.cy), (bar.right, bar.cy)), "line", 4)
    if done > 0.01:
        canvas.polyline(((bar.x, bar.cy), (bar.x + bar.w * done, bar.cy)), colour, 4)
    if solved:
        paint_icon(canvas, "check", (pill.x + 38, pill.cy - 3), 30, colour, pen=0.24)
    else:
        canvas.ring((pill.x + 38, pill.cy - 3), 11, colour, 3)
    canvas.text((pill.x + 64, pill.cy - 4), task, style, colour, room=pill.w - 100)


def _draw_header(canvas: Canvas, scene: Scene) -> None:
    words, area = canvas.words, canvas.layout.header
    number = words(f"{scene.id}.number")
    x = area.x
    room = canvas.layout.tools.x - x - 24
    if number:
        x = canvas.text((x, area.y + 28), number, "number_title").right + 20
    canvas.text((x, area.y + 28), words(f"{scene.id}.title"), "title", room=room - (x - area.x))
    badge = words(f"{scene.id}.badge")
    wide = canvas.type.width(badge, style_of("badge")) + 64
    pill = Rect(area.x, area.y + 62, wide, 38)
    canvas.box(pill, 19, fill_alpha=0.6)
    canvas.disc((pill.x + 22, pill.cy), 5, "active")
    canvas.text((pill.x + 40, pill.cy), badge, "badge")


def _draw_rail(canvas: Canvas, scene: Scene, ids: Sequence[str]) -> None:
    active = ids.index(scene.id)
    for i, cell in enumerate(rail_cells(canvas.layout.rail, len(ids), active)):
        track = cell.inset(4, 0)
        y = cell.cy
        colour = "touch" if i < active else "line"
        strength = 0.62 if i < active else 0.9
        canvas.box(Rect(track.x, y - 3.5, track.w, 7), 3.5, fill=colour, fill_alpha=strength, line=None)
        if ids[i] in scene.journey.solved:
            canvas.glow(cell.center, 30, "passed", 0.5)
            canvas.disc(cell.center, 9, "passed")


def _draw_timeline(canvas: Canvas, player: Player, cell: Rect) -> None:
    length = player.timeline.length
    track = cell.inset(16, 0)
    share = clamp(player.t / length) if length else 0.0
    end = lerp(track.x, track.right, share)
    if end > cell.x + 8:
        canvas.polyline(((cell.x + 7, cell.cy), (end, cell.cy)), "touch", 7)
    for rest in player.timeline.rests:
        at = (lerp(track.x, track.right, rest / length), cell.cy) if length else track.center
        canvas.disc(at, 5.0, "touch" if rest <= player.t + 1e-6 else "mute")
