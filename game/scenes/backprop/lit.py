"""Lights the part of chapter 6's network that one factor of the chain rule is read from: paths, a slope, a signal."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from brain import Term, Where, activation
from game.core.figures import figure
from game.core.geometry import Bezier, Rect, Vec
from game.draw.canvas import Canvas
from game.draw.factor import paint_bar
from game.draw.plot import Plot
from game.scenes.backprop.blame import write
from game.scenes.backprop.chain import term_sum
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.places import Places

FEW = 3
"""Upright there is room between two layers for so many terms."""
ALONG = {True: 0.5, False: 0.62}
"""Where on its path a term is written: in the middle of the one there is; of several where they have parted."""


def paint_lit(canvas: Canvas, lesson: Lesson, places: Places, lit: tuple[float, ...]) -> None:
    """As far as each factor is lit, where it comes from."""
    node = places.nodes[lesson.place.layer + 1, lesson.place.j]
    for level, colour, paint in zip(lit, ("error", "active", "active"), (_blame, _slope, _input), strict=True):
        if level > 0.01:
            with canvas.fade(level):
                if paint is not _input:
                    _ring(canvas, node, colour, places)
                paint(canvas, lesson, places)


def _blame(canvas: Canvas, lesson: Lesson, places: Places) -> None:
    """The paths that the blame comes along, each with its share; at the output, what was wanted."""
    place, terms = lesson.place, lesson.terms()
    if not terms:
        canvas.box(places.wanted_area.inset(-6, -2), 14, line="error", width=4.0, fill_alpha=0.0)
        return
    for term in terms:
        _glow_along(canvas, places.grips.curves[Where(place.layer + 1, place.j, term.to)], "error")
        _ring(canvas, places.nodes[place.layer + 2, term.to], "error", places)
    for term in terms if len(terms) <= FEW or not places.portrait else ():
        _term(canvas, places, places.grips.curves[Where(place.layer + 1, place.j, term.to)], term, len(terms))


def _term(canvas: Canvas, places: Places, curve: Bezier, term: Term, count: int) -> None:
    """What one path gives to the sum; the only one says both of its factors."""
    text = term_sum(term) if count == 1 and not places.portrait else figure(term.value, 3)
    plate = Rect.around(curve.at(ALONG[count == 1]), (15.6 * len(text) + 16) * places.growth, 38 * places.growth)
    _plate(canvas, plate, text, "error")


def _slope(canvas: Canvas, lesson: Lesson, places: Places) -> None:
    """A small window with the activation's curve, the sum z on it, and the slope there as a line."""
    place = lesson.place
    part, name = lesson.trace.layers[place.layer], lesson.shown.activation_of(place.layer)
    z, a, slope = (float(v[place.j]) for v in (part.z, part.activations, part.slope))
    rect = places.bubble(places.nodes[place.layer + 1, place.j])
    canvas.box(rect, 18, line="active", width=2.4, fill_alpha=0.96)
    reach = max(3.0, abs(z) * 1.15)
    xs, ys = _curve(name, round(reach, 1))
    low, high = min(0.0, float(ys.min())), max(1.0, float(ys.max()))
    pad = 0.12 * (high - low)
    plot = Plot(rect.inset(16, 12), -reach, reach, low - pad, high + pad)
    paint_bar(canvas, plot.at(-reach, 0), plot.at(reach, 0), "line", 2)
    paint_bar(canvas, plot.at(0, plot.y0), plot.at(0, plot.y1), "line", 2)
    plot.curve(canvas, xs.tolist(), ys.tolist(), "soft", 3)
    half = 0.32 * reach
    plot.curve(canvas, (z - half, z + half), (a - half * slope, a + half * slope), "active", 5)
    canvas.disc(plot.at(z, a), 8, "hot")


@lru_cache(maxsize=32)
def _curve(name: str, reach: float) -> tuple[np.ndarray, np.ndarray]:
    xs = np.linspace(-reach, reach, 49)
    return xs, activation(name).value(xs)


def _input(canvas: Canvas, lesson: Lesson, places: Places) -> None:
    """The neuron that the signal came from, with what it said, and the fibre it came along; for a bias its own dot."""
    place = lesson.place
    if place.i is None:
        at = places.grips.of(place)
        canvas.glow(at, 60, "active", 0.7)
        canvas.ring(at, 32, "active", 5.0)
        return
    (x, y), r = node = places.nodes[place.layer, place.i]
    _ring(canvas, node, "active", places)
    _glow_along(canvas, places.grips.curves[place], "active")
    text = f"{lesson.trace.layers[place.layer].inputs[place.i]:.4f}"
    if places.portrait:
        at = (x - r - 62 * places.growth, y) if place.layer else (x, y - r - 26)
    else:
        at = (x, max(y - r - 30, places.stage.y + 4))
    _plate(canvas, Rect.around(at, 106 * places.growth, 38 * places.growth), text, "active")


def _plate(canvas: Canvas, plate: Rect, text: str, colour: str) -> None:
    """A number over a lively picture."""
    canvas.box(plate, plate.h / 2, fill="ink", fill_alpha=0.9, line=colour, width=1.5)
    write(canvas, plate.center, text, "mono", colour, room=plate.w - 12, tall=plate.h)


def _ring(canvas: Canvas, node: tuple[Vec, float], colour: str, places: Places) -> None:
    """A ring around a neuron, clear of what is written beside it."""
    (x, y), r = node
    canvas.glow((x, y), r * 1.9, colour, 0.5)
    canvas.ring((x, y), r + (13 if places.airy and not places.portrait else 6), colour, 5.0)


def _glow_along(canvas: Canvas, curve: Bezier, colour: str) -> None:
    canvas.glows([(curve.at(k / 32), 20.0, 0.45) for k in range(3, 30)], colour)
