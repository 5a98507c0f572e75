"""Puts a gradient to the test: run forward with the weight a hair smaller, a hair larger, and compare."""

from __future__ import annotations

import math
from dataclasses import dataclass

from brain import Array, Network, Trace, Where, nudge

HAIR = 0.001
"""How far a weight is nudged to check its gradient."""
RUN_SECONDS = 0.7
"""How long one of the two forward runs of a check takes on the stage."""
FEWEST, MOST = 4, 9
"""Decimals shown, at least (but for numbers so large that two digits count with less) and at most."""


@dataclass(frozen=True)
class Check:
    """A gradient put to the test: both forward runs, their difference quotient, and whether it agrees.

    ``digits`` is how many decimals are shown; ``corner``: between the runs some ReLU switched on or off.
    """

    place: Where
    losses: tuple[float, float]
    guesses: tuple[float, float]
    slope: float
    gradient: float
    digits: int
    agrees: bool
    corner: bool

    @property
    def verdict(self) -> str:
        """What has come out of it: a key of ``backprop.verdict``."""
        if self.agrees and float(decimals(self.gradient, self.digits)) != 0.0:
            return "agrees"
        if self.agrees:  # two zeros agree, but tell little: say why there is nothing to see
            return "none" if self.gradient == 0.0 and self.losses[0] == self.losses[1] else "vanished"
        return "corner" if self.corner else "differs"


def examine(network: Network, x: Array, y: Array, place: Where, k: int, gradient: float) -> Check:
    """Check dL/dw of parameter ``k``, the weight or bias at ``place``, for one example: x (inputs,), y (outputs,)."""
    seen, twin = nudge(network, k, HAIR, x[None], y[None]), network.copy()
    runs = []
    for sign in (-1.0, 1.0):
        twin.params[k] = network.params[k] + sign * HAIR
        runs.append(twin.trace(x))
    digits, agrees = compare(seen.slope, gradient)
    return Check(place, (seen.loss_minus, seen.loss_plus), (float(runs[0].output[0]), float(runs[1].output[0])),
                 seen.slope, gradient, digits, agrees, _switched(network, *runs))


def decimals(value: float, digits: int) -> str:
    """A number with that many decimals, and never a minus before nothing but zeros."""
    return f"{round(value, digits) + 0.0:.{digits}f}"


def places_for(value: float) -> int:
    """How many decimals a gradient is shown with: five, or more until three digits count."""
    return min(MOST - 1, max(5, 2 - math.floor(math.log10(abs(value))))) if value and math.isfinite(value) else 5


def compare(slope: float, gradient: float) -> tuple[int, bool]:
    """How many decimals to show, and whether the two agree to them.

    The difference over a hair is not quite the slope, the less so the more the curve bends: then fewer decimals are
    shown, as long as two digits count. And two numbers a breath apart may be rounded to different sides, of which one
    decimal more then tells the truth.
    """
    first = places_for(gradient)
    if math.isfinite(slope) and math.isfinite(gradient):
        for digits in (first, first + 1, *range(first - 1, _two_digits(gradient) - 1, -1)):
            if decimals(slope, digits) == decimals(gradient, digits):
                return digits, True
    return first, False


def _two_digits(value: float) -> int:
    """With how many decimals two digits of a number count, ``FEWEST`` at most."""
    return max(0, min(FEWEST, 1 - math.floor(math.log10(abs(value))))) if value else FEWEST


def _switched(network: Network, low: Trace, high: Trace) -> bool:
    """Whether a ReLU neuron is on in one run and off in the other: there its curve has a corner."""
    if network.hidden not in ("relu", "leaky_relu"):
        return False
    pairs = zip(low.layers[:-1], high.layers[:-1], strict=True)
    return any(bool(((a.z > 0) != (b.z > 0)).any()) for a, b in pairs)
