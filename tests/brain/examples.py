"""Small networks and examples that several tests share."""

from __future__ import annotations

import numpy as np

from brain import ACTIVATIONS, LOSSES, Network
from brain.checks import Array

HIDDEN = [name for name, entry in ACTIVATIONS.items() if entry.hidden]
PAIRS = [(loss.name, output) for loss in LOSSES for output in (loss.outputs or tuple(ACTIVATIONS))]


def network_of(depth: int, hidden: str = "tanh", output: str = "sigmoid", seed: int = 0) -> Network:
    """A network with `depth` hidden layers of different sizes, and biases that are not zero."""
    network = Network([2, *(4, 3, 5)[:depth], 3], hidden, output, seed)
    network.params += 0.1 * np.random.default_rng(seed).standard_normal(network.params.size)
    return network


def examples_for(network: Network, n: int = 7, seed: int = 0) -> tuple[Array, Array]:
    """Random inputs, and targets of which each row has a single 1."""
    rng = np.random.default_rng(seed)
    outputs = network.sizes[-1]
    return rng.standard_normal((n, network.sizes[0])), np.eye(outputs)[rng.integers(0, outputs, n)]
