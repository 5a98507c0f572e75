"""The card of the loss map: its head, the relief, and in its foot what the loss is here and on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.reliefview import ReliefView
from game.draw.text import style_of
from game.scenes.training_lines import ghost_of, shown_loss, shown_number
from game.scenes.training_map import thinned
from game.scenes.training_mapmarks import draw_marks
from game.scenes.training_places import Places

if TYPE_CHECKING:
    from game.scenes.training import TrainingScene

CLEAR = 12.0
"""How far words keep from the block of ground."""


def draw_map(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    card, the_map = place.card, scene.map
    area = place.relief(the_map.kind)
    view, ghost = None, ghost_of(scene)
    if the_map.pickable:
        view = ReliefView(canvas, "training", area, the_map.losses, the_map.number)
        view.work()
    done = view is not None and view.relief.done

    def ground() -> None:
        canvas.box(card)
        canvas.text((card.x + 32, card.y + 36), canvas.words("training.map"), "heading", room=card.w * 0.4)
        if view is not None:
            view.paint()
        if view is not None and ghost is not None and done:
            view.dashes(the_map.places(thinned(ghost.path)), "text", 3.4)

    if done and canvas.alpha >= 1.0:
        key = ("map", the_map.number, card, canvas.theme.name, canvas.words.language, ghost)
        canvas.layer("training.card", key, card, ground)
    else:
        ground()
    _badge(scene, canvas, place)
    taken = _foot(scene, canvas, place)
    if view is not None and done:
        draw_marks(scene, canvas, view, Rect(card.x + 10, area.y, card.w - 20, card.bottom - area.y - 8),
                   [*taken, *_buttons(scene, place)])


def _buttons(scene: TrainingScene, place: Places) -> tuple[Rect, ...]:
    left, right = place.map_buttons()
    return (left, right) if scene.map.kind == "weights" else (right,)


def _badge(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """What part of the truth the map shows."""
    words, row, run = canvas.words, place.badge, scene.run
    text = words("training.directions", all=run.network.params.size)
    if run.now > 1 or scene.map.kind == "path":
        share = 100 * scene.explained
        shown = f"{share:.0f}" if share < 98.95 or share > 99.95 else f"{share:.1f}"
        text = f"{text} · {words('training.explained', share=shown)}"
    at, anchor = ((row.x, row.cy), "lm") if place.portrait else ((row.right, row.cy), "rm")
    canvas.text(at, text, "small", "soft", anchor, room=row.w)


def _foot(scene: TrainingScene, canvas: Canvas, place: Places) -> list[Rect]:
    """The loss here and on the map, one below another, as wide as the block of ground leaves room."""
    box, large = place.foot(scene.map.kind), place.large
    lines = _losses(scene, canvas, large)
    middle = scene.map.kind == "weights"
    step = min(36.0 if large else 30.0, box.h / max(1, len(lines)))
    tall = 1.3 * style_of("small").size * (1.3 if large else 1.0)
    top = box.cy - step * (len(lines) - 1) / 2 if middle else box.bottom - tall / 2 - step * (len(lines) - 1)
    rects = []
    for n, (line, colour) in enumerate(lines):
        y = top + n * step
        room = box.w if middle else _room(scene, canvas, place, box.x, y - tall / 2, box.w)
        at, anchor = ((box.cx, y), "cm") if middle else ((box.x, y), "lm")
        rects.append(canvas.text(at, line, "small", colour, anchor, room=room))
    return rects


def _losses(scene: TrainingScene, canvas: Canvas, large: bool) -> list[tuple[str, str]]:
    """What the foot says; in larger text not the loss here, which stands at the ball and beside the curve as well."""
    words = canvas.words
    lines = [] if large else [(words("training.here", loss=shown_loss(canvas, scene.loss)), "text")]
    if scene.outside:
        return [*lines, (words("training.outside"), "soft")]
    lines.append((words("training.on_map", loss=shown_loss(canvas, scene.on_map)), "soft"))
    if scene.off_plane > 0.005:
        lines.append((words("training.off_plane", off=shown_number(scene.off_plane)), "soft"))
    return lines


def _room(scene: TrainingScene, canvas: Canvas, place: Places, x: float, top: float, most: float) -> float:
    """How long a line in the lower left corner may be that starts at ``x``, its upper edge at ``top``."""
    area = place.relief(scene.map.kind)

    def measure() -> float:
        ground = scene.map.terrain(area)
        if ground is None:
            return most
        wide = 40.0
        while wide < most:
            low = ground.underside(x + wide + CLEAR - area.x)
            if low is not None and area.y + low > top - CLEAR / 2:
                break
            wide += 6.0
        return wide

    return canvas.cache.memo(("training.room", round(top)), (scene.map.number, scene.map.ready, area, x, most), measure)
