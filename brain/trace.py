"""A trace follows one student through the network and back: every product, every sum, every share of blame.

Forward, a neuron multiplies, adds up and fires. Backward, the chain rule says how much the loss would move
if some number moved a little: the factors along the way, multiplied.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .activations import activation
from .checks import Array, as_index
from .losses import Loss

if TYPE_CHECKING:
    from .network import Network


class Factor(NamedTuple):
    """One link of the chain rule: what it is, its value, and the neuron it is read from.

    `name` is one of "dloss_da" (the blame on the neuron's signal), "slope" (of its activation), "dloss_dz"
    (both in one, where they cannot be told apart), "input" (the signal that came along the weight), or for
    one term of a blame "dloss_dz" and "weight". `layer` -1 means the inputs of the network.
    """

    name: str
    value: float
    layer: int
    neuron: int


class Term(NamedTuple):
    """One path by which a neuron is to blame: through neuron `to` of the next layer."""

    to: int
    blame: Factor
    weight: Factor
    value: float


@dataclass(frozen=True)
class LayerTrace:
    """One layer during one example. m inputs, k neurons; the last five are None without a target.

    inputs (m,), weights (m, k), products (m, k) = x_i * w_ij, biases (k,), z (k,), activations (k,),
    slope (k,) of the activation at z; dloss_da (k,), dloss_dz (k,), dloss_dweights (m, k), dloss_dbiases
    (k,). All are copies.
    """

    inputs: Array
    weights: Array
    products: Array
    biases: Array
    z: Array
    activations: Array
    slope: Array
    dloss_da: Array | None = None
    dloss_dz: Array | None = None
    dloss_dweights: Array | None = None
    dloss_dbiases: Array | None = None


@dataclass(frozen=True)
class Trace:
    """Everything about one example. `loss`, `target` and `dloss_doutput` are None without a target.

    `split_output` tells whether dloss_dz of the last layer is dloss_da times slope. It is not for softmax,
    whose outputs hang together, nor for cross-entropy, where the two melt into (a - y) / outputs.
    """

    layers: tuple[LayerTrace, ...]
    output: Array
    target: Array | None = None
    loss: float | None = None
    dloss_doutput: Array | None = None
    split_output: bool = True

    @property
    def gradient(self) -> Array:
        """The gradient (p,) of this one example, laid out as the network's `params`."""
        parts: list[Array] = []
        for layer in self.layers:
            parts += [_known(layer.dloss_dweights).ravel(), _known(layer.dloss_dbiases)]
        return np.concatenate(parts)

    def factors(self, layer: int, i: int, j: int) -> tuple[Factor, ...]:
        """Return the chain rule for the weight from neuron i below to neuron j of `layer`.

        The product of the values is the gradient of that weight. ValueError without a target.
        """
        factors = self.bias_factors(layer, j)
        part = self.layers[layer]
        i = as_index(i, part.inputs.size, "i")
        return (*factors, Factor("input", float(part.inputs[i]), layer - 1, i))

    def bias_factors(self, layer: int, j: int) -> tuple[Factor, ...]:
        """Return the chain rule for the bias of neuron j of `layer`; its input is the number 1, left out."""
        part = self.layers[as_index(layer, len(self.layers), "layer")]
        j = as_index(j, part.z.size, "j")
        blame = _known(part.dloss_da)
        if layer == len(self.layers) - 1 and not self.split_output:
            return (Factor("dloss_dz", float(_known(part.dloss_dz)[j]), layer, j),)
        slope = Factor("slope", float(part.slope[j]), layer, j)
        return (Factor("dloss_da", float(blame[j]), layer, j), slope)

    def blame_terms(self, layer: int, j: int) -> tuple[Term, ...]:
        """Return the terms whose sum is dloss_da of neuron j: dz_k * w_jk for every k of the next layer.

        The last layer has no next one: it gets its blame from the loss, and the tuple is empty.
        """
        as_index(j, self.layers[as_index(layer, len(self.layers), "layer")].z.size, "j")
        if layer == len(self.layers) - 1:
            return ()
        above = self.layers[layer + 1]
        terms = []
        for k, blame in enumerate(_known(above.dloss_dz).tolist()):
            weight = float(above.weights[j, k])
            through = Factor("dloss_dz", blame, layer + 1, k), Factor("weight", weight, layer + 1, k)
            terms.append(Term(k, *through, blame * weight))
        return tuple(terms)


def product(factors: tuple[Factor, ...]) -> float:
    """Return the product of the factors' values."""
    return math.prod(factor.value for factor in factors)


def trace(network: Network, x: Array, y: Array | None, loss: Loss | None) -> Trace:
    """Follow x (inputs,) through the network, and back if a target y (outputs,) and a loss are given."""
    with np.errstate(all="ignore"):
        layers, signal = [], x.copy()
        for k, layer in enumerate(network.layers):
            part = _forward(activation(network.activation_of(k)).name, signal, layer.weights, layer.biases)
            layers.append(part)
            signal = part.activations
        if y is None or loss is None:
            return Trace(tuple(layers), signal.copy())
        return _backward(network.output, layers, y, loss)


def _forward(name: str, inputs: Array, weights: Array, biases: Array) -> LayerTrace:
    z = inputs @ weights + biases
    products = inputs[:, None] * weights
    values, slopes = activation(name).value(z), activation(name).slope(z)
    return LayerTrace(inputs.copy(), weights.copy(), products, biases.copy(), z, values, slopes)


def _backward(output: str, layers: list[LayerTrace], y: Array, loss: Loss) -> Trace:
    last = layers[-1]
    a, z, blame = last.activations[:, None], last.z[:, None], np.empty((y.size, 1))
    value = loss.fill(a, z, y[:, None], blame)
    dz = blame.copy()
    if not loss.at_sums:
        activation(output).back(a, dz, np.empty_like(dz))
    at_output = _blame_at_output(output, loss, last.activations, y, blame[:, 0])

    done: list[LayerTrace] = []
    da, dz = at_output, dz[:, 0]
    for part in reversed(layers):
        done.append(_with_blame(part, da, dz))
        if part is not layers[0]:
            below = layers[len(layers) - len(done) - 1]
            da = part.weights @ dz
            dz = da * below.slope
    split = not loss.at_sums and output != "softmax"
    return Trace(tuple(reversed(done)), last.activations.copy(), y.copy(), value, at_output.copy(), split)


def _with_blame(part: LayerTrace, da: Array, dz: Array) -> LayerTrace:
    forward = (part.inputs, part.weights, part.products, part.biases, part.z, part.activations, part.slope)
    return LayerTrace(*forward, da, dz, np.outer(part.inputs, dz), dz.copy())


def _blame_at_output(output: str, loss: Loss, a: Array, y: Array, blame: Array) -> Array:
    """dL/da. For cross-entropy (a - y) / (a (1 - a)) or -y / a: huge but finite where a rounds to 0 or 1."""
    if not loss.at_sums:
        return blame.copy()
    least = np.finfo(np.float64).tiny
    if output == "softmax":
        return -y / np.maximum(a, least)
    return blame / np.maximum(a * (1.0 - a), least)


def _known(array: Array | None) -> Array:
    if array is None:
        raise ValueError("this trace has no blame in it: expected a target y when it was made, got none")
    return array
