"""A loss is one number for how wrong the network is; learning means making it smaller.

Inside the brain a column is one example: outputs, sums and targets are (outputs, n). Every entry fills
`blame` with the derivative of the loss and returns the loss itself, because the two share their work.
There is no one half anywhere: the gradient of a square keeps its 2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .checks import Array, choose


@dataclass(frozen=True)
class Loss:
    """One loss for one kind of output.

    `fill(a, z, y, blame)` returns the loss and writes its derivative: with respect to the sums z if
    `at_sums`, else with respect to the outputs a. The cross-entropies are taken at the sums, where they
    are exact even when a sigmoid or softmax has rounded to 0 or 1. `each(a, z, y)` gives the loss of
    every example, (outputs, ..., n) -> (..., n); their mean is the loss.
    """

    name: str
    formula: str
    outputs: tuple[str, ...]  # the output activations it fits; empty means all of them
    at_sums: bool
    fill: Callable[[Array, Array, Array, Array], float]
    each: Callable[[Array, Array, Array], Array]


def _mse(a: Array, z: Array, y: Array, blame: Array) -> float:
    np.subtract(a, y, out=blame)
    errors = blame.ravel()
    loss = float(np.dot(errors, errors)) / errors.size
    np.multiply(blame, 2.0 / errors.size, out=blame)
    return loss


def _mse_each(a: Array, z: Array, y: Array) -> Array:
    errors = a - y
    np.multiply(errors, errors, out=errors)
    return np.asarray(np.mean(errors, axis=0))


def _binary(a: Array, z: Array, y: Array, blame: Array) -> float:
    np.subtract(a, y, out=blame)
    np.multiply(blame, 1.0 / blame.size, out=blame)
    return float(_binary_each(a, z, y).mean())


def _binary_each(a: Array, z: Array, y: Array) -> Array:
    # -y log a - (1 - y) log(1 - a) with a = sigmoid(z) is log(1 + e^z) - y z, which never takes log 0.
    return np.asarray(np.mean(np.logaddexp(0.0, z) - y * z, axis=0))


def _categorical(a: Array, z: Array, y: Array, blame: Array) -> float:
    n: int = blame.shape[1]
    np.subtract(a, y, out=blame)
    np.multiply(blame, 1.0 / n, out=blame)
    return (float(_log_total(a, z).sum()) - float(np.vdot(y, z))) / n


def _categorical_each(a: Array, z: Array, y: Array) -> Array:
    return np.asarray(_log_total(a, z) - np.sum(y * z, axis=0))


def _log_total(a: Array, z: Array) -> Array:
    # log Σ e^z: the largest class has a = e^(largest z) / Σ e^z, and is never near zero.
    return np.asarray(np.maximum.reduce(z, axis=0) - np.log(np.maximum.reduce(a, axis=0)))


LOSSES: tuple[Loss, ...] = (
    Loss("mse", "L = mean of (a - y)²", (), False, _mse, _mse_each),
    Loss("cross_entropy", "L = mean of -y·ln a - (1-y)·ln(1-a)", ("sigmoid",), True, _binary, _binary_each),
    Loss("cross_entropy", "L = mean of -Σ y·ln a", ("softmax",), True, _categorical, _categorical_each),
)


def loss_for(name: str, output: str) -> Loss:
    """Return the loss called `name` for a network whose output activation is `output`.

    ValueError if there is no such loss, or if it does not fit: cross-entropy needs probabilities.
    """
    choose({entry.name: entry for entry in LOSSES}, name, "loss")
    fitting = [entry for entry in LOSSES if entry.name == name]
    for entry in fitting:
        if not entry.outputs or output in entry.outputs:
            return entry
    wanted = ", ".join(kind for entry in fitting for kind in entry.outputs)
    raise ValueError(f"loss {name!r} expected an output activation out of: {wanted}; got {output!r}")


def check_targets(loss: Loss, y: Array) -> None:
    """Raise ValueError unless the targets `y` (n, outputs) mean something to `loss`."""
    if loss.name != "cross_entropy":
        return
    if y.min() < 0.0 or y.max() > 1.0:
        raise ValueError(f"y: cross_entropy expected targets from 0 to 1, got {y.min():g} to {y.max():g}")
    if "softmax" in loss.outputs and not np.allclose(y.sum(axis=1), 1.0):
        raise ValueError("y: cross_entropy with softmax expected rows of targets that sum to 1; some do not")
