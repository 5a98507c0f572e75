"""The bench on which one training step is done: forward, loss, and the blame all the way back.

Two ideas make it fast, and they are why it is apart from the network, which stays easy to read.

1. A column is one example, so a layer's activations are (neurons, n) and each lies in one piece.
2. Under the activations lies one more row, all ones. A layer's weights and, below them, its biases are
   already one block (inputs + 1, outputs) of the flat vector; times that block, the row of ones adds the
   bias. One product does the sums, one product does the gradient of weights and biases together.

All arrays are made once for one batch size, and overwritten by every step. Nothing here is handed out:
the public methods of the network copy what they return.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .activations import activation
from .checks import Array
from .losses import Loss

if TYPE_CHECKING:
    from .network import Network


def with_ones(x: Array) -> Array:
    """Return examples x (n, inputs) as columns over a row of ones: (inputs + 1, n)."""
    columns = np.ones((x.shape[1] + 1, x.shape[0]))
    columns[:-1] = x.T
    return columns


class Workspace:
    """Room for the training step of one network with `n` examples.

    `gradient` (p,) holds the result of the last call of `loss_and_gradient`, until the next one.
    """

    def __init__(self, network: Network, n: int) -> None:
        self.gradient = np.zeros_like(network.params)
        signals = [np.ones((size + 1, n)) for size in network.sizes[1:]]  # the last row stays one
        values = [signal[:-1] for signal in signals]
        blames = [np.empty((size, n)) for size in network.sizes[1:]]
        self._output, self._blame = values[-1], blames[-1]
        self._sums = np.empty_like(values[-1])  # the output's z; hidden layers overwrite theirs with a
        self._spare = np.empty_like(values[-1])
        self._output_activation = activation(network.output)
        hidden = activation(network.hidden)
        self._forward = [
            (layer.block.T, value, hidden.fill, signal)
            for layer, value, signal in zip(network.layers[:-1], values, signals, strict=False)
        ]
        self._last_block = network.layers[-1].block.T
        # Backward through one hidden layer needs: what came in (a layer below), the blame above it, where
        # the gradient of the block above goes, and the room for its own blame.
        self._backward = [
            (
                signals[k - 1],
                blames[k].T,
                network.layers[k].block_of(self.gradient),
                network.layers[k].weights,
                blames[k],
                blames[k - 1],
                values[k - 1],
                np.empty_like(values[k - 1]),
                hidden.back,
            )
            for k in range(len(values) - 1, 0, -1)
        ]
        self._first_blame = blames[0].T
        self._first_gradient = network.layers[0].block_of(self.gradient)

    def loss_and_gradient(self, x: Array, y: Array, loss: Loss) -> float:
        """Return the loss of columns x (inputs + 1, n) with targets y (outputs, n); fill `gradient`."""
        dot, signal = np.dot, x
        for block, value, fill, above in self._forward:
            dot(block, signal, out=value)
            fill(value, value)
            signal = above
        dot(self._last_block, signal, out=self._sums)
        self._output_activation.fill(self._sums, self._output)

        result = loss.fill(self._output, self._sums, y, self._blame)
        if not loss.at_sums:
            self._output_activation.back(self._output, self._blame, self._spare)

        for below, blame_t, gradient, weights, blame, blame_below, value, spare, back in self._backward:
            dot(below, blame_t, out=gradient)
            dot(weights, blame, out=blame_below)
            back(value, blame_below, spare)
        dot(x, self._first_blame, out=self._first_gradient)
        return result
