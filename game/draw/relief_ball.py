"""The marble that rolls on the loss relief: its shadow on the ground, the ring that says touch me, and its
trail.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pygame
from numpy.typing import ArrayLike, NDArray

from game.draw.theme import STANDARD

if TYPE_CHECKING:
    from game.draw.relief_terrain import Terrain

RGB = tuple[int, int, int]
Point = tuple[float, float]
Stamp = tuple[pygame.Surface, list[int], list[int]]
PHASES = 4  # positions within a pixel for which the trail's dots are baked, in each direction
AGES = 16  # steps from the oldest and thinnest to the newest and thickest dot
DENSITY = 0.08  # distance of dots, in pixels per quarter-pixel of width
STAMPS = 240  # dots in a trail at most
GHOST = 0.38  # opacity of what is hidden behind a ridge


class BallColours(NamedTuple):
    """What the marble is made of: its glass, its hot core, and the ring of what can be touched."""

    glass: RGB = STANDARD.active
    core: RGB = STANDARD.hot
    ring: RGB = STANDARD.touch


MARBLE = BallColours()


def paint_ball(surface: pygame.Surface, relief: Terrain, topleft: Point, uv: Point, radius_px: float,
               colours: BallColours = MARBLE, *, lift: float = 0.0, ring: float = 1.0) -> Point:
    """Draw the marble resting at (u, v), with its shadow. Returns the pixel at its middle on `surface`.

    topleft: where the relief's image lies on `surface`. radius_px: of the marble. lift: how far it is picked
    up, in radii; its shadow stays on the ground, further off and softer. ring: 0..1, how strongly the ring
    glows (more under a finger).
    """
    stamps, middle = ball_stamps(relief, topleft, uv, radius_px, colours, lift=lift, ring=ring)
    surface.blits(stamps, False)
    return middle


def ball_stamps(relief: Terrain, topleft: Point, uv: Point, radius_px: float, colours: BallColours = MARBLE, *,
                lift: float = 0.0, ring: float = 1.0) -> tuple[list[tuple[pygame.Surface, Point]], Point]:
    """The shadows and the marble that `paint_ball` draws, to be kept while it rests; and its middle."""
    radius = max(3, round(radius_px))
    pose = _rest(relief, uv, radius, lift)
    seen = relief.visible(*uv)
    level = round(4 * min(max(ring, 0.0), 1.0))
    sprites = [(_marble(radius, colours, level, seen or lift > 0.5), pose.middle)]
    if seen and lift < 0.5:
        sprites.insert(0, (_shadow(*_quantised(pose.footprint * 0.62, radius), 2), pose.contact))
    if seen:
        sprites.insert(0, (_shadow(*_quantised(pose.shadow, radius), round(6 * min(lift, 2))), pose.fall))
    left, top = topleft
    stamps = [(sprite, (left + round(x - sprite.get_width() / 2), top + round(y - sprite.get_height() / 2)))
              for sprite, (x, y) in sprites]
    return stamps, (left + pose.middle[0], top + pose.middle[1])


class Pose(NamedTuple):
    """Where a resting ball and its shadow are on the picture, in pixels. Matrices map a unit circle to their
    outline.
    """

    contact: Point
    middle: Point
    fall: Point
    footprint: NDArray[np.float64]  # (2, 2)
    shadow: NDArray[np.float64]  # (2, 2)


def _rest(relief: Terrain, uv: Point, radius: float, lift: float) -> Pose:
    """Put a ball of `radius` pixels on the ground at (u, v): it touches at `contact`, its middle lies along
    the normal.
    """
    x, y, scale = relief.project(*uv)
    to_screen = relief.camera.near(y, scale)
    normal, lamp = np.array(relief.normal(*uv)), np.array(relief.lamp)
    size = radius / scale
    upright = normal * size + np.array((0.0, 0.0, lift * size))
    facing = max(0.5, float(normal @ lamp))
    fall = upright - lamp * (float(normal @ upright) / facing)
    along = lamp - normal * float(normal @ lamp)
    along /= max(1e-6, float(np.sqrt(along @ along)))
    (a, b, c), (d, e, f) = normal, along
    across = np.array((b * f - c * e, c * d - a * f, a * e - b * d))
    axes = to_screen @ np.stack((along, across), axis=1) * size
    middle, under = to_screen @ upright, to_screen @ fall
    if lift <= 0:  # seen askew a ball is longer than wide; drawn round, it must still cover where it touches
        middle *= min(1.0, 0.97 * radius / max(1e-6, float(np.hypot(*middle))))
    return Pose((x, y), (x + middle[0], y + middle[1]), (x + under[0], y + under[1]), axes,
                axes * np.array((1 / facing, 1.0)))


def _quantised(axes: NDArray[np.float64], radius: int) -> tuple[int, int, int, int]:
    """Half-axes in sixteenths of the radius and the angle in twenty-fourths of a half turn, of an ellipse (2,
    2).
    """
    (a, b), (_, d) = (axes @ axes.T).tolist()
    mean, apart = (a + d) / 2, math.hypot((a - d) / 2, b)
    angle = 0.5 * math.atan2(2 * b, a - d)
    long, short = (max(1, round(16 * math.sqrt(max(axis, 0.0)) / radius)) for axis in (mean + apart, mean - apart))
    return radius, long, short, round(24 * angle / math.pi) % 24


@lru_cache(maxsize=256)
def _shadow(radius: int, long: int, short: int, angle: int, softness: int) -> pygame.Surface:
    """A soft dark ellipse; see `_quantised` for the numbers. softness: 0 (crisp) to 12 (a mere breath)."""
    blur = 0.28 + 0.06 * softness
    a, b, turn = max(0.12, long / 16) * radius, max(0.12, short / 16) * radius, np.pi * angle / 24
    side = 2 * int(np.ceil(a * (1 + blur))) + 4
    at = np.arange(side) + 0.5 - side / 2
    x, y = at[:, None], at[None, :]
    along, across = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    off = np.sqrt((along / a) ** 2 + (across / b) ** 2)
    fade = np.clip((1 + blur - off) / (2 * blur), 0, 1)
    alpha = fade * fade * (3 - 2 * fade) * (0.62 - 0.03 * softness)
    return _surface(np.broadcast_to(np.array((2.0, 4.0, 14.0)), (side, side, 3)), alpha)


@lru_cache(maxsize=64)
def _marble(radius: int, colours: BallColours, level: int, seen: bool) -> pygame.Surface:
    """The marble with its ring and a breath of glow. level: 0 (no ring) to 4. Not seen: a ghost of it."""
    side = 2 * (2 * radius + 4)
    at = (np.arange(side) + 0.5 - side / 2)
    x, y = np.broadcast_arrays(at[:, None], at[None, :])
    off = np.hypot(x, y)
    glass = _glass(x / radius, y / radius, colours)
    body = np.clip(radius + 0.5 - off, 0, 1)
    width = max(1.6, 0.13 * radius)
    rim = np.clip(0.5 * width + 0.5 - np.abs(off - radius - 0.9 * width), 0, 1)
    rim *= min(1.0, 0.55 + 0.15 * level) * (level > 0)
    glow = np.clip(1 - np.maximum(off - radius, 0) / (radius + 3), 0, 1) ** 2.4 * 0.11 * level
    alpha, colour = glow, np.broadcast_to(np.array(colours.ring, float), glass.shape)
    for cover, paint in ((rim, np.array(colours.ring, float)), (body, glass)):
        total = cover + alpha * (1 - cover)
        share = (cover / np.maximum(total, 1e-6))[..., None]
        colour = paint * share + colour * (1 - share)
        alpha = total
    return _surface(colour, alpha * (1.0 if seen else GHOST))


def _glass(x: NDArray[np.float64], y: NDArray[np.float64], colours: BallColours) -> NDArray[np.float64]:
    """(w, h, 3) the colour of a glowing glass sphere of radius 1, lit from the upper left."""
    z = np.sqrt(np.clip(1 - x * x - y * y, 0, 1))
    gold, core = np.array(colours.glass, float), np.array(colours.core, float)
    lit = np.clip(-0.52 * x - 0.52 * y + 0.68 * z, 0, 1)
    through = np.clip(0.50 * x + 0.62 * y + 0.35 * z, 0, 1) ** 2  # light gathered by the glass
    colour = gold * (0.62 + 0.52 * lit + 0.42 * through)[..., None]
    heart = np.exp(-((x + 0.10) ** 2 + (y + 0.12) ** 2) / 0.20) * 0.70
    shine = np.exp(-(((x + 0.36) ** 2 + (y + 0.42) ** 2) / 0.030))
    white = np.clip(heart + shine, 0, 1)[..., None]
    edge = (1 - z) ** 3 * 0.40
    return (colour * (1 - white) + core * white) * (1 - edge)[..., None]


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
        solid = (0.16 + 0.84 * fresh**1.3) * (1.0 if row < AGES else 0.22)
        overlap = max(1.0, 1.1 * radius / (DENSITY * thick))
        single = 1 - (1 - min(solid, 0.985)) ** (1 / overlap)
        dot = np.clip(1 - (distance / (radius + 0.6)) ** 2, 0, 1) * single
        alpha[:, row * cell:(row + 1) * cell] = dot.reshape(-1, cell)
    return _surface(np.broadcast_to(np.array(colour, float), (*alpha.shape, 3)), alpha), cell


def _surface(colour: NDArray[np.float64], alpha: NDArray[np.float64]) -> pygame.Surface:
    """A surface with alpha from (w, h, 3) colours in 0..255 and (w, h) opacities in 0..1."""
    out = pygame.Surface(alpha.shape, pygame.SRCALPHA, 32)
    pygame.surfarray.pixels3d(out)[...] = np.clip(colour + 0.5, 0, 255).astype(np.uint8)
    pygame.surfarray.pixels_alpha(out)[...] = np.clip(alpha * 255 + 0.5, 0, 255).astype(np.uint8)
    return out
