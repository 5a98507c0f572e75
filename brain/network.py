"""A neural network is layers of weights and biases; here they all live in one long row of numbers.

Layer by layer, `params` holds the weights, row by row (inputs, outputs), and then the biases. Every layer
looks into that vector, it does not own a copy. So an optimizer is one line, a snapshot is one copy, and
moving the network to another place in its landscape is one assignment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .activations import ACTIVATIONS, activation
from .checks import Array, as_amount, as_array, as_count, as_index, as_matrix, as_targets, as_vector, choose
from .initializers import initializer as choose_initializer
from .losses import Loss, check_targets, loss_for
from .many import forward_many
from .trace import Trace, trace
from .workspace import Workspace, with_ones

KEYS = ("sizes", "hidden", "output", "seed", "params")  # of a network as plain data
MOST_WORKSPACES = 8  # batch sizes remembered for one network; more would only be memory


@dataclass(frozen=True)
class Layer:
    """A window into the flat vector: weights (inputs, outputs), biases (outputs,), both as `block`.

    `block` is (inputs + 1, outputs), the biases being its last row. `start` is its place in `params`.
    """

    weights: Array
    biases: Array
    block: Array
    start: int

    def block_of(self, vector: Array) -> Array:
        """Return the part of another flat vector, such as a gradient, that belongs to this layer."""
        return vector[self.start : self.start + self.block.size].reshape(self.block.shape)


class Where(NamedTuple):
    """What one number of `params` is: the weight from i to neuron j of `layer`, or j's bias (i None)."""

    layer: int
    i: int | None
    j: int


