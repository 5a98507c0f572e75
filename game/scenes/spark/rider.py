"""The neuron whose sum rides along the curve: its numbers, its activation, and how far its sum can be carried."""

from __future__ import annotations

from game.core.easing import clamp
from game.journey import Journey
from game.scenes.parts import reaches
from game.scenes.spark.curve import Curve

LEAST_REACH = 6.0
"""How far the z axis goes to either side, while z itself is nearer."""
TURN_SECONDS = 0.45
FOLLOW = 0.12
"""The share of its way that the axis goes each step, when z runs out of it."""


class Rider:
    """Hidden neuron 0 of the visitor's network, on its curve: index 0 and 1 are study and sleep, 2 is the bias."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.old, self.turned = journey.network.hidden, 1.0
        self.reach = self._reach_wanted()
        self.limits = reaches(journey)
        """How far weights and bias can be turned."""
        self.dragging = False

    @property
    def neuron(self) -> tuple[float, float, float]:
        """Its weights of study and sleep, and its bias."""
        w1, w2, b = self.journey.network.layers[0].block[:, 0]
        return float(w1), float(w2), float(b)

    @property
    def z(self) -> float:
        (w1, w2, b), (x1, x2) = self.neuron, self.journey.x
        return x1 * w1 + x2 * w2 + b

    @property
    def curve(self) -> Curve:
        """The curve as it is shown now: for a moment on its way from the old activation to the new one."""
        return Curve(self.journey.network.hidden, self.old, self.turned, round(self.reach, 2))

    def _reach_wanted(self) -> float:
        return max(LEAST_REACH, abs(self.z) * 1.12)

    def open_range(self) -> tuple[float, float]:
        """The z that can be reached with the bias."""
        b = self.neuron[2]
        limit = max(self.limits[2], abs(b))
        return (self.z - b - limit, self.z - b + limit)

    def choose(self, name: str) -> None:
        """Give the whole network another activation, and let the curve turn into it."""
        self.old, self.turned = self.journey.network.hidden, 0.0
        self.journey.use_activation(name)

    def step(self, turning: float, *, calm: bool) -> None:
        """Let the curve turn for so many seconds, and the axis follow z, at once if ``calm``."""
        self.turned = clamp(self.turned + turning / TURN_SECONDS)
        if not self.dragging:
            wanted = self._reach_wanted()
            near = calm or abs(wanted - self.reach) <= 0.01
            self.reach += (wanted - self.reach) * (1.0 if near else FOLLOW)
