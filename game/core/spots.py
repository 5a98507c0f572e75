"""Finds a place on every fibre where it can be tapped: bare of controls and neurons, and apart from the others."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from game.core.geometry import Bezier, Rect, Vec, distance

WAYS = tuple(k / 100 for k in range(18, 83, 4))
"""The shares of its way at which a fibre may be opened."""
APART = 46.0
"""Two places further apart than this are told apart by any finger."""
MARGIN = 10.0
"""So far a place stays away from a control or a neuron."""

Placed = tuple[tuple[int, int], Vec, float]
"""A neuron: layer and index in it, middle, radius."""
LinkKey = tuple[int, int, int]
"""A fibre: layer, index from, index to."""


@lru_cache(maxsize=8)
def spots_of(nodes: tuple[Placed, ...], links: tuple[LinkKey, ...], vertical: bool,
             covered: tuple[Rect, ...]) -> Mapping[LinkKey, Vec]:
    """A point of every fibre between ``nodes`` (key, middle, radius), kept until something moves."""
    where = {key: pos for key, pos, _ in nodes}
    orbs = [(pos, r + MARGIN) for _, pos, r in nodes]
    areas = [area.inset(-MARGIN) for area in covered]
    counts: dict[int, int] = {}
    for layer, i, _ in links:
        counts[layer] = max(counts.get(layer, 0), i + 1)
    spots: dict[LinkKey, Vec] = {}
    for layer, i, j in links:
        curve = Bezier.between(where[layer, i], where[layer + 1, j], vertical=vertical, bend=0.5)
        liked = 0.34 + 0.32 * (i + 0.5) / counts[layer]
        spots[layer, i, j] = _spot(curve, liked, orbs, areas, list(spots.values()))
    return spots


def _spot(curve: Bezier, liked: float, orbs: list[tuple[Vec, float]], areas: list[Rect], taken: list[Vec]) -> Vec:
    """The point nearest to the ``liked`` share that is bare and apart; else the bare one with most room."""
    best, most = curve.at(liked), -1.0
    for way in sorted((liked, *WAYS), key=lambda w: abs(w - liked)):
        at = curve.at(way)
        if any(area.contains(at) for area in areas) or any(distance(at, pos) < r for pos, r in orbs):
            continue
        room = min((distance(at, other) for other in taken), default=APART)
        if room >= APART:
            return at
        if room > most:
            best, most = at, room
    return best
