"""Do not believe the gradient: nudge a weight by a hair, look at the loss, and compare."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .checks import Array, as_index, as_step
from .network import Network

STEP = 1e-5  # near the cube root of the rounding error, where central differences are most exact


class Nudge(NamedTuple):
    """The loss with one parameter a little smaller, a little larger, and the slope between the two."""

    loss_minus: float
    loss_plus: float
    slope: float


def nudge(
    network: Network, k: int, h: float, x: npt.ArrayLike, y: npt.ArrayLike, loss: str = "mse",
    l1: float = 0.0, l2: float = 0.0,
) -> Nudge:  # fmt: skip
    """Return the losses at params[k] - h and + h, and their difference / 2h. The network stays as it is."""
    k = as_index(k, network.params.size, "k")
    h = as_step(h, "h")
    twin = network.copy()
    twin.params[k] = network.params[k] - h
    minus = twin.loss_and_gradient(x, y, loss, l1, l2)[0]
    twin.params[k] = network.params[k] + h
    plus = twin.loss_and_gradient(x, y, loss, l1, l2)[0]
    return Nudge(minus, plus, (plus - minus) / (2.0 * h))


def numeric_gradient(
    network: Network, x: npt.ArrayLike, y: npt.ArrayLike, loss: str = "mse", h: float = STEP,
    l1: float = 0.0, l2: float = 0.0,
) -> Array:  # fmt: skip
    """Return the gradient (p,) by central differences: slow, simple, and free of the chain rule."""
    return np.array([nudge(network, k, h, x, y, loss, l1, l2).slope for k in range(network.params.size)])


def check(
    network: Network, x: npt.ArrayLike, y: npt.ArrayLike, loss: str = "mse", h: float = STEP,
    l1: float = 0.0, l2: float = 0.0,
) -> float:  # fmt: skip
    """Return the largest error of the gradient relative to its largest entry. Below 1e-6 is right.

    Near the kink of a ReLU a difference straddles two slopes, and the check may say more than is true.
    """
    exact = network.loss_and_gradient(x, y, loss, l1, l2)[1]
    numeric = numeric_gradient(network, x, y, loss, h, l1, l2)
    scale = max(float(np.abs(exact).max()), float(np.abs(numeric).max()), 1e-8)
    return float(np.abs(exact - numeric).max()) / scale
