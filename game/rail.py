"""The rail at the bottom: the chapters side by side, and the present one's timeline, which can be dragged."""

from __future__ import annotations

from collections.abc import Sequence

from game.asked import Asked
from game.core.easing import clamp, lerp
from game.core.geometry import Rect
from game.core.layout import TARGET
from game.core.timeline import Player
from game.draw.canvas import Canvas
from game.scene import Scene
from game.ui import Ui

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


def touch_rail(ui: Ui, scene: Scene, ids: Sequence[str], asked: Asked) -> None:
    """Offer the other chapters and the timeline; note in ``asked`` where the visitor wants to go."""
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


def draw_rail(canvas: Canvas, scene: Scene, ids: Sequence[str]) -> None:
    """The chapters, those behind the visitor lit, those that are solved with a green dot."""
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


def draw_timeline(canvas: Canvas, scene: Scene, ids: Sequence[str]) -> None:
    """How far the present chapter's time has come, and where it rests."""
    player, active = scene.player, ids.index(scene.id)
    cell, length = rail_cells(canvas.layout.rail, len(ids), active)[active], player.timeline.length
    track = cell.inset(16, 0)
    share = clamp(player.t / length) if length else 0.0
    end = lerp(track.x, track.right, share)
    if end > cell.x + 8:
        canvas.polyline(((cell.x + 7, cell.cy), (end, cell.cy)), "touch", 7)
    for rest in player.timeline.rests:
        at = (lerp(track.x, track.right, rest / length), cell.cy) if length else track.center
        canvas.disc(at, 5.0, "touch" if rest <= player.t + 1e-6 else "mute")
