"""How well the network does on the class, and for whom: what is lopsided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brain.data import Dataset, to_hours
from brain.network import Network

SHORT_SLEEP = 5.0
"""Who sleeps fewer hours is a short sleeper, for the question whether the network is right about all alike."""
APART = 0.15
"""Two groups it is right about with shares further apart than this are worth a word."""
ALIKE = 0.06
"""Up to this, it is right about them alike."""
NO_BETTER = 0.9
"""The same answer for all, the share p of passes, costs p (1 - p) in mean squared error; so near to it is no better."""
RARE = 0.30
"""A result that fewer than this share of the class have is rare."""


@dataclass(frozen=True)
class Fit:
    """How well the network does on the class: loss, and how many it is right about, of all and of two groups."""

    loss: float
    right: int
    count: int
    passed: int
    short: tuple[int, int]
    long: tuple[int, int]

    def unfair(self) -> str:
        """What is lopsided, as the name of a sentence; empty if nothing is."""
        share = self.passed / self.count
        if share in (0.0, 1.0):
            return "no_fails" if share else "no_passes"
        if share < RARE or share > 1.0 - RARE:
            return "few_passes" if share < RARE else "few_fails"
        if not self.short[1] or not self.long[1]:
            return "no_long" if self.short[1] else "no_short"
        gap = self.short[0] / self.short[1] - self.long[0] / self.long[1]
        return "" if abs(gap) <= APART + 1e-9 else "short_worse" if gap < 0 else "long_worse"

    @property
    def idle(self) -> bool:
        """Whether it does hardly better than giving everyone the share of passes for an answer."""
        share = self.passed / self.count
        return not self.loss < NO_BETTER * share * (1.0 - share) if 0.0 < share < 1.0 else False

    @property
    def even(self) -> bool:
        """Whether it is right about both groups nearly alike."""
        return bool(self.short[1] and self.long[1]
                    and abs(self.short[0] / self.short[1] - self.long[0] / self.long[1]) <= ALIKE)


def fit_of(network: Network, data: Dataset) -> Fit:
    """Measure ``network`` on the class ``data`` (with hours)."""
    passed = data.y[:, 0] >= 0.5
    right = (network.forward(data.x)[:, 0] >= 0.5) == passed
    short = (data.hours if data.hours is not None else to_hours(data.x))[:, 1] < SHORT_SLEEP
    groups = [(int(right[group].sum()), int(group.sum())) for group in (short, ~short)]
    loss = network.loss(data.x, data.y) if np.isfinite(network.params).all() else float("nan")
    return Fit(loss, int(right.sum()), len(right), int(passed.sum()), groups[0], groups[1])
