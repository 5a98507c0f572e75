"""What several chapters share: the whole network on the stage, and the knobs of its first neuron."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np

from brain import Array, Network, activation
from game.core.geometry import Rect, Vec
from game.core.layout import TARGET
from game.core.notes import Note, activation_level
from game.draw.canvas import Canvas
from game.draw.contour import Exact
from game.draw.network import NodeKey
from game.draw.plane import grid
from game.journey import Journey
from game.ui import Ui

FACE_GRID = 48
"""Points along one side of the plane that a neuron's picture is computed on."""
REACH = 3.0
"""Weights and bias of the first neuron can be turned from -REACH to REACH at least."""


class Views:
    """How every neuron of a network sees the plane: computed anew only when the network has changed."""

    def __init__(self) -> None:
        self.key: Hashable = None
        self._kind: tuple[Hashable, ...] = ()
        self._blocks: list[bytes] = []
        self._seen: list[Array] = []

    def of(self, network: Network) -> list[Array]:
        """The activations over the plane, one array (rows, columns, neurons) a layer, the inputs first."""
        key = (network.sizes, network.hidden, network.output, network.params.tobytes())
        if key != self.key:
            self._look_again(network, *key[:3])
            self.key = key
        return self._seen

    def _look_again(self, network: Network, *kind: Hashable) -> None:
        """Work out what is not as it was: the first layer that has changed, and all after it."""
        blocks = [layer.block.tobytes() for layer in network.layers]
        if kind != self._kind:
            self._seen, self._kind, self._blocks = [grid(FACE_GRID)], kind, []
        first = next((k for k, pair in enumerate(zip(blocks, self._blocks, strict=False)) if pair[0] != pair[1]), 0)
        new = network.activations_from(first, self._seen[first].reshape(FACE_GRID * FACE_GRID, -1))
        self._seen = [*self._seen[:first + 1], *(layer.reshape(FACE_GRID, FACE_GRID, -1) for layer in new[1:])]
        self._blocks = blocks


def face_keys(network: Network) -> Callable[[NodeKey], Hashable]:
    """All that the picture of each neuron depends on: its own weights and bias, and the layers before it."""
    kind = (network.hidden, network.output)
    blocks = [part.block.tobytes() for part in network.layers]
    before: list[Hashable] = [(kind, network.sizes[:layer + 1], tuple(blocks[:max(0, layer - 1)]))
                              for layer in range(len(network.sizes))]

    def key(node: NodeKey) -> Hashable:
        layer, j = node
        return (node, before[layer], network.layers[layer - 1].block[:, j].tobytes() if layer else b"")

    return key


def chance_at(network: Network, params: Array | None = None) -> Exact:
    """What the network, with other parameters if given, says of places on the plane in shares 0..1 of its sides."""
    weights = network.params if params is None else params
    return lambda places: network.forward_many(weights[None], 2.0 * places - 1.0)[0, :, 0]


def sum_at(network: Network, layer: int, j: int) -> Exact:
    """The sum of neuron ``j`` of a layer (1 is the first hidden one) at places on the plane, in shares 0..1."""
    weights, bias = network.layers[layer - 1].weights[:, j], network.layers[layer - 1].biases[j]
    return lambda places: network.activations(2.0 * places - 1.0)[layer - 1] @ weights + bias


def least_of(network: Network) -> float:
    """The least activation of the hidden neurons that a picture shows as dark: -1 for tanh, else 0."""
    return -1.0 if activation(network.hidden).name == "tanh" else 0.0


def sums_of(network: Network, seen: list[Array], layer: int, j: int) -> Array:
    """The sum z of neuron ``j`` of ``layer`` (1 is the first hidden one) over the plane; its border is z = 0."""
    part = network.layers[layer - 1]
    return np.asarray(seen[layer - 1] @ part.weights[:, j] + part.biases[j])


def pluck(network: Network, layer: int, a: float) -> Note:
    """How the activation ``a`` of a neuron of ``layer`` (1 is the first hidden one, 0 the inputs) sounds."""
    entry = activation(network.activation_of(layer - 1) if layer else "tanh")
    return Note("pluck", activation_level(a, entry.low, entry.high))


def blame(share: float) -> Note:
    """How a red pulse sounds that is as big as ``share`` 0..1 of the biggest: the bigger, the deeper and louder."""
    return Note("blame", 1.0 - share, 0.35 + 0.65 * share)


def number(value: float) -> str:
    """A number that has to fit a narrow place: two digits after the point, fewer for big ones."""
    return f"{value:z.2f}" if abs(value) < 9.995 else f"{value:.1f}" if abs(value) < 99.95 else f"{value:.0f}"


def name_inputs(canvas: Canvas, places: dict[NodeKey, tuple[Vec, float]], student: Vec, *,
                beside: bool = False) -> None:
    """Study and sleep with their hours, below their orbs, or ``beside`` them where fibres leave downwards."""
    for i, name in enumerate(("study", "sleep")):
        (x, y), r = places[0, i]
        text = canvas.words(f"hours.{name}", hours=f"{student[i]:.1f}")
        if beside:
            canvas.text((x + r + 16, y), text, "label", room=150)
        else:
            canvas.text((x, y + r + 26), text, "label", anchor="cm", room=max(2 * r + 60, 150))


def tap_area(place: tuple[Vec, float], pitch: float, *, upright: bool) -> Rect:
    """Where a neuron can be tapped: 88 units across, and along its layer as many, or as its neighbours leave.

    ``upright``: the layers lie on their sides, as they do in a portrait window.
    """
    at, r = place
    along = max(2 * r, min(TARGET, pitch))
    return Rect.around(at, along, TARGET) if upright else Rect.around(at, TARGET, along)


def reaches(journey: Journey) -> list[float]:
    """How far the weights and the bias of the first neuron can be turned: as far as training has taken them, if far."""
    return [max(REACH, abs(value)) for value in journey.network.layers[0].block[:, 0].tolist()]


def turn(ui: Ui, name: str, at: Vec, value: float, reach: float, *, radius: float = 34.0) -> float:
    """A weight's knob. Where it reaches far it turns faster: from end to end the hand goes as far as ever."""
    reach = max(reach, abs(value))
    faster = reach / REACH
    return ui.knob(name, at, value, -reach, reach, step=0.1 * faster, per_unit=90.0 / faster, radius=radius)
