"""The picture beside ``activations.py``: a sum z is sent through each spark, and rides along its curve."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np

from brain import activation
from game.core.easing import clamp, lerp
from game.core.geometry import Rect, Vec
from game.core.timeline import Cues
from game.draw.arrow import paint_arrow
from game.draw.canvas import Canvas
from game.draw.network import Cast, Node, brightness
from game.draw.plot import Plot
from game.scenes.math_places import Places
from game.scenes.math_run import FLASH, Reader
from game.scenes.parts import number

CURVES = ("sigmoid", "tanh", "relu", "leaky_relu")
REACH = 3.2
ORB = 62.0
GAP = 16.0
HEAD = 44.0
"""Room over a curve for its name and for what it makes of z."""


@dataclass
class Ride:
    """One sum z and what the program has got from each spark so far."""

    z: float
    values: dict[str, float] = field(default_factory=dict)


def rides_of(reader: Reader) -> list[Ride]:
    """Every sum the program has taken up by now, in order; the last one is under way."""
    rides: list[Ride] = []
    for index in range(reader.at + 1):
        tag, step = reader.run.tag(index), reader.run.steps[index]
        if tag == "sum" and "z" in step.changed:
            rides.append(Ride(float(step.values["z"])))
        elif tag in CURVES and step.returns:
            rides[-1].values[tag] = float(step.returned)
    return rides


def running(reader: Reader) -> str:
    """The spark whose line runs or has just run; empty between them."""
    tag, step, _ = reader.scene_at()
    return tag if tag in CURVES and not (step.returns and reader.step.begins) else ""


def tiles_of(place: Places) -> list[Rect]:
    """The places of the four curves."""
    p = place.picture
    field_ = Rect(p.x + 2 * ORB + 62, p.y, p.w - 2 * ORB - 62, p.h)
    return [tile for row in field_.rows([1.0, 1.0], GAP) for tile in row.columns([1.0, 1.0], GAP)]


def orb_of(place: Places) -> Vec:
    """Where the sum stands."""
    return (place.picture.x + ORB + 4, place.picture.cy - 14)


def plot_of(tile: Rect) -> Plot:
    """The field of one curve."""
    return Plot(Rect(tile.x + 18, tile.y + HEAD, tile.w - 36, tile.h - HEAD - 14), -REACH, REACH, -1.2, 2.0)


def curves_cast(place: Places, reader: Reader, cues: Cues) -> Cast:
    """The neuron with the sum z that is under way."""
    rides = rides_of(reader)
    node = Node(orb_of(place), ORB, brightness(rides[-1].z), number(rides[-1].z)) if rides else Node(orb_of(place), ORB)
    return Cast({(1, 0): node})


def draw_curves(canvas: Canvas, place: Places, reader: Reader, *, key: Hashable) -> None:
    """The sum at the left; the four curves with every point that has ridden on them; the one that runs is lit."""
    rides, name = rides_of(reader), running(reader)
    area = tiles_of(place)[0].inset(-2)
    area = Rect(area.x, place.picture.y - 2, place.picture.right - area.x + 2, place.picture.h + 4)
    canvas.layer("math.card.curves", (key, reader.at), area.inset(-2),
                 lambda: _draw_tiles(canvas, place, rides, name))
    x, y = orb_of(place)
    canvas.text((x, y + ORB + 30), "z", "value", "active", "cm")
    if rides:
        count = len(reader.known("sums"))
        canvas.text((x, y - ORB - 30), canvas.words("math.sum", number=len(rides), count=count), "small", "soft", "cm",
                    room=2 * ORB + 36)
    if name:
        tile = tiles_of(place)[CURVES.index(name)]
        _draw_rider(canvas, plot_of(tile), name, rides[-1], clamp(reader.since / FLASH))
    paint_arrow(canvas, (x + ORB + 12, y), (x + ORB + 50, y), "active" if rides else "mute", 5.0)


def _draw_tiles(canvas: Canvas, place: Places, rides: list[Ride], name: str) -> None:
    for curve, tile in zip(CURVES, tiles_of(place), strict=True):
        lit = curve == name
        canvas.box(tile, 20, line="active" if lit else "line", width=2.6 if lit else 1.5)
        known = rides[-1].values.get(curve) if rides else None
        wide = 0.0
        if known is not None:
            wide = canvas.number((tile.right - 20, tile.y + 27), f"a = {number(known)}", "mono", "active", "rm",
                                 room=0.5 * tile.w, tall=40).w + 14
        canvas.text((tile.x + 20, tile.y + 27), canvas.words(f"math.curve.{curve}"), "strong",
                    "text" if lit or known is not None else "soft", room=tile.w - 40 - wide)
        _draw_curve(canvas, plot_of(tile), curve, rides, lit)


def _draw_curve(canvas: Canvas, plot: Plot, name: str, rides: list[Ride], lit: bool) -> None:
    """Axes, the curve, and a point for each sum that has been through this spark."""
    plot.axes(canvas, "line")
    xs = np.linspace(-REACH, REACH, 81)
    with canvas.clip(plot.rect.inset(-4)):
        plot.curve(canvas, xs, activation(name).value(xs), "active" if lit else "rim", 4.0 if lit else 3.0)
        for n, ride in enumerate(rides):
            if name in ride.values and not (lit and n == len(rides) - 1):
                last = n == len(rides) - 1
                at = _on(plot, ride.z, ride.values[name])
                canvas.disc(at, 8 if last else 6, "hot" if last else "active", 1.0 if last else 0.75)


def _on(plot: Plot, z: float, a: float) -> Vec:
    """The point of the plot for a sum and what became of it; at the edge what lies outside."""
    return plot.at(clamp(z, plot.x0, plot.x1), clamp(a, plot.y0, plot.y1))


def slope_place(plot: Plot) -> Vec:
    """Where the slope is written: no curve comes there."""
    return (plot.rect.right, plot.rect.bottom - 8)


def _draw_rider(canvas: Canvas, plot: Plot, name: str, ride: Ride, rise: float) -> None:
    """The point climbs from the axis to its curve when the line runs; the tangent shows the slope there."""
    foot, a, slope = _on(plot, ride.z, 0.0), ride.values.get(name), float(activation(name).slope(ride.z))
    canvas.text(slope_place(plot), canvas.words("math.slope", slope=number(slope)), "small", "soft", "rm",
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
