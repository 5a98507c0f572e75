"""Smooths the outlines inside the loss relief, where a ridge stands before the land behind it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.draw.relief_heights import Array
from game.draw.relief_terrain import EDGE

Whole = NDArray[np.intp]
Pixels = NDArray[np.uint32]
Mask = NDArray[np.bool_]
Shifts = tuple[int, int, int, int]

REACH = 5  # rows within which an outline goes on in the next column; steeper ones are softened instead


def ridges(y: Array, rows: int) -> tuple[Whole, Whole, Array]:
    """Column, row and exact height on the screen of each outline along (c, k) rays that see samples at pixel
    rows `y`.

    Where a sample is seen though the one before it is hidden, the land was out of sight between: the outline
    is the lowest row reached so far. The row is that of the first pixel beyond it.
    """
    lowest = np.minimum.accumulate(y, axis=1)
    beyond = (y[:, 1:] < lowest[:, :-1]) & (y[:, :-1] > lowest[:, :-1] + np.float32(0.25))
    column, sample = np.nonzero(beyond)
    outline = lowest[column, sample]
    row = np.ceil(outline - np.float32(0.5)).astype(np.intp) - 1
    inside = (row >= REACH) & (row < rows - REACH)
    return column[inside], row[inside], outline[inside]


def smooth_ridges(pixels: Pixels, column: Whole, row: Whole, outline: Array, shifts: Shifts) -> Mask:
    """Give each pixel near an outline its share of both sides, in place. Returns where (c, rows) outlines are
    smooth.

    The share of the near side grows across the outline over one pixel of true distance; the outline's slope
    comes from the neighbouring columns.
    """
    done = np.zeros(pixels.shape, bool)
    if column.size == 0:
        return done
    places = np.full((pixels.shape[0] + 2, pixels.shape[1]), np.float32(np.inf))
    places[column + 1, row] = outline
    slope, known = _slope(places, column, row, outline)
    far, near = pixels[column, row - 1], pixels[column, row + 2]
    whole = known & _opaque(far, shifts) & _opaque(near, shifts)
    column, row, far, near = column[whole], row[whole], far[whole], near[whole]
    outline, steep = outline[whole], np.sqrt(1 + slope[whole] ** 2)
    for step in range(-2, 4):
        share = np.clip(0.5 + (row + step + 0.5 - outline) / steep, 0, 1).astype(np.float32)
        mixed = share if step <= 0 else 1 - share
        there = near if step == 1 else far if step == 0 else pixels[column, row + step]
        inner = _opaque(there, shifts) & (mixed > 0)
        blend = _mix(there, near if step <= 0 else far, mixed, shifts)
        pixels[column[inner], row[inner] + step] = blend[inner]
        done[column, row + step] = True
    return done


def _slope(places: Array, column: Whole, row: Whole, outline: Array) -> tuple[Array, Mask]:
    """How much each outline falls from column to column, and whether either neighbour goes on with it.

    places: (c + 2, rows) the outlines, infinite where there is none, with an empty column at each side.
    """
    about = row[:, None] + np.arange(-REACH, REACH + 1)
    total, count = np.zeros_like(outline), np.zeros_like(outline)
    for side in (-1, 1):
        rise = places[(column + 1 + side)[:, None], about] - outline[:, None]
        nearest = rise[np.arange(column.size), np.abs(rise).argmin(axis=1)]
        found = np.isfinite(nearest)
        total[found] += side * nearest[found]
        count[found] += 1
    return np.asarray(total / np.maximum(count, 1), np.float32), count > 0


def soften(pixels: Pixels, depth: Array, skip: Mask, shifts: Shifts) -> None:
    """Blend the other pixels where the depth jumps, along steep outlines, with their eight neighbours, in
    place.
    """
    if depth.shape[0] < 3:
        return
    edge = np.zeros(depth.shape, bool)
    across, down = np.abs(depth[1:] - depth[:-1]) > EDGE, np.abs(depth[:, 1:] - depth[:, :-1]) > EDGE
    edge[1:] |= across
    edge[:-1] |= across
    edge[:, 1:] |= down
    edge[:, :-1] |= down
    edge &= ~skip
    column, row = np.nonzero(edge[1:-1, 1:-1])
    around = np.stack([pixels[column + i, row + j] for i in range(3) for j in range(3)])
    opaque = _opaque(around, shifts).all(axis=0)
    around, column, row = around[:, opaque], column[opaque], row[opaque]
    out = np.full(column.shape, 255 << shifts[3], np.uint32)
    weights = np.array((1, 2, 1, 2, 4, 2, 1, 2, 1), np.uint32)[:, None]
    for shift in shifts[:3]:
        channel = (around >> np.uint32(shift)) & np.uint32(255)
        mean = ((channel * weights).sum(axis=0, dtype=np.uint32) + np.uint32(8)) >> np.uint32(4)
        out |= mean << np.uint32(shift)
    pixels[column + 1, row + 1] = out


def _opaque(pixels: Pixels, shifts: Shifts) -> Mask:
    return np.asarray((pixels >> np.uint32(shifts[3])) & np.uint32(255) == 255)


def _mix(one: Pixels, other: Pixels, share: Array, shifts: Shifts) -> Pixels:
    """Opaque pixels: `one` with `share` (0..1) of the `other`."""
    out = np.full(one.shape, 255 << shifts[3], np.uint32)
    for shift in shifts[:3]:
        a, b = ((pixel >> np.uint32(shift) & np.uint32(255)).astype(np.float32) for pixel in (one, other))
        out |= (a + (b - a) * share + np.float32(0.5)).astype(np.uint32) << np.uint32(shift)
    return out
