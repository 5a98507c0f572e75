"""The card of the loss map: its head, the relief, and in its foot what the loss is here and on the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.core.geometry import Rect
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.reliefview import ReliefView
from game.scenes.training.lines import ghost_of, shown_loss
from game.scenes.training.mapmarks import draw_marks
from game.scenes.training.places import Places
from game.scenes.training.plane import thinned

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

LINE = 36.0
"""About how tall a line of words is in the card."""


def draw_map(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    card, the_map = place.card, scene.map
    view, ghost = None, ghost_of(scene)
    if the_map.pickable:
        view = ReliefView(canvas, "training", place.relief, the_map.losses, the_map.number, place.keep(the_map.kind))
        view.work()
    done = view is not None and view.relief.done

    def bare() -> None:
        canvas.box(card)
        canvas.text((place.title.x, place.title.cy), canvas.words("training.map"), "heading", room=place.title.w)

    def ground() -> None:
        if view is not None:
            view.paint()
        if view is not None and ghost is not None and done:
            view.dashes(the_map.places(thinned(ghost.path)), "text", 3.4)

    def both() -> None:
        bare()
        ground()

    if done and canvas.alpha >= 1.0:
        key = ("map", the_map.number, card, canvas.theme.name, canvas.words.language, ghost)
        canvas.layer("training.card", key, card, both)
    else:  # a layer too, or dust would be seen behind the card until the ground is complete
        canvas.layer("training.card.bare", "bare", card, bare)
        ground()
    taken = _words(scene, canvas, place)
    if view is not None and view.reaches(scene.shown.place):
        draw_marks(scene, canvas, view, card.inset(10, 8), [place.title, *taken, *_buttons(scene, place)])


def _buttons(scene: TrainingScene, place: Places) -> tuple[Rect, ...]:
    left, right = place.map_buttons(scene.map.kind)
    return (left, right) if scene.map.kind == "weights" else (right,)


def _words(scene: TrainingScene, canvas: Canvas, place: Places) -> list[Rect]:
    """What part of the truth the map shows, and what it says of the loss."""
    kind, words = scene.map.kind, canvas.words
    shown, losses = [words("training.directions", all=scene.run.network.params.size)], _losses(scene, words)
    if kind == "weights":
        return _lines(canvas, place.badge, [*shown, losses[0]], "r")
    if scene.run.now > 1 or kind == "path":
        shown.append(words("training.explained", share=share_of(scene)))
    return [*_lines(canvas, place.badge, shown, "r"), *_lines(canvas, place.foot, losses, "l")]


def share_of(scene: TrainingScene) -> str:
    """The share of the path that the map's plane explains, in per cent."""
    share = 100 * scene.shown.figures.explained
    return f"{share:.0f}" if share < 98.95 or share > 99.95 else f"{share:.1f}"


def _losses(scene: TrainingScene, words: Words) -> list[str]:
    """What the map says of the loss; and the truth beside it where it differs, for the map shows two directions."""
    if scene.shown.outside:
        return [words("training.outside")]
    told, truth = (shown_loss(words, loss) for loss in (scene.shown.figures.on_map, scene.shown.figures.loss))
    line = words("training.on_map", loss=told)
    return [line] if told == truth else [line, words("training.in_truth", loss=truth)]


def _lines(canvas: Canvas, box: Rect, lines: Sequence[str], side: str) -> list[Rect]:
    """As many lines as a box has room for, each as small as it must be."""
    rects, rows = [], max(1, round(box.h / LINE))
    for row, line in zip(box.rows([1.0] * rows), lines, strict=False):
        at, anchor = ((row.x, row.cy), "lm") if side == "l" else ((row.right, row.cy), "rm")
        rects.append(canvas.text(at, line, "small", "soft", anchor, room=row.w))
    return rects
