"""One spark's curve: faint at first, with a ring where each sum is going to ride; gold where sums have been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from brain import Array, activation
from game.core.easing import clamp, lerp
from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas
from game.draw.plot import Plot
from game.scenes.parts import number

REACH = 3.2
"""Curves are drawn for sums from -REACH to REACH."""
SPREAD = 0.55
"""How far around a sum that has ridden, in z, its curve is lit."""
POINTS = 113


@dataclass
class Ride:
    """One sum z and what the program has got from each spark so far."""

    z: float
    values: dict[str, float] = field(default_factory=dict)


def draw_tile(canvas: Canvas, tile: Rect, plot: Plot, name: str, sums: Sequence[float], rides: Sequence[Ride], *,
              lit: bool) -> None:
    """A spark's name, what it has made of the sum at hand, and its curve; ``lit`` while its line runs."""
    canvas.box(tile, 20, line="active" if lit else "line", width=2.6 if lit else 1.5)
    known = rides[-1].values.get(name) if rides else None
    wide = 0.0
    if known is not None:
        wide = canvas.number((tile.right - 20, tile.y + 27), f"a = {number(known)}", "mono", "active", "rm",
                             room=0.5 * tile.w, tall=40).w + 14
    canvas.text((tile.x + 20, tile.y + 27), canvas.words(f"math.curve.{name}"), "strong",
                "text" if lit or known is not None else "soft", room=tile.w - 40 - wide)
    ridden = [ride for ride in rides if name in ride.values]
    plot.axes(canvas, "line")
    _draw_bounds(canvas, plot, name)
    _draw_curve(canvas, plot, name, tuple(ride.z for ride in ridden))
    with canvas.clip(plot.rect.inset(-10)):
        _draw_points(canvas, plot, name, sums[len(ridden):], ridden, at_hand=rides[-1] if rides else None, lit=lit)


def _draw_bounds(canvas: Canvas, plot: Plot, name: str) -> None:
    """The values that a curve comes near and never passes, if it has any, written where neither curve nor slope is."""
    kind = activation(name)
    for bound, x, start in ((kind.high, plot.x0, 26.0), (kind.low, 0.0, 0.0)):
        if np.isfinite(bound) and bound:
            at, y = plot.at(x, bound)[0], plot.at(0.0, bound)[1]
            canvas.dashes(((plot.rect.x + start, y), (plot.rect.right, y)), "line", 2.0, 8, 8)
            canvas.number((at + (0 if start else 10), y - (0 if start else 15)), f"{bound:.0f}", "mono_small", "mute",
                          "lm", room=44, tall=28)


def _draw_curve(canvas: Canvas, plot: Plot, name: str, zs: tuple[float, ...]) -> None:
    """The curve, golden around the sums that have ridden on it."""
    xs = np.linspace(plot.x0, plot.x1, POINTS)
    values = np.clip(activation(name).value(xs), plot.y0 - 1.0, plot.y1 + 0.4)
    plot.glowing_curve(canvas, f"math.{name}", xs, values, lights(xs, zs), (name, zs), 4.0)


def lights(xs: Array, zs: Sequence[float]) -> Array:
    """How golden a curve is at ``xs``, 0..1: around each of the sums ``zs``."""
    away = np.array([np.abs(xs - clamp(z, -REACH, REACH)) for z in zs]).reshape(len(zs), len(xs))
    return np.asarray(np.exp(-((away / SPREAD) ** 2)).max(axis=0, initial=0.0))


def _draw_points(canvas: Canvas, plot: Plot, name: str, sums: Sequence[float], ridden: Sequence[Ride], *,
                 at_hand: Ride | None, lit: bool) -> None:
    """A ring for every sum that is to come, a point for each that has been; the one that rides now is not drawn."""
    for n, z in enumerate(sums):
        at = _on(plot, z, float(activation(name).value(z)))
        if n == 0 and not lit:
            canvas.dashes((_on(plot, z, 0.0), at), "soft", 2.0, 6, 6)
        if n or not lit:
            canvas.ring(at, 9 if n == 0 else 7, "soft" if n == 0 else "rim", 2.2, fill="card")
    for ride in ridden:
        last = ride is at_hand
        if not (last and lit):
            canvas.disc(_on(plot, ride.z, ride.values[name]), 8 if last else 6, "hot" if last else "active",
                        1.0 if last else 0.75)


def _on(plot: Plot, z: float, a: float) -> Vec:
    """The point of the plot for a sum and what became of it; at the edge what lies outside."""
    return plot.at(clamp(z, plot.x0, plot.x1), clamp(a, plot.y0, plot.y1))


def draw_rider(canvas: Canvas, plot: Plot, at_slope: Vec, name: str, ride: Ride, rise: float) -> None:
    """The point climbs from the axis to its curve when the line runs; the tangent shows the slope there."""
    foot, a, slope = _on(plot, ride.z, 0.0), ride.values.get(name), float(activation(name).slope(ride.z))
    canvas.text(at_slope, canvas.words("math.slope", slope=number(slope)), "small", "soft", "rm",
                room=0.46 * plot.rect.w)
    if a is None:
        canvas.glow(foot, 30, "active", 0.7)
        canvas.disc(foot, 8, "hot")
        return
    level = lerp(0.0, a, rise)
    at = _on(plot, ride.z, level)
    canvas.dashes((foot, at), "text", 2.2, 8, 7)
    with canvas.clip(plot.rect):
        canvas.polyline([plot.at(ride.z + side, level + side * slope) for side in (-0.8, 0.8)], "text", 3.0, 0.9)
    canvas.glow(at, 40, "active", 0.9)
    canvas.disc(at, 10, "hot")
