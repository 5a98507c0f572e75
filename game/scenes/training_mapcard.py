"""The card of the loss map: its head, the relief, and in its foot what the loss is here and on the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.reliefview import ReliefView
from game.scenes.training_lines import ghost_of, shown_loss
from game.scenes.training_map import thinned
from game.scenes.training_mapmarks import draw_marks
from game.scenes.training_places import Places

if TYPE_CHECKING:
    from game.scenes.training import TrainingScene


def draw_map(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    card, the_map = place.card, scene.map
    view, ghost = None, ghost_of(scene)
    if the_map.pickable:
        view = ReliefView(canvas, "training", place.relief, the_map.losses, the_map.number, place.keep(the_map.kind))
        view.work()
    done = view is not None and view.relief.done

    def ground() -> None:
        canvas.box(card)
        canvas.text((place.title.x, place.title.cy), canvas.words("training.map"), "heading", room=place.title.w)
        if view is not None:
            view.paint()
        if view is not None and ghost is not None and done:
            view.dashes(the_map.places(thinned(ghost.path)), "text", 3.4)

    if done and canvas.alpha >= 1.0:
        key = ("map", the_map.number, card, canvas.theme.name, canvas.words.language, ghost)
        canvas.layer("training.card", key, card, ground)
    else:
        ground()
    _badge(scene, canvas, place.badge)
    taken = _lines(canvas, place.foot(the_map.kind), _losses(scene, canvas), "l")
    if view is not None and view.reaches(scene.shown.place):
        draw_marks(scene, canvas, view, card.inset(10, 8), [*taken, *_buttons(scene, place)])


def _buttons(scene: TrainingScene, place: Places) -> tuple[Rect, ...]:
    left, right = place.map_buttons(scene.map.kind)
    return (left, right) if scene.map.kind == "weights" else (right,)


def _badge(scene: TrainingScene, canvas: Canvas, box: Rect) -> None:
    """What part of the truth the map shows."""
    words, run, figures = canvas.words, scene.run, scene.shown.figures
    lines = [(words("training.directions", all=run.network.params.size), "soft")]
    if run.now > 1 or scene.map.kind == "path":
        share = 100 * figures.explained
        shown = f"{share:.0f}" if share < 98.95 or share > 99.95 else f"{share:.1f}"
        lines.append((words("training.explained", share=shown), "soft"))
    _lines(canvas, box, lines, "r")


def _losses(scene: TrainingScene, canvas: Canvas) -> list[tuple[str, str]]:
    """What the map says of the loss; and the truth beside it where it differs, for the map shows two directions."""
    words, figures = canvas.words, scene.shown.figures
    if scene.shown.outside:
        return [(words("training.outside"), "soft")]
    told, truth = shown_loss(words, figures.on_map), shown_loss(words, figures.loss)
    lines = [(words("training.on_map", loss=told), "soft")]
    return lines if told == truth else [*lines, (words("training.in_truth", loss=truth), "soft")]


def _lines(canvas: Canvas, box: Rect, lines: Sequence[tuple[str, str]], side: str) -> list[Rect]:
    """Two lines in a box, the last one at its bottom if it is a foot, each as small as it must be."""
    rects = []
    for row, (line, colour) in zip(box.rows([1.0, 1.0]), lines, strict=False):
        at, anchor = ((row.x, row.cy), "lm") if side == "l" else ((row.right, row.cy), "rm")
        rects.append(canvas.text(at, line, "small", colour, anchor, room=row.w))
    return rects