class Network:
    """A fully connected network, for instance `Network([2, 3, 1], hidden="tanh", output="sigmoid")`.

    Layer 0 leads from the inputs to the first hidden neurons. Given the same arguments, the first weights
    are the same to the last bit. `initializer=None` chooses the one that suits each layer's activation.
    ValueError if fewer than two sizes are given, or one is below 1, or a name is unknown.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        hidden: str = "tanh",
        output: str = "sigmoid",
        seed: int = 0,
        initializer: str | None = None,
    ) -> None:
        if not isinstance(sizes, Iterable):
            raise ValueError(f"sizes: expected the neurons of each layer, such as [2, 3, 1], got {sizes!r}")
        self._sizes = tuple(as_count(size, "sizes") for size in sizes)
        if len(self._sizes) < 2:
            raise ValueError(f"sizes: expected at least an input and an output layer, got {list(sizes)}")
        fit_for_hidden = {name: entry for name, entry in ACTIVATIONS.items() if entry.hidden}
        choose(fit_for_hidden, hidden, "hidden activation")
        choose(ACTIVATIONS, output, "output activation")
        self._hidden, self._output, self._seed = hidden, output, as_count(seed, "seed", least=0)
        self._initializer = initializer
        self._params = np.zeros(parameter_count(self._sizes))
        self._layers = _layers(self._params, self._sizes)
        self._workspaces: dict[int, Workspace] = {}
        rng = np.random.default_rng(self._seed)
        for k, layer in enumerate(self._layers):
            fill = choose_initializer(initializer or activation(self.activation_of(k)).initializer)
            layer.weights[:] = fill(rng, *layer.weights.shape)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons of each layer, the inputs first."""
        return self._sizes

    @property
    def hidden(self) -> str:
        """Name of the activation of the hidden layers."""
        return self._hidden

    @property
    def output(self) -> str:
        """Name of the activation of the last layer."""
        return self._output

    @property
    def seed(self) -> int:
        """The seed of the first weights."""
        return self._seed

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers, as views into `params`."""
        return self._layers

    @property
    def params(self) -> Array:
        """All weights and biases, (p,). Assigning copies the new numbers in; the views stay views."""
        return self._params

    @params.setter
    def params(self, values: npt.ArrayLike) -> None:
        self._params[:] = as_vector(values, self._params.size, "params")

    def activation_of(self, layer: int) -> str:
        """Return the name of the activation of `layer`."""
        return self._output if as_index(layer, len(self._layers), "layer") == len(self._layers) - 1 else self._hidden

    # ---- what the network says -------------------------------------------------------------------------

    def activations(self, x: npt.ArrayLike) -> list[Array]:
        """Return what every layer says of x (n, inputs): [x, hidden ..., output], each (n, neurons)."""
        signals = self.activations_from(0, x)
        signals[0] = signals[0].copy()
        return signals

    def activations_from(self, layer: int, signals: npt.ArrayLike) -> list[Array]:
        """Return what `layer` and those after it say of what comes in, (n, neurons before it), which is the first.

        Where only later layers have changed, the earlier ones need not be run again.
        """
        first = as_index(layer, len(self._layers), "layer")
        found = [as_matrix(signals, self._sizes[first], "signals" if first else "x")]
        with np.errstate(all="ignore"):
            for k, part in enumerate(self._layers[first:], first):
                found.append(activation(self.activation_of(k)).value(found[-1] @ part.weights + part.biases))
        return found

    def forward(self, x: npt.ArrayLike) -> Array:
        """Return the outputs (n, outputs) for inputs x (n, inputs)."""
        return self.activations(x)[-1]

    def forward_many(self, params: npt.ArrayLike, x: npt.ArrayLike) -> Array:
        """Return the outputs (m, n, outputs) for x (n, inputs) of m parameter vectors (m, p)."""
        return forward_many(self, params, x)

    # ---- how wrong it is, and whose fault that is ------------------------------------------------------

    def loss(self, x: npt.ArrayLike, y: npt.ArrayLike, loss: str = "mse") -> float:
        """Return the mean loss over x (n, inputs) with targets y (n, outputs), without any penalty."""
        return self.loss_and_gradient(x, y, loss)[0]

    def loss_and_gradient(
        self, x: npt.ArrayLike, y: npt.ArrayLike, loss: str = "mse", l1: float = 0.0, l2: float = 0.0
    ) -> tuple[float, Array]:
        """Return the loss and its gradient (p,), laid out as `params`, which stay as they are.

        mse and binary cross-entropy are means over examples and outputs; categorical cross-entropy sums
        over classes and takes the mean over examples. `l1 * sum |w| + l2 * sum w²` over the weights, not
        the biases, is added. ValueError for wrong shapes, NaN, or a loss that does not fit the output.
        """
        chosen, inputs, targets = self.checked(x, y, loss)
        l1, l2 = as_amount(l1, "l1"), as_amount(l2, "l2")
        with np.errstate(all="ignore"):
            bench = self.workspace(len(inputs))
            value = bench.loss_and_gradient(with_ones(inputs), np.ascontiguousarray(targets.T), chosen)
            gradient = bench.gradient.copy()
            value += add_penalty(self, gradient, l1, l2)
        return value, gradient

    def checked(self, x: npt.ArrayLike, y: npt.ArrayLike, loss: str) -> tuple[Loss, Array, Array]:
        """Return the loss entry, x (n, inputs) and y (n, outputs), or raise ValueError."""
        chosen = loss_for(loss, self._output)
        inputs = as_matrix(x, self._sizes[0], "x")
        targets = as_targets(y, len(inputs), self._sizes[-1])
        check_targets(chosen, targets)
        return chosen, inputs, targets

    def workspace(self, n: int) -> Workspace:
        """Return the room for a training step with n examples: made once, then used again and again."""
        if n not in self._workspaces:
            if len(self._workspaces) >= MOST_WORKSPACES:
                self._workspaces.clear()
            self._workspaces[n] = Workspace(self, n)
        return self._workspaces[n]

    def trace(self, x: npt.ArrayLike, y: npt.ArrayLike | None = None, loss: str = "mse") -> Trace:
        """Return every intermediate number for one example x (inputs,); with a target y also backwards."""
        row = as_matrix(np.atleast_2d(as_array(x, "x")), self._sizes[0], "x")
        if len(row) != 1:
            raise ValueError(f"x: expected one example, shape ({self._sizes[0]},), got {len(row)} of them")
        if y is None:
            return trace(self, row[0], None, None)
        chosen, _, target = self.checked(row, np.atleast_2d(as_array(y, "y")), loss)
        return trace(self, row[0], target[0], chosen)

    # ---- where things are ------------------------------------------------------------------------------

    def weight_index(self, layer: int, i: int, j: int) -> int:
        """Return the place in `params` of the weight from neuron i below to neuron j of `layer`."""
        inputs, outputs = self._layers[as_index(layer, len(self._layers), "layer")].weights.shape
        place: int = as_index(i, inputs, "i") * outputs + as_index(j, outputs, "j")
        return self._layers[layer].start + place

    def bias_index(self, layer: int, j: int) -> int:
        """Return the place in `params` of the bias of neuron j of `layer`."""
        weights = self._layers[as_index(layer, len(self._layers), "layer")].weights
        return self._layers[layer].start + weights.size + as_index(j, weights.shape[1], "j")

    def where(self, k: int) -> Where:
        """Return what number k of `params` is: the inverse of `weight_index` and `bias_index`."""
        k = as_index(k, self._params.size, "k")
        number = max(n for n, layer in enumerate(self._layers) if layer.start <= k)
        layer = self._layers[number]
        row, j = divmod(k - layer.start, layer.biases.size)
        return Where(number, row if row < len(layer.weights) else None, j)

    # ---- copies ----------------------------------------------------------------------------------------

    def copy(self) -> Network:
        """Return a network of its own with the same shape and the same numbers."""
        twin = Network(self._sizes, self._hidden, self._output, self._seed, self._initializer)
        twin._params[:] = self._params
        return twin

    def __reduce__(self) -> tuple[Any, ...]:
        # copy.deepcopy and pickle would otherwise tear the views from the vector they look into.
        return Network.from_dict, (self.to_dict(),)

    def to_dict(self) -> dict[str, Any]:
        """Return plain lists, numbers and names, fit for JSON; every number survives to the last bit."""
        return {
            "sizes": list(self._sizes),
            "hidden": self._hidden,
            "output": self._output,
            "seed": self._seed,
            "params": self._params.tolist(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Network:
        """Build the network that `to_dict` described. ValueError if anything is missing or wrong."""
        if not isinstance(data, Mapping):
            raise ValueError(f"network: expected the keys {', '.join(KEYS)}, got {data!r:.80}")
        missing = set(KEYS) - set(data)
        if missing:
            expected, lost = ", ".join(KEYS), ", ".join(sorted(missing))
            raise ValueError(f"network: expected the keys {expected}; missing {lost}")
        network = cls(data["sizes"], data["hidden"], data["output"], data["seed"])
        network.params = data["params"]
        return network

    def __repr__(self) -> str:
        names = f"hidden={self._hidden!r}, output={self._output!r}, seed={self._seed}"
        return f"Network({list(self._sizes)}, {names})"


def parameter_count(sizes: Sequence[int]) -> int:
    """Return how many weights and biases a network with these layer sizes has."""
    return sum((inputs + 1) * outputs for inputs, outputs in pairwise(sizes))


def _layers(params: Array, sizes: tuple[int, ...]) -> tuple[Layer, ...]:
    layers, start = [], 0
    for inputs, outputs in pairwise(sizes):
        block = params[start : start + (inputs + 1) * outputs].reshape(inputs + 1, outputs)
        layers.append(Layer(block[:-1], block[-1], block, start))
        start += block.size
    return tuple(layers)


def add_penalty(network: Network, gradient: Array, l1: float, l2: float) -> float:
    """Return l1 * sum |w| + l2 * sum w² over the weights, and add its derivative to `gradient`, in place."""
    penalty = 0.0
    if l1 or l2:
        for layer in network.layers:
            weights, slope = layer.weights, layer.block_of(gradient)[:-1]
            penalty += l1 * float(np.abs(weights).sum()) + l2 * float((weights * weights).sum())
            slope += l1 * np.sign(weights) + 2.0 * l2 * weights
    return penalty
