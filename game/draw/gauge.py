"""Draws a gauge from good to bad: an upright bar, green below and red above, with named marks along it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pygame

from game.core.easing import clamp
from game.core.geometry import Rect
from game.draw.bake import rounded, surface_from
from game.draw.canvas import Canvas
from game.draw.theme import Rgb

STEP = 64
"""A bar that changes its height is squeezed from one whose height is a multiple of so many pixels."""


def paint_gauge(canvas: Canvas, rect: Rect) -> None:
    """The bar, filling ``rect``."""
    t = canvas.theme
    x, y, w, h = canvas.view.box(rect)

    def of_height(h: int) -> pygame.Surface:
        return canvas.cache.get(("gauge", w, h, colours), lambda: _bar((w, h), *colours))

    colours = (t.passed, t.ground, t.error)
    if canvas.cache.steady(("gauge", w, h, colours)):
        bar = of_height(h)
    else:  # it grows or shrinks
        bar = pygame.transform.smoothscale(of_height(h + -h % STEP), (w, h))
    canvas.blit_px(bar, (x, y))


def paint_pointer(canvas: Canvas, rect: Rect, share: float) -> None:
    """A pointer at ``share`` of the height of the gauge in ``rect`` (0 is good, 1 is bad; clamped)."""
    at = rect.bottom - rect.h * clamp(share)
    canvas.glow((rect.cx, at), rect.w * 1.5, "hot", 0.55)
    left, right = rect.x - 7, rect.right + 7
    canvas.polygon(((left - 15, at - 11), (left, at), (left - 15, at + 11)), "text")
    canvas.polygon(((right + 15, at - 11), (right, at), (right + 15, at + 11)), "text")
    canvas.box(Rect(left, at - 2, right - left, 4), 2, fill="text", fill_alpha=1.0, line=None)


def apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The same places pushed apart until neighbours are ``gap`` from each other, kept in ``low..high`` if they fit."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    spaced: list[float] = []
    for i in order:
        spaced.append(max(places[i], low if not spaced else spaced[-1] + gap))
    top = high
    for n in range(len(spaced) - 1, -1, -1):
        spaced[n] = min(spaced[n], top)
        top = spaced[n] - gap
    result = [0.0] * len(places)
    for n, i in enumerate(order):
        result[i] = spaced[n]
    return result


def _bar(size: tuple[int, int], good: Rgb, middle: Rgb, bad: Rgb) -> pygame.Surface:
    """An upright rounded bar, ``good`` at the bottom, ``middle`` between, ``bad`` at the top."""
    w, h = size
    height = np.linspace(1.0, 0.0, h)
    stops, shades = (0.0, 0.42, 1.0), np.array((good, middle, bad), float)
    column = np.stack([np.interp(height, stops, shades[:, c]) for c in range(3)], -1)
    mask = pygame.surfarray.array_alpha(rounded(size, w / 2, good, 1.0)) / 255.0
    return surface_from(np.broadcast_to(column[None], (w, h, 3)), mask * 0.92)
