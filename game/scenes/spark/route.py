"""A way made of several soft curves, along which a comet runs at an even pace."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np

from brain import Array
from game.core.geometry import Bezier, Vec, distance


@dataclass(frozen=True)
class Route:
    """Legs that follow one another; each begins where the one before ends."""

    legs: tuple[Bezier, ...]

    @cached_property
    def _lengths(self) -> list[float]:
        return [sum(distance(a, b) for a, b in pairwise(way)) + 1e-6
                for way in (_along(leg, 8) for leg in self.legs)]

    def at(self, t: float) -> Vec:
        """The point a share ``t`` of the way along."""
        left = t * sum(self._lengths)
        for leg, length in zip(self.legs, self._lengths, strict=True):
            if left <= length:
                return leg.at(left / length)
            left -= length
        return self.legs[-1].p3

    def points(self, n: int) -> list[Vec]:
        """``n + 1`` points from start to end, shared out among the legs by their lengths."""
        total, gone, taken, points = sum(self._lengths), 0.0, 0, [self.legs[0].p0]
        for leg, length in zip(self.legs, self._lengths, strict=True):
            gone += length
            share = round(n * gone / total) - taken
            points += _along(leg, share)[1:]
            taken += share
        return points


def _along(leg: Bezier, n: int) -> list[Vec]:
    """``n + 1`` points of a leg, at once: it lies elsewhere in every frame in which z moves."""
    return [(x, y) for x, y in (_bernstein(n) @ np.array((leg.p0, leg.p1, leg.p2, leg.p3))).tolist()]


@lru_cache(maxsize=512)
def _bernstein(n: int) -> Array:
    """The weights of a cubic curve's four points at n + 1 places, (n + 1, 4)."""
    t = np.linspace(0.0, 1.0, n + 1)
    s = 1.0 - t
    weights: Array = np.stack([s**3, 3 * s * s * t, 3 * s * t * t, t**3], -1)
    return weights
