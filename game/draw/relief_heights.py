"""How a coarse map of losses becomes smooth ground: a loss becomes a height, and between the points runs a spline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float32]
MEDIAN_HEIGHT = 0.42  # half of the map lies below this height, if the loss is skewed
MAX_BEND = 1000.0  # more would pinch the valley into a funnel narrower than a cell of the map
KNEE = 0.9  # above this height the slope eases off, so that a diverged corner is a shoulder and not a spike
AT_ONCE = 48  # columns of a matrix product that no library shares out among threads


@dataclass(frozen=True)
class LossScale:
    """A rising map from loss to height in 0..1, for losses that span orders of magnitude.

    With x = (loss - low) / span, where span reaches to the 98 % quantile, the height is log(1 + bend x) /
    log(1 + bend). `bend` is chosen so that the median loss lies at MEDIAN_HEIGHT: 0.001 is a straight line,
    1000 nearly a logarithm. If even that leaves the median lower, because much of the map has diverged, the
    span ends earlier. Past the knee the height nears its ceiling exponentially. What is not finite lies at 1,
    the very top.
    """

    low: float
    span: float
    bend: float
    top: float

    @classmethod
    def of(cls, losses: ArrayLike) -> LossScale:
        """The scale that shows `losses` (any shape) best. A flat map gets span 0 and lies at height 0."""
        values = np.asarray(losses, dtype=np.float64)
        finite = np.clip(values[np.isfinite(values)], -1e300, 1e300)
        if finite.size == 0 or finite.max() - finite.min() <= 1e-12 * max(1.0, abs(float(finite.max()))):
            return cls(float(finite.min()) if finite.size else 0.0, 0.0, 1e-3, 1.0)
        low, high = float(finite.min()), float(np.quantile(finite, 0.98))
        span = (high if high > low else float(finite.max())) - low
        middle = float(np.median(finite)) - low
        bend = _bend_for(middle / span)
        if bend > 0.99 * MAX_BEND and middle > 0:
            span = min(span, middle * MAX_BEND / ((1 + MAX_BEND) ** MEDIAN_HEIGHT - 1))
        scale = cls(low, span, bend, 1.0)
        return cls(low, span, bend, float(scale(finite.max())) if finite.size == values.size else 1.0)

    def __call__(self, losses: ArrayLike) -> NDArray[np.float64]:
        """Heights in 0..1, the shape of `losses`."""
        values = np.asarray(losses, dtype=np.float64)
        finite = np.isfinite(values)
        if self.span == 0.0:
            return np.where(finite, 0.0, 1.0)
        x = np.clip(np.where(finite, values, self.low) / self.span - self.low / self.span, 0.0, 1e12)
        bent = np.log1p(self.bend * x) / np.log1p(self.bend)
        eased = np.minimum(bent, KNEE) + (1 - KNEE) * -np.expm1(-np.maximum(bent - KNEE, 0.0) / (1 - KNEE))
        return np.where(finite, np.minimum(eased / self.top, 1.0), 1.0)


def _bend_for(median: float) -> float:
    """The bend that lifts a median at `median` (0..1 of the span) to MEDIAN_HEIGHT, by bisection of its
    logarithm.
    """
    low, high = np.log(1e-3), np.log(MAX_BEND)
    for _ in range(30):
        middle = 0.5 * (low + high)
        bend = np.exp(middle)
        if np.log1p(bend * median) < MEDIAN_HEIGHT * np.log1p(bend):
            low = middle
        else:
            high = middle
    return float(np.exp(low))


@lru_cache(maxsize=16)
def _bends(n: int) -> Array:
    """(n, n) matrix that gives the second differences of the natural cubic spline through n equally spaced
    values.
    """
    second = np.zeros((n, n))
    if n > 2:
        inner = np.eye(n - 2) * 4 + np.eye(n - 2, k=1) + np.eye(n - 2, k=-1)
        second[1:-1] = np.linalg.solve(inner, 6 * (np.eye(n)[:-2] - 2 * np.eye(n)[1:-1] + np.eye(n)[2:]))
    return second.astype(np.float32)


def _spline(rows: Array, fine: int) -> Array:
    """(fine, m) values of the natural cubic splines down the columns of `rows` (n, m), at equally spaced
    places.

    Two nearby rows and their bends decide each value: cheaper than one large matrix product, which would wake
    threads. For the same reason the bends are worked out a few columns at a time.
    """
    n = rows.shape[0]
    bends = np.concatenate([_bends(n) @ rows[:, k:k + AT_ONCE] for k in range(0, rows.shape[1], AT_ONCE)], axis=1)
    at = np.linspace(0, n - 1, fine)
    cell = np.minimum(at.astype(np.intp), n - 2)
    b = (at - cell).astype(np.float32)[:, None]
    a = 1 - b
    out: Array = a * rows.take(cell, 0) + b * rows.take(cell + 1, 0)
    out += ((a**3 - a) / 6) * bends.take(cell, 0) + ((b**3 - b) / 6) * bends.take(cell + 1, 0)
    return out


def rounded(grid: NDArray[Any]) -> Array:
    """A fine enough map (33 x 33 or more) averaged with weights 1, 4, 1 in both directions; its borders stay.

    The cubic spline through these is the B-spline of the map: it cannot overshoot at a cliff, and a ravine
    that is narrower than a cell and runs askew does not turn into a string of beads.
    """
    out = np.array(grid, np.float32)
    if out.shape[0] >= 33:
        out[1:-1] = (out[:-2] + 4 * out[1:-1] + out[2:]) / 6
        out[:, 1:-1] = (out[:, :-2] + 4 * out[:, 1:-1] + out[:, 2:]) / 6
    return out


def resample(grid: NDArray[Any], fine: int) -> Array:
    """A square (n, n) grid, (fine, fine) after cubic interpolation in both directions."""
    down = _spline(np.ascontiguousarray(grid, np.float32), fine)
    return np.ascontiguousarray(_spline(np.ascontiguousarray(down.T), fine).T)


def bilinear(grid: Array) -> Array:
    """(n * n, 4) coefficients a, b, c, d per cell: a + b x + c y + d x y, with x along columns and y along
    rows, 0..1.
    """
    n = grid.shape[0]
    out = np.zeros((n, n, 4), np.float32)
    a, right, below = grid[:-1, :-1], grid[:-1, 1:], grid[1:, :-1]
    out[:-1, :-1, 0] = a
    out[:-1, :-1, 1] = right - a
    out[:-1, :-1, 2] = below - a
    out[:-1, :-1, 3] = grid[1:, 1:] - right - below + a
    return out.reshape(n * n, 4)
