"""Draws a plane of verdicts that sinks into the dark where nobody was ever seen."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import numpy.typing as npt
import pygame

from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.contour import Exact, contour
from game.draw.heatmap import Ramp, colours_of
from game.draw.theme import Rgb

Array = npt.NDArray[np.float64]
THICKNESS = 0.72
"""How much of the colour full fog takes."""


def paint_foggy_plane(canvas: Canvas, name: str, rect: Rect, values: Array, fog: Array, ramp: Ramp,
                      key: Hashable, *, level: float, exact: Exact) -> None:
    """``values[row, column]`` (row 0 at the bottom) as colour, darkened by ``fog`` 0..1 of the same shape.

    ``name`` is its place on the stage, ``key`` its content; over it is drawn the line where ``exact``, which is the
    plane itself, crosses ``level``.
    """
    def paint() -> None:
        x, y, w, h = canvas.view.box(rect)
        canvas.blit_px(_picture(values, fog, ramp, canvas.theme.ground, (w, h)), (x, y))
        for line in contour(values, level, exact):
            canvas.polyline([rect.point(u, 1 - v) for u, v in line], "text", 3.4)

    canvas.sheet(("fog", name), (key, level, ramp), rect, paint, solid=True)


def paint_ghost_line(canvas: Canvas, rect: Rect, values: Array, *, level: float, exact: Exact) -> None:
    """A dashed line where other values cross ``level``: the border as it was."""
    for line in contour(values, level, exact):
        canvas.dashes([rect.point(u, 1 - v) for u, v in line], "soft", 2.4)


def paint_unknown(canvas: Canvas, rect: Rect, fog: Array, spacing: float = 62.0) -> None:
    """Question marks where the fog is thick."""
    rows, columns = fog.shape
    across, up = max(2, round(rect.w / spacing)), max(2, round(rect.h / spacing))
    for i in range(across):
        for j in range(up):
            u, v = (i + 0.5) / across, (j + 0.5) / up
            if fog[round(v * (rows - 1)), round(u * (columns - 1))] > 0.95:
                canvas.number(rect.point(u, 1 - v), "?", "mono", "soft", edge="ground_edge")


def _picture(values: Array, fog: Array, ramp: Ramp, dark: Rgb, size: tuple[int, int]) -> pygame.Surface:
    rgb = colours_of(values[::-1].T, ramp).astype(float)
    share = THICKNESS * fog[::-1].T[..., None]
    mixed = rgb * (1.0 - share) + np.array(dark, float) * share
    small = pygame.surfarray.make_surface(mixed.astype(np.uint8))
    return pygame.transform.smoothscale(small.convert(32), size)
