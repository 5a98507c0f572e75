"""A number that can be opened: where it stands, and how it comes about."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from game.core.geometry import Rect

KINDS = ("neuron", "weight", "bias")
"""The parts of a network, in the order in which one walks from layer to layer."""


@dataclass(frozen=True)
class Told:
    """What a card says of a number: the formula, the formula with today's numbers in it, and the result."""

    title: str
    formula: str
    filled: str
    result: str
    role: str = "active"
    """The colour of the result."""


@dataclass(frozen=True)
class Fact:
    """A number on the stage: its id (stable from frame to frame), its area, and what its card says right now."""

    id: str
    area: Rect
    told: Callable[[], Told]
    round: bool = False

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Its place among the others: the network from its inputs on, layer by layer, then the rest as it comes."""
        kind, *where = self.id.split(".")
        if kind not in KINDS or not where or not all(part.isdigit() for part in where):
            return (1, 0, 0, 0)
        layer, *which = (int(part) for part in where)
        return (0, len(KINDS) * layer + KINDS.index(kind), which[-1], which[0])

    @property
    def group(self) -> Hashable:
        """Those of one group are walked through one by one; from group to group one can jump."""
        first, second, *_ = self.place
        return self.id.rstrip("0123456789.") if first else (first, second)
