"""The cards of the chapter about layers: what layers are for, and what one neuron's picture is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brain import Array, Network
from game.core.easing import lerp
from game.core.geometry import Bezier, Rect, Vec, spread
from game.draw.canvas import Canvas
from game.draw.contour import contour
from game.draw.fibre import paint_fibre
from game.draw.heatmap import active_ramp, face, paint_plane, verdict_ramp
from game.draw.layers import paint_features, paint_position
from game.draw.network import NodeKey
from game.draw.neuron import paint_orb
from game.draw.plane import axes
from game.scenes.architecture_build import MOST_LAYERS, MOST_NEURONS
from game.scenes.parts import Views, least_of, number, sums_of

BENT = 0.08
"""From which share of the plane's side on a border counts as bent."""


def bend_of(sums: Array) -> float:
    """How far a neuron's border z = 0 departs from any straight line, as a share of the plane's side.

    The line it is measured against is the one of least squares through the border.
    """
    points = np.array([p for line in contour(sums, 0.0) for p in line])
    if len(points) < 8:
        return 0.0
    centred = points - points.mean(0)
    normal = np.linalg.svd(centred, full_matrices=False)[2][1]
    off = centred @ normal
    return float(off.max() - off.min())


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
    """One neuron to be shown big: whose, as seen over the plane, and how bent its border is."""

    network: Network
    views: Views
    picked: NodeKey
    bend: float
    sourced: bool
    """Whether what it is made of stands beside it; an input is made of nothing."""


def draw_neuron(canvas: Canvas, card: Rect, shown: Portrait) -> None:
    """The plane as one neuron sees it, and beside it what the colours mean, or what it is made of."""
    canvas.box(card)
    inner, layer = card.inset(30, 18), shown.picked[0]
    canvas.text((inner.x, inner.y + 18), _title(canvas, shown), "heading", room=inner.w)
    canvas.text((inner.x, inner.y + 60), _verdict(canvas, shown), "label", room=inner.w)
    body, sourced = _body(card), shown.sourced and layer > 0
    plane = _plane(body, sourced)
    if sourced:
        _draw_sources(canvas, card, plane, shown)
    else:
        _draw_legend(canvas, Rect(body.x, plane.y, plane.x - body.x, plane.h), shown)
    _draw_plane(canvas, plane, shown)


@dataclass(frozen=True)
class Sources:
    """Where the sources of a neuron stand: their middles and radius, their weights, and the bias below them."""

    places: list[Vec]
    r: float
    numbers: list[Vec]
    foot: Vec


def sources_of(card: Rect, count: int) -> Sources:
    """The places of so many sources in the card."""
    area = _body(card)
    foot = area.bottom - 18
    top, bottom = area.y - 4, foot - 26
    r = min(46.0, 0.43 * (bottom - top) / count)
    ys = list(spread(count, top, bottom))
    return Sources([(area.x + 86 + r, y) for y in ys], r, [(area.x + 76, y) for y in ys], (area.x, foot))


def _body(card: Rect) -> Rect:
    """The room below the heading of the card."""
    inner = card.inset(30, 18)
    return Rect(inner.x, inner.y + 90, inner.w, inner.h - 90)


def _plane(body: Rect, sourced: bool) -> Rect:
    """Where the plane stands: in the middle, or to the right of its sources."""
    side = min(body.h - 40, body.w * (0.5 if sourced else 0.58))
    x = body.right - side - 36 if sourced else body.cx - side / 2
    return Rect(x, body.y + (body.h - 40 - side) / 2, side, side)


def _draw_plane(canvas: Canvas, plane: Rect, shown: Portrait) -> None:
    network, (layer, j) = shown.network, shown.picked
    seen = shown.views.of(network)
    values, ramp = _as_seen(canvas, network, seen, layer, j)
    paint_plane(canvas, "architecture", plane, values, ramp, (shown.views.key, shown.picked))
    if layer:
        border = canvas.cache.memo(("border", "architecture"), (shown.views.key, shown.picked),
                                   lambda: contour(sums_of(network, seen, layer, j), 0.0))
        for line in border:
            canvas.polyline([plane.point(u, 1 - v) for u, v in line], "text", 3.0)
    axes(canvas, plane, canvas.words("axis.study"), canvas.words("axis.sleep"), right=True)


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


def _draw_sources(canvas: Canvas, card: Rect, plane: Rect, shown: Portrait) -> None:
    """The pictures of the layer before, each on a fibre as thick as its weight, and the bias."""
    network, (layer, j) = shown.network, shown.picked
    part, seen = network.layers[layer - 1], shown.views.of(network)
    count = network.sizes[layer - 1]
    sources = sources_of(card, count)
    for i, at in enumerate(sources.places):
        weight = float(part.weights[i, j])
        end = (plane.x, lerp(plane.cy, plane.y + plane.h * (i + 0.5) / count, 0.55))
        paint_fibre(canvas, Bezier.between(at, end), weight)
    for i, (at, beside) in enumerate(zip(sources.places, sources.numbers, strict=True)):
        weight = float(part.weights[i, j])
        values, ramp = _as_seen(canvas, network, seen, layer - 1, i)
        picture = face(canvas, ("architecture.part", i), sources.r, values, ramp, (shown.views.key, shown.picked))
        paint_orb(canvas, at, sources.r, face=picture)
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
    seen = shown.views.of(shown.network)
    sums = sums_of(shown.network, seen, *shown.picked)
    if sums.min() > 0 or sums.max() < 0:
        return canvas.words("architecture.border.none")
    small = shown.network.sizes[1:-1] != (MOST_NEURONS,) * MOST_LAYERS
    almost = "more" if small else "slight"
    kind = "bent" if shown.bend >= BENT else almost if shown.bend >= 0.005 else "straight"
    return canvas.words(f"architecture.border.{kind}", percent=round(100 * shown.bend))
