"""Draws the small signs on buttons and badges: arrows, play, tick, house and their kin."""

from __future__ import annotations

import math
from itertools import pairwise

import pygame

from game.core.geometry import Vec
from game.draw.canvas import Canvas, Colour
from game.draw.theme import Rgb

OVERSAMPLE = 4
Stroke = tuple[Vec, ...]

# Every sign lives in a square from -1 to 1. Open strokes are drawn with a round pen; shapes are filled.
STROKES: dict[str, tuple[Stroke, ...]] = {
    "right": (((-0.62, 0), (0.62, 0)), ((0.12, -0.5), (0.62, 0), (0.12, 0.5))),
    "left": (((0.62, 0), (-0.62, 0)), ((-0.12, -0.5), (-0.62, 0), (-0.12, 0.5))),
    "up": (((-0.55, 0.28), (0, -0.28), (0.55, 0.28)),),
    "down": (((-0.55, -0.28), (0, 0.28), (0.55, -0.28)),),
    "updown": (((-0.42, -0.28), (0, -0.7), (0.42, -0.28)), ((-0.42, 0.28), (0, 0.7), (0.42, 0.28))),
    "leftright": (((-0.28, -0.42), (-0.7, 0), (-0.28, 0.42)), ((0.28, -0.42), (0.7, 0), (0.28, 0.42))),
    "check": (((-0.6, 0.05), (-0.18, 0.48), (0.62, -0.46)),),
    "cross": (((-0.48, -0.48), (0.48, 0.48)), ((0.48, -0.48), (-0.48, 0.48))),
    "plus": (((-0.55, 0), (0.55, 0)), ((0, -0.55), (0, 0.55))),
    "minus": (((-0.55, 0), (0.55, 0)),),
    "home": (((-0.7, -0.02), (0, -0.66), (0.7, -0.02)), ((-0.48, -0.1), (-0.48, 0.6), (0.48, 0.6), (0.48, -0.1))),
    "back_step": (((0.5, -0.5), (-0.28, 0), (0.5, 0.5), (0.5, -0.5)), ((-0.55, -0.5), (-0.55, 0.5))),
    "again": (tuple((0.62 * math.cos(math.radians(a)), 0.62 * math.sin(math.radians(a)))
                    for a in range(5, 291, 5)),),
    "swap": (((-0.6, -0.28), (0.55, -0.28)), ((0.22, -0.6), (0.56, -0.28), (0.22, 0.04)),
             ((0.6, 0.34), (-0.55, 0.34)), ((-0.22, 0.02), (-0.56, 0.34), (-0.22, 0.66))),
}
SHAPES: dict[str, tuple[Stroke, ...]] = {
    "again": (((0.06, -0.98), (0.74, -0.46), (0.02, -0.16)),),
    "play": (((-0.42, -0.62), (0.66, 0), (-0.42, 0.62)),),
    "pause": (((-0.5, -0.58), (-0.16, -0.58), (-0.16, 0.58), (-0.5, 0.58)),
              ((0.16, -0.58), (0.5, -0.58), (0.5, 0.58), (0.16, 0.58))),
    "step": (((-0.58, -0.58), (0.28, 0), (-0.58, 0.58)), ((0.34, -0.58), (0.58, -0.58), (0.58, 0.58), (0.34, 0.58))),
    "rewind": (((0.66, -0.55), (0.66, 0.55), (0.02, 0)), ((0.0, -0.55), (0.0, 0.55), (-0.66, 0))),
    "fast": (((-0.66, -0.55), (-0.66, 0.55), (-0.02, 0)), ((0.0, -0.55), (0.0, 0.55), (0.66, 0))),
    "diamond": (((0, -0.86), (0.86, 0), (0, 0.86), (-0.86, 0)),),
    "flag": (((-0.30, -0.80), (-0.16, -0.80), (-0.16, 0.86), (-0.30, 0.86)),
             ((-0.16, -0.76), (0.66, -0.40), (-0.16, -0.02))),
    "square": (((-0.6, -0.6), (0.6, -0.6), (0.6, 0.6), (-0.6, 0.6)),),
}


def icons() -> list[str]:
    """The names of all signs."""
    return sorted({*STROKES, *SHAPES})


def paint_icon(canvas: Canvas, name: str, centre: Vec, size: float, colour: Colour = "touch", *,
               pen: float = 0.17, alpha: float = 1.0) -> None:
    """A sign ``size`` design units wide. Raises ``KeyError`` naming the signs there are."""
    if name not in STROKES and name not in SHAPES:
        raise KeyError(f"no icon {name!r}; there are {', '.join(icons())}")
    px, rgb = max(4, round(canvas.view.length(size))), canvas.colour(colour)
    canvas.blit(canvas.cache.get(("icon", name, px, rgb, pen), lambda: _bake(name, px, rgb, pen)), centre, alpha)


def paint_mark(canvas: Canvas, centre: Vec, passed: bool, size: float = 22.0, alpha: float = 1.0) -> None:
    """A student: a green round dot for passed, a red diamond for failed, both with a dark edge."""
    if passed:
        canvas.disc(centre, size * 0.56, "ink", alpha * 0.8)
        canvas.disc(centre, size * 0.46, "passed", alpha)
    else:
        paint_icon(canvas, "diamond", centre, size * 1.36, "ink", alpha=alpha * 0.8)
        paint_icon(canvas, "diamond", centre, size * 1.14, "error", alpha=alpha)


def _bake(name: str, px: int, rgb: Rgb, pen: float) -> pygame.Surface:
    big = px * OVERSAMPLE
    surface = pygame.Surface((big, big), pygame.SRCALPHA, 32)
    surface.fill((*rgb, 0))
    half = big / 2
    colour = (*rgb, 255)

    def place(p: Vec) -> Vec:
        return (half + p[0] * half * 0.94, half + p[1] * half * 0.94)

    for shape in SHAPES.get(name, ()):
        pygame.draw.polygon(surface, colour, [place(p) for p in shape])
    radius = max(1.0, pen * half / 2 * 1.25)
    for stroke in STROKES.get(name, ()):
        for a, b in pairwise(stroke):
            _pen(surface, colour, place(a), place(b), radius)
    return pygame.transform.smoothscale(surface, (px, px))


def _pen(surface: pygame.Surface, colour: tuple[int, int, int, int], a: Vec, b: Vec, radius: float) -> None:
    """A straight stroke with round ends."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy) or 1.0
    ox, oy = -dy / length * radius, dx / length * radius
    pygame.draw.polygon(surface, colour, [(a[0] + ox, a[1] + oy), (b[0] + ox, b[1] + oy),
                                          (b[0] - ox, b[1] - oy), (a[0] - ox, a[1] - oy)])
    for p in (a, b):
        pygame.draw.circle(surface, colour, p, radius)
