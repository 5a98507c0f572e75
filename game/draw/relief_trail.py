"""The way the marble came over the loss relief, draped on the ground as a string of dots that fade into the past."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pygame
from numpy.typing import ArrayLike, NDArray

from game.draw import bake

if TYPE_CHECKING:
    from game.draw.relief_terrain import Terrain

RGB = tuple[int, int, int]
Point = tuple[float, float]
Stamp = tuple[pygame.Surface, list[int], list[int]]
PHASES = 4  # positions within a pixel for which the trail's dots are baked, in each direction
AGES = 16  # steps from the oldest and thinnest to the newest and thickest dot
DENSITY = 0.08  # distance of dots, in pixels per quarter-pixel of width
STAMPS = 240  # dots in a trail at most


def paint_trail(surface: pygame.Surface, relief: Terrain, topleft: Point, uvs: ArrayLike,
                colour: RGB = (255, 255, 255), width: float | None = None) -> None:
    """Draw the way the ball came, draped on the ground: newest last, thin and faint towards the past.

    uvs: (k, 2) places in order. width: pixels at the ball. What is hidden behind a ridge is drawn faintly.
    """
    surface.blits(trail_stamps(relief, topleft, uvs, colour, width), False)


def trail_stamps(relief: Terrain, topleft: Point, uvs: ArrayLike, colour: RGB = (255, 255, 255),
                 width: float | None = None) -> list[Stamp]:
    """The dots `paint_trail` draws, to be kept while the way stays the same."""
    way = _rounded(np.clip(np.asarray(uvs, dtype=np.float64).reshape(-1, 2), -1, 1))
    if len(way) < 2:
        return []
    thick = max(6, round(4 * (width or 0.0075 * relief.size[1])))
    drape = way if len(way) > 160 else spread_out(way, 160)
    at = spread_out(relief.project_many(drape), STAMPS, DENSITY * thick)
    if len(at) < 2:
        return []
    ages = np.linspace(0, AGES - 1e-6, len(at)).astype(int)
    rows = np.where(relief.visible_many(at), ages, ages + AGES)
    atlas, cell = _dots(thick, colour)
    places = np.floor((at[:, :2] + topleft) * PHASES).astype(int)
    corners = places // PHASES - cell // 2
    areas = np.full((len(at), 4), cell)
    areas[:, 0] = (places % PHASES) @ (PHASES * cell, cell)
    areas[:, 1] = rows * cell
    return [(atlas, *one) for one in zip(corners.tolist(), areas.tolist(), strict=True)]


def inside(uvs: ArrayLike) -> list[NDArray[np.float64]]:
    """The pieces of a way (k, 2) that lie on the map, cut off where they leave it."""
    way = np.asarray(uvs, dtype=np.float64).reshape(-1, 2)
    on = np.abs(way).max(axis=1, initial=0.0) <= 1.0
    if on.all():
        return [way]
    pieces: list[NDArray[np.float64]] = []
    for first, stop in zip(np.flatnonzero(on & ~np.r_[False, on[:-1]]), np.flatnonzero(on & ~np.r_[on[1:], False]) + 1,
                           strict=True):
        start = [_leaving(way[first], way[first - 1])] if first else []
        end = [_leaving(way[stop - 1], way[stop])] if stop < len(way) else []
        pieces.append(np.vstack([*start, way[first:stop], *end]))
    return pieces


def _leaving(within: NDArray[np.float64], beyond: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where the step from a place on the map to one beyond it crosses the edge."""
    step = beyond - within
    edge = np.where(step >= 0, 1.0, -1.0)
    share = np.divide(edge - within, step, out=np.ones(2), where=np.abs(step) > 1e-12)
    return np.asarray(within + step * min(1.0, float(share.min())))


def _rounded(way: NDArray[np.float64]) -> NDArray[np.float64]:
    """The places with their corners cut once or twice (Chaikin): smooth, never beside the way, same ends. At
    most 400.
    """
    if len(way) > 200:
        way = spread_out(way, 200)
    for _ in range(1 if len(way) > 100 else 2):
        if len(way) < 3:
            return way
        near, far = 0.75 * way, 0.25 * way
        cut = np.empty((2 * len(way) - 2, 2))
        cut[0::2] = near[:-1] + far[1:]
        cut[1::2] = far[:-1] + near[1:]
        cut[0], cut[-1] = way[0], way[-1]
        way = cut
    return way


def spread_out(points: NDArray[np.float64], most: int, apart: float = 0.0) -> NDArray[np.float64]:
    """At most `most` points, equally spaced (at least `apart`) along the line through the first two
    coordinates.
    """
    step = points[1:, :2] - points[:-1, :2]
    length = np.zeros(len(points))
    np.cumsum(np.sqrt(step[:, 0] ** 2 + step[:, 1] ** 2), out=length[1:])
    count = most if apart <= 0 else min(most, int(length[-1] / apart) + 1)
    if length[-1] <= 0 or count < 2:
        return points[:1]
    at = np.linspace(0, length[-1], count)
    return np.stack([np.interp(at, length, points[:, k]) for k in range(points.shape[1])], axis=1)


@lru_cache(maxsize=16)
def _dots(thick: int, colour: RGB) -> tuple[pygame.Surface, int]:
    """All dots of a trail `thick` quarter-pixels wide: a column for each phase, a row for each age, then the
    hidden.
    """
    cell = int(np.ceil(thick / 4)) + 3
    middle = cell // 2 + (np.arange(PHASES) + 0.5) / PHASES
    off = (np.arange(cell) + 0.5)[None, :] - middle[:, None]
    x, y = off[:, None, :, None], off[None, :, None, :]
    distance = np.sqrt(x * x + y * y)
    alpha = np.zeros((PHASES * PHASES * cell, 2 * AGES * cell))
    for row in range(2 * AGES):
        fresh = (row % AGES + 1) / AGES
        radius = 0.5 * thick / 4 * (0.4 + 0.6 * fresh)
        solid = (0.45 + 0.55 * fresh**1.3) * (1.0 if row < AGES else 0.22)
        overlap = max(1.0, 1.1 * radius / (DENSITY * thick))
        single = 1 - (1 - min(solid, 0.985)) ** (1 / overlap)
        dot = np.clip(1 - (distance / (radius + 0.6)) ** 2, 0, 1) * single
        alpha[:, row * cell:(row + 1) * cell] = dot.reshape(-1, cell)
    return bake.plain(colour, alpha), cell
