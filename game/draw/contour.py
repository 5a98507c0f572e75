"""Draws the line where a plane of numbers crosses a level, as long smooth strokes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def paint_contour(canvas: Canvas, rect: Rect, values: Array, level: float, colour: str = "text",
                  width: float = 2.6, alpha: float = 0.92) -> None:
    """The line where ``values[row, column]`` (row 0 at the bottom) cross ``level``, inside ``rect``."""
    for line in contour(values, level):
        canvas.polyline([rect.point(u, 1 - v) for u, v in line], colour, width, alpha)


def contour(values: Array, level: float) -> list[list[Vec]]:
    """Marching squares (Lorensen and Cline's cubes, in the plane): lines in shares 0..1 of the plane.

    ``values`` is (rows, columns), row 0 at the bottom. A line that comes back to where it began ends there again.
    """
    above = values > level
    places = _crossings(values, above, level)
    return [[places[edge] for edge in way] for way in _ways(_pieces(above))]


def _crossings(values: Array, above: Flags, level: float) -> dict[int, Vec]:
    """Where each edge of the grid is crossed, by the number of the edge: see ``_pieces``."""
    rows, columns = values.shape
    places: dict[int, Vec] = {}
    for upright in (0, 1):
        a, b = (values[:-1], values[1:]) if upright else (values[:, :-1], values[:, 1:])
        r, c = np.nonzero((above[:-1] != above[1:]) if upright else (above[:, :-1] != above[:, 1:]))
        share = (level - a[r, c]) / (b[r, c] - a[r, c])
        u, v = (c, r + share) if upright else (c + share, r)
        ids = 2 * (r * columns + c) + upright
        places.update(zip(ids.tolist(), zip((u / (columns - 1)).tolist(), (v / (rows - 1)).tolist())))
    return places


def _pieces(above: Flags) -> list[tuple[int, int]]:
    """One or two line pieces for every square of the grid that is crossed, from edge to edge.

    The edge from point n of the grid (counted row by row) to the right is 2 n, the one upwards 2 n + 1.
    """
    columns = above.shape[1]
    level, upright = above[:, :-1] != above[:, 1:], above[:-1] != above[1:]
    crossed = np.stack([level[:-1], upright[:, 1:], level[1:], upright[:, :-1]], -1)
    r, c = np.nonzero(crossed.any(-1))
    corner = 2 * (r * columns + c)
    edges = np.stack([corner, corner + 3, corner + 2 * columns, corner + 1], -1)
    crossed = crossed[r, c]
    order = np.argsort(~crossed, axis=-1, kind="stable")
    edges = np.take_along_axis(edges, order, -1)
    saddle = crossed.all(-1)
    return [*map(tuple, edges[:, :2].tolist()), *map(tuple, edges[saddle, 2:].tolist())]


def _ways(pieces: list[tuple[int, int]]) -> list[list[int]]:
    """Pieces that meet on an edge joined into ways as long as they go: first the open ones, then the closed."""
    links: dict[int, list[int]] = {}
    for a, b in pieces:
        links.setdefault(a, []).append(b)
        links.setdefault(b, []).append(a)
    starts = [edge for edge, others in links.items() if len(others) == 1]
    ways: list[list[int]] = []
    for start in (*starts, *links):
        if links[start]:
            ways.append(_walk(start, links))
    return ways


def _walk(edge: int, links: dict[int, list[int]]) -> list[int]:
    """The way from an edge to where it ends, its links used up."""
    way = [edge]
    while links[edge]:
        after = links[edge].pop()
        links[after].remove(edge)
        way.append(edge := after)
    return way
