"""The plane of all students: study across, sleep up, and the grid of points a picture of it is computed on."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas
from game.draw.heatmap import Array


@lru_cache(maxsize=8)
def grid(n: int, reach: float = 1.0) -> Array:
    """The inputs at ``n`` x ``n`` points of the plane, (n, n, 2): ``[row, column]`` = (study, sleep), row 0 lowest."""
    axis = np.linspace(-reach, reach, n)
    points = np.stack(np.meshgrid(axis, axis), -1)
    points.flags.writeable = False
    return points


def axes(canvas: Canvas, rect: Rect, across: str, up: str, *, right: bool = False) -> None:
    """The edge of a plane and the names of its axes: below it, and upright at its left (or ``right``) side."""
    corners = ((rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom))
    for a, b in zip(corners, (*corners[1:], corners[0]), strict=True):
        canvas.polyline((a, b), "line", 2)
    canvas.text((rect.cx, rect.bottom + 24), across, "small", "soft", "cm", room=rect.w)
    canvas.text((rect.right + 22 if right else rect.x - 22, rect.cy), up, "small", "soft", "cm", upright=True)


def to_plane(rect: Rect, hours: Vec) -> Vec:
    """The point of the plane for study and sleep hours."""
    return rect.point(hours[0] / 10, 1 - hours[1] / 10)


def from_plane(rect: Rect, at: Vec) -> Vec:
    """Study and sleep hours at a point of the plane."""
    return ((at[0] - rect.x) / rect.w * 10, (rect.bottom - at[1]) / rect.h * 10)
