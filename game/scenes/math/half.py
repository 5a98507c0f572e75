"""Half of the last page: a network with what every neuron sees, and the map it has of all students."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from brain import Array, Network
from game.core.geometry import Rect, Vec
from game.draw.arrow import paint_arrow
from game.draw.canvas import Canvas
from game.draw.heatmap import paint_plane, verdict_ramp
from game.draw.icons import paint_mark
from game.draw.network import Cast, Comet, NodeKey, faces_of, lay_out, links_of, nodes_of
from game.draw.particles import comet_size, flow
from game.draw.plane import axes, to_plane
from game.journey import Journey
from game.scenes.math.places import Places
from game.scenes.parts import Views, chance_at, face_keys, least_of

MOST_FIBRES = 1000
MOST_COMETS = 14
"""So many signals run through the brain at most: the strongest."""
LEG = 1.1
"""Seconds between the signals of one layer and those of the next."""
REST = 0.4
"""A breath between two turns, in legs."""
HEAD = 50.0
"""Room over a network for its heading."""


class Half:
    """One side of the page: a heading, the network, and at its right the map it has of all students."""

    def __init__(self, area: Rect) -> None:
        side = min(area.h - HEAD - 40, 0.46 * area.w)
        self.head = Rect(area.x, area.y, area.w, HEAD - 8)
        self.plane = Rect(area.right - side, area.y + HEAD, side, side)
        self.network = Rect(area.x, area.y + HEAD, area.w - side - 64, side)

    def places(self, sizes: Sequence[int]) -> dict[NodeKey, tuple[Vec, float]]:
        """Where the neurons stand, with room for the names of the inputs."""
        box = Rect(self.network.x + 8, self.network.y + 4, self.network.w - 16, self.network.h - 30)
        radius = min(58.0, box.h / 6.5)
        return lay_out(sizes, box, radius=radius, output_radius=1.3 * radius)

    @property
    def loss(self) -> Rect:
        """Where its loss is written: over the map."""
        return Rect(self.plane.x, self.head.y, self.plane.w, self.head.h)


def halves(place: Places, page: Rect | None = None) -> tuple[Half, Half]:
    """Before and after."""
    before, after, *_ = place.brains(page)
    return Half(before), Half(after)


def brain_cast(canvas: Canvas, half: Half, network: Network, views: Views, name: str, *,
               at_once: bool = False) -> Cast:
    """A network with what every neuron sees in its face; ``at_once``: all fibres of a big one in a single frame."""
    places = half.places(network.sizes)
    seen = views.of(network)
    faces = faces_of(canvas, f"math.{name}", places, seen, least_of(network), face_keys(network), inputs=True)
    signals = [layer[0, 0] for layer in seen]
    nodes = {key: replace(node, level=0.0, text="") for key, node in nodes_of(places, signals, faces).items()}
    cast = Cast(nodes, links_of([layer.weights for layer in network.layers]), area=half.network)
    return replace(cast, fresh=MOST_FIBRES) if at_once else cast


def signals(network: Network, student: Vec, now: float) -> list[Comet]:
    """What runs through the brain for one student (inputs in -1..1), layer after layer, again and again."""
    layers = network.activations([student])
    found = [((k, i, j), float(layers[k][0, i] * weight))
             for k, layer in enumerate(network.layers) for (i, j), weight in _cells(layer.weights)]
    strongest = sorted(found, key=lambda one: -abs(one[1]))[:MOST_COMETS]
    turn, comets = len(network.layers) + REST, []
    for (k, i, j), signal in strongest:
        s = flow(now, (0.03 * (i + j) - k) / turn, LEG * turn, 0.9 / turn)
        if s is not None:
            comets.append(Comet((k, i, j), s, comet_size(signal), "positive" if signal >= 0 else "negative"))
    return comets


def _cells(matrix: Array) -> list[tuple[tuple[int, int], float]]:
    rows, columns = matrix.shape
    return [((i, j), float(matrix[i, j])) for i in range(rows) for j in range(columns)]


def draw_half(canvas: Canvas, half: Half, key: str, network: Network, loss: float, views: Views, journey: Journey, *,
              better: bool) -> None:
    """Everything around the network: heading and shape, the loss, the names of the inputs, and the map."""
    words, places, now = canvas.words, half.places(network.sizes), key == "after"
    left, room, y = half.head.x + 8, half.network.w - 20, half.head.cy
    title = canvas.text((left, y), words(f"math.{key}"), "title", "text" if now else "soft", room=0.6 * room)
    canvas.text((title.right + 18, y + 2), shape_of(network.sizes), "mono", "soft", room=left + room - title.right - 18)
    for i, name in enumerate(("study", "sleep")):
        (x, y), r = places[0, i]
        canvas.text((x, y + r + 20), words(f"math.{name}"), "small", "soft", "cm", room=130)
    _draw_beam(canvas, *places[len(network.sizes) - 1, 0], half.plane)
    views.of(network)
    changed = (tuple(journey.extra), tuple(sorted(journey.flipped)), tuple(sorted(journey.removed)))
    canvas.sheet(f"math.map.{key}", (views.key, changed, half.plane, words.language), half.plane.inset(-40),
                 lambda: _draw_map(canvas, half.plane, key, network, views, journey))
    colour = "passed" if now and better else "error" if not now else "text"
    shown = canvas.number((half.loss.right, half.loss.cy), f"{loss:.4f}", "value", colour, "rm",
                          room=0.55 * half.loss.w, tall=half.loss.h)
    canvas.text((shown.x - 14, half.loss.cy), words("math.loss"), "label", "soft", "rm",
                room=shown.x - 14 - half.loss.x)


def shape_of(sizes: Sequence[int]) -> str:
    """The neurons in its layers, in one word."""
    return "-".join(map(str, sizes))


def _draw_map(canvas: Canvas, plane: Rect, key: str, network: Network, views: Views, journey: Journey) -> None:
    """What the network says of everyone, its border, and the class as it is."""
    values = views.of(network)[-1][..., 0]
    paint_plane(canvas, f"math.{key}", plane, values, verdict_ramp(canvas), views.key, level=0.5,
                exact=chance_at(network))
    axes(canvas, plane, canvas.words("math.study"), canvas.words("math.sleep"))
    data = journey.data()
    for hours, passed in zip(data.hours if data.hours is not None else (), data.y[:, 0], strict=False):
        paint_mark(canvas, to_plane(plane, (float(hours[0]), float(hours[1]))), bool(passed >= 0.5),
                   max(13.0, plane.w / 24))


def _draw_beam(canvas: Canvas, centre: Vec, r: float, plane: Rect) -> None:
    """The last neuron's face and the map are the same picture: two fine lines lead from one to the other."""
    for side, y in ((-1.0, plane.y), (1.0, plane.bottom)):
        canvas.polyline(((centre[0] + 0.42 * r, centre[1] + side * 0.93 * r), (plane.x - 4, y)), "line", 2.0)


def draw_arrow(canvas: Canvas, before: Half, after: Half) -> None:
    """From one network to the other: across, or down."""
    if after.network.x > before.plane.right - 10:
        gap = after.network.x - before.plane.right
        y = before.plane.cy
        paint_arrow(canvas, (before.plane.right + 0.16 * gap, y), (after.network.x - 0.1 * gap, y), "active", 7.0)
        return
    x = before.network.cx
    paint_arrow(canvas, (x, before.network.bottom + 6), (x, after.head.bottom - 4), "active", 7.0)
