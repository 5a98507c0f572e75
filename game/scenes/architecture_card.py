"""The cards of the chapter about layers: what layers are for, and what one neuron's picture is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import ceil

import numpy as np

from brain import Array, Network
from game.core.easing import lerp
from game.core.geometry import Bezier, Rect, Vec, spread
from game.core.layout import TARGET
from game.draw.canvas import Canvas
from game.draw.fibre import paint_fibre
from game.draw.heatmap import active_ramp, face, paint_plane, verdict_ramp
from game.draw.layers import paint_features, paint_position
from game.draw.network import NodeKey
from game.draw.neuron import paint_orb
from game.draw.plane import axes
from game.scenes.architecture_border import BENT, Border
from game.scenes.architecture_build import MOST_LAYERS, MOST_NEURONS
from game.scenes.parts import Views, least_of, number


def draw_kinds(canvas: Canvas, card: Rect) -> None:
    """Input, hidden and output layers: what each is for."""
    canvas.box(card)
    words, wide, icons = canvas.words, card.w > 800, card.h > 450 or card.w > 800
    inner = card.inset(30, 20)
    need = inner.h * 0.3 if wide else 112.0 if icons else 80.0
    rows = inner.rows([need, inner.h - 2 * need - 16, need], 8)
    for lit, (row, kind) in enumerate(zip(rows, ("input", "hidden", "output"), strict=True)):
        if icons:
            paint_position(canvas, Rect(row.x, row.y, 112, min(row.h, 104)), lit)
            row = Rect(row.x + 136, row.y, row.w - 136, row.h)
        name = canvas.text((row.x, row.y + 20), words(f"architecture.{kind}.name"), "heading", room=row.w * 0.6)
        canvas.text((name.right + 14, row.y + 22), words(f"architecture.{kind}.role"), "strong", "active",
                    room=row.right - name.right - 14)
        row = Rect(row.x, row.y + 46, row.w, row.h - 46)
        if lit == 1:
            row, tiles = row.columns([1.0, 1.1], 24) if wide else row.rows([36.0, row.h - 40.0], 4)
            paint_features(canvas, tiles, [words(f"architecture.{name}") for name in ("edges", "shapes", "faces")])
        canvas.paragraph(row, words(f"architecture.{kind}.text"), "label")


@dataclass(frozen=True)
class Portrait:
    """One neuron to be shown big: whose, as seen over the plane, and its border."""

    network: Network
    views: Views
    picked: NodeKey
    border: Border
    sourced: bool
    """Whether what it is made of stands beside it; an input is made of nothing."""


def draw_neuron(canvas: Canvas, card: Rect, shown: Portrait) -> None:
    """The plane as one neuron sees it, and beside it what the colours mean, or what it is made of.

    What stays while its knobs are turned is kept as a layer.
    """
    inner, (layer, _), network = card.inset(30, 18), shown.picked, shown.network
    sourced = shown.sourced and layer > 0
    sources = range(network.sizes[layer - 1]) if sourced else ()
    plane = _plane(_body(card), sourced)
    made_of = tuple(shown.views.key_of(network, (layer - 1, i)) for i in sources)
    canvas.layer("architecture", (network.sizes, shown.picked, sourced, made_of), card,
                 partial(_draw_still, canvas, card, plane, shown))
    canvas.text((inner.x, inner.y + 60), _verdict(canvas, shown), "label", room=inner.w)
    if sourced:
        _draw_weights(canvas, card, plane, shown)
    _draw_plane(canvas, plane, shown)


def _draw_still(canvas: Canvas, card: Rect, plane: Rect, shown: Portrait) -> None:
    """The box with its heading, and the pictures of the layer before or what the colours mean."""
    canvas.box(card)
    inner, body = card.inset(30, 18), _body(card)
    canvas.text((inner.x, inner.y + 18), _title(canvas, shown), "heading", room=inner.w)
    axes(canvas, plane, canvas.words("axis.study"), canvas.words("axis.sleep"), right=True)
    if shown.sourced and shown.picked[0] > 0:
        _draw_sources(canvas, card, shown)
    else:
        _draw_legend(canvas, Rect(body.x, plane.y, plane.x - body.x, plane.h), shown)


@dataclass(frozen=True)
class Sources:
    """Where the sources of a neuron stand: their middles and radius, their weights, and the bias below them.

    And the knobs on their fibres and beside the bias, how big they are, and how far one is from the next.
    """

    places: list[Vec]
    r: float
    numbers: list[Vec]
    foot: Vec
    knobs: list[Vec]
    bias_knob: Vec
    grip: float
    pitch: float


def sources_of(card: Rect, count: int) -> Sources:
    """The places of so many sources in the card."""
    area = _body(card)
    top, plane = area.y - 14, _plane(area, True)
    *ys, foot = spread(count + 1, top, area.bottom + 4)
    row = foot - ys[-1]
    r = min(46.0, 0.43 * row)
    places = [(area.x + 86 + r, y) for y in ys]
    way = plane.x - places[0][0] - r
    columns = 1 if way < 3.5 * TARGET else ceil(TARGET / row)
    along = [(44 + 92 * (i % columns)) / way for i in range(count)]  # where there is room, not all below each other
    knobs = [_fibre((x + r, y), plane, i, count).at(s) for i, ((x, y), s) in enumerate(zip(places, along, strict=True))]
    knobs.append((knobs[0][0] + 92 * (count % columns), foot))
    pitch = min((b[1] - a[1] for a, b in zip(knobs, knobs[columns:], strict=False)), default=TARGET)
    return Sources(places, r, [(area.x + 76, y) for y in ys], (area.x, foot), knobs[:-1], knobs[-1],
                   min(25.0, 0.42 * pitch), pitch)


def _fibre(at: Vec, plane: Rect, i: int, count: int) -> Bezier:
    """The fibre from source ``i`` of ``count`` to the plane."""
    return Bezier.between(at, (plane.x, lerp(plane.cy, plane.y + plane.h * (i + 0.5) / count, 0.9)))


def _body(card: Rect) -> Rect:
    """The room below the heading of the card."""
    inner = card.inset(30, 18)
    return Rect(inner.x, inner.y + 90, inner.w, inner.h - 90)


def _plane(body: Rect, sourced: bool) -> Rect:
    """Where the plane stands: in the middle, or to the right of its sources."""
    side = min(body.h - 40, body.w * (0.42 if sourced else 0.58))
    x = body.right - side - 36 if sourced else body.cx - side / 2
    return Rect(x, body.y + (body.h - 40 - side) / 2, side, side)


def _draw_plane(canvas: Canvas, plane: Rect, shown: Portrait) -> None:
    network, (layer, j) = shown.network, shown.picked
    seen = shown.views.of(network)
    values, ramp = _as_seen(canvas, network, seen, layer, j)
    paint_plane(canvas, "architecture", plane, values, ramp, (shown.views.key, shown.picked))
    for line in shown.border.lines:
        canvas.polyline([plane.point(u, 1 - v) for u, v in line], "text", 3.0)


def _draw_legend(canvas: Canvas, area: Rect, shown: Portrait) -> None:
    """What the colours mean: the ramp, from where the neuron is silent (below) to where it fires."""
    layer, words = shown.picked[0], canvas.words
    last = layer == len(shown.network.sizes) - 1
    ramp = verdict_ramp(canvas) if last else active_ramp(canvas)
    names = ("10 h", "0 h") if not layer else tuple(
        words(f"architecture.legend.{name}") for name in (("pass", "fail") if last else ("fires", "silent")))
    bar = Rect(area.cx - 22, area.y + 34, 20, area.h - 68)
    values = np.linspace(0.0, 1.0, 64)[:, None].repeat(4, 1)
    paint_plane(canvas, "architecture.legend", bar, values, ramp, "legend")
    for name, y in zip(names, (bar.y - 18, bar.bottom + 18), strict=True):
        canvas.text((bar.cx, y), name, "small", "soft", "cm", room=area.w - 24)


def _as_seen(canvas: Canvas, network: Network, seen: list[Array], layer: int,
             j: int) -> tuple[Array, tuple[tuple[float, tuple[int, int, int]], ...]]:
    """A neuron's activations over the plane, scaled for its ramp, and the ramp."""
    values = seen[layer][..., j]
    if layer == len(seen) - 1:
        return values, verdict_ramp(canvas)
    least = least_of(network) if layer else -1.0
    return (values - least) / (1.0 - least), active_ramp(canvas)


