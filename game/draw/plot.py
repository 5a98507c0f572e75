"""Draws curves in a box: axes, a graph that glows where it is high, a point that rides on it and its tangent."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pygame

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas, Colour
from game.draw.theme import Rgb, mix_rgb

Array = npt.NDArray[np.float64]
GLOW_GRID = (168, 96)
"""Columns and rows on which the light around a curve is computed; it is soft, so few are enough."""
PIECES = 28
"""Runs of one colour each, into which a glowing curve is cut at most."""
SHADES = 24
"""So many colours lie between the cold and the golden parts of a curve."""
COARSE = 64.0
"""The light of a plot is worked out for sizes in steps of so many design units, and drawn out from there."""


@dataclass(frozen=True)
class Plot:
    """A box of the screen with ranges of numbers along its sides."""

    rect: Rect
    x0: float
    x1: float
    y0: float
    y1: float

    def at(self, x: float, y: float) -> Vec:
        """The design point of a pair of numbers (not clamped)."""
        return self.rect.point((x - self.x0) / (self.x1 - self.x0), 1.0 - (y - self.y0) / (self.y1 - self.y0))

    def value(self, p: Vec) -> Vec:
        """The pair of numbers at a design point."""
        u, v = (p[0] - self.rect.x) / self.rect.w, (self.rect.bottom - p[1]) / self.rect.h
        return (self.x0 + u * (self.x1 - self.x0), self.y0 + v * (self.y1 - self.y0))

    def axes(self, canvas: Canvas, colour: Colour = "line") -> None:
        """Both zero lines, where they lie inside the box."""
        if self.y0 <= 0 <= self.y1:
            canvas.polyline((self.at(self.x0, 0), self.at(self.x1, 0)), colour, 2)
        if self.x0 <= 0 <= self.x1:
            canvas.polyline((self.at(0, self.y0), self.at(0, self.y1)), colour, 2)

    def scale(self, canvas: Canvas, xs: Sequence[float], ys: Sequence[float], below: float = 34.0) -> None:
        """Fine lines across at ``ys`` and up at ``xs``, with their numbers at the left and ``below`` the box."""
        for y in ys:
            left = self.at(self.x0, y)
            canvas.polyline((left, self.at(self.x1, y)), "line", 1.4, 0.75)
            canvas.number((left[0] - 14, left[1]), f"{y:g}", "mono_small", "mute", "rm", room=44, tall=36)
        for x in xs:
            foot = self.at(x, self.y0)
            canvas.polyline((foot, self.at(x, self.y1)), "line", 1.4, 0.5)
            canvas.number((foot[0], foot[1] + below), f"{x:g}", "mono_small", "mute", "cm", room=52, tall=36)

    def curve(self, canvas: Canvas, xs: Sequence[float], ys: Sequence[float], colour: Colour, width: float = 4.0,
              alpha: float = 1.0) -> None:
        """A graph through the pairs (x, y), cut off at the box."""
        with canvas.clip(self.rect.inset(-width)):
            canvas.polyline([self.at(float(x), float(y)) for x, y in zip(xs, ys, strict=True)], colour, width, alpha)

    def glowing_curve(self, canvas: Canvas, name: str, xs: Array, ys: Array, levels: Array, key: Hashable,
                      width: float = 6.5) -> None:
        """A graph with light around it and between it and zero: cold where ``levels`` is 0, gold where it is 1.

        ``xs`` rise evenly over the box; ``name`` and ``key`` say when the light must be computed anew.
        """
        box = canvas.view.box(self.rect)
        about = Rect(0, 0, *(COARSE * max(1, round(side / COARSE)) for side in (self.rect.w, self.rect.h)))
        kind = (key, about, self.x0, self.x1, self.y0, self.y1, canvas.theme.name)
        coarse = replace(self, rect=about)
        small = canvas.cache.slot(("plot", name), kind, lambda: coarse._light(canvas, xs, ys, levels))
        light = canvas.cache.slot(("plot", name, "full"), (kind, box[2:]),
                                  lambda: pygame.transform.smoothscale(small, box[2:]))
        canvas.blit_px(light, box[:2])
        cold, gold = canvas.theme.rim, canvas.theme.active
        points = [self.at(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
        with canvas.clip(self.rect.inset(-width)):
            for a, b, level in _pieces(levels):
                canvas.polyline(points[a:b + 1], mix_rgb(cold, gold, level), width)

    def tangent(self, canvas: Canvas, at: Vec, slope: float, reach: float = 130.0, colour: Colour = "hot") -> None:
        """The straight line that touches the graph at ``at`` (numbers), ``reach`` design units to either side."""
        dx = self.rect.w / (self.x1 - self.x0)
        dy = -slope * self.rect.h / (self.y1 - self.y0)
        length = math.hypot(dx, dy)
        ux, uy = dx / length * reach, dy / length * reach
        x, y = self.at(*at)
        with canvas.clip(self.rect.inset(-4)):
            canvas.polyline(((x - ux, y - uy), (x + ux, y + uy)), colour, 3.2, 0.85)

    def _light(self, canvas: Canvas, xs: Array, ys: Array, levels: Array) -> pygame.Surface:
        """The halo of the curve and the fill between it and zero, as a small picture with transparency."""
        columns, rows = GLOW_GRID
        x = np.linspace(self.x0, self.x1, columns)
        curve, level = np.interp(x, xs, ys)[:, None], np.interp(x, xs, levels)[:, None]
        y = np.linspace(self.y1, self.y0, rows)[None, :]
        up, along = self.rect.h / (self.y1 - self.y0), self.rect.w / (self.x1 - self.x0)
        tilt = np.hypot(1.0, np.gradient(curve[:, 0], x)[:, None] * up / along)
        halo = np.exp(-np.abs(y - curve) * up / tilt / 22.0)
        edge = 1.6 * (self.y1 - self.y0) / rows
        between = np.clip(np.minimum(y - np.minimum(curve, 0), np.maximum(curve, 0) - y) / edge + 0.5, 0, 1)
        tall = np.abs(y) / max(abs(self.y0), abs(self.y1))
        alpha = np.maximum(halo * (0.20 + 0.36 * level), between * (0.05 + 0.40 * tall))
        return _tinted(canvas.theme.rim, canvas.theme.active, level + 0 * y, alpha)


def _pieces(levels: Array) -> list[tuple[int, int, float]]:
    """Points cut into runs that share their ends: first, last, and level; runs of the same level are one."""
    count = len(levels)
    cuts = [round(i * (count - 1) / PIECES) for i in range(PIECES + 1)]
    pieces: list[tuple[int, int, float]] = []
    for a, b in pairwise(cuts):
        level = round(float(levels[(a + b) // 2]) * SHADES) / SHADES
        if pieces and pieces[-1][2] == level:
            a = pieces.pop()[0]
        if b > a:
            pieces.append((a, b, level))
    return pieces


def _tinted(cold: Rgb, warm: Rgb, level: Array, alpha: Array) -> pygame.Surface:
    """Colour shares and opacities (columns, rows) as a picture of as many pixels."""
    surface = pygame.Surface(level.shape, pygame.SRCALPHA, 32)
    pixels = pygame.surfarray.pixels3d(surface)
    for channel in range(3):
        pixels[..., channel] = cold[channel] + (warm[channel] - cold[channel]) * level
    opacity = pygame.surfarray.pixels_alpha(surface)
    opacity[...] = np.clip(alpha * 255, 0, 255)
    del pixels, opacity
    return surface
