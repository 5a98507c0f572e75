"""The picture beside ``activations.py``: a sum z rides along the curve whose line runs."""

from __future__ import annotations

import numpy as np

from brain import activation
from game.core.easing import clamp, lerp
from game.core.geometry import Rect, Vec
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.network import Cast, Node, brightness
from game.draw.plot import Plot
from game.scenes.math_places import Places, keep_layer
from game.scenes.math_run import FLASH, Reader
from game.scenes.parts import number

CURVES = ("sigmoid", "tanh", "relu", "leaky_relu")
REACH = 3.2
COLUMN = 150.0
"""Room for the orb at either side of the plot."""


def curve_state(reader: Reader) -> tuple[str, float | None, float | None]:
    """The curve that is computed, z, and a once it is known."""
    tag, step, _ = reader.scene_at()
    z = reader.known("z")
    name = tag if tag in CURVES else ""
    done = name and (step.returns or (not step.begins and step.scope == ""))
    value = float(activation(name).value(z)) if done and z is not None else None
    return name, None if z is None else float(z), value


def plot_of(place: Places) -> Plot:
    """The field of the curves."""
    p = place.picture
    return Plot(Rect(p.x + COLUMN, p.y + 18, p.w - 2 * COLUMN, p.h - 62), -REACH, REACH, -1.25, 2.05)


def curves_cast(place: Places, reader: Reader, cues: Cues) -> Cast:
    """The neuron with its sum z at the left, what leaves it at the right."""
    _, z, a = curve_state(reader)
    p = place.picture
    y = p.y + 0.46 * p.h
    return Cast({(1, 0): _orb((p.x + 66, y), z), (2, 0): _orb((p.right - 66, y), a)})


def _orb(at: Vec, value: float | None) -> Node:
    return Node(at, 62.0) if value is None else Node(at, 62.0, brightness(value), number(value))


def draw_curves(canvas: Canvas, place: Places, reader: Reader) -> None:
    """All four curves faintly, the one that runs brightly, its point and its slope."""
    name, z, a = curve_state(reader)
    plot, words = plot_of(place), canvas.words
    keep_layer(canvas, "math.card", ("curves", name), plot.rect.inset(-14), lambda: _draw_field(canvas, plot, name))
    for orb, text in ((place.picture.x + 66, "z"), (place.picture.right - 66, "a")):
        canvas.text((orb, place.picture.y + 0.46 * place.picture.h + 92), text, "value", "active", "cm")
    if z is not None:
        _draw_point(canvas, plot, name, z, a, clamp(reader.since / FLASH))
    _draw_facts(canvas, place, name, z, words(f"math.curve.{name}") if name else words("math.curve.none"))


def _draw_field(canvas: Canvas, plot: Plot, name: str) -> None:
    canvas.box(plot.rect.inset(-14), 20, fill_alpha=0.5)
    plot.axes(canvas, "mute")
    xs = np.linspace(-REACH, REACH, 97)
    for other in CURVES:
        if other != name:
            plot.curve(canvas, xs, activation(other).value(xs), "rim", 2.4, 0.5)
    if name:
        plot.curve(canvas, xs, activation(name).value(xs), "active", 4.0)
    canvas.text((plot.rect.right - 6, plot.at(0, 0)[1] + 22), "z", "mono_small", "soft", "rm")


def _draw_point(canvas: Canvas, plot: Plot, name: str, z: float, a: float | None, rise: float) -> None:
    """The point climbs from the axis to its curve when the line runs; the tangent shows the slope there."""
    x = clamp(z, plot.x0, plot.x1)
    foot = plot.at(x, 0.0)
    if a is None:
        canvas.glow(foot, 30, "active", 0.7)
        canvas.disc(foot, 8, "hot")
        return
    level = lerp(0.0, a, rise)
    at = plot.at(x, clamp(level, plot.y0, plot.y1))
    canvas.dashes((foot, at), "text", 2.2, 8, 7)
    slope = float(activation(name).slope(z))
    with canvas.clip(plot.rect):
        ends = [plot.at(x + side, level + side * slope) for side in (-0.8, 0.8)]
        canvas.polyline(ends, "text", 3.0, 0.9)
    canvas.glow(at, 40, "active", 0.9)
    canvas.disc(at, 10, "hot")


def _draw_facts(canvas: Canvas, place: Places, name: str, z: float | None, told: str) -> None:
    p = place.picture
    y = p.bottom - 16
    if name and z is not None:
        told += "  " + canvas.words("math.slope", slope=number(float(activation(name).slope(z))))
    canvas.text((p.cx, y), told, "label", "text", "cm", room=p.w - 20)
