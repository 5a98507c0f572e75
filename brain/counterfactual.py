"""What would have to be different for the network to say the opposite? The smallest such changes are searched for.

From where the input is, rays go out in all directions, and the network is asked all along them. The place
where a ray first meets the opposite answer is then halved in upon, and the best direction is refined.

Nothing is assumed about the network, so nothing is guaranteed between two questions: a patch of the other
answer that is thinner than one step, (high - low) / 34 at most, or narrower than four degrees, can be missed.
What is returned is always real: the network itself was asked at that very point.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .activations import activation
from .checks import Array, as_vector
from .network import Network

RAYS = 92  # directions looked into at first; a multiple of four, so that each input has rays of its own
STEPS = 48  # questions along a ray, from the input to the edge of the box
BEST = 6  # rays that are worth closing in upon
ZOOM = 13  # rays of each further round, over the gap to the neighbours on both sides
ZOOM_STEPS = 16  # questions along each of them, as far as the nearest place known by then
ROUNDS = (3, 3, 6)  # of closing in on a crossing, each time the directions are refined


class Flip(NamedTuple):
    """A point on the other side: `point` (2,), the `change` (2,) that leads there, its length, what is said there."""

    point: Array
    change: Array
    distance: float
    output: float


class Flips(NamedTuple):
    """The nearest point of all with the opposite answer, and for each input the nearest that differs in it alone."""

    least: Flip | None
    alone: tuple[Flip | None, Flip | None]


def flips(
    network: Network, x: npt.ArrayLike, *, low: float = -1.0, high: float = 1.0, threshold: float = 0.5
) -> Flips:
    """Return the nearest points of the box low..high where the answer is the opposite, as far as there are any.

    `x` (2,) lies in the box; the answer is whether the one output reaches `threshold`; nearest means the
    smallest Euclidean change of the inputs. ValueError for other shapes or a point outside.
    """
    here = as_vector(x, 2, "x")
    if network.sizes[0] != 2 or network.sizes[-1] != 1:
        raise ValueError(f"network: expected 2 inputs and 1 output, got sizes {network.sizes}")
    if not (low <= here.min() and here.max() <= high):
        raise ValueError(f"x: expected numbers from {low} to {high}, got {here.tolist()}")
    with np.errstate(all="ignore"):
        return _Search(network, here, (low, high), threshold).flips()


class _Rays(NamedTuple):
    """Rays (n,) that meet the other answer: between which two distances `sides` (2, n), and how far above the
    threshold the outputs are there; `axis` is the input that a ray changes alone, or -1."""

    angles: Array
    ways: Array
    sides: Array
    heights: Array
    axis: npt.NDArray[np.intp]

    def at(self, which: npt.NDArray[np.intp]) -> _Rays:
        """Some of them."""
        return _Rays(self.angles[which], self.ways[which], self.sides[:, which], self.heights[:, which],
                     self.axis[which])  # fmt: skip

    def crossing(self) -> Array:
        """Where a straight line between both sides would pass through zero."""
        first, second = self.heights
        share = first / np.where(first == second, 1.0, first - second)
        return np.asarray(self.sides[0] + (self.sides[1] - self.sides[0]) * share)


class _Search:
    """One search: from where, in which box, for which side of the threshold."""

    def __init__(self, network: Network, here: Array, box: tuple[float, float], threshold: float) -> None:
        self.here, self.box, self.threshold = here, box, threshold
        self.layers = [(layer.weights, layer.biases, activation(network.activation_of(k)).fill)
                       for k, layer in enumerate(network.layers)]  # fmt: skip
        self.network = network

    def flips(self) -> Flips:
        spacing = 2.0 * np.pi / RAYS
        every = np.arange(RAYS)
        quarter = RAYS // 4
        axis = np.where(every % quarter, -1, every // quarter % 2)
        rays = self._meet(np.asarray(every * spacing, np.float64), axis, STEPS, np.inf)
        if not len(rays.angles):
            return Flips(None, (None, None))
        best = np.argsort(rays.crossing(), kind="stable")[:BEST]
        rays = self._close_in(rays.at(np.union1d(best, np.flatnonzero(rays.axis >= 0))), ROUNDS[0])
        for rounds in ROUNDS[1:]:
            k = int(np.argmin(rays.crossing()))
            angles = rays.angles[k] + np.linspace(-spacing, spacing, ZOOM)
            zoomed = self._meet(angles, np.full(ZOOM, -1), ZOOM_STEPS, float(rays.sides[1, k]))
            rays = self._close_in(_join(rays.at(np.union1d(k, np.flatnonzero(rays.axis >= 0))), zoomed), rounds)
            spacing /= ZOOM // 2
        return Flips(self._flip(rays, None), (self._flip(rays, 0), self._flip(rays, 1)))

    def _meet(self, angles: Array, axis: npt.NDArray[np.intp], steps: int, far: float) -> _Rays:
        """Those of the rays that meet the other answer no further than `far`, each with the step where they do."""
        ways = np.round(np.stack([np.cos(angles), np.sin(angles)], axis=1), 15)  # along an axis exactly along it
        along = np.minimum(self._reach(ways), far)[:, None] * np.linspace(0.0, 1.0, steps + 1)
        above = self._above(ways[:, None, :] * along[..., None])
        other = (above >= 0.0) != (above[:, :1] >= 0.0)
        hits = np.flatnonzero(other.any(axis=1))
        first = np.argmax(other[hits], axis=1)
        sides = np.stack([along[hits, first - 1], along[hits, first]])
        heights = np.stack([above[hits, first - 1], above[hits, first]])
        return _Rays(angles[hits], ways[hits], sides, heights, axis[hits])

    def _close_in(self, rays: _Rays, rounds: int) -> _Rays:
        """The same rays, their two sides ever closer together."""
        for n in range(rounds):
            middle = _between(rays, n)
            height = self._above(rays.ways * middle[:, None])
            over = (height >= 0.0) == (rays.heights[1] >= 0.0)
            sides = np.where(over, (rays.sides[0], middle), (middle, rays.sides[1]))
            rays = rays._replace(sides=sides, heights=np.where(over, (rays.heights[0], height),
                                                               (height, rays.heights[1])))  # fmt: skip
        return rays

    def _flip(self, rays: _Rays, axis: int | None) -> Flip | None:
        """The nearest of all rays, or of those along one axis."""
        which = np.arange(len(rays.axis)) if axis is None else np.flatnonzero(rays.axis == axis)
        if not len(which):
            return None
        k = int(which[np.argmin(rays.crossing()[which])])
        far = float(rays.sides[1, k])
        point = np.clip(self.here + rays.ways[k] * far, *self.box)
        return Flip(point, point - self.here, far, float(self.network.forward(point[None])[0, 0]))

    def _reach(self, ways: Array) -> Array:
        """How far each way leads until the edge of the box."""
        low, high = self.box
        edges = np.where(ways > 0, (high - self.here) / ways, np.where(ways < 0, (low - self.here) / ways, np.inf))
        return np.asarray(edges.min(axis=1))

    def _above(self, changes: Array) -> Array:
        """How far above the threshold the output is after each change (..., 2): the forward pass without its
        checks, for it is asked often."""
        signals = (self.here + changes).reshape(-1, 2)
        for weights, biases, fill in self.layers:
            z = signals @ weights
            z += biases
            fill(z.T, z.T)
            signals = z
        return np.asarray(signals[:, 0].reshape(changes.shape[:-1]) - self.threshold)


def _join(some: _Rays, others: _Rays) -> _Rays:
    """Both together."""
    return _Rays(*(np.concatenate(parts, axis=1 if n in (2, 3) else 0)
                   for n, parts in enumerate(zip(some, others, strict=True))))  # fmt: skip


def _between(rays: _Rays, n: int) -> Array:
    """Where to ask next: in turn in the middle, a little beyond the likely crossing, and a little before it."""
    near, far = rays.sides
    if n % 3 == 0:
        return np.asarray(0.5 * (near + far))
    nudge = 0.02 if n % 3 == 1 else -0.02
    return np.asarray(np.clip(rays.crossing() + nudge * (far - near), near, far))
