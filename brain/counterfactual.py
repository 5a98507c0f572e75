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

from .checks import Array, as_index, as_vector
from .network import Network

RAYS = 90  # directions looked into at first: one every four degrees
STEPS = 48  # questions along a ray, from the input to the edge of the box
HALVINGS = (6, 6, 18)  # of one step, in each round: at the end the crossing is known to about a millionth
BEST = 6  # rays that are worth halving in upon
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
    angles = np.arange(RAYS) * spacing
    best: Flip | None = None
    for halvings in HALVINGS:
        found, angle = _nearest(network, here, angles, (low, high), threshold, halvings)
        if found is None:
            return best
        best = found
        angles = angle + np.linspace(-spacing, spacing, ZOOM)
        spacing /= ZOOM // 2
    return best


def flip_along(
    network: Network, x: npt.ArrayLike, axis: int, *, low: float = -1.0, high: float = 1.0, threshold: float = 0.5
) -> Flip | None:
    """Return the nearest such point that differs in input `axis` (0 or 1) alone, or None if none is found."""
    here = _checked(network, x, low, high)
    start = 0.5 * np.pi * as_index(axis, 2, "axis")
    return _nearest(network, here, np.array([start, start + np.pi]), (low, high), threshold, HALVINGS[-1])[0]


def _checked(network: Network, x: npt.ArrayLike, low: float, high: float) -> Array:
    here = as_vector(x, 2, "x")
    if network.sizes[0] != 2 or network.sizes[-1] != 1:
        raise ValueError(f"network: expected 2 inputs and 1 output, got sizes {network.sizes}")
    if not (low <= here.min() and here.max() <= high):
        raise ValueError(f"x: expected numbers from {low} to {high}, got {here.tolist()}")
    return here


def _nearest(
    network: Network, here: Array, angles: Array, box: tuple[float, float], threshold: float, halvings: int
) -> tuple[Flip | None, float]:
    """The nearest crossing over rays at `angles`, and its angle."""
    ways = np.round(np.stack([np.cos(angles), np.sin(angles)], axis=1), 15)  # along an axis exactly along it
    reach = _reach(here, ways, box)
    along = reach[:, None] * np.linspace(0.0, 1.0, STEPS + 1)
    above = _outputs(network, here, ways[:, None, :] * along[..., None]) - threshold
    other = (above >= 0.0) != (above[:, :1] >= 0.0)
    hits = np.flatnonzero(other.any(axis=1))
    if not len(hits):
        return None, 0.0
    first = np.argmax(other[hits], axis=1)
    near, far = along[hits, first - 1], along[hits, first]
    before, after = np.abs(above[hits, first - 1]), np.abs(above[hits, first])
    guess = near + (far - near) * before / np.maximum(before + after, 1e-300)  # where a straight line would cross
    order = np.argsort(guess, kind="stable")[:BEST]
    hits, near, far = hits[order], near[order], far[order]
    passed = bool(above[0, 0] >= 0.0)
    for _ in range(halvings):
        middle = 0.5 * (near + far)
        over = (_outputs(network, here, ways[hits] * middle[:, None]) >= threshold) != passed
        near, far = np.where(over, near, middle), np.where(over, middle, far)
    k = int(np.argmin(far))
    change = ways[hits[k]] * far[k]
    point = np.clip(here + change, *box)
    flip = Flip(point, point - here, float(far[k]), float(network.forward(point[None])[0, 0]))
    return flip, float(angles[hits[k]])


def _reach(here: Array, ways: Array, box: tuple[float, float]) -> Array:
    """How far each way leads until the edge of the box."""
    with np.errstate(divide="ignore", invalid="ignore"):
        edges = np.where(ways > 0, (box[1] - here) / ways, np.where(ways < 0, (box[0] - here) / ways, np.inf))
    return np.asarray(edges.min(axis=1))


def _outputs(network: Network, here: Array, changes: Array) -> Array:
    """What the network says after each change (..., 2)."""
    return np.asarray(network.forward((here + changes).reshape(-1, 2))[:, 0].reshape(changes.shape[:-1]))
