"""Keeps marbles from hiding one another: those that would lie on top of each other stand side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence

from game.core.geometry import Vec

LEAN = 0.3
"""So far, in parts of the room they need, marbles at one and the same point lean to either side."""
ROUNDS = 6


def apart(first: Vec, others: Sequence[Vec], room: float) -> list[Vec]:
    """Where the ``others`` stand so that no two of all are nearer than ``room``; the ``first`` stays where it is.

    Whoever has room already stays there too.
    """
    places = [_aside(first, at, room, -1 if n % 2 == 0 else 1) for n, at in enumerate(others)]
    for _ in range(ROUNDS):
        for n, at in enumerate(places):
            for m in range(n):
                places[m], at = _parted(places[m], at, room)
            places[n] = _aside(first, at, room, 0)
    return places


def _aside(first: Vec, at: Vec, room: float, side: int) -> Vec:
    """``at``, moved straight away from ``first`` until there is room; from the very same point to one ``side``."""
    dx, dy = at[0] - first[0], at[1] - first[1]
    away = math.hypot(dx, dy)
    if away >= room:
        return at
    dx += side * LEAN * (room - away)
    away = math.hypot(dx, dy)
    if away < 1e-9:
        return (first[0] + room, first[1])
    return (first[0] + dx * room / away, first[1] + dy * room / away)


def _parted(a: Vec, b: Vec, room: float) -> tuple[Vec, Vec]:
    """Two points, both moved until there is room between them."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    away = math.hypot(dx, dy)
    if away >= room:
        return a, b
    x, y = (dx / away, dy / away) if away > 1e-9 else (1.0, 0.0)
    push = (room - away) / 2
    return (a[0] - x * push, a[1] - y * push), (b[0] + x * push, b[1] + y * push)
