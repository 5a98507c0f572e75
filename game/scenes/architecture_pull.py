"""Pulling at what comes into the neuron in the card: a knob on every fibre and one beside the bias bend its border."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.core.geometry import Rect
from game.core.layout import TARGET
from game.scenes.architecture_card import sources_of
from game.scenes.architecture_places import Places
from game.scenes.parts import turn
from game.ui import Ui

if TYPE_CHECKING:
    from game.scenes.architecture import ArchitectureScene

FARTHEST = 4.0
"""Weights and biases can be pulled from -FARTHEST to FARTHEST at least; with weights this big a border bends far."""


def touch_pulls(scene: ArchitectureScene, ui: Ui, place: Places, layer: int, j: int) -> bool:
    """The knobs of neuron ``j`` of ``layer`` (1 is the first hidden one); whether one of them was turned just now."""
    block = scene.journey.network.layers[layer - 1].block
    parts = sources_of(place.card, len(block) - 1)
    pulled = False
    for i, at in enumerate((*parts.knobs, parts.bias_knob)):
        name = f"architecture.pull.{i}" if i < len(parts.knobs) else "architecture.pull.b"
        old = float(block[i, j])
        area = Rect.around(at, TARGET, min(TARGET, parts.pitch))
        new = turn(ui, name, at, old, FARTHEST, radius=parts.grip, area=area)
        if new != old:
            block[i, j] = new
            pulled = True
    return pulled
