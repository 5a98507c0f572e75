"""Draws a plane of numbers as colour: what a neuron sees, with its boundary as a clean line."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame

from game.core.geometry import Rect
from game.draw import bake
from game.draw.canvas import Canvas
from game.draw.contour import Exact, contour
from game.draw.theme import Rgb, mix_rgb

Array = npt.NDArray[np.float64]
Ramp = tuple[tuple[float, Rgb], ...]
"""Colour stops: value in -1..1 (or 0..1) and colour, rising."""


def signed_ramp(canvas: Canvas, depth: float = 0.82) -> Ramp:
    """Orange for -1, dark for 0, blue for +1."""
    t = canvas.theme
    dark = t.ground_edge
    return ((-1.0, _dim(t.negative, depth)), (-0.35, _dim(t.negative, depth * 0.42)), (0.0, dark),
            (0.35, _dim(t.positive, depth * 0.42)), (1.0, _dim(t.positive, depth)))


def active_ramp(canvas: Canvas) -> Ramp:
    """Cold glass for 0, gold for 1."""
    t = canvas.theme
    return ((0.0, t.cold), (0.35, mix_rgb(t.between, t.cold, 0.3)), (0.5, mix_rgb(t.between, t.active_deep, 0.26)),
            (0.72, t.active_deep), (1.0, t.active))


def verdict_ramp(canvas: Canvas) -> Ramp:
    """Red for fail (0), dark where undecided, green for pass (1)."""
    t = canvas.theme
    return ((0.0, _dim(t.error, 0.56)), (0.30, _dim(t.error, 0.40)), (0.5, t.between),
            (0.70, _dim(t.passed, 0.34)), (1.0, _dim(t.passed, 0.52)))


def colours_of(values: Array, ramp: Ramp) -> npt.NDArray[np.uint8]:
    """Values of any shape as RGB bytes of that shape + (3,); beyond the ends of the ramp its end colours."""
    low, high = ramp[0][0], ramp[-1][0]
    index = np.fmax((values - low) * (255.0 / (high - low)), 0.0)  # what is not a number counts as the low end
    return _table(ramp)[np.minimum(index, 255.0).astype(np.uint8)]


@lru_cache(maxsize=32)
def _table(ramp: Ramp) -> npt.NDArray[np.uint8]:
    """The ramp at 256 steps."""
    stops = np.array([stop for stop, _ in ramp])
    colours = np.array([rgb for _, rgb in ramp], float)
    steps = np.linspace(stops[0], stops[-1], 256)
    return np.stack([np.interp(steps, stops, colours[:, c]) for c in range(3)], -1).astype(np.uint8)


def picture(values: Array, ramp: Ramp, size: tuple[int, int]) -> pygame.Surface:
    """A grid ``values[row, column]`` (row 0 at the bottom) as a smooth picture of ``size`` pixels."""
    small = pygame.surfarray.make_surface(colours_of(values[::-1].T, ramp))
    return pygame.transform.smoothscale(small.convert(32), size)


def paint_plane(canvas: Canvas, name: str, rect: Rect, values: Array, ramp: Ramp, key: Hashable, *,
                level: float | None = None, line: str = "text", exact: Exact | None = None) -> None:
    """A plane in a box. ``name`` is its place on the stage, ``key`` its content: baked anew when that changes.

    ``level`` draws the line where the values cross it, crisp at any size; with ``exact`` where the plane itself does.
    """
    x, y, w, h = canvas.view.box(rect)
    sprite = canvas.cache.slot(("plane", name), (key, w, h, ramp), lambda: picture(values, ramp, (w, h)))
    canvas.blit_px(sprite, (x, y))
    if level is not None:
        lines = canvas.cache.memo(("contour", name), (key, level), lambda: contour(values, level, exact))
        for points in lines:
            canvas.polyline([rect.point(u, 1 - v) for u, v in points], line, 2.6, 0.92)


def face(canvas: Canvas, name: Hashable, radius: float, values: Array | Callable[[], Array], ramp: Ramp,
         key: Hashable) -> pygame.Surface:
    """A round picture for the inside of an orb of ``radius`` design units; ``name`` and ``key`` as for a plane.

    ``values`` may also be a way to work them out, which is done only when the picture is drawn anew.
    """
    r = max(2, round(canvas.view.length(radius * 0.965)))

    def make() -> pygame.Surface:
        round_picture = picture(values() if callable(values) else values, ramp, (2 * r, 2 * r)).convert_alpha()
        mask = canvas.cache.get(("mask", r), lambda: bake.disc_mask(r))
        round_picture.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        return round_picture

    return canvas.cache.slot(("face", name), (key, r, ramp), make)


def _dim(rgb: Rgb, by: float) -> Rgb:
    return (round(rgb[0] * by), round(rgb[1] * by), round(rgb[2] * by))
