"""Lines and shapes have neither holes nor steps along their edges, whichever way they point."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pygame
import pytest

from game.core.geometry import Vec
from game.draw.lines import smooth_line, smooth_shape

GROUND, INK = (10, 16, 32), (255, 150, 70)
SIZE = (120, 120)
MIDDLE = (60.3, 59.8)
TURNS = [0.3 + 0.37 * k for k in range(17)]


def coverage(surface: pygame.Surface) -> np.ndarray:
    """How much of each pixel is inked, 0 to 1, (width, height)."""
    red = pygame.surfarray.array3d(surface)[..., 0].astype(float)
    return (red - GROUND[0]) / (INK[0] - GROUND[0])


def turned(points: Sequence[Vec], angle: float) -> list[Vec]:
    c, s = math.cos(angle), math.sin(angle)
    return [(MIDDLE[0] + c * x - s * y, MIDDLE[1] + s * x + c * y) for x, y in points]


def depth_in(corners: Sequence[Vec]) -> np.ndarray:
    """How deep each pixel lies within a convex shape, in pixels; outside it is negative."""
    x, y = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]), indexing="ij")
    sides = [((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / math.hypot(bx - ax, by - ay)
             for (ax, ay), (bx, by) in pairwise((*corners, corners[0]))]
    inside = np.min(sides, 0)
    return inside if inside.max() > 0 else -np.max(sides, 0)


def blank() -> pygame.Surface:
    surface = pygame.Surface(SIZE)
    surface.fill(GROUND)
    return surface


@pytest.mark.parametrize("angle", TURNS)
@pytest.mark.parametrize("corners", [
    [(-12.0, -14.0), (16.0, 0.0), (-12.0, 14.0)], [(-12.0, 14.0), (16.0, 0.0), (-12.0, -14.0)],
    [(-30.0, -12.0), (30.0, -12.0), (30.0, 12.0), (-30.0, 12.0)]], ids=["triangle", "the other way round", "box"])
def test_a_shape_is_full_within_and_soft_along_its_edge(corners: list[Vec], angle: float) -> None:
    surface, shape = blank(), turned(corners, angle)
    smooth_shape(surface, shape, INK)
    inked, depth = coverage(surface), depth_in(shape)
    assert inked[depth > 1.5].min() > 0.95
    assert inked[depth < -3.0].max() == 0.0  # the tip of a triangle reaches farthest
    edge = inked[abs(depth) < 0.5]
    assert ((edge > 0.1) & (edge < 0.9)).mean() > 0.4


@pytest.mark.parametrize("angle", TURNS)
@pytest.mark.parametrize("width", [5.3, 9.3, 24.0])
def test_a_thick_line_has_no_holes(width: float, angle: float) -> None:
    surface, ends = blank(), turned([(-40.0, 0.0), (40.0, 0.0)], angle)
    smooth_line(surface, ends, INK, width)
    half = width / 2
    depth = depth_in(turned([(-40.0, -half), (40.0, -half), (40.0, half), (-40.0, half)], angle))
    inked = coverage(surface)
    assert inked[depth > 1.5].min() > 0.9
    assert inked[depth < -2.0].max() == 0.0


def test_what_is_too_thin_to_be_filled_is_still_seen() -> None:
    surface = blank()
    smooth_shape(surface, [(60, 60), (62, 63), (61, 65)], INK)
    assert 1.0 < coverage(surface).sum() < 14.0
