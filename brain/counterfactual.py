"""What would have to be different for the network to say the opposite? The smallest such change is searched for.

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
from .checks import Array, as_index, as_vector
from .network import Network

RAYS = 90  # directions looked into at first: one every four degrees
STEPS = 48  # questions along a ray, from the input to the edge of the box
ROUNDS = (3, 3, 9)  # of closing in on a crossing, each time the directions are refined
BEST = 6  # rays that are worth closing in upon
ZOOM = 13  # rays of each further round, over the gap to the neighbours on both sides


class Flip(NamedTuple):
    """A point on the other side: `point` (2,), the `change` (2,) that leads there, its length, what is said there."""

    point: Array
    change: Array
    distance: float
    output: float


def smallest_flip(
    network: Network, x: npt.ArrayLike, *, low: float = -1.0, high: float = 1.0, threshold: float = 0.5
) -> Flip | None:
    """Return the nearest point of the box low..high where the answer is the opposite, or None if none is found.

    `x` (2,) lies in the box; the answer is whether the one output reaches `threshold`; nearest means the
    smallest Euclidean change of the inputs. ValueError for other shapes or a point outside.
    """
    here = _checked(network, x, low, high)
    spacing = 2.0 * np.pi / RAYS
    angles = np.asarray(np.arange(RAYS) * spacing, dtype=np.float64)
    best: Flip | None = None
    for rounds in ROUNDS:
        found, angle = _nearest(network, here, angles, (low, high), threshold, rounds)
        if found is None:
            return best
        best = found
        angles = np.asarray(angle + np.linspace(-spacing, spacing, ZOOM), dtype=np.float64)
        spacing /= ZOOM // 2
    return best


def flip_along(
    network: Network, x: npt.ArrayLike, axis: int, *, low: float = -1.0, high: float = 1.0, threshold: float = 0.5
) -> Flip | None:
    """Return the nearest such point that differs in input `axis` (0 or 1) alone, or None if none is found."""
    here = _checked(network, x, low, high)
    start = 0.5 * np.pi * as_index(axis, 2, "axis")
    return _nearest(network, here, np.array([start, start + np.pi]), (low, high), threshold, ROUNDS[-1])[0]


def _checked(network: Network, x: npt.ArrayLike, low: float, high: float) -> Array:
    here = as_vector(x, 2, "x")
    if network.sizes[0] != 2 or network.sizes[-1] != 1:
        raise ValueError(f"network: expected 2 inputs and 1 output, got sizes {network.sizes}")
    if not (low <= here.min() and here.max() <= high):
        raise ValueError(f"x: expected numbers from {low} to {high}, got {here.tolist()}")
    return here


def _nearest(
    network: Network, here: Array, angles: Array, box: tuple[float, float], threshold: float, rounds: int
) -> tuple[Flip | None, float]:
    """The nearest crossing over rays at `angles`, and its angle."""
    with np.errstate(all="ignore"):
        return _nearest_of(network, here, angles, box, threshold, rounds)


def _nearest_of(
    network: Network, here: Array, angles: Array, box: tuple[float, float], threshold: float, rounds: int
) -> tuple[Flip | None, float]:
    ways = np.round(np.stack([np.cos(angles), np.sin(angles)], axis=1), 15)  # along an axis exactly along it
    reach = _reach(here, ways, box)
    along = reach[:, None] * np.linspace(0.0, 1.0, STEPS + 1)
    above = _outputs(network, here, ways[:, None, :] * along[..., None]) - threshold
    other = (above >= 0.0) != (above[:, :1] >= 0.0)
    hits = np.flatnonzero(other.any(axis=1))
    if not len(hits):
        return None, 0.0
    first = np.argmax(other[hits], axis=1)
    sides = np.stack([along[hits, first - 1], along[hits, first]])
    heights = np.stack([above[hits, first - 1], above[hits, first]])
    best = np.argsort(_crossing(sides, heights), kind="stable")[:BEST]
    hits, sides, heights = hits[best], sides[:, best], heights[:, best]
    for n in range(rounds):
        middle = _between(sides, heights, n)
        height = _outputs(network, here, ways[hits] * middle[:, None]) - threshold
        over = (height >= 0.0) == (heights[1] >= 0.0)
        sides[:] = np.where(over, (sides[0], middle), (middle, sides[1]))
        heights[:] = np.where(over, (heights[0], height), (height, heights[1]))
    k = int(np.argmin(_crossing(sides, heights)))
    far = float(sides[1, k])
    point = np.clip(here + ways[hits[k]] * far, *box)
    return Flip(point, point - here, far, float(network.forward(point[None])[0, 0])), float(angles[hits[k]])


def _crossing(sides: Array, heights: Array) -> Array:
    """Where a straight line between both sides (2, n) would pass through zero."""
    share = heights[0] / np.where(heights[0] == heights[1], 1.0, heights[0] - heights[1])
    return np.asarray(sides[0] + (sides[1] - sides[0]) * share)


def _between(sides: Array, heights: Array, n: int) -> Array:
    """Where to ask next: in turn in the middle, a little beyond the likely crossing, and a little before it."""
    if n % 3 == 0:
        return np.asarray(sides.mean(axis=0))
    nudge = 0.02 if n % 3 == 1 else -0.02
    return np.asarray(np.clip(_crossing(sides, heights) + nudge * (sides[1] - sides[0]), sides[0], sides[1]))


def _reach(here: Array, ways: Array, box: tuple[float, float]) -> Array:
    """How far each way leads until the edge of the box."""
    with np.errstate(divide="ignore", invalid="ignore"):
        edges = np.where(ways > 0, (box[1] - here) / ways, np.where(ways < 0, (box[0] - here) / ways, np.inf))
    return np.asarray(edges.min(axis=1))


def _outputs(network: Network, here: Array, changes: Array) -> Array:
    """What the network says after each change (..., 2): its forward pass without the checks, for it is asked often."""
    signals = (here + changes).reshape(-1, 2)
    for k, layer in enumerate(network.layers):
        z = signals @ layer.weights
        z += layer.biases
        activation(network.activation_of(k)).fill(z.T, z.T)
        signals = z
    return signals[:, 0].reshape(changes.shape[:-1])
