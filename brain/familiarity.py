"""Has the network ever seen anyone like this? Far from everything it has seen, its answer is only a guess.

The measure: the mean distance to the three nearest examples, divided by the same number of a typical example
(the median over all of them, each without itself). Around 1 is familiar ground; at `GUESSING` and beyond, the
neighbours are more than twice as far away as they usually are.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .checks import Array, as_matrix

NEIGHBOURS = 3
GUESSING = 2.0


def strangeness(points: npt.ArrayLike, seen: npt.ArrayLike) -> Array:
    """Return for each of `points` (n, d) how strange it is to someone who has seen `seen` (m, d): (n,).

    With fewer than three examples fewer neighbours count. Infinite if there is only one example, or all are
    the same, and the point is elsewhere.
    """
    known = as_matrix(seen, np.shape(seen)[-1], "seen")
    at = as_matrix(points, known.shape[1], "points")
    usual = float(np.median(_nearest(known, known, skip=1))) if len(known) > 1 else 0.0
    apart = _nearest(at, known, skip=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(apart / usual, nan=0.0, posinf=np.inf)


def _nearest(points: Array, seen: Array, skip: int) -> Array:
    """Mean distance to the nearest neighbours, without the first `skip` (a point is its own nearest)."""
    square = (points**2).sum(axis=1)[:, None] + (seen**2).sum(axis=1) - 2.0 * points @ seen.T
    count = min(NEIGHBOURS + skip, len(seen))
    nearest = np.sort(np.partition(np.maximum(square, 0.0), count - 1, axis=1)[:, :count], axis=1)
    return np.asarray(np.sqrt(nearest[:, skip:]).mean(axis=1))
