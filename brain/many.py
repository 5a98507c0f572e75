"""The same question, put to thousands of networks of one shape at once.

A map of the loss asks every point of a plane, and every point is a network of its own. Signals are held as
(neurons, m, n) for m networks and n examples, so that each layer is one product for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .activations import activation
from .checks import Array, as_array, as_matrix
from .workspace import with_ones

if TYPE_CHECKING:
    from .network import Network

NUMBERS_AT_ONCE = 50_000  # signals of one layer held at a time: a compromise of calls and cache, measured


def forward_many(network: Network, params: npt.ArrayLike, x: npt.ArrayLike) -> Array:
    """Return the outputs (m, n, outputs) of m parameter vectors (m, p) for inputs x (n, inputs).

    `network` lends its shape; its own parameters are neither used nor changed. ValueError for wrong shapes.
    """
    points = as_matrix(as_array(params, "params"), network.params.size, "params")
    columns = with_ones(as_matrix(x, network.sizes[0], "x"))
    outputs = np.empty((len(points), columns.shape[1], network.sizes[-1]))
    size = networks_at_once(network, columns.shape[1])
    with np.errstate(all="ignore"):
        for start in range(0, len(points), size):
            part = points[start : start + size]
            _, values = layers_above(network, part, *first_layer(network, part, columns))
            outputs[start : start + size] = values.transpose(1, 2, 0)
    return outputs


def networks_at_once(network: Network, n: int) -> int:
    """Return how many networks to ask at a time, with n examples each."""
    return max(1, NUMBERS_AT_ONCE // (n * max(network.sizes[1:])))


def first_layer(network: Network, params: Array, columns: Array) -> tuple[Array, Array]:
    """Return z and a (neurons, m, n) of layer 0; all see the same columns (inputs + 1, n), in one product."""
    blocks = _blocks(network, params, 0).transpose(2, 0, 1)
    neurons, m, inputs = blocks.shape
    z = (blocks.reshape(neurons * m, inputs) @ columns).reshape(neurons, m, columns.shape[1])
    return _fired(network, 0, z)


def layers_above(network: Network, params: Array, z: Array, a: Array) -> tuple[Array, Array]:
    """Return z and a (outputs, m, n) of the last layer, given those of layer 0. Hidden z are not kept."""
    for k in range(1, len(network.layers)):
        blocks = _blocks(network, params, k)
        z = np.empty((blocks.shape[2], *a.shape[1:]))
        # (m, outputs, inputs) @ (m, inputs, n), every network with its own weights
        np.matmul(blocks[:, :-1].transpose(0, 2, 1), a.transpose(1, 0, 2), out=z.transpose(1, 0, 2))
        z += blocks[:, -1].T[:, :, None]
        z, a = _fired(network, k, z)
    return z, a


def _blocks(network: Network, params: Array, k: int) -> Array:
    layer = network.layers[k]
    part = params[:, layer.start : layer.start + layer.block.size]
    return part.reshape(len(params), *layer.block.shape)


def _fired(network: Network, k: int, z: Array) -> tuple[Array, Array]:
    a = np.empty_like(z) if k == len(network.layers) - 1 else z  # only the output's z is needed later
    activation(network.activation_of(k)).fill(z, a)
    return z, a
