"""Arrows that are held repeat, whether they are keys, a pad's cross or its stick."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

ARROWS = ("left", "right", "up", "down")
REPEAT_AFTER = 0.4
REPEAT_EVERY = 0.07
LONGEST = 20.0
"""Seconds after which something held is taken to be let go: releases get lost."""
STICK_ON, STICK_OFF = 0.6, 0.35
"""A stick counts as an arrow from here on, and as let go below: it trembles."""


@dataclass
class _Hold:
    """One arrow that is down: since when, and when it repeats next."""

    action: str
    since: float
    due: float


class Held:
    """What is down now. A source is a key, or a cross or an axis of a pad, which holds one arrow at most."""

    def __init__(self) -> None:
        self._down: dict[Hashable, _Hold] = {}

    def press(self, source: Hashable, action: str | None, now: float) -> None:
        """The source means ``action`` from now on; nothing that repeats, if that is no arrow."""
        self._down.pop(source, None)
        if action in ARROWS:
            self._down[source] = _Hold(action, now, now + REPEAT_AFTER)

    def release(self, source: Hashable) -> None:
        """The source is let go."""
        self._down.pop(source, None)

    def clear(self) -> None:
        """All are let go: the window lost the focus, or a pad is gone."""
        self._down.clear()

    def stick(self, source: Hashable, value: float, arrows: tuple[str, str], now: float) -> str | None:
        """An axis of a stick moved; the arrow it means, if that is new. ``arrows``: for below and above zero."""
        hold = self._down.get(source)
        side = arrows[0] if value < 0 else arrows[1]
        if hold is not None and (abs(value) < STICK_OFF or hold.action != side):
            self.release(source)
            hold = None
        if hold is not None or not abs(value) >= STICK_ON:
            return None
        self.press(source, side, now)
        return side

    def repeats(self, now: float) -> tuple[str, ...]:
        """The arrows that are due again: one each, however long the last frame took."""
        self._down = {source: hold for source, hold in self._down.items() if now - hold.since < LONGEST}
        due = [hold for hold in self._down.values() if now >= hold.due]
        for hold in due:
            hold.due = now + REPEAT_EVERY
        return tuple(hold.action for hold in due)
