"""What moves on the loss map: trails, rivals, the flag of the hand, and the ball with its loss beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from brain import Array
from game.core.apart import apart
from game.core.geometry import Rect, Vec, distance
from game.draw.canvas import Canvas
from game.draw.losscurve import paint_sign
from game.draw.reliefview import ReliefView
from game.draw.text import style_of
from game.scenes.training.lines import shown_loss
from game.scenes.training.map import LossMap, at_edge
from game.scenes.training.plane import thinned
from game.scenes.training.rivals import SHAPES, Rival, colour_of

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

BALL, RIVAL, ARROW = 21.0, 18.0, 26.0
BALL_GLOW = 62.0
SIDE_BY_SIDE = 40.0
"""At least so far apart are two marbles, even where two networks are at the same place."""
PLATE = 34.0
"""How tall the plate is on which the loss stands beside the ball."""
AWAY = 36.0
"""From the middle of the ball to its plate."""


def draw_marks(scene: TrainingScene, canvas: Canvas, view: ReliefView, free: Rect, taken: Sequence[Rect]) -> None:
    """Everyone on the map; the loss at the ball stands inside ``free``, clear of what is ``taken``."""
    others = _rivals(scene, canvas, view)
    trail = _own_trail(scene, canvas, view)
    duel, shown = scene.duel, scene.shown
    if duel is not None and (not duel.open or scene.held) and duel.best < duel.start:
        flag, beyond = at_edge(scene.map.places(duel.best_params))
        if not beyond:
            at = view.sign(flag, "flag", "active", 34)
            others.append(Rect.around(at, 34))
    if shown.outside:
        at = view.arrow(shown.place, "active", ARROW, ring=True)
    else:
        canvas.glow(view.point(shown.place), BALL_GLOW, "touch", 0.5)
        at = view.ball(shown.place, BALL, ring=1.0)
        if scene.race is not None:
            paint_sign(canvas, SHAPES[scene.run.optimizer], at, 20)
    name = "training.outside" if shown.outside else "training.loss_is"
    text = canvas.words(name, loss=shown_loss(canvas.words, shown.figures.loss))
    _name_ball(canvas, text, at, free, [*taken, *others], trail)


class Seat(NamedTuple):
    """Where another marble stands on the map, how it looks, and the thread to where it really is, if one is needed."""

    name: str
    colour: str
    place: Vec
    beyond: bool
    thread: tuple[Vec, Vec] | None = None


def _rivals(scene: TrainingScene, canvas: Canvas, view: ReliefView) -> list[Rect]:
    """The others' trails and marbles, each with its colour and its sign; nobody hides anybody."""
    boxes, shown, the_map, rivals = [], scene.shown, scene.map, scene.rivals()
    for n, rival in enumerate(rivals):
        key = (the_map.number, shown.beat(1 + 6 * n, len(rival.path), rival.path[-1].tobytes(), slow=2))
        view.trail(rival.name, key, partial(_way, the_map, rival.path), colour_of(rival.name, scene.run.optimizer), 4.0)
    here = [(rival.name, len(rival.path), rival.path[-1].tobytes()) for rival in rivals if not shown.hurried]
    key = (the_map.number, view.rect, shown.beat(5, shown.place, *here), scene.run.optimizer, len(rivals))
    for seat in canvas.cache.memo("training.seats", key, lambda: _seats(scene, view, rivals)):
        if seat.beyond:
            boxes.append(Rect.around(view.arrow(seat.place, seat.colour, RIVAL), 2 * RIVAL))
            continue
        if seat.thread:
            canvas.polyline(seat.thread, seat.colour, 3.0)
        middle = view.ball(seat.place, RIVAL, name=seat.name, colour=seat.colour, ring=0.0)
        paint_sign(canvas, SHAPES.get(seat.name, "diamond"), middle, 20)
        boxes.append(Rect.around(middle, 2 * RIVAL))
    return boxes


def _seats(scene: TrainingScene, view: ReliefView, rivals: Sequence[Rival]) -> list[Seat]:
    """Where the others stand: side by side where they would hide one another, at the edge if they are off the map."""
    seats = [Seat(rival.name, colour_of(rival.name, scene.run.optimizer), *at_edge(scene.map.places(rival.path[-1])))
             for rival in rivals]
    own, on = view.point(scene.shown.place), [seat for seat in seats if not seat.beyond]
    true = [view.point(seat.place) for seat in on]
    moved = {seat.name: _beside(view, seat, own, at, aside)
             for seat, at, aside in zip(on, true, apart(own, true, SIDE_BY_SIDE), strict=True) if aside != at}
    return [moved.get(seat.name, seat) for seat in seats]


def _beside(view: ReliefView, seat: Seat, own: Vec, at: Vec, aside: Vec) -> Seat:
    """The same marble a little aside; a thread leads to where it really is, unless that is hidden by the marbles."""
    hidden = distance(at, aside) <= RIVAL or distance(at, own) <= BALL
    return seat._replace(place=view.place(aside), thread=None if hidden else (at, aside))


def _way(the_map: LossMap, path: Array) -> Array:
    return the_map.places(thinned(path))


def _own_trail(scene: TrainingScene, canvas: Canvas, view: ReliefView) -> list[Vec]:
    """The way the ball came, up to the hand that carries it, and the way ahead that is written down.

    Returns points of the first.
    """
    run, the_map = scene.run, scene.map
    key = (the_map.number, scene.held, scene.shown.beat(4, run.now, run.network.params.tobytes(), slow=2))
    if run.now < run.last:
        view.trail("ahead", (*key, run.last), lambda: the_map.places(thinned(run.path[run.now:]))[::-1], "soft", 3.0)

    def behind() -> Array:
        way = thinned(run.path[:run.now + 1])[:-1]
        return the_map.places(way if scene.held else np.vstack([way, run.network.params[None]]))

    colour = "active" if scene.race is not None else "text"
    points = view.trail("own", key, behind, colour, 5.0)
    if points and scene.loop.fast and not scene.held:  # renewed now and then: a straight piece leads up to it
        canvas.polyline((points[0], view.point(scene.shown.place)), colour, 4.5)
    return points


def _name_ball(canvas: Canvas, text: str, at: Vec, free: Rect, taken: Sequence[Rect], trail: Sequence[Vec]) -> None:
    """Words beside the ball on a dark plate: on the side with room, off the trail if there is a choice."""
    scale = canvas.type.growth
    wide, tall = scale * canvas.type.width(text, style_of("mono")) + 28, PLATE * scale
    sides = (1, -1) if at[0] < free.cx else (-1, 1)
    offers = [Rect(at[0] + (AWAY if side > 0 else -AWAY - wide), at[1] + dy - tall / 2, wide, tall)
              for dy in (-16, 22, -46, 52) for side in sides]
    offers += [Rect(at[0] - wide / 2 + dx, at[1] + dy - tall / 2, wide, tall)
               for dy in (-62, 62) for dx in (0, 0.3 * wide, -0.3 * wide)]
    low, right = free.bottom - tall, free.right - wide
    best, hidden = None, len(trail) + 1
    for box in offers:
        if not (free.x <= box.x <= right and free.y <= box.y <= low) or any(box.overlaps(one, -6) for one in taken):
            continue
        hides = sum(box.contains(point) for point in trail)
        if hides < hidden:
            best, hidden = box, hides
        if not hides:
            break
    if best is None:  # it stands in the foot and beside the curve as well
        return
    box = best
    canvas.box(box, tall / 2, fill="ink", fill_alpha=0.66, line=None)
    canvas.number(box.center, text, "mono", "text", "cm", room=wide - 20, tall=1.2 * tall, most=len(text))