def _draw_sources(canvas: Canvas, card: Rect, shown: Portrait) -> None:
    """The pictures of the layer before."""
    network, layer = shown.network, shown.picked[0]
    seen, sources = shown.views.of(network), sources_of(card, network.sizes[layer - 1])
    for i, at in enumerate(sources.places):
        values, ramp = _as_seen(canvas, network, seen, layer - 1, i)
        key = shown.views.key_of(network, (layer - 1, i))
        paint_orb(canvas, at, sources.r, face=face(canvas, ("architecture.part", i), sources.r, values, ramp, key))


def _draw_weights(canvas: Canvas, card: Rect, plane: Rect, shown: Portrait) -> None:
    """A fibre as thick as its weight from each of them to the plane; the weights, and the bias."""
    layer, j = shown.picked
    part, count = shown.network.layers[layer - 1], shown.network.sizes[layer - 1]
    sources = sources_of(card, count)
    for i, (at, beside) in enumerate(zip(sources.places, sources.numbers, strict=True)):
        weight = float(part.weights[i, j])
        paint_fibre(canvas, _fibre((at[0] + sources.r, at[1]), plane, i, count), weight)
        canvas.number(beside, number(weight), "mono_small", canvas.theme.signed(weight), "rm", room=88,
                      tall=min(sources.r * 2, 40.0))
    bias = float(part.biases[j])
    canvas.number(sources.foot, f"b = {number(bias)}", "mono_small", canvas.theme.signed(bias), "lm", room=200, tall=42)


def _title(canvas: Canvas, shown: Portrait) -> str:
    layer, j = shown.picked
    last = len(shown.network.sizes) - 1
    if layer in (0, last):
        return canvas.words(f"architecture.opened.{'output' if layer else ('study', 'sleep')[j]}")
    return canvas.words("architecture.opened.hidden", layer=layer, neuron=j + 1)


def _verdict(canvas: Canvas, shown: Portrait) -> str:
    """What can be said of its border."""
    if not shown.picked[0]:
        return canvas.words("architecture.border.input")
    if not shown.border.lines:
        return canvas.words("architecture.border.none")
    if shown.network.hidden == "linear":
        return canvas.words("architecture.border.linear")
    small = shown.network.sizes[1:-1] != (MOST_NEURONS,) * MOST_LAYERS
    almost = "more" if small else "slight"
    bend = shown.border.bend
    kind = "bent" if bend >= BENT else almost if bend >= 0.005 else "straight"
    return canvas.words(f"architecture.border.{kind}", percent=round(100 * bend))
