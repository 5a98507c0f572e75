"""How much of an answer comes from which input? With two inputs that can be shared out exactly and fairly.

Shapley's value (Shapley 1953; for models Štrumbelj and Kononenko 2014, Lundberg and Lee 2017): an input's share
is what the answer gains when it becomes known, averaged over the orders in which inputs can become known.
As long as an input is unknown, it is taken from the students of the class, one after another, and the answers
are averaged. The shares and the class's average answer add up to the answer, to rounding.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .checks import Array, as_matrix
from .network import Network


class Shares(NamedTuple):
    """`base`: the average answer over the class; `parts` (n, 2): what each input adds; `output` (n,): the sum."""

    base: float
    parts: Array
    output: Array


def shapley(network: Network, points: npt.ArrayLike, background: npt.ArrayLike) -> Shares:
    """Return the exact Shapley shares of both inputs for `points` (n, 2), against the class `background` (m, 2).

    ValueError if the network has not 2 inputs and 1 output.
    """
    if network.sizes[0] != 2 or network.sizes[-1] != 1:
        raise ValueError(f"network: expected 2 inputs and 1 output, got sizes {network.sizes}")
    at, others = as_matrix(points, 2, "points"), as_matrix(background, 2, "background")
    output = network.forward(at)[:, 0]
    base = float(network.forward(others).mean())
    known = [_known(network, at, others, which) for which in (0, 1)]
    first = 0.5 * (known[0] - base + output - known[1])
    second = 0.5 * (known[1] - base + output - known[0])
    return Shares(base, np.stack([first, second], axis=1), output)


def trust(network: Network, background: npt.ArrayLike) -> Array:
    """Return how far each input moves the answer on average over the class, (2,): the mean size of its shares."""
    return np.asarray(np.abs(shapley(network, background, background).parts).mean(axis=0))


def _known(network: Network, at: Array, others: Array, which: int) -> Array:
    """The average answer for every point if only input `which` is known."""
    mixed = np.repeat(others[None], len(at), axis=0)
    mixed[:, :, which] = at[:, None, which]
    return np.asarray(network.forward(mixed.reshape(-1, 2))[:, 0].reshape(len(at), len(others)).mean(axis=1))
