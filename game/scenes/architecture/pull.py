"""Pulling at what comes into the neuron in the card: a knob on every fibre and one beside the bias bend its border."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenes.architecture.places import Places
from game.scenes.architecture.sources import GRIP, sources_of
from game.scenes.parts import turn
from game.ui import Ui

if TYPE_CHECKING:
    from game.scenes.architecture.scene import ArchitectureScene

FARTHEST = 4.0
"""Weights and biases can be pulled from -FARTHEST to FARTHEST at least; with weights this big a border bends far."""


def touch_pulls(scene: ArchitectureScene, ui: Ui, place: Places, layer: int, j: int) -> bool:
    """The knobs of neuron ``j`` of ``layer`` (1 is the first hidden one); whether one of them was turned just now."""
    block = scene.journey.network.layers[layer - 1].block
    bias, pulled = len(block) - 1, False
    for i, at in enumerate(sources_of(place.card, bias).knobs):
        old = float(block[i, j])
        new = turn(ui, f"architecture.pull.{'b' if i == bias else i}", at, old, FARTHEST, radius=GRIP)
        if new != old:
            block[i, j] = new
            pulled = True
    return pulled
