"""Draws the line where a plane of numbers crosses a level, as long smooth strokes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Exact = Callable[[Array], Array]
"""The plane itself: places (n, 2) in shares 0..1 of it, across and up, to numbers (n,)."""
HALVINGS = 6
CLOSE = 0.02
"""A crossing that the numbers at both ends of its edge foretell to so small a share of the edge is not looked for."""


def paint_contour(canvas: Canvas, rect: Rect, values: Array, level: float, colour: str = "text",
                  width: float = 2.6, alpha: float = 0.92) -> None:
    """The line where ``values[row, column]`` (row 0 at the bottom) cross ``level``, inside ``rect``."""
    for line in contour(values, level):
        canvas.polyline([rect.point(u, 1 - v) for u, v in line], colour, width, alpha)


def contour(values: Array, level: float, exact: Exact | None = None) -> list[list[Vec]]:
    """Marching squares (Lorensen and Cline's cubes, in the plane): lines in shares 0..1 of the plane.

    ``values`` is (rows, columns), row 0 at the bottom. A line that comes back to where it began ends there again.
    With ``exact`` a line is where it is even if the plane is a cliff, which between points of a grid could be anywhere.
    """
    above = values > level
    places = _crossings(values, above, level, exact)
    return [[places[edge] for edge in way] for way in _ways(_pieces(above))]


def _crossings(values: Array, above: Flags, level: float, exact: Exact | None) -> dict[int, Vec]:
    """Where each edge of the grid is crossed, by the number of the edge: see ``_pieces``."""
    rows, columns = values.shape
    (r0, c0), (r1, c1) = np.nonzero(above[:, :-1] != above[:, 1:]), np.nonzero(above[:-1] != above[1:])
    r, c, upright = np.r_[r0, r1], np.r_[c0, c1], np.r_[np.zeros(len(r0), int), np.ones(len(r1), int)]
    a, b = values[r, c] - level, values[r + upright, c + 1 - upright] - level
    share = a / (a - b)
    size = np.array([columns - 1.0, rows - 1.0])
    corners, along = np.stack([c, r], -1) / size, np.stack([1 - upright, upright], -1) / size
    if exact is not None and len(r):
        share = _looked_for(share, a, b, lambda where, s: exact(corners[where] + s[:, None] * along[where]) - level)
    places = map(tuple, (corners + share[:, None] * along).tolist())
    return dict(zip((2 * (r * columns + c) + upright).tolist(), places, strict=True))


def _looked_for(share: Array, low: Array, high: Array, rise: Callable[[npt.NDArray[np.intp], Array], Array]) -> Array:
    """Better shares of the edges at which they are crossed: halved again and again where the first are not close.

    ``low`` and ``high`` are the numbers at both ends, of different signs; ``rise(edges, shares)`` is one in between.
    """
    found, where = share.copy(), np.arange(len(share))
    left, right, s = np.zeros(len(share)), np.ones(len(share)), share
    for _ in range(HALVINGS):
        here = rise(where, s)
        far = np.abs(here) > CLOSE * np.abs(high - low)[where]
        same = (here > 0) == (low > 0)[where]
        left, right = np.where(same, s, left)[far], np.where(same, right, s)[far]
        where = where[far]
        if not len(where):
            break
        s = found[where] = 0.5 * (left + right)
    return found


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
