"""A number that can be opened: where it stands, and how it comes about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.core.geometry import Rect


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
