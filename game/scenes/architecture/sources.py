"""Where the parts of a neuron's picture stand in the card: its plane, and beside it what it is made of, with knobs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from game.core.geometry import Bezier, Rect, Vec, spread
from game.core.layout import TARGET

GRIP = 25.0
"""The radius of a knob;"""
FIRST = GRIP + 20.0
"""so far from its source the first one stands on its fibre,"""
NEXT = TARGET + 2.0
"""and so much farther along those that have no room below each other."""
NAME = 86.0
"""What the numbers of the weights take, left of the sources."""
FAR_RIGHT, AXIS = 36.0, 40.0
"""What the names of the axes take, right of the plane and below it."""
WIDE = 700.0
"""A card wider than this has room for three knobs beside each other, else for two."""
LEVEL = 0.8
"""So much of their distance fibres still have at the second knob, at least."""


@dataclass(frozen=True)
class Sources:
    """The pictures of the layer before with their radius, their weights, the bias below; and a knob for each of these.

    ``places``, ``numbers`` and ``fibres`` are of the sources in order; ``knobs`` has one more, for the bias, whose
    number begins at ``foot``.
    """

    plane: Rect
    places: list[Vec]
    r: float
    numbers: list[Vec]
    foot: Vec
    fibres: list[Bezier]
    knobs: list[Vec]


def body_of(card: Rect) -> Rect:
    """The room below the heading of the card."""
    inner = card.inset(30, 18)
    return Rect(inner.x, inner.y + 90, inner.w, inner.h - 90)


def plane_of(card: Rect) -> Rect:
    """Where the plane stands if nothing but a legend stands beside it."""
    body = body_of(card)
    side = min(body.h - AXIS, 0.58 * body.w)
    return Rect(body.cx - side / 2, body.y + (body.h - AXIS - side) / 2, side, side)


@lru_cache(maxsize=8)
def sources_of(card: Rect, count: int) -> Sources:
    """The places of so many sources in the card.

    A finger needs more height than many rows have: there the knobs stand in columns, as far apart as a finger likes.
    The bias stands below the sources, or where they leave it no room, below the plane.
    """
    body = body_of(card)
    most = 3 if body.w > WIDE else 2
    last = most * LEVEL * (body.h + 18) / (count + 1) >= TARGET
    ys = list(spread(count + last, body.y - 14, body.bottom + 4))
    row = (body.h + 18) / len(ys)
    columns = 1 if row >= TARGET else min(most, ceil(TARGET / (LEVEL * row)))
    r = min(46.0, 0.43 * row)
    left, right = body.x + NAME + 2 * r, body.right - FAR_RIGHT
    below = AXIS if last else AXIS + TARGET
    side = min(body.h - below, 0.42 * body.w, right - left - FIRST - (columns - 1) * NEXT - FIRST)
    plane = Rect(right - side, body.y + (body.h - below - side) / 2, side, side)
    foot = (body.x, ys.pop()) if last else (plane.x, plane.bottom + AXIS + 0.5 * TARGET)
    ends = spread(count, plane.y, plane.bottom)
    fibres = [_fibre((left, y), (plane.x, end), columns) for y, end in zip(ys, ends, strict=True)]
    knobs = [_where(fibre, left + FIRST + NEXT * (i % columns)) for i, fibre in enumerate(fibres)]
    knobs.append((left + FIRST + NEXT * (count % columns) if last else plane.right - GRIP, foot[1]))
    return Sources(plane, [(left - r, y) for y in ys], r, [(body.x + NAME - 10, y) for y in ys], foot, fibres, knobs)


def _fibre(at: Vec, end: Vec, columns: int) -> Bezier:
    """The fibre from a source to the plane: level past all knobs, then gently to its end, or quickly if it is near."""
    way = end[0] - at[0]
    leave, arrive = (0.9, 0.25) if FIRST + (columns - 1) * NEXT <= 0.5 * way else (1.1, 0.05)
    return Bezier(at, (at[0] + leave * way, at[1]), (end[0] - arrive * way, end[1]), end)


def _where(fibre: Bezier, x: float) -> Vec:
    """The point of a fibre that far to the right: it never turns back."""
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if fibre.at(middle)[0] < x else (low, middle)
    return fibre.at(low)
