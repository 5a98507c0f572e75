"""The marble that rolls on the loss relief: its shadow on the ground, and the ring that says touch me."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

from game.draw import bake
from game.draw.theme import STANDARD

if TYPE_CHECKING:
    from game.draw.relief_terrain import Terrain

RGB = tuple[int, int, int]
Point = tuple[float, float]
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
    return bake.plain((2, 4, 14), alpha)


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
    return bake.surface_from(colour, alpha * (1.0 if seen else GHOST))


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
