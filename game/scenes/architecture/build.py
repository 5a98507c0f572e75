"""How the visitor's network is built: a plus and a minus for every hidden layer and for their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brain import Network, surgery
from game.scenes.architecture.places import Places
from game.ui import Ui

if TYPE_CHECKING:
    from game.scenes.architecture.scene import ArchitectureScene

MOST_LAYERS, MOST_NEURONS, NEW_LAYER = 3, 6, 3
LIVELY, OPINION = 2.5, 0.8
"""New neurons get weights so many times larger than usual, and biases of this spread.

With the small first weights of training all borders would be straight lines through one point; these differ, and
the layers behind them can bend. Tried with forty seeds: training gets as far as from the usual ones.
"""


def touch_sizes(scene: ArchitectureScene, ui: Ui, place: Places) -> None:
    """A plus and a minus for every hidden layer."""
    network = scene.journey.network
    for layer, count in enumerate(place.sizes[1:-1], 1):
        name = f"architecture.layer{layer}"
        if ui.button(f"{name}.less", place.button(layer, False), icon="minus", look="round", enabled=count > 1):
            scene.reshape(surgery.remove_neuron(network, layer, count - 1))
        if ui.button(f"{name}.more", place.button(layer, True), icon="plus", look="round",
                     enabled=count < MOST_NEURONS):
            seed = _fresh_seed(scene)
            scene.reshape(_lively(surgery.add_neuron(network, layer, seed), layer, count, seed))
            scene.struck = ((layer, count), scene.edits)


def touch_layers(scene: ArchitectureScene, ui: Ui, place: Places) -> None:
    """Fewer or more hidden layers: the last one goes, a new one comes before the output."""
    network, hidden = scene.journey.network, len(place.sizes) - 2
    if ui.button("architecture.less", place.layer_button(False), icon="minus", look="round", enabled=hidden > 1):
        scene.reshape(surgery.remove_layer(network, hidden, _fresh_seed(scene)))
    if ui.button("architecture.more", place.layer_button(True), icon="plus", look="round",
                 enabled=hidden < MOST_LAYERS):
        seed = _fresh_seed(scene)
        scene.reshape(_lively(surgery.add_layer(network, hidden + 1, NEW_LAYER, seed), hidden + 1, 0, seed))


def _lively(network: Network, layer: int, first: int, seed: int) -> Network:
    """The network with pictures worth looking at in its new neurons: those of ``layer`` from ``first`` on."""
    part = network.layers[layer - 1]
    part.weights[:, first:] *= LIVELY
    part.biases[first:] = np.random.default_rng(seed).normal(0.0, OPINION, len(part.biases) - first)
    return network


def _fresh_seed(scene: ArchitectureScene) -> int:
    """Another seed for every change, so that a neuron taken away and given back is a new one."""
    scene.journey.notes["architecture.edits"] = scene.edits + 1
    return 1000 * scene.journey.seed + scene.edits
