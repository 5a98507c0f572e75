"""Every setting of the weights is a place, and its loss is the height there: learning is walking downhill.

A network with 13 parameters lives in 13 dimensions. A picture shows two of them: a plane
`center + u * d1 + v * d2`, and the loss above every point of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .activations import activation
from .checks import Array, as_array, as_count, as_points, as_vector
from .losses import Loss
from .many import first_layer, layers_above, networks_at_once
from .network import Network
from .training import Data, examples
from .workspace import with_ones

LARGEST_EXPONENT = 300.0  # two such exponentials multiplied, e^600, are still far from overflow, e^709


class Extent(NamedTuple):
    """The part of a plane that a map shows, in the plane's own units u (across) and v (up)."""

    u_low: float
    u_high: float
    v_low: float
    v_high: float

    def axes(self, n: int) -> tuple[Array, Array]:
        """Return the n values of u, left to right, and of v, bottom to top, at which a map is evaluated."""
        return np.linspace(self.u_low, self.u_high, n), np.linspace(self.v_low, self.v_high, n)


@dataclass(frozen=True)
class Plane:
    """A plane through parameter space: center (p,), directions d1 and d2 (p,), which must not be parallel.

    `explained` is the share (0 to 1) of a path's variance that lies in the plane; None if it was not made
    from a path.
    """

    center: Array
    d1: Array
    d2: Array
    explained: float | None = None

    def __post_init__(self) -> None:
        for name in ("center", "d1", "d2"):
            vector = as_vector(getattr(self, name), np.size(self.center), name).copy()
            vector.flags.writeable = False
            object.__setattr__(self, name, vector)
        if np.linalg.matrix_rank(np.stack([self.d1, self.d2])) < 2:
            raise ValueError("plane: expected two directions that are neither zero nor parallel")

    def point(self, u: npt.ArrayLike, v: npt.ArrayLike) -> Array:
        """Return the parameters (..., p) at u and v: numbers, or arrays that broadcast together."""
        across, up = as_array(u, "u")[..., None], as_array(v, "v")[..., None]
        return np.asarray(self.center + across * self.d1 + up * self.d2)

    def project(self, params: npt.ArrayLike) -> tuple[Array, Array]:
        """Return u and v (...) of the point of the plane nearest to each of `params` (..., p)."""
        uv = (as_points(params, self.center.size, "params") - self.center) @ self._duals
        return uv[..., 0], uv[..., 1]

    def distance(self, params: npt.ArrayLike) -> Array:
        """Return how far (...) each of `params` (..., p) lies off the plane."""
        off = as_points(params, self.center.size, "params") - self.point(*self.project(params))
        return np.asarray(np.linalg.norm(off, axis=-1))

    @cached_property
    def _duals(self) -> Array:
        return np.asarray(np.linalg.pinv(np.stack([self.d1, self.d2])))  # (p, 2); directions may be oblique


def plane_of_weights(network: Network, k1: int, k2: int) -> Plane:
    """Return the plane through the network's place in which only parameters k1 (u) and k2 (v) change."""
    network.where(k1), network.where(k2)  # complains about indices out of range
    axes = np.eye(network.params.size)
    return Plane(network.params, axes[k1], axes[k2])


def plane_of_path(path: npt.ArrayLike, center: npt.ArrayLike | None = None) -> Plane:
    """Return the plane that shows most of a path (steps, p): its two main directions, of length 1, by SVD.

    The plane passes through the mean of the path, or through `center` (p,), such as the path's end, with
    the same directions. `explained` is the share of the variance about the mean. Both directions point the
    way the path goes. A path that goes nowhere, or straight, is completed by arbitrary fixed directions.
    """
    points = as_array(path, "path")
    if points.ndim != 2 or points.shape[0] < 1 or points.shape[1] < 2:
        raise ValueError(f"path: expected shape (steps, p) with steps >= 1 and p >= 2, got {points.shape}")
    mean = points.mean(axis=0)
    spread = np.zeros((max(points.shape), points.shape[1]))  # rows of zeros let a short path have p directions
    spread[: len(points)] = points - mean
    _, lengths, directions = np.linalg.svd(spread, full_matrices=False)
    variance = lengths**2
    total = float(variance.sum())
    explained = float(variance[:2].sum()) / total if total > 0.0 else 1.0
    journey = points[-1] - points[0]
    d1, d2 = (d if d @ journey >= 0.0 else -d for d in directions[:2])
    return Plane(mean if center is None else as_vector(center, mean.size, "center"), d1, d2, min(1.0, explained))


def plane_of_random(network: Network, seed: int = 0) -> Plane:
    """Return a plane in two random directions, scaled neuron by neuron to the network's own weights.

    This is the filter normalisation of Li et al. 2018, "Visualizing the Loss Landscape of Neural Nets":
    without it a map looks flat or steep merely because the weights are large or small. Biases stay put.
    """
    rng = np.random.default_rng(as_count(seed, "seed", least=0))
    d1, d2 = (_filter_normalised(network, rng) for _ in range(2))
    return Plane(network.params, d1, d2)


