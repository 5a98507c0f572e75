"""Draws the line where a plane of numbers crosses a level, as long smooth strokes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas

Array = npt.NDArray[np.float64]
Crossing = tuple[int, Vec]
"""The number of the grid edge that is crossed, and where, in shares 0..1 of the plane (v upwards)."""


def paint_contour(canvas: Canvas, rect: Rect, values: Array, level: float, colour: str = "text",
                  width: float = 2.6, alpha: float = 0.92) -> None:
    """The line where ``values[row, column]`` (row 0 at the bottom) cross ``level``, inside ``rect``."""
    for line in contour(values, level):
        canvas.polyline([rect.point(u, 1 - v) for u, v in line], colour, width, alpha)


def contour(values: Array, level: float) -> list[list[Vec]]:
    """Marching squares (Lorensen and Cline's cubes, in the plane): lines in shares 0..1 of the plane."""
    return _joined(_pieces(values, level))


def _pieces(values: Array, level: float) -> list[tuple[Crossing, Crossing]]:
    """One or two line pieces for every grid square that is crossed."""
    above = values > level
    mixed = above[:-1, :-1] != above[1:, 1:]
    mixed |= above[:-1, 1:] != above[1:, :-1]
    mixed |= above[:-1, :-1] != above[:-1, 1:]
    rows, columns = values.shape
    found: list[tuple[Crossing, Crossing]] = []
    for r, c in np.argwhere(mixed).tolist():
        corners = [float(values[r, c]), float(values[r, c + 1]), float(values[r + 1, c + 1]), float(values[r + 1, c])]
        ends: list[Crossing] = []
        for side in range(4):
            a, b = corners[side], corners[(side + 1) % 4]
            if (a > level) != (b > level):
                ends.append(_crossing(side, r, c, (level - a) / (b - a), rows, columns))
        found.extend(zip(ends[::2], ends[1::2], strict=False))
    return found


def _crossing(side: int, r: int, c: int, t: float, rows: int, columns: int) -> Crossing:
    """Where a side of the square (r, c) is crossed; both squares that share an edge give it the same number."""
    if side == 0:
        return (2 * (r * columns + c), ((c + t) / (columns - 1), r / (rows - 1)))
    if side == 1:
        return (2 * (r * columns + c + 1) + 1, ((c + 1) / (columns - 1), (r + t) / (rows - 1)))
    if side == 2:
        return (2 * ((r + 1) * columns + c), ((c + 1 - t) / (columns - 1), (r + 1) / (rows - 1)))
    return (2 * (r * columns + c) + 1, (c / (columns - 1), (r + 1 - t) / (rows - 1)))


def _joined(pieces: list[tuple[Crossing, Crossing]]) -> list[list[Vec]]:
    """Join pieces that meet on an edge into lines as long as they go."""
    at_edge: dict[int, list[int]] = {}
    for n, (a, b) in enumerate(pieces):
        at_edge.setdefault(a[0], []).append(n)
        at_edge.setdefault(b[0], []).append(n)
    left = set(range(len(pieces)))
    lines: list[list[Vec]] = []
    while left:
        first, last = pieces[left.pop()]
        backwards = _follow(first, pieces, at_edge, left)
        forwards = _follow(last, pieces, at_edge, left)
        lines.append([*reversed(backwards), first[1], last[1], *forwards])
    return lines


def _follow(end: Crossing, pieces: list[tuple[Crossing, Crossing]], at_edge: dict[int, list[int]],
            left: set[int]) -> list[Vec]:
    """The points after ``end``, using up the pieces on the way."""
    points: list[Vec] = []
    while (n := next((n for n in at_edge[end[0]] if n in left), None)) is not None:
        left.discard(n)
        a, b = pieces[n]
        end = b if a[0] == end[0] else a
        points.append(end[1])
    return points
