"""How a loss becomes a height, a height a colour, and a slope a shade: the numbers behind the relief picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.draw.theme import STANDARD

Array = NDArray[np.float32]
RGB = tuple[int, int, int]

PALETTE: tuple[RGB, ...] = STANDARD.relief
LUT_SIZE = 1024
MEDIAN_HEIGHT = 0.42  # half of the map lies below this height, if the loss is skewed
MAX_BEND = 1000.0  # more would pinch the valley into a funnel narrower than a cell of the map
KNEE = 0.9  # above this height the slope eases off, so that a diverged corner is a shoulder and not a spike
AT_ONCE = 48  # columns of a matrix product that no library shares out among threads
LIGHT = (-0.66, -0.22, 0.72)  # towards the lamp: right, away from the viewer, up


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


@lru_cache(maxsize=8)
def lookup(palette: tuple[RGB, ...]) -> Array:
    """(3, LUT_SIZE) colours 0..255 along the palette, softened so that no stop shows as a crease."""
    stops = np.linspace(0, 1, len(palette))
    reach = LUT_SIZE // (len(palette) * 4)
    at = np.arange(-reach, LUT_SIZE + reach) / (LUT_SIZE - 1)
    kernel = np.hanning(2 * reach + 1)
    kernel /= kernel.sum()
    channels = [np.convolve(np.interp(at, stops, [c[i] for c in palette]), kernel, "valid") for i in range(3)]
    return np.stack(channels).astype(np.float32)


def lamp(yaw: float) -> tuple[float, float, float]:
    """The unit vector towards the lamp in the map's own axes (u, v, up), for a viewer looking along `yaw`
    (radians).
    """
    right, away, up = LIGHT
    cos, sin = math.cos(yaw), math.sin(yaw)
    length = math.sqrt(right**2 + away**2 + up**2)
    return (right * sin + away * cos) / length, (-right * cos + away * sin) / length, up / length


def light_map(z: Array, towards: tuple[float, float, float]) -> Array:
    """How brightly each point of a height field is lit, about 0.3 (deep shade) to 1.3 (facing the lamp).

    z: (n, n) heights in map units, so that slopes are true. Diffuse light with a soft cast shadow, darkened
    in hollows.
    """
    per_cell = 0.5 * (z.shape[0] - 1)
    slope_v, slope_u = (slope * np.float32(per_cell) for slope in np.gradient(z))
    facing = towards[2] - slope_u * towards[0] - slope_v * towards[1]
    facing /= np.sqrt(1 + slope_u * slope_u + slope_v * slope_v)
    coarse = _thinned(z, 49)
    open_to_lamp = np.clip(resample(1 - 0.55 * _cast_shadow(coarse, towards), z.shape[0]), 0.45, 1)
    open_to_sky = np.clip(resample(1 - _hollowness(coarse), z.shape[0]), 0.5, 1.12)
    shine = np.maximum(facing + 0.12, 0) * (0.80 / 1.12) + np.maximum(facing - 0.8, 0) * 0.9
    light: Array = (0.34 + shine * open_to_lamp) * open_to_sky
    return light


def _thinned(z: Array, n: int) -> Array:
    """(n, n) points of a smooth, finer height field."""
    at = np.rint(np.linspace(0, z.shape[0] - 1, n)).astype(np.intp)
    return np.ascontiguousarray(z[np.ix_(at, at)])


def _cast_shadow(z: Array, towards: tuple[float, float, float]) -> Array:
    """(n, n) 0 (lit) to 1 (in shadow): how far the ground towards the lamp rises above the ray to it."""
    n = z.shape[0]
    along = np.linspace(0.06, 1.5, 20) ** 1.2
    flat = float(np.hypot(towards[0], towards[1]))
    shifts = along[:, None] / flat * 0.5 * (n - 1)
    there = np.arange(n)
    rows = np.clip(there + shifts * towards[1], 0, n - 1)[..., None]
    columns = np.clip(there + shifts * towards[0], 0, n - 1)[..., None]
    pick_rows = np.maximum(0, 1 - abs(rows - there)).astype(np.float32)
    pick_columns = np.maximum(0, 1 - abs(columns - there)).astype(np.float32)
    ahead = pick_rows @ z @ pick_columns.transpose(0, 2, 1)
    blocked = (ahead - z - (along * towards[2] / flat)[:, None, None]) / (0.05 + 0.12 * along[:, None, None])
    soft = np.clip(blocked.max(axis=0) + 0.5, 0, 1)
    return np.asarray(soft * soft * (3 - 2 * soft), np.float32)


def _hollowness(z: Array) -> Array:
    """(n, n) above 0 where the surroundings are higher (a valley hides from the sky), below 0 on ridges."""
    n = z.shape[0]
    out = np.zeros_like(z)
    for sigma, weight in ((0.05, 1.6), (0.18, 0.55)):
        apart = (np.arange(n)[:, None] - np.arange(n)) * (2.0 / (n - 1)) / (2 * sigma)
        blur = np.exp(-2 * apart**2)
        blur = (blur / blur.sum(axis=1, keepdims=True)).astype(np.float32)
        out += weight * (blur @ z @ blur.T - z)
    return out


def contour(height: Array, slope: Array, levels: int, width: float) -> Array:
    """How much contour line lies on each pixel, 0..1, `width` pixels thick whatever the slope.

    height: 0..1; slope: its change per pixel. Lines stand at (k + 1/2) / levels, so a plain at the very
    bottom or top carries none; they fade where they would touch each other, and where the ground is so flat
    that they would be blots. Every fourth is strong.
    """
    at = height * np.float32(levels) - np.float32(0.5)
    nearest = np.rint(at)
    gap = 1 / np.maximum(slope * np.float32(levels), np.float32(1e-6))
    line: Array = np.clip(np.float32(0.5 * width + 0.5) - np.abs(at - nearest) * gap, 0, 1)
    on = np.flatnonzero(line)
    gap = gap[on]
    apart = np.clip(gap * np.float32(0.2 / width) - np.float32(0.4), 0, 1)
    flat = np.clip(np.float32(1.6) - gap * np.float32(1 / 400), 0, 1)
    line[on] *= apart * flat * np.where(nearest[on].astype(np.int32) & 3 == 2, np.float32(1), np.float32(0.5))
    return line


def packed(channels: Iterable[Array], shifts: Sequence[int]) -> NDArray[np.uint32]:
    """Channels 0..255 (above is cut) in one 32-bit number a pixel, each at its shift."""
    out: NDArray[np.uint32] | None = None
    for channel, shift in zip(channels, shifts, strict=True):
        bits = (np.minimum(channel, np.float32(255)) + np.float32(0.5)).astype(np.uint32)
        np.left_shift(bits, np.uint32(shift), out=bits)
        out = bits if out is None else np.bitwise_or(out, bits, out=out)
    assert out is not None
    return out
