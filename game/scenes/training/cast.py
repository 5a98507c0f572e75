"""The network while it learns: what every neuron sees, comets forward, red pulses backwards."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from brain import Array, Network, activation
from game.core.easing import smooth
from game.core.geometry import Vec
from game.draw.canvas import Canvas
from game.draw.network import Cast, Comet, Link, LinkKey, Node, NodeKey, brightness, face_of
from game.draw.particles import comet_size, flow
from game.draw.plane import grid
from game.scenes.training.places import Places

Signal = tuple[LinkKey, float]
"""A fibre and what runs along it."""
GRID = 40
FRESH = 3
"""In a large network so many fibres follow the weights in each frame."""
MOST_COMETS = 14
"""In a large network only the strongest signals are drawn as comets."""
GRADIENT_SCALE = 7.0
"""Gradients of the whole class are small numbers: a pulse is as big as a signal of this many times its size."""


@dataclass(frozen=True, eq=False)
class Views:
    """What is shown of the network: what every neuron sees, what it says of the student, who is to blame."""

    seen: Sequence[Array]
    signals: Sequence[Array]
    gradient: Array
    key: bytes

    @classmethod
    def of(cls, network: Network, x: tuple[float, float], gradient: Array) -> Views:
        """Look at the network as it is now; ``x`` is the student's inputs."""
        points = np.vstack([grid(GRID).reshape(-1, 2), [x]])
        layers = network.activations(points)
        seen = [layer[:-1].reshape(GRID, GRID, -1) for layer in layers]
        return cls(seen, [layer[-1] for layer in layers], gradient, network.params.tobytes())


@dataclass(frozen=True)
class Picture:
    """All that the picture of the network depends on beside its place: weights as shown, views, the lit phase."""

    sizes: tuple[int, ...]
    weights: Sequence[Array]
    views: Views
    faces: Sequence[Views]
    """What the faces show: neuron by neuron the next of these."""
    least: float
    loss: float
    lit: tuple[int, float] | None
    moving: bool


def least_of(network: Network) -> float:
    """The value at which a hidden neuron's face is darkest."""
    low = activation(network.hidden).low
    return low if np.isfinite(low) else -1.0 if network.hidden in ("linear", "leaky_relu") else 0.0


def cast_of(canvas: Canvas, place: Places, shown: Picture, now: float) -> Cast:
    """The cast for one frame."""
    memo, spots, last = canvas.cache.memo, place.spots(shown.sizes), len(shown.sizes) - 1
    nodes: dict[NodeKey, Node] = {}
    gradients = _gradients(shown) if shown.lit is not None and shown.lit[0] == 2 else []
    look = (canvas.view, canvas.theme.name)
    for n, (at, spot) in enumerate(spots.items()):
        halo = _halo(shown, gradients, *at, last)
        faced = shown.faces[n % len(shown.faces)]
        nodes[at] = memo(("training.node", at), (shown.views, faced, spot, halo, look),
                         partial(_node, canvas, shown, faced, at, spot, halo))
    key = tuple(matrix.tobytes() for matrix in shown.weights)
    links = memo("training.links", key, lambda: _links(shown.weights))
    area = canvas.layout.stage
    signals = partial(_signals, canvas, shown, key)
    return Cast(nodes, links, _comets(shown, signals, now), vertical=place.portrait, area=area, fresh=FRESH)


def _node(canvas: Canvas, shown: Picture, faced: Views, at: NodeKey, spot: tuple[Vec, float],
          halo: tuple[str | None, float | None]) -> Node:
    """A neuron with what it sees on its face; an input with its number."""
    layer, i = at
    (pos, r), value = spot, float(shown.views.signals[layer][i])
    face = face_of(canvas, "training", at, r, faced.seen, shown.least, faced.key) if layer else None
    return Node(pos, r, brightness(value), "" if layer else f"{value:.2f}", face=face, halo=halo[0], halo_level=halo[1])


