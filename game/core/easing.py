"""How a movement starts gently and stops gently: functions from 0..1 to 0..1."""

from collections.abc import Callable

Ease = Callable[[float], float]


def clamp(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """``value``, or the nearer end of ``low..high`` if it lies outside."""
    return low if value < low else high if value > high else value


def lerp(a: float, b: float, t: float) -> float:
    """The number a share ``t`` of the way from ``a`` to ``b``."""
    return a + (b - a) * t


def linear(t: float) -> float:
    """No easing: constant speed."""
    return t


def smooth(t: float) -> float:
    """Rest, move, rest: the smoothstep cubic 3t^2 - 2t^3."""
    t = clamp(t)
    return t * t * (3.0 - 2.0 * t)


def ease_out(t: float) -> float:
    """Start at once, settle slowly (cubic)."""
    t = 1.0 - clamp(t)
    return 1.0 - t * t * t


def pop(t: float) -> float:
    """Arrive, overshoot a little, settle: the 'back' curve, for small joys."""
    t = clamp(t) - 1.0
    return 1.0 + t * t * (2.70158 * t + 1.70158)


def parting(t: float) -> float:
    """How much can be seen of what one picture gives way to: 1 at both ends of a move, nothing in its middle."""
    return abs(2.0 * clamp(t) - 1.0)


def window(t: float, start: float, end: float, ease: Ease = smooth) -> float:
    """How far a part of a move has come: 0 before ``start``, 1 after ``end``, eased between."""
    if end <= start:
        return 1.0 if t >= end else 0.0
    return ease(clamp((t - start) / (end - start)))
