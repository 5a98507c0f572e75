"""Draws the plane as the neuron answers it: a ramp for z, bent by the spark, and the four students to sort out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from brain import Activation, Array, activation
from game.core.easing import clamp
from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas
from game.draw.heatmap import active_ramp, paint_plane, signed_ramp
from game.draw.icons import paint_icon
from game.draw.network import brightness
from game.draw.neuron import paint_orb
from game.draw.plane import axes, grid, to_plane
from game.draw.text import style_of
from game.scenes.spark.curve import Curve

CORNERS = (("busy_tired", 8.2, 1.8), ("busy_rested", 8.2, 8.2), ("calm_tired", 1.8, 1.8), ("calm_rested", 1.8, 8.2))
"""Four kinds of students: name, study hours, sleep hours. The first is the one to fire for."""
FIRES, SILENT = 0.8, 0.2
"""An orb is as bright as its activation, held between 0 and 1. It fires above the one, is silent below the other.

So a tanh of -0.9 is as silent as a ReLU of 0: both orbs are dark, and the same marks suit all five activations.
"""
BANDS = (0.25, 0.5, 0.75)
"""Lines on the plane, as shares of the way from its least a to its greatest: even on a ramp, crowded on a step."""
Neuron = tuple[float, float, float]
"""Weight of study, weight of sleep, bias."""


@lru_cache(maxsize=16)
def answers(neuron: Neuron, name: str) -> tuple[float, ...]:
    """What the neuron says of each of the four corners, with the activation of that name."""
    w1, w2, b = neuron
    sums = [(study - 5) / 5 * w1 + (sleep - 5) / 5 * w2 + b for _, study, sleep in CORNERS]
    return tuple(activation(name).value(np.array(sums)).tolist())


def progress(neuron: Neuron, entry: Activation) -> float:
    """How near the four answers are to what is wanted: 1 when one fires and three are silent."""
    levels = [brightness(a) for a in answers(neuron, entry.name)]
    first = clamp(levels[0] / FIRES)
    others = [clamp((1.0 - level) / (1.0 - SILENT)) for level in levels[1:]]
    share = (first + sum(others)) / 4
    return share if share < 1.0 else 1.0


def sums(neuron: Neuron, n: int = 48) -> Array:
    """z over the plane, (n, n)."""
    points = grid(n)
    z: Array = points[..., 0] * neuron[0] + points[..., 1] * neuron[1] + neuron[2]
    return z


def draw_plane(canvas: Canvas, rect: Rect, neuron: Neuron, curve: Curve, bend: float) -> None:
    """The ramp of chapter 1, and over it with ``bend`` the neuron's answer in cold and gold; each is kept."""
    area = _around(rect)
    z = sums(neuron)
    if bend < 1.0:
        canvas.layer("spark.ramp", (neuron, curve.name), area, lambda: _paint_ramp(canvas, rect, neuron, curve, z))
    with canvas.fade(bend):
        if bend < 1.0 or canvas.cache.steady(("spark.plane", neuron, curve)):
            canvas.layer("spark.plane", (neuron, curve), area, lambda: _paint_answers(canvas, rect, neuron, curve, z))
        else:  # under the hand it changes with every frame: not worth keeping
            _paint_answers(canvas, rect, neuron, curve, z)


def _paint_ramp(canvas: Canvas, rect: Rect, neuron: Neuron, curve: Curve, z: Array) -> None:
    """The plane by z: even, in blue and orange, with the line where z is 0."""
    paint_plane(canvas, "spark.z", rect, z / max(2.0, float(np.max(np.abs(z)))), signed_ramp(canvas), neuron)
    _draw_line(canvas, rect, neuron, 0.0, 2.6, 0.9)
    _draw_around(canvas, rect, neuron, curve)


def _paint_answers(canvas: Canvas, rect: Rect, neuron: Neuron, curve: Curve, z: Array) -> None:
    """The plane by the activation, in cold and gold, with its bands."""
    values = curve.values(z)
    low, high = _ends(curve.name, values)
    shown = (values - low) / (high - low)
    paint_plane(canvas, "spark.a", rect, shown, active_ramp(canvas), (neuron, curve))
    for at in band_sums(curve, z, [low + band * (high - low) for band in BANDS]):
        _draw_line(canvas, rect, neuron, at, 1.5, 0.62)
    _draw_around(canvas, rect, neuron, curve)


