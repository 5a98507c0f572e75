"""An activation is the spark of a neuron: it turns the sum z that arrives into the signal a that leaves.

Every activation is one entry of `ACTIVATIONS`. To add one, write how it fills an array and what its slope
is when its value is `a`; the gradient check in the tests then covers it without further ado.

Slopes are written in terms of the value `a`, not of z: all of these can be (tanh' = 1 - a * a), and so the
training step may overwrite z with a and needs half the memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .checks import Array, choose

LEAK = 0.01  # the share of a negative sum that a leaky ReLU lets through


@dataclass(frozen=True)
class Activation:
    """One activation function, with what a visitor wants to know about it.

    `formula` and `slope_formula` are short plain texts; `low` and `high` bound the values (they may be
    infinite); `initializer` names the weight scale that keeps signals alive: "xavier" (Glorot and Bengio
    2010) for the symmetric ones, "he" (He et al. 2015) for the ReLU family. `hidden` says whether hidden
    layers may use it. `steepness` k > 0 says that it is an S: a = high - (high - low) / (1 + e^(kz)).
    """

    name: str
    formula: str
    slope_formula: str
    low: float
    high: float
    initializer: str
    fill: Callable[[Array, Array], None]  # (z, out): write the values; out may be z itself
    fill_slope: Callable[[Array, Array], None]  # (a, out): write the slopes where the values are a
    hidden: bool = True
    steepness: float = 0.0

    def value(self, z: npt.ArrayLike) -> Array:
        """Return the activation of z, any shape. For softmax the classes lie along the last axis."""
        values = np.array(z, dtype=np.float64, ndmin=1)
        with np.errstate(all="ignore"):
            self.fill(values.T, values.T)  # .T: inside the brain, neurons run along the first axis
        return values.reshape(np.shape(z))

    def slope(self, z: npt.ArrayLike) -> Array:
        """Return da/dz at z, the same shape. For softmax: the diagonal of its Jacobian, a * (1 - a)."""
        values = self.value(z)
        slopes = np.empty_like(values)
        self.fill_slope(values, slopes)
        return slopes

    def back(self, a: Array, blame: Array, spare: Array) -> None:
        """Turn `blame` from dL/da into dL/dz, in place. All (neurons, n); `spare` is overwritten."""
        self.fill_slope(a, spare)
        np.multiply(blame, spare, out=blame)


class CoupledActivation(Activation):
    """An activation whose values depend on all sums of the layer at once, as those of softmax do."""

    def back(self, a: Array, blame: Array, spare: Array) -> None:
        """Multiply by the softmax Jacobian: dL/dz_j = a_j * (dL/da_j - sum_k a_k * dL/da_k)."""
        np.multiply(a, blame, out=spare)
        blame -= np.add.reduce(spare, axis=0)
        np.multiply(a, blame, out=blame)


def _linear(z: Array, out: Array) -> None:
    if out is not z:
        out[...] = z


def _linear_slope(a: Array, out: Array) -> None:
    out.fill(1.0)


def _sigmoid(z: Array, out: Array) -> None:
    # At z = -1000 e^1000 is infinite, and 1 / infinity is the right answer; callers mute the warning.
    np.negative(z, out=out)
    np.exp(out, out=out)
    np.add(out, 1.0, out=out)
    np.divide(1.0, out, out=out)


def _sigmoid_slope(a: Array, out: Array) -> None:
    np.multiply(a, a, out=out)
    np.subtract(a, out, out=out)


def _tanh(z: Array, out: Array) -> None:
    np.tanh(z, out=out)


def _tanh_slope(a: Array, out: Array) -> None:
    np.multiply(a, a, out=out)
    np.subtract(1.0, out, out=out)


def _relu(z: Array, out: Array) -> None:
    np.maximum(z, 0.0, out=out)


def _relu_slope(a: Array, out: Array) -> None:
    np.sign(a, out=out)  # a is never negative, so its sign is 0 or 1; at z = 0 we choose 0


def _leaky_relu(z: Array, out: Array) -> None:
    np.maximum(z, LEAK * z, out=out)


def _leaky_relu_slope(a: Array, out: Array) -> None:
    np.greater(a, 0.0, out=out)
    np.multiply(out, 1.0 - LEAK, out=out)
    np.add(out, LEAK, out=out)


def _softmax(z: Array, out: Array) -> None:
    # Taking the largest away first changes nothing (it cancels) and keeps exp from overflowing.
    np.subtract(z, np.maximum.reduce(z, axis=0), out=out)
    np.exp(out, out=out)
    np.divide(out, np.add.reduce(out, axis=0), out=out)


_INF = float("inf")

ACTIVATIONS: dict[str, Activation] = {
    entry.name: entry
    for entry in (
        Activation("linear", "a = z", "1", -_INF, _INF, "xavier", _linear, _linear_slope),
        Activation(
            "sigmoid", "a = 1 / (1 + e^-z)", "a · (1 - a)",
            0.0, 1.0, "xavier", _sigmoid, _sigmoid_slope, steepness=1.0,
        ),
        Activation("tanh", "a = tanh(z)", "1 - a²", -1.0, 1.0, "xavier", _tanh, _tanh_slope, steepness=2.0),
        Activation("relu", "a = max(0, z)", "1 if z > 0, else 0", 0.0, _INF, "he", _relu, _relu_slope),
        Activation(
            "leaky_relu", f"a = max({LEAK} · z, z)", f"1 if z > 0, else {LEAK}",
            -_INF, _INF, "he", _leaky_relu, _leaky_relu_slope,
        ),
        CoupledActivation(
            "softmax", "a = e^z / Σ e^z", "a · (1 - a)",
            0.0, 1.0, "xavier", _softmax, _sigmoid_slope, hidden=False,
        ),
    )
}  # fmt: skip


def activation(name: str) -> Activation:
    """Return the activation called `name`; ValueError lists the names otherwise."""
    return choose(ACTIVATIONS, name, "activation")
