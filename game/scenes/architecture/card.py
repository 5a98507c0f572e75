"""The cards of the chapter about layers: what layers are for, and what one neuron's picture is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from brain import Array, Network
from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.fibre import paint_fibre
from game.draw.heatmap import active_ramp, face, paint_plane, verdict_ramp
from game.draw.layers import paint_features, paint_position
from game.draw.network import NodeKey
from game.draw.neuron import paint_orb
from game.draw.plane import axes
from game.scenes.architecture.border import BENT, Border
from game.scenes.architecture.build import MOST_LAYERS, MOST_NEURONS
from game.scenes.architecture.sources import GRIP, Sources, body_of, plane_of, sources_of
from game.scenes.parts import Views, face_keys, least_of, number


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
    sources = sources_of(card, network.sizes[layer - 1]) if sourced else None
    plane = sources.plane if sources else plane_of(card)
    made_of = tuple(map(face_keys(network), _before(shown.picked, sources)))
    canvas.layer("architecture", (network.sizes, shown.picked, made_of), card,
                 partial(_draw_still, canvas, card, plane, shown, sources))
    canvas.text((inner.x, inner.y + 60), _verdict(canvas, shown), "label", room=inner.w)
    if sources:
        _draw_weights(canvas, sources, shown)
    _draw_plane(canvas, plane, shown)


def _draw_still(canvas: Canvas, card: Rect, plane: Rect, shown: Portrait, sources: Sources | None) -> None:
    """The box with its heading, and the pictures of the layer before or what the colours mean."""
    canvas.box(card)
    inner, left = card.inset(30, 18), body_of(card).x
    canvas.text((inner.x, inner.y + 18), _title(canvas, shown), "heading", room=inner.w)
    axes(canvas, plane, canvas.words("axis.study"), canvas.words("axis.sleep"), right=True)
    if sources:
        _draw_sources(canvas, sources, shown)
    else:
        _draw_legend(canvas, Rect(left, plane.y, plane.x - left, plane.h), shown)


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


def _before(picked: NodeKey, sources: Sources | None) -> list[NodeKey]:
    """The neurons that a neuron is shown to be made of."""
    return [(picked[0] - 1, i) for i in range(len(sources.places))] if sources else []


def _draw_sources(canvas: Canvas, sources: Sources, shown: Portrait) -> None:
    """The pictures of the layer before."""
    network, layer, seen = shown.network, shown.picked[0], shown.views.of(shown.network)
    keys = face_keys(network)
    for node, at in zip(_before(shown.picked, sources), sources.places, strict=True):
        i, key = node[1], keys(node)
        values, ramp = _as_seen(canvas, network, seen, layer - 1, i)
        paint_orb(canvas, at, sources.r, face=face(canvas, ("architecture.part", i), sources.r, values, ramp, key))


def _draw_weights(canvas: Canvas, sources: Sources, shown: Portrait) -> None:
    """A fibre as thick as its weight from each of them to the plane; the weights, and the bias."""
    layer, j = shown.picked
    *weights, bias = shown.network.layers[layer - 1].block[:, j].tolist()
    for weight, fibre, beside in zip(weights, sources.fibres, sources.numbers, strict=True):
        paint_fibre(canvas, fibre, weight)
        canvas.number(beside, number(weight), "mono_small", canvas.theme.signed(weight), "rm", room=88,
                      tall=min(sources.r * 2, 40.0))
    canvas.number(sources.foot, f"b = {number(bias)}", "mono_small", canvas.theme.signed(bias), "lm",
                  room=sources.knobs[-1][0] - GRIP - 8 - sources.foot[0], tall=42)


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
