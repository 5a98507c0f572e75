"""Points, boxes and soft curves, in design units: small frozen values."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

Vec = tuple[float, float]


def mix(a: Vec, b: Vec, t: float) -> Vec:
    """The point a share ``t`` of the way from ``a`` to ``b``."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def distance(a: Vec, b: Vec) -> float:
    """Straight-line distance between two points."""
    return math.hypot(b[0] - a[0], b[1] - a[1])


@dataclass(frozen=True, slots=True)
class Rect:
    """A box: left edge, top edge, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def cx(self) -> float:
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        return self.y + self.h / 2

    @property
    def center(self) -> Vec:
        return (self.cx, self.cy)

    @staticmethod
    def around(center: Vec, w: float, h: float | None = None) -> Rect:
        """The box of that size with ``center`` in its middle (a square if ``h`` is left out)."""
        h = w if h is None else h
        return Rect(center[0] - w / 2, center[1] - h / 2, w, h)

    def contains(self, p: Vec) -> bool:
        """Whether ``p`` lies inside or on the left or top edge."""
        return self.x <= p[0] < self.right and self.y <= p[1] < self.bottom

    def inset(self, dx: float, dy: float | None = None) -> Rect:
        """The box made smaller by ``dx`` left and right and ``dy`` above and below."""
        dy = dx if dy is None else dy
        return Rect(self.x + dx, self.y + dy, max(0.0, self.w - 2 * dx), max(0.0, self.h - 2 * dy))

    def at_least(self, size: float) -> Rect:
        """The box grown about its middle until both sides reach ``size`` (for touch targets)."""
        return Rect.around(self.center, max(self.w, size), max(self.h, size))

    def moved(self, dx: float, dy: float) -> Rect:
        """The same box elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def overlaps(self, other: Rect, slack: float = 0.0) -> bool:
        """Whether the two boxes share more than ``slack`` units in both directions."""
        return (min(self.right, other.right) - max(self.x, other.x) > slack
                and min(self.bottom, other.bottom) - max(self.y, other.y) > slack)

    def point(self, u: float, v: float) -> Vec:
        """The point at shares ``u`` from the left and ``v`` from the top."""
        return (self.x + u * self.w, self.y + v * self.h)

    def clamp(self, p: Vec) -> Vec:
        """The point of the box that is nearest to ``p``."""
        return (min(max(p[0], self.x), self.right), min(max(p[1], self.y), self.bottom))

    def columns(self, shares: Sequence[float], gap: float = 0.0) -> list[Rect]:
        """Cut into boxes side by side whose widths are as ``shares``, ``gap`` apart."""
        unit = (self.w - gap * (len(shares) - 1)) / sum(shares)
        boxes, x = [], self.x
        for share in shares:
            boxes.append(Rect(x, self.y, share * unit, self.h))
            x += share * unit + gap
        return boxes

    def rows(self, shares: Sequence[float], gap: float = 0.0) -> list[Rect]:
        """Cut into boxes one above another whose heights are as ``shares``, ``gap`` apart."""
        turned = Rect(self.y, self.x, self.h, self.w).columns(shares, gap)
        return [Rect(r.y, r.x, r.h, r.w) for r in turned]

    def square(self) -> Rect:
        """The largest square in the middle of the box."""
        return Rect.around(self.center, min(self.w, self.h))


@dataclass(frozen=True, slots=True)
class Holed(Rect):
    """A box with a round hole in it, which belongs to something else."""

    hole: Vec = (0.0, 0.0)
    radius: float = 0.0

    @staticmethod
    def of(rect: Rect, hole: Vec, radius: float) -> Holed:
        """``rect`` with a hole around a point."""
        return Holed(rect.x, rect.y, rect.w, rect.h, hole, radius)

    def contains(self, p: Vec) -> bool:
        """Whether ``p`` lies inside, and not in the hole."""
        return Rect.contains(self, p) and distance(p, self.hole) > self.radius


@dataclass(frozen=True, slots=True)
class Bezier:
    """A cubic Bezier curve from ``p0`` to ``p3``."""

    p0: Vec
    p1: Vec
    p2: Vec
    p3: Vec

    @staticmethod
    def between(a: Vec, b: Vec, *, vertical: bool = False, bend: float = 0.5) -> Bezier:
        """A soft S from ``a`` to ``b`` that leaves and arrives level (or upright if ``vertical``)."""
        if vertical:
            reach = (b[1] - a[1]) * bend
            return Bezier(a, (a[0], a[1] + reach), (b[0], b[1] - reach), b)
        reach = (b[0] - a[0]) * bend
        return Bezier(a, (a[0] + reach, a[1]), (b[0] - reach, b[1]), b)

    def at(self, t: float) -> Vec:
        """The point at parameter ``t`` in 0..1."""
        s = 1.0 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        return (a * self.p0[0] + b * self.p1[0] + c * self.p2[0] + d * self.p3[0],
                a * self.p0[1] + b * self.p1[1] + c * self.p2[1] + d * self.p3[1])

    def direction(self, t: float) -> Vec:
        """The unit tangent at ``t``; (1, 0) where the curve stands still."""
        s = 1.0 - t
        dx = 3 * (s * s * (self.p1[0] - self.p0[0]) + 2 * s * t * (self.p2[0] - self.p1[0])
                  + t * t * (self.p3[0] - self.p2[0]))
        dy = 3 * (s * s * (self.p1[1] - self.p0[1]) + 2 * s * t * (self.p2[1] - self.p1[1])
                  + t * t * (self.p3[1] - self.p2[1]))
        length = math.hypot(dx, dy)
        return (dx / length, dy / length) if length > 1e-9 else (1.0, 0.0)

    def points(self, n: int) -> tuple[Vec, ...]:
        """``n + 1`` points from start to end, evenly spaced in the parameter."""
        return _bezier_points(self, n)

    def distance_to(self, p: Vec, n: int = 24) -> float:
        """About how far ``p`` is from the curve (nearest of ``n + 1`` points)."""
        return min(distance(p, q) for q in self.points(n))


@lru_cache(maxsize=512)
def _bezier_points(curve: Bezier, n: int) -> tuple[Vec, ...]:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve.p0, curve.p1, curve.p2, curve.p3
    return tuple((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3) for a, b, c, d in _bernstein(n))


@lru_cache(maxsize=16)
def _bernstein(n: int) -> tuple[tuple[float, float, float, float], ...]:
    """The shares that a cubic Bezier curve's four points have in each of ``n + 1`` points along it."""
    return tuple((s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t) for t in (i / n for i in range(n + 1))
                 for s in (1.0 - t,))


def nearest(value: float) -> int:
    """The nearest whole number, halves always up: what is moved by whole pixels keeps its shape to the pixel."""
    return math.floor(value + 0.5)


def spread(count: int, low: float, high: float) -> Iterator[float]:
    """``count`` values centred in ``low..high``, each in the middle of its equal share."""
    for i in range(count):
        yield low + (high - low) * (i + 0.5) / count
