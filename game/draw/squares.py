"""Draws an error as a real square: its side is the error, its area the squared error, on graph paper to count on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pygame

from game.core.geometry import Rect, Vec
from game.draw.bake import surface_from
from game.draw.canvas import Canvas
from game.draw.theme import Rgb, mix_rgb

PAPER = 10
"""The paper has so many little squares along an error of 1: each is a hundredth of the area 1."""


def square_of(corner: Vec, side: float, up: bool) -> Rect:
    """The box of a square of ``side`` design units, to the right of ``corner``, rising (``up``) or hanging from it."""
    return Rect(corner[0], corner[1] - side if up else corner[1], side, side)


def paint_square(canvas: Canvas, corner: Vec, side: float, unit: float, *, up: bool = False,
                 alpha: float = 1.0, edge: bool = True) -> None:
    """A square that rises from (``up``) or hangs below ``corner``, its left side the error itself.

    ``side`` and ``unit`` (the length of an error of 1) are design units; the paper keeps its scale, so
    the little squares of two drawings can be compared. ``edge`` draws the left side bold.
    """
    with canvas.fade(alpha):
        if canvas.alpha <= 0.02 or side < 0.5:
            return
        box = square_of(corner, side, up)
        _paper(canvas, box, unit, up)
        _outline(canvas, box, "error", 2.0, 0.9)
        if edge:
            _edge(canvas, box)


def light_squares(canvas: Canvas, boxes: Sequence[Rect], unit: float) -> None:
    """The red light behind squares, the brighter the larger they are."""
    canvas.glows([(box.center, unit * 0.55, 0.6 * min(1.0, box.w / unit)) for box in boxes], "error")


def paint_ghost(canvas: Canvas, corner: Vec, side: float, *, up: bool = False, alpha: float = 0.55) -> None:
    """The outline a square had before."""
    box = square_of(corner, side, up)
    _outline(canvas, box, "soft", 1.5, alpha)


def _edge(canvas: Canvas, box: Rect) -> None:
    """The left side, bold: the error itself."""
    x, y, _, h = canvas.view.box(box)
    wide = max(2, round(canvas.view.length(6.0)))
    rgb = mix_rgb(canvas.theme.card, canvas.theme.error, canvas.alpha)
    pygame.draw.rect(canvas.surface, rgb, pygame.Rect(x - wide // 2, y, wide, h))


def _outline(canvas: Canvas, box: Rect, role: str, width: float, alpha: float) -> None:
    """The four sides, on whole pixels: upright and level lines need no smoothing."""
    rgb = mix_rgb(canvas.theme.card, canvas.colour(role), alpha * canvas.alpha)
    pygame.draw.rect(canvas.surface, rgb, pygame.Rect(canvas.view.box(box)), max(1, round(canvas.view.length(width))))


def _paper(canvas: Canvas, box: Rect, unit: float, up: bool) -> None:
    """Cut the square out of one big sheet, lines counted from the corner it hangs on."""
    x, y, w, h = canvas.view.box(box)
    sheet = _sheet_of(canvas, unit, max(w, h), up)
    top = sheet.get_height() - h if up else 0
    sheet.set_alpha(round(255 * canvas.alpha))
    canvas.surface.blit(sheet, (x, y), pygame.Rect(0, top, w, h))
    sheet.set_alpha(255)


def _sheet_of(canvas: Canvas, unit: float, side: int, up: bool) -> pygame.Surface:
    """A sheet of ``side`` pixels at least: baked for its scale, or scaled once a frame while the scale changes."""
    scale, rgb, cache = canvas.view.length(unit), canvas.theme.error, canvas.cache
    size = max(8, round(scale), side)
    key, line = ("paper", size, scale, up, rgb), ("paper", up, rgb)
    if cache.steady(key):
        canvas.rested[line] = scale
        return cache.get(key, lambda: _sheet(size, scale, max(1.0, canvas.view.length(1.4)), rgb, up))
    rested = canvas.rested.get(line, scale)
    model = cache.get(("paper", round(rested), rested, up, rgb),
                      lambda: _sheet(round(rested), rested, max(1.0, canvas.view.length(1.4)), rgb, up))
    return cache.memo(("paper in passing", up), (size, scale, rgb),
                      lambda: pygame.transform.smoothscale(model, (size, size)))


def _sheet(size: int, scale: float, line: float, rgb: Rgb, up: bool) -> pygame.Surface:
    """Red graph paper, glowing at the corner the squares hang on and fading away from it."""
    axis = np.arange(size) + 0.5
    step = scale / PAPER
    near = np.abs((axis + step / 2) % step - step / 2)
    stroke = np.clip(line / 2 + 0.5 - near, 0, 1)
    mesh = np.maximum(stroke[:, None], stroke[None, :])
    far = np.clip(np.hypot(axis[:, None], axis[None, :]) / (1.42 * scale), 0, 1)
    alpha = 0.66 - 0.36 * far + 0.20 * mesh
    colour = np.broadcast_to(np.array(rgb, float), (size, size, 3)) * (0.80 + 0.20 * mesh)[..., None]
    return surface_from(colour[:, ::-1] if up else colour, alpha[:, ::-1] if up else alpha)
