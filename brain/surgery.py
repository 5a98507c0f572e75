"""Surgery on a network: neurons and layers come and go, and whatever is not touched keeps its weights.

Every function returns a new network and leaves the old one alone. Layers of neurons are counted as in
`sizes`: 0 is the inputs, 1 the first hidden layer; only hidden layers can be operated on.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .checks import Array, as_count, as_index
from .network import Network

Blocks = list[tuple[Array, Array]]  # weights and biases of every layer


def add_neuron(network: Network, layer: int, seed: int = 0) -> Network:
    """Return the network with one more neuron at the end of hidden layer `layer`; its weights are fresh."""
    _hidden_layer(network, layer)
    sizes = list(network.sizes)
    sizes[layer] += 1
    fresh = Network(sizes, network.hidden, network.output, seed)
    blocks = _blocks(network)
    weights, biases = blocks[layer - 1]
    grown = fresh.layers[layer - 1]
    blocks[layer - 1] = np.hstack([weights, grown.weights[:, -1:]]), np.append(biases, grown.biases[-1])
    weights, biases = blocks[layer]
    blocks[layer] = np.vstack([weights, fresh.layers[layer].weights[-1:]]), biases
    return _assembled(network, sizes, blocks)


def remove_neuron(network: Network, layer: int, index: int) -> Network:
    """Return the network without neuron `index` of hidden layer `layer`. ValueError for its last one."""
    _hidden_layer(network, layer)
    sizes = list(network.sizes)
    if sizes[layer] == 1:
        raise ValueError(f"layer {layer} has one neuron left; expected to remove the whole layer instead")
    as_index(index, sizes[layer], "index")
    sizes[layer] -= 1
    blocks = _blocks(network)
    weights, biases = blocks[layer - 1]
    blocks[layer - 1] = np.delete(weights, index, axis=1), np.delete(biases, index)
    weights, biases = blocks[layer]
    blocks[layer] = np.delete(weights, index, axis=0), biases
    return _assembled(network, sizes, blocks)


def add_layer(network: Network, at: int, size: int, seed: int = 0) -> Network:
    """Return the network with a fresh hidden layer of `size` neurons, which becomes layer `at` (1 or more).

    The weights into it and out of it are fresh; those that led across the gap have lost their ends and go.
    """
    if as_count(at, "at", least=0) not in range(1, len(network.sizes)):
        raise ValueError(f"at: expected a place from 1 to {len(network.sizes) - 1}, got {at}")
    sizes = [*network.sizes[:at], as_count(size, "size"), *network.sizes[at:]]
    return _rejoined(network, sizes, seed, before=at - 1, after=at)


def remove_layer(network: Network, at: int, seed: int = 0) -> Network:
    """Return the network without hidden layer `at`; fresh weights join the layers on either side."""
    _hidden_layer(network, at)
    sizes = [*network.sizes[:at], *network.sizes[at + 1 :]]
    return _rejoined(network, sizes, seed, before=at - 1, after=at + 1)


def with_hidden(network: Network, activation: str) -> Network:
    """Return the network with the same weights and another activation in its hidden layers."""
    twin = Network(network.sizes, activation, network.output, network.seed)
    twin.params = network.params
    return twin


def _rejoined(network: Network, sizes: Sequence[int], seed: int, before: int, after: int) -> Network:
    """Keep the first `before` blocks and those from `after` on; what lies between is fresh."""
    fresh = _blocks(Network(sizes, network.hidden, network.output, seed))
    old = _blocks(network)
    kept_above = old[after:]
    middle = fresh[before : len(fresh) - len(kept_above)]
    return _assembled(network, sizes, [*old[:before], *middle, *kept_above])


def _assembled(network: Network, sizes: Sequence[int], blocks: Blocks) -> Network:
    result = Network(sizes, network.hidden, network.output, network.seed)
    for layer, (weights, biases) in zip(result.layers, blocks, strict=True):
        layer.weights[:], layer.biases[:] = weights, biases
    return result


def _blocks(network: Network) -> Blocks:
    return [(layer.weights, layer.biases) for layer in network.layers]


def _hidden_layer(network: Network, layer: int) -> None:
    last = len(network.sizes) - 2
    if as_count(layer, "layer", least=0) not in range(1, last + 1):
        expected = f"a hidden layer from 1 to {last}" if last else "a network with hidden layers"
        raise ValueError(f"layer: expected {expected}, got {layer}")
