"""The picture beside ``activations.py``: a sum z is sent through each spark, and rides along its curve."""

from __future__ import annotations

from collections.abc import Hashable

from game.core.easing import clamp
from game.core.geometry import Rect, Vec
from game.core.timeline import Cues
from game.draw.arrow import paint_arrow
from game.draw.canvas import Canvas
from game.draw.network import Cast, Node, brightness
from game.draw.plot import Plot
from game.scenes.math.curve import REACH, Ride, draw_rider, draw_tile
from game.scenes.math.places import Places
from game.scenes.math.run import FLASH, Reader
from game.scenes.parts import number

CURVES = ("sigmoid", "tanh", "relu", "leaky_relu")
ORB = 62.0
GAP = 16.0
HEAD = 44.0
"""Room over a curve for its name and for what it makes of z."""


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


def sums_of(reader: Reader) -> list[float]:
    """All sums that the program is going to take up, in order."""
    return [float(z) for z in reader.known("sums") or ()]


def curves_cast(place: Places, reader: Reader, cues: Cues) -> Cast:
    """The neuron with the sum z that is under way, or at first, still dark, with the one that comes."""
    rides, sums = rides_of(reader), sums_of(reader)
    z = rides[-1].z if rides else sums[0] if sums else None
    level = brightness(z) if rides and z is not None else 0.0
    return Cast({(1, 0): Node(orb_of(place), ORB, level, "" if z is None else number(z))})


def draw_curves(canvas: Canvas, place: Places, reader: Reader, *, key: Hashable) -> None:
    """The sum at the left; the four curves with every point that has ridden on them; the one that runs is lit."""
    rides, sums, name = rides_of(reader), sums_of(reader), running(reader)
    area = tiles_of(place)[0].inset(-2)
    area = Rect(area.x, place.picture.y - 2, place.picture.right - area.x + 2, place.picture.h + 4)
    canvas.layer("math.card.curves", (key, reader.at), area.inset(-2),
                 lambda: _draw_tiles(canvas, place, sums, rides, name))
    x, y = orb_of(place)
    canvas.text((x, y + ORB + 30), "z", "value", "active", "cm")
    if sums:
        which = canvas.words("math.sum", number=max(1, len(rides)), count=len(sums))
        canvas.text((x, y - ORB - 30), which, "small", "soft", "cm", room=2 * ORB + 36)
    if name:
        tile = tiles_of(place)[CURVES.index(name)]
        draw_rider(canvas, plot_of(tile), slope_place(plot_of(tile)), name, rides[-1], clamp(reader.since / FLASH))
    paint_arrow(canvas, (x + ORB + 12, y), (x + ORB + 50, y), "active" if rides else "mute", 5.0)


def slope_place(plot: Plot) -> Vec:
    """Where the slope is written: no curve comes there."""
    return (plot.rect.right, plot.rect.bottom - 8)


def _draw_tiles(canvas: Canvas, place: Places, sums: list[float], rides: list[Ride], name: str) -> None:
    for curve, tile in zip(CURVES, tiles_of(place), strict=True):
        draw_tile(canvas, tile, plot_of(tile), curve, sums, rides, lit=curve == name)