def _draw_around(canvas: Canvas, rect: Rect, neuron: Neuron, curve: Curve) -> None:
    """The axes and the four students; what never changes about them is one picture."""
    def named() -> None:
        axes(canvas, rect, canvas.words("axis.study"), canvas.words("axis.sleep"))
        for name, study, sleep in CORNERS:
            _draw_name(canvas, rect, to_plane(rect, (study, sleep)), canvas.words(f"spark.corner.{name}"))

    canvas.sheet("spark.around", canvas.words.language, _around(rect), named)
    _draw_corners(canvas, rect, neuron, curve.entry)


def _around(rect: Rect) -> Rect:
    """The plane with the names of its axes."""
    return Rect(rect.x - 44, rect.y - 4, rect.w + 48, rect.h + 46)


def _ends(name: str, values: Array) -> Vec:
    """The activations that are drawn coldest and brightest: the range if there is one, else the plane's own."""
    if name == "sigmoid":
        return (0.0, 1.0)
    top = max(1.0, float(np.max(np.abs(values))))
    return (-1.0, 1.0) if name == "tanh" else (0.0, top) if name == "relu" else (-top, top)


def band_sums(curve: Curve, z: Array, levels: Sequence[float]) -> list[float]:
    """The sums, among those of the plane, at which the curve reaches these levels; a level it does not reach has none.

    No activation ever falls, so each level is reached once.
    """
    zs = np.linspace(float(z.min()), float(z.max()), 256)
    values = curve.values(zs)
    return [float(np.interp(level, values, zs)) for level in levels if values[0] < level < values[-1]]


def line_of(neuron: Neuron, z: float) -> tuple[Vec, Vec] | None:
    """The ends of the straight line x₁·w₁ + x₂·w₂ + b = z inside the square from -1 to 1; ``None`` if it lies outside.
    """
    w1, w2, b = neuron
    ends: list[Vec] = []
    for side in (-1.0, 1.0):
        if w2 and abs(y := (z - b - w1 * side) / w2) <= 1.0:
            ends.append((side, y))
        if w1 and abs(x := (z - b - w2 * side) / w1) < 1.0:
            ends.append((x, side))
    return (ends[0], ends[-1]) if len(ends) >= 2 else None


def _draw_line(canvas: Canvas, rect: Rect, neuron: Neuron, z: float, width: float, alpha: float) -> None:
    """The line on which the neuron hears the same sum everywhere."""
    if ends := line_of(neuron, z):
        canvas.polyline([rect.point((x + 1) / 2, (1 - y) / 2) for x, y in ends], "text", width, alpha)


def _draw_corners(canvas: Canvas, rect: Rect, neuron: Neuron, entry: Activation) -> None:
    """The four students as small orbs, as bright as the neuron's answer, with a sign whether it is right."""
    for i, ((_, study, sleep), a) in enumerate(zip(CORNERS, answers(neuron, entry.name), strict=True)):
        at = to_plane(rect, (study, sleep))
        level = brightness(a)
        fine = level > FIRES if i == 0 else level < SILENT
        if i == 0:
            canvas.ring(at, 43, "active", 3.0)
        paint_orb(canvas, at, 34, level, rim="passed" if fine else "error")
        sign = "check" if fine else "cross"
        paint_icon(canvas, sign, at, 30, "ink" if level > 0.52 else "passed" if fine else "error", pen=0.22)


def _draw_name(canvas: Canvas, rect: Rect, at: Vec, text: str) -> None:
    room = rect.w * 0.42
    grown = canvas.type.growth
    wide, tall = min(room, canvas.type.width(text, style_of("small")) * grown) + 26, 32 * grown
    x = min(max(at[0], rect.x + wide / 2 + 6), rect.right - wide / 2 - 6)
    away = 45 + tall / 2
    y = max(at[1] - away, rect.y + tall / 2 + 5) if at[1] < rect.cy else min(at[1] + away, rect.bottom - tall / 2 - 5)
    pill = Rect.around((x, y), wide, tall)
    canvas.box(pill, tall / 2, fill="ink", fill_alpha=0.78, line=None)
    canvas.text(pill.center, text, "small", "text", "cm", room=room)
