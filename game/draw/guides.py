"""Draws dashed lines through a point of a plane to its edges, from two strips that are cut once."""

from __future__ import annotations

import pygame

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas, Colour
from game.draw.theme import Rgb

DASH, GAP = 9.0, 8.0


def paint_guides(canvas: Canvas, rect: Rect, at: Vec, colour: Colour = "touch", width: float = 2.0,
                 alpha: float = 0.7) -> None:
    """A level and an upright dashed line across ``rect``, crossing at ``at``."""
    rgb = canvas.colour(colour)
    x, y, w, h = canvas.view.box(rect)
    thick, dash, gap = (max(1, round(canvas.view.length(d))) for d in (width, DASH, GAP))
    px, py = canvas.view.px(rect.clamp(at))
    level = canvas.cache.get(("guide", w, thick, dash, gap, rgb, 0), lambda: _strip((w, thick), dash, gap, rgb))
    upright = canvas.cache.get(("guide", h, thick, dash, gap, rgb, 1), lambda: _strip((thick, h), dash, gap, rgb))
    canvas.blit_px(level, (x, round(py - thick / 2)), alpha)
    canvas.blit_px(upright, (round(px - thick / 2), y), alpha)


def _strip(size: tuple[int, int], dash: int, gap: int, rgb: Rgb) -> pygame.Surface:
    strip = pygame.Surface(size, pygame.SRCALPHA, 32)
    for start in range(0, max(size), dash + gap):
        box = (start, 0, dash, size[1]) if size[0] > size[1] else (0, start, size[0], dash)
        strip.fill((*rgb, 255), box)
    return strip
