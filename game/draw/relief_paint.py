"""Paints the loss relief: which point of the ground each pixel sees, and what colour it is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.draw.relief_camera import BASE
from game.draw.relief_edges import Shifts, ridges, smooth_ridges, soften
from game.draw.relief_heights import Array, bilinear
from game.draw.relief_shade import LUT_SIZE, RGB, contour, light_map, lookup, packed
from game.draw.relief_terrain import NOTHING, Rays, Terrain
from game.draw.theme import STANDARD

Whole = NDArray[np.intp]

HALO = 3  # columns at each side that are computed as well, because edges look at their neighbours
LINE_TINT = np.float32(0.46)  # how far a strong contour line goes towards white
COOL = (0.90, 0.97, 1.16)  # what shade does to red, green and blue
TINT = STANDARD.text  # the white of lines
WARM = (1.06, 1.0, 0.95)  # what light does


class Spots(NamedTuple):
    """p pixels, in no particular place: where they are, what they show. All are (p,) arrays."""

    column: Whole  # counted from the first ray
    row: Whole
    pixels: NDArray[np.uint32]
    depth: Array  # map units


class Painter:
    """Turns stretches of screen columns into pixels. Each column's pixels depend on the ground alone, not on
    the stretch.
    """

    def __init__(self, terrain: Terrain, palette: Sequence[RGB], levels: int, shifts: Shifts) -> None:
        """levels: contour lines from bottom to top. shifts: of red, green, blue, alpha in a pixel's 32 bits.
        """
        self.terrain = terrain
        self.levels = levels
        self.shifts = shifts
        self.lut = lookup(tuple((int(r), int(g), int(b)) for r, g, b in palette))
        self.line = max(1.0, 0.0021 * terrain.size[1])
        self.light = bilinear(light_map(terrain.camera.relief * terrain.heights, terrain.lamp))

    def paint(self, begin: int, end: int) -> tuple[int, NDArray[np.uint32], Array]:
        """Columns begin..end-1: the first that shows anything, then (c, rows) pixels and depths from there
        on.
        """
        terrain, camera, rows = self.terrain, self.terrain.camera, self.terrain.size[1]
        left, right = (camera.x + camera.scale * slope for slope in terrain.span)
        first = max(begin - HALO, int(np.floor(left)))
        last = min(end + HALO, int(np.ceil(right)))
        if max(first, begin) >= min(last, end):
            return begin, np.zeros((0, rows), np.uint32), np.zeros((0, rows), np.float32)
        at = np.arange(first, last)
        middle = np.clip(at + 0.5, left + 1e-3, right - 1e-3)
        cover = (np.minimum(at + 1, right) - np.maximum(at, left)).astype(np.float32)
        rays = terrain.cast(((middle - camera.x) / camera.scale).astype(np.float32))
        pixels = np.zeros((last - first, rows), np.uint32)
        depth = np.full((last - first, rows), NOTHING, np.float32)
        for spots in (self._front(rays, cover), self._ground(rays, cover)):
            pixels[spots.column, spots.row] = spots.pixels
            depth[spots.column, spots.row] = spots.depth
        sharp = smooth_ridges(pixels, *ridges(rays.y, rows), self.shifts)
        soften(pixels, depth, sharp, self.shifts)
        inner = slice(max(begin, first) - first, min(end, last) - first)
        return max(begin, first), pixels[inner], depth[inner]

    def _ground(self, rays: Rays, cover: Array) -> Spots:
        """The pixels that see the top of the block."""
        terrain, camera = self.terrain, self.terrain.camera
        column, row, sample, steep, top = self._seen(rays)
        y = row.astype(np.float32) + np.float32(0.5)
        depth, x_grid, y_grid = self._hits(rays, column, sample, y)
        cell, x, z = terrain.locate(x_grid, y_grid)
        a, b, c, d = terrain.cells.take(cell, 0).T
        by_u, by_v = b + d * z, c + d * x
        height = a + b * x + by_v * z
        a, b, c, d = self.light.take(cell, 0).T
        far = np.minimum(np.float32(1 + 0.06 * camera.depth(0, 0)) - depth * np.float32(0.06), 1)
        light = (a + b * x + (c + d * x) * z) * far
        per_pixel = self._per_pixel(rays.slope.take(column), depth, height, by_u, by_v)
        line = contour(height, per_pixel, self.levels, self.line) * LINE_TINT
        white = np.maximum(line, self._rim(rays, column, y))
        alpha = np.clip(np.float32(0.5) + (y - top.take(column)) / steep.take(column), 0, 1)
        alpha *= cover.take(column)
        return Spots(column, row, self._coloured(height, light, white, alpha), depth)

    def _hits(self, rays: Rays, column: Whole, sample: Whole, y: Array) -> tuple[Array, Array, Array]:
        """Depth, grid column and grid row of what each pixel sees: between its sample and the one before, at
        row y.
        """
        after, before = rays.y.take(sample), rays.y.take(sample - 1)
        part = np.clip((before - y) / np.maximum(before - after, np.float32(1e-4)), 0, 1)
        steps = self.terrain.samples
        along = ((sample - column * steps - 1).astype(np.float32) + part) / np.float32(steps - 1)
        away = rays.depth[:, 1] - rays.depth[:, 0]
        return (rays.depth[:, 0].take(column) + along * away.take(column),
                rays.start[:, 0].take(column) + along * rays.step[:, 0].take(column),
                rays.start[:, 1].take(column) + along * rays.step[:, 1].take(column))

    def _seen(self, rays: Rays) -> tuple[Whole, Whole, Whole, Array, Array]:
        """Column, row and flat sample number of each pixel of ground; and per column the outline's steepness
        and row.

        The lowest row reached so far falls along a ray; each sample owns the rows by which it lowers it. A
        few rows above the outline are added for its soft edge. The sample numbers are those of the sample
        just behind the pixel.
        """
        count, samples = rays.y.shape
        lowest = np.minimum.accumulate(rays.y, axis=1)
        reach = np.clip(np.ceil(lowest - np.float32(0.5)), 0, self.terrain.size[1]).astype(np.int32)
        rows = np.zeros((count, samples), np.int32)
        rows[:, 1:] = reach[:, :-1] - reach[:, 1:]
        top = lowest[:, -1]
        steep = _steepness(top)
        summit = np.maximum(np.argmin(rays.y, axis=1), 1)
        extra = np.minimum(np.ceil(0.5 * steep).astype(np.int32), reach[:, -1])
        rows[np.arange(count), summit] += extra
        total = rows.sum(axis=1)
        sample = np.repeat(np.arange(count * samples), rows.ravel())
        column = np.repeat(np.arange(count), total)
        upwards = np.arange(column.size) - np.repeat(np.cumsum(total) - total, total)
        return column, (reach[:, 0].astype(np.intp) - 1).take(column) - upwards, sample, steep, top

    def _per_pixel(self, slope: Array, depth: Array, height: Array, by_u: Array, by_v: Array) -> Array:
        """How much the height changes from one pixel to the next, from the slopes of the ground and the
        perspective.

        At a fixed column a step in depth moves the row by -upright / depth * q, with q = slope along the ray
        + drop of the line of sight; at a fixed row a step sideways must be made good by a step in depth. q
        nears 0 at an outline.
        """
        camera = self.terrain.camera
        cos, sin = np.float32(np.cos(camera.yaw)), np.float32(np.sin(camera.yaw))
        unit = np.float32(camera.relief * 0.5 * (self.terrain.n - 1))
        away = (by_u * cos + by_v * sin) * unit
        aside = (by_u * sin - by_v * cos) * unit
        drop = (np.float32(camera.eye) - np.float32(camera.relief) * height) / depth
        along = away + slope * aside
        q = np.maximum(np.abs(along + drop), np.float32(0.02))
        across = drop * aside / np.float32(camera.scale) * depth
        down = along * depth / np.float32(camera.upright)
        change: Array = np.sqrt(across * across + down * down) / (q * np.float32(camera.relief))
        return change

    def _front(self, rays: Rays, cover: Array) -> Spots:
        """The pixels of the cut faces that the block turns to the viewer: strata in the colours of their
        heights.
        """
        camera, rows = self.terrain.camera, self.terrain.size[1]
        near = rays.depth[:, 0]
        foot = np.asarray(camera.y + camera.upright * (camera.eye - BASE) / near, np.float32)
        steep = _steepness(foot)
        column, row = _down(rays.y[:, 0], foot + 0.5 * steep, rows)
        y = row.astype(np.float32) + np.float32(0.5)
        depth = near.take(column)
        per_pixel = depth / np.float32(camera.upright * camera.relief)
        height = np.float32(camera.eye / camera.relief) - (y - np.float32(camera.y)) * per_pixel
        above = foot.take(column) - y
        light = np.float32(0.72) + np.clip(above * np.float32(2.2 / rows), 0, 1)
        light *= self._facing(rays).take(column)
        line = contour(height, per_pixel, self.levels, self.line) * (height > 0) * np.float32(0.16)
        steep = steep.take(column)
        base = np.clip(1 - np.abs(above - np.float32(1.2)) / steep, 0, 1) * np.float32(0.22)
        white = np.maximum(np.maximum(line, base), self._rim(rays, column, y))
        alpha = np.asarray(np.clip(0.5 + above / steep, 0, 1) * cover.take(column), np.float32)
        colour = np.clip(np.float32(0.13) + np.float32(0.87) * height, 0.13, 1).astype(np.float32)
        return Spots(column, row, self._coloured(colour, light, white, alpha), depth)

    def _facing(self, rays: Rays) -> Array:
        """(c,) how bright the cut face is that each column enters through."""
        side = 2 * rays.start / (self.terrain.n - 1) - 1
        across = np.abs(side[:, 0]) > np.abs(side[:, 1])
        lamp = self.terrain.lamp
        towards = np.where(across, np.sign(side[:, 0]) * lamp[0], np.sign(side[:, 1]) * lamp[1])
        return np.asarray(0.40 + 0.30 * np.clip(towards, 0, 1), np.float32)

    def _rim(self, rays: Rays, column: Whole, y: Array) -> Array:
        """The bright hairline along the cut, where the top of the block meets its front: 0..1 per pixel."""
        cut = rays.y[:, 0]
        off = np.abs(y - cut.take(column)) * (1 / _steepness(cut)).take(column)
        rim: Array = np.clip(np.float32(0.5 * self.line + 0.5) - off, 0, 1) * np.float32(0.5)
        return rim

    def _coloured(self, height: Array, light: Array, line: Array, alpha: Array) -> NDArray[np.uint32]:
        """Packed pixels: the colour of a height, in this light, whitened by lines and by the brightest light.
        """
        index = (height * np.float32(LUT_SIZE - 1)).astype(np.intp)
        white = line * np.minimum(np.float32(0.35) + light, 1) + np.maximum(light - 1, 0) * np.float32(0.16)
        bright = light * (1 - white)
        warmth = np.maximum(np.minimum(light * np.float32(1.25) - np.float32(0.35), 1), 0) * bright
        channels = [alpha * np.float32(255)]
        for table, cool, warm, tint in zip(self.lut, COOL, WARM, TINT, strict=True):
            gain = bright * np.float32(cool) + warmth * np.float32(warm - cool)
            channels.append(table.take(index) * gain + white * np.float32(tint))
        return packed(channels, (self.shifts[3], *self.shifts[:3]))


def _down(top: Array, foot: Array, rows: int) -> tuple[Whole, Whole]:
    """Column and row of all pixels whose middles lie from `top` to `foot`, (c,) each, in a picture of so many
    rows.
    """
    begin = np.clip(np.ceil(top - 0.5), 0, rows).astype(np.intp)
    count = np.clip(np.ceil(foot - 0.5), begin, rows).astype(np.intp) - begin
    column = np.repeat(np.arange(count.size), count)
    return column, begin.take(column) + np.arange(column.size) - np.repeat(np.cumsum(count) - count, count)


def _steepness(outline: Array) -> Array:
    """(c,) how much longer a line is than its width in columns: turns vertical distances into true ones, at
    most 12.
    """
    if outline.size < 2:
        return np.ones_like(outline)
    rise = np.gradient(outline)
    return np.asarray(np.minimum(np.sqrt(1 + rise * rise), 12), np.float32)