def _links(weights: Sequence[Array]) -> dict[LinkKey, Link]:
    """The fibres of layers of weights (inputs, outputs)."""
    return {(layer, i, j): Link(w) for layer, matrix in enumerate(weights)
            for i, row in enumerate(matrix.tolist()) for j, w in enumerate(row)}


def _halo(shown: Picture, gradients: Sequence[Array], layer: int, i: int, last: int) -> tuple[str | None, float | None]:
    """Gold by activation; red while the loss is measured and the blame runs back."""
    if shown.lit is None or layer == 0:
        return None, None
    phase, t = shown.lit
    if phase == 1 and layer == last:
        return "error", min(1.0, 0.25 + 2.5 * shown.loss) * smooth(min(1.0, 2 * t))
    if phase == 2:
        arrived = smooth((t * last - (last - layer)) * 2.0 + 1.0)
        blame = abs(float(gradients[layer - 1][-1, i]))
        return "error", min(1.0, 6.0 * blame) * arrived
    return None, None


def _gradients(shown: Picture) -> list[Array]:
    """The gradient cut into the layers' blocks (inputs + 1, outputs)."""
    blocks, start = [], 0
    for inputs, outputs in zip(shown.sizes, shown.sizes[1:], strict=False):
        size = (inputs + 1) * outputs
        blocks.append(shown.views.gradient[start:start + size].reshape(inputs + 1, outputs))
        start += size
    return blocks


def _signals(canvas: Canvas, shown: Picture, weights: Hashable, backwards: bool) -> list[Signal]:
    """The strongest signals on the fibres, or of the blame that runs back: sorted out anew when they change."""
    def find() -> list[Signal]:
        return _strongest(_gradients_of_weights(shown) if backwards else _products(shown))

    return canvas.cache.memo(("training.signals", backwards), (shown.views, weights), find)


def _comets(shown: Picture, signals: Callable[[bool], list[Signal]], now: float) -> tuple[Comet, ...]:
    """Signals of the present phase; while nothing moves, the student's signals flow slowly."""
    if shown.lit is not None and shown.moving:
        phase, t = shown.lit
        backwards = phase == 2
        return _wave(len(shown.weights), signals(backwards), t, backwards) if phase in (0, 2) else ()
    return tuple(Comet(key, s, comet_size(value), _sign(value)) for n, (key, value) in enumerate(signals(False))
                 if (s := flow(now, 0.13 * n + 0.3 * key[0], 4.2, 0.5)) is not None)


def _wave(count: int, signals: Sequence[Signal], t: float, backwards: bool) -> tuple[Comet, ...]:
    """All ``count`` layers one after another within one phase, forwards or backwards."""
    comets = []
    for key, value in signals:
        turn = count - 1 - key[0] if backwards else key[0]
        s = smooth(min(1.0, max(0.0, t * count - turn)))
        if 0.0 < s < 1.0:
            size = comet_size(value * (GRADIENT_SCALE if backwards else 1.0))
            comets.append(Comet(key, s, size, "error" if backwards else _sign(value), backwards))
    return tuple(comets)


def _sign(value: float) -> str:
    return "positive" if value >= 0 else "negative"


def _products(shown: Picture) -> dict[LinkKey, float]:
    """Input times weight on every fibre, for the student."""
    return {(layer, i, j): float(shown.views.signals[layer][i] * matrix[i, j])
            for layer, matrix in enumerate(shown.weights)
            for i in range(matrix.shape[0]) for j in range(matrix.shape[1])}


def _gradients_of_weights(shown: Picture) -> dict[LinkKey, float]:
    return {(layer, i, j): float(block[i, j]) for layer, block in enumerate(_gradients(shown))
            for i in range(block.shape[0] - 1) for j in range(block.shape[1])}


def _strongest(signals: dict[LinkKey, float]) -> list[Signal]:
    if len(signals) <= MOST_COMETS:
        return list(signals.items())
    return sorted(signals.items(), key=lambda one: -abs(one[1]))[:MOST_COMETS]
