"""Draws the curve of an activation with the neuron's z riding on it: value, slope, range, and where it is used."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from brain import Activation, Array, activation
from game.core.easing import lerp, smooth
from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas
from game.draw.icons import paint_icon
from game.draw.network import brightness
from game.draw.plot import Plot
from game.draw.text import style_of
from game.draw.theme import mix_rgb
from game.scenes.parts import number
from game.scenes.spark.places import Places

NAMES = ("sigmoid", "tanh", "relu", "leaky_relu", "linear")
SAMPLES = 113
TICK_ROOM = 44.0
"""The numbers beside the a axis stand at least so far apart."""
READOUTS = ("z", "a", "slope")
PAD = 14.0
"""Between the edge of a readout and what is written in it."""
ROOM = {"sigmoid": (-0.32, 1.32), "tanh": (-1.42, 1.42)}
"""How much of the a axis is shown for the two that stay in a range."""


def heights(name: str, reach: float) -> Vec:
    """The least and the greatest a the plot shows for an activation whose z runs to ``reach``."""
    if name in ROOM:
        return ROOM[name]
    return (-1.08 * reach if name == "linear" else -0.2 * reach, 1.08 * reach)


@dataclass(frozen=True)
class Curve:
    """The activation on the plot: ``old`` has turned into ``name`` by the share ``turned``."""

    name: str
    old: str
    turned: float
    reach: float

    @property
    def entry(self) -> Activation:
        return activation(self.name)

    def value(self, z: float) -> float:
        return _value(self.name, z)

    def slope(self, z: float) -> float:
        return _slope(self.name, z)

    def height(self, z: float) -> float:
        """The value shown at ``z``: on the way from the old activation to the new one for a moment."""
        t = smooth(self.turned)
        return self.value(z) if t >= 1.0 else lerp(_value(self.old, z), self.value(z), t)

    def values(self, zs: Array) -> Array:
        """The values shown at ``zs``, as ``height`` is at one."""
        new = self.entry.value(zs)
        t = smooth(self.turned)
        return new if t >= 1.0 else lerp(activation(self.old).value(zs), new, t)  # type: ignore[arg-type,return-value]

    def plot(self, rect: Rect) -> Plot:
        """The box of numbers the curve is drawn in."""
        t = smooth(self.turned)
        (a0, a1), (b0, b1) = heights(self.old, self.reach), heights(self.name, self.reach)
        return Plot(rect, -self.reach, self.reach, lerp(a0, b0, t), lerp(a1, b1, t))


@lru_cache(maxsize=64)
def _value(name: str, z: float) -> float:
    """Asked for by everything that shows a: worked out once a frame."""
    return float(activation(name).value(z))


@lru_cache(maxsize=64)
def _slope(name: str, z: float) -> float:
    return float(activation(name).slope(z))


def draw_curve(canvas: Canvas, place: Places, curve: Curve, z: float, open_range: Vec, still: bool) -> None:
    """The panel with scale, limits and glowing graph, the rider at ``z``, and the numbers.

    ``open_range`` is the part of the z axis to which z can be dragged. While the panel stands ``still``, all that
    does not depend on z is kept as one layer.
    """
    card, rect = place.card, place.plot
    plot = curve.plot(rect)

    def ground() -> None:
        canvas.box(card)
        names = [canvas.words(f"spark.readout.{key}") for key in READOUTS]
        rooms = canvas.type.evenly(names, style_of("label"), place.readouts[0].w - 2 * PAD)
        for cell, name, room in zip(place.readouts, names, rooms, strict=True):
            canvas.box(cell, 18, fill="ink", fill_alpha=0.5)
            canvas.text((cell.x + PAD, cell.y + 24), name, "label", room=room)
        plot.scale(canvas, *_ticks(curve, plot), 44)
        plot.axes(canvas, "mute")
        _draw_limits(canvas, curve, plot)
        zs = np.linspace(plot.x0, plot.x1, SAMPLES)
        values = curve.values(zs)
        plot.glowing_curve(canvas, "spark", zs, values, np.clip(values, 0.0, 1.0), curve)

    if still and curve.turned >= 1.0:
        canvas.layer("spark.curve", (curve, rect), card, ground)
    else:
        ground()
    _draw_track(canvas, plot, open_range)
    _draw_rider(canvas, curve, plot, z)
    _draw_readouts(canvas, place.readouts, curve, z)


def _ticks(curve: Curve, plot: Plot) -> tuple[list[float], list[float]]:
    step = 2.0 ** math.ceil(math.log2(curve.reach / 3.99))
    xs = [float(v) for v in np.arange(-32, 33) * step if plot.x0 <= v <= plot.x1]
    if curve.name in ROOM:
        entry = curve.entry
        return xs, [entry.low, (entry.low + entry.high) / 2, entry.high]
    while step * plot.rect.h / (plot.y1 - plot.y0) < TICK_ROOM:
        step *= 2
    return xs, [float(v) for v in np.arange(-32, 33) * step if plot.y0 * 0.96 <= v <= plot.y1 * 0.96]


def _draw_track(canvas: Canvas, plot: Plot, open_range: Vec) -> None:
    """The stretch of the axis on which z can be dragged."""
    a, b = (plot.at(min(max(v, plot.x0), plot.x1), plot.y0) for v in open_range)
    canvas.polyline((plot.at(plot.x0, plot.y0), plot.at(plot.x1, plot.y0)), "line", 4)
    canvas.polyline((a, b), mix_rgb(canvas.theme.card, canvas.theme.touch, 0.62), 7)


def _draw_limits(canvas: Canvas, curve: Curve, plot: Plot) -> None:
    """Dashed walls where the range ends; a word where it does not."""
    entry, words = curve.entry, canvas.words
    with canvas.fade(smooth(curve.turned)):
        for limit in (entry.low, entry.high):
            if math.isfinite(limit):
                canvas.dashes((plot.at(plot.x0, limit), plot.at(plot.x1, limit)), "active_deep", 1.6, 18, 12)
        if math.isinf(entry.high):
            _limitless(canvas, (plot.at(0, 0)[0] - 26, plot.rect.y + 26), "up",
                       words("spark.limit.up"), plot.rect.w * 0.3)
        if math.isinf(entry.low):
            _limitless(canvas, (plot.rect.right - 8, plot.rect.bottom - 30), "down", words("spark.limit.down"),
                       plot.rect.w * 0.3)


def _limitless(canvas: Canvas, right: Vec, icon: str, text: str, room: float) -> None:
    paint_icon(canvas, icon, (right[0] - 14, right[1]), 26, "active")
    canvas.text((right[0] - 38, right[1]), text, "small", "soft", "rm", room=room)


def _draw_rider(canvas: Canvas, curve: Curve, plot: Plot, z: float) -> None:
    """From z up to the curve, along to a; the tangent with the slope at z; a bead that glows with a."""
    shown = min(max(z, plot.x0), plot.x1)
    a = curve.height(shown)
    foot, top = plot.at(shown, plot.y0), plot.at(shown, a)
    level = brightness(a)
    canvas.dashes((foot, (top[0], top[1] + (16 if foot[1] > top[1] else -16))), "soft", 1.6, 12, 10)
    zero = plot.at(plot.x0, 0.0)
    canvas.dashes((top, plot.at(plot.x0, a)), "active", 1.6, 12, 10, 0.4 + 0.6 * level)
    if abs(zero[1] - top[1]) > 3:
        canvas.polyline((zero, (zero[0], top[1])), mix_rgb(canvas.theme.rim, canvas.theme.active, level), 9)
    plot.tangent(canvas, (shown, a), curve.slope(z))
    canvas.glow(top, 62 + 44 * level, "active", 0.35 + 0.6 * level)
    canvas.disc(top, 17, mix_rgb(canvas.theme.rim, canvas.theme.active, level))
    canvas.disc(top, 9, "hot")


def shown(a: float) -> str:
    """An activation as its orb shows it: a leak too small for two digits is not rounded away."""
    return f"{a:.3f}" if 0.0 < abs(a) < 0.005 else number(a)


# -- numbers ---------------------------------------------------------------------------------------------


def _draw_readouts(canvas: Canvas, cells: Sequence[Rect], curve: Curve, z: float) -> None:
    """z, a and the slope."""
    a, slope = curve.value(z), curve.slope(z)
    looks = ((number(z), canvas.theme.signed(z)), (f"{a:.3f}" if abs(a) < 9.9 else number(a), "active"),
             (f"{slope:.3f}", "hot"))
    for cell, (text, colour) in zip(cells, looks, strict=True):
        canvas.number((cell.x + PAD, cell.bottom - 26), text, "value", colour, "lm", room=cell.w - 2 * PAD, tall=64)
