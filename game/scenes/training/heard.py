"""What the training loop sounds like: a single step plays its signals and its blame; in a run, only the loss hums."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from game.core.notes import Heard, Note
from game.draw.network import NodeKey
from game.scenes.parts import blame, pluck

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

REACHED = 0.88
"""Share of its way after which a signal touches its neuron."""
REDDEST = 1 / 6
"""A neuron with so much blame is as red as it gets."""


def heard(scene: TrainingScene) -> Heard:
    """The signals of a single step as they arrive, forwards and then backwards; and the loss."""
    lit, loop, sizes = scene.lit(), scene.loop, scene.run.network.sizes
    if lit is None or loop.running or not loop.moving:
        return Heard(loss=scene.loss)
    layers = [*range(1, len(sizes)), *range(len(sizes) - 2, 0, -1)]
    order: list[NodeKey] = [(layer, i) for layer in layers for i in range(sizes[layer])]
    forwards, (phase, t) = len(sizes) - 1, lit
    reached = max(0, math.floor(t * forwards - REACHED) + 1)
    done = (reached, forwards, min(len(layers), forwards + reached), len(layers))[phase]
    arrived = sum(sizes[layer] for layer in layers[:done])
    behind = sum(sizes[1:])
    return Heard(math.floor(loop.position), arrived, lambda n: _note(scene, *order[n], back=n >= behind),
                 loss=scene.loss)


def _note(scene: TrainingScene, layer: int, i: int, *, back: bool) -> Note:
    if not back:
        return pluck(scene.run.network, layer, float(scene.shown.views.signals[layer][i]))
    share = float(scene.run.network.layers[layer - 1].block_of(scene.shown.views.gradient)[-1, i])
    return blame(min(1.0, abs(share) / REDDEST) if math.isfinite(share) else 1.0)
