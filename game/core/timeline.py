"""The story time of a chapter: named moves, rests between them, and a head that can be put anywhere."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from game.core.easing import Ease, clamp, smooth


@dataclass(frozen=True)
class Cue:
    """One named move: from ``start`` to ``end`` seconds its value goes from 0 to 1."""

    name: str
    start: float
    end: float
    ease: Ease = smooth


@dataclass(frozen=True)
class Cues:
    """What a picture may know of time: each cue's value in 0..1 as an attribute, and the clocks.

    ``t`` is story time in seconds, ``now`` the ambient clock in seconds for endless decoration,
    ``rest`` the index of the last rest reached (0-based), ``moving`` whether a move is under way.
    """

    values: dict[str, float]
    t: float = 0.0
    now: float = 0.0
    rest: int = 0
    moving: bool = False

    def __getattr__(self, name: str) -> float:
        values = object.__getattribute__(self, "values")
        if name in values:
            return float(values[name])
        raise AttributeError(f"no cue named {name!r}; this timeline has {sorted(values)}")


@dataclass(frozen=True)
class Timeline:
    """Frozen story data, built by chaining: ``Timeline().cue("weights", 0.8).stop()``."""

    cues: tuple[Cue, ...] = ()
    rests: tuple[float, ...] = ()
    length: float = field(default=0.0)

    def cue(self, name: str, seconds: float, *, ease: Ease = smooth, with_previous: bool = False) -> Timeline:
        """Add a move after everything so far, or starting together with the previous move.

        Raises ``ValueError`` for a name used before or a length that is not positive.
        """
        if any(c.name == name for c in self.cues):
            raise ValueError(f"cue {name!r} stands twice in one timeline; give each move its own name")
        if not seconds > 0:
            raise ValueError(f"cue {name!r} must last more than 0 seconds, not {seconds!r}")
        start = self.cues[-1].start if with_previous and self.cues else self.length
        added = Cue(name, start, start + seconds, ease)
        return replace(self, cues=(*self.cues, added), length=max(self.length, added.end))

    def pause(self, seconds: float) -> Timeline:
        """Add a breath in which nothing moves."""
        return replace(self, length=self.length + seconds)

    def stop(self) -> Timeline:
        """Rest here until the visitor continues."""
        return replace(self, rests=(*self.rests, self.length))

    def at(self, t: float, now: float = 0.0) -> Cues:
        """Every cue's value at story time ``t`` (clamped into the timeline)."""
        t = clamp(t, 0.0, self.length)
        values = {c.name: c.ease(clamp((t - c.start) / (c.end - c.start))) for c in self.cues}
        rest = max(0, bisect_right(self.rests, t + 1e-9) - 1)
        return Cues(values, t=t, now=now, rest=rest, moving=not any(abs(t - r) < 1e-9 for r in self.rests))

    def start_of(self, name: str) -> float:
        """When the named move begins, in seconds; ``KeyError`` with the known names otherwise."""
        for c in self.cues:
            if c.name == name:
                return c.start
        raise KeyError(f"no cue named {name!r}; this timeline has {[c.name for c in self.cues]}")


class Player:
    """The head on one timeline: it advances to the next rest and waits there, or is put anywhere."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.t = 0.0
        self.paused = False
        self._goal = timeline.rests[0] if timeline.rests else timeline.length

    @property
    def resting(self) -> bool:
        """Whether nothing moves: the head stands at its goal."""
        return self.t >= self._goal - 1e-9

    @property
    def at_end(self) -> bool:
        """Whether the last rest is reached, so that Continue means the next chapter."""
        return self.t >= (self.timeline.rests[-1] if self.timeline.rests else self.timeline.length) - 1e-9

    def advance(self, dt: float) -> None:
        """Let ``dt`` seconds pass, stopping at the next rest."""
        if not self.paused and self.t < self._goal:
            self.t = self.t + dt if self.t + dt < self._goal - 1e-9 else self._goal

    def seek(self, t: float) -> None:
        """Put the head at ``t`` (clamped) and hold it there until told to go on."""
        self.t = clamp(t, 0.0, self.timeline.length)
        self._goal = self.t

    def play_from(self, t: float, until: float | None = None) -> None:
        """Put the head at ``t`` and let it run to the next rest after it, or only to ``until`` on the way there."""
        self.seek(t)
        rest = self._rest_after(self.t)
        self._goal = rest if until is None else clamp(until, self.t, rest)
        self.paused = False

    def leap(self) -> bool:
        """Go at once to where the head is running to; ``False`` if it runs nowhere."""
        if self.paused or self.resting:
            return False
        self.t = self._goal
        return True

    def next(self) -> bool:
        """Go on to the next rest; ``False`` if there is none. While moving, jump to where the move ends."""
        self.paused = False
        if not self.resting:
            self.t = self._goal
            return True
        goal = self._rest_after(self.t)
        if goal <= self.t + 1e-9:
            return False
        self._goal = goal
        return True

    def back(self) -> bool:
        """Return to the rest before this moment; ``False`` if there is none."""
        index = bisect_left(self.timeline.rests, self.t - 1e-9) - 1
        if index < 0:
            return False
        self.seek(self.timeline.rests[index])
        return True

    def cues(self, now: float = 0.0) -> Cues:
        """The cues at the head."""
        return self.timeline.at(self.t, now)

    def _rest_after(self, t: float) -> float:
        index = bisect_right(self.timeline.rests, t + 1e-9)
        return self.timeline.rests[index] if index < len(self.timeline.rests) else t