def _filter_normalised(network: Network, rng: np.random.Generator) -> Array:
    direction = np.zeros_like(network.params)
    for layer in network.layers:
        random = rng.standard_normal(layer.weights.shape)
        size = np.linalg.norm(layer.weights, axis=0)
        size = np.where(size > 0.0, size, 1.0)  # a neuron without weights has no scale of its own
        layer.block_of(direction)[:-1] = random / np.linalg.norm(random, axis=0) * size
    return direction


def extent_of(plane: Plane, path: npt.ArrayLike, margin: float = 0.25, least: float = 1.0) -> Extent:
    """Return the extent which holds `path` (steps, p), and `margin` of its width and height around it.

    Neither side is shorter than `least`, so that a path of one point still has a landscape around it.
    """
    u, v = plane.project(np.atleast_2d(as_points(path, plane.center.size, "path")))
    sides = []
    for along in (u, v):
        low, high = float(along.min()), float(along.max())
        half = max((high - low) * (0.5 + margin), least / 2)
        sides += [(low + high) / 2 - half, (low + high) / 2 + half]
    return Extent(*sides)


def loss_map(
    network: Network, plane: Plane, data: Data, loss: str = "mse", extent: Extent | None = None, n: int = 61
) -> Array:
    """Return the loss (n, n) over the plane: row r is the r-th v from the bottom, column c the c-th u.

    The network lends its shape alone. Without an extent, u and v run from -1 to 1. Where the numbers
    overflow the loss is inf, never NaN. See `loss_map_rows` for the same in slices.
    """
    return loss_map_rows(network, plane, data, loss, extent, n)


def loss_map_rows(
    network: Network, plane: Plane, data: Data, loss: str = "mse", extent: Extent | None = None, n: int = 61,
    start: int = 0, stop: int | None = None,
) -> Array:  # fmt: skip
    """Return rows `start` up to `stop` of `loss_map`, so that a map can grow over several frames."""
    chosen, x, y = network.checked(*examples(data), loss)
    as_vector(plane.center, network.params.size, "plane")
    u, v = Extent(*as_vector(extent or (-1.0, 1.0, -1.0, 1.0), 4, "extent")).axes(as_count(n, "n", least=2))
    v = v[start:stop]
    height = max(1, networks_at_once(network, len(x)) // len(u))
    columns, targets = with_ones(x), y.T[:, None, :]
    result = np.empty((len(v), len(u)))
    with np.errstate(all="ignore"):
        exponentials = _exponentials(network, plane, columns, u, v)
        for row in range(0, len(v), height):
            part = slice(row, row + height)
            params = plane.point(u[None, :], v[part, None]).reshape(-1, network.params.size)
            if exponentials is None:
                signals = first_layer(network, params, columns)
            else:
                signals = _first_layer_of_plane(network, exponentials[0], exponentials[1][:, part])
            result[part] = _losses(network, params, signals, targets, chosen).reshape(-1, len(u))
    result[np.isnan(result)] = np.inf
    return result


def _losses(network: Network, params: Array, signals: tuple[Array, Array], targets: Array, loss: Loss) -> Array:
    """The loss (m,) of m networks, given the signals (neurons, m, n) of their first layers."""
    z, a = layers_above(network, params, *signals)
    return np.asarray(loss.each(a, z, targets).mean(axis=-1))


def _exponentials(network: Network, plane: Plane, columns: Array, u: Array, v: Array) -> tuple[Array, Array] | None:
    """Exponentials for all u, (neurons, across, n), and all v, (neurons, rows, n); None if they overflow.

    On a plane the first sums are z = (c + u * d1) + v * d2, and e^(s + t) = e^s * e^t. So 61 x 61 points
    need the exponentials of 61 columns and 61 rows only. Computing each for itself took most of the time.
    """
    entry = activation(network.activation_of(0))
    if not entry.steepness or len(network.layers) < 2:
        return None
    c, d1, d2 = (network.layers[0].block_of(part).T @ columns for part in (plane.center, plane.d1, plane.d2))
    across = entry.steepness * (c[:, None, :] + u[None, :, None] * d1[:, None, :])
    up = entry.steepness * (v[None, :, None] * d2[:, None, :])
    if across.size == 0 or up.size == 0 or max(np.abs(across).max(), np.abs(up).max()) > LARGEST_EXPONENT:
        return None
    return np.exp(across), np.exp(up)


def _first_layer_of_plane(network: Network, across: Array, up: Array) -> tuple[Array, Array]:
    """The signals a (neurons, m, n) of an S-shaped layer: high - (high - low) / (1 + e^(kz)).

    They are returned twice, in the place of z too: only an output layer's z is ever needed.
    """
    entry = activation(network.activation_of(0))
    a = up[:, :, None, :] * across[:, None, :, :]
    a += 1.0
    np.divide(entry.low - entry.high, a, out=a)
    a += entry.high
    a = a.reshape(len(a), -1, a.shape[-1])
    return a, a
