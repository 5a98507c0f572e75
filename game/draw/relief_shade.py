"""How a height becomes a colour, a slope a shade, and a level a contour line on the relief picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from game.draw.relief_heights import Array, resample
from game.draw.theme import STANDARD

RGB = tuple[int, int, int]

PALETTE: tuple[RGB, ...] = STANDARD.relief
LUT_SIZE = 1024
LIGHT = (-0.66, -0.22, 0.72)  # towards the lamp: right, away from the viewer, up


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
