"""The clock of the training loop: forward, loss, backprop, update, and round again, slow or fast."""

from __future__ import annotations

import math

PHASES = ("forward", "loss", "backprop", "update")
STARTS = (0.0, 0.36, 0.50, 0.84)
"""Where each phase begins, as a share of one lap; the weights move when the last one begins."""
SPEEDS = (1, 5, 25, 100, 400)
"""Laps a second the visitor can choose from."""
SHOWN_LAPS = 1.2
"""Laps a second the lamps go round at most: nothing may flash, so of fast laps only some are shown."""
MOST_AT_ONCE = 16
"""Training steps in one step of the simulation at most, so that no frame gets long."""


class Loop:
    """Where in the lap the loop is. ``position`` counts laps shown; its fraction is the share of the present one."""

    def __init__(self) -> None:
        self.position = 0.0
        self.running = False
        self.speed = 0
        self._goal: float | None = None
        self._pace = 1.0
        self._due = 0.0

    @property
    def laps_a_second(self) -> int:
        return SPEEDS[self.speed]

    @property
    def fast(self) -> bool:
        """Whether laps pass more quickly than the lamps can show."""
        return self.running and self.laps_a_second > 1

    @property
    def moving(self) -> bool:
        """Whether the loop is going round, by itself or to finish a single step."""
        return self.running or self._goal is not None

    @property
    def shown_share(self) -> int:
        """One in how many laps the lamps show."""
        return max(1, round(self.laps_a_second / SHOWN_LAPS)) if self.laps_a_second > 1 else 1

    def lit(self) -> tuple[int, float] | None:
        """The phase that is lit and how far it has come, 0 to 1; ``None`` before the first lap."""
        if self.position <= 0.0:
            return None
        share = (self.position - (0.0 if self.moving else 1e-6)) % 1.0
        phase = max(i for i, start in enumerate(STARTS) if start <= share)
        end = STARTS[phase + 1] if phase + 1 < len(STARTS) else 1.0
        return phase, (share - STARTS[phase]) / (end - STARTS[phase])

    def toggle(self) -> None:
        """Run, or pause; a fast run pauses between two laps."""
        if self.fast:
            self.position = math.ceil(self.position)
        self.running = not self.running
        self._goal, self._due = None, 0.0

    def stop(self) -> None:
        """Pause between two laps."""
        self.running, self._goal, self._due = False, None, 0.0
        self.position = float(round(self.position))

    def reset(self) -> None:
        """Pause before the first lamp: the network was put somewhere else."""
        self.stop()
        self.position = 0.0

    def change_speed(self, by: int) -> None:
        """One notch faster (1) or slower (-1)."""
        self.speed = min(max(self.speed + by, 0), len(SPEEDS) - 1)

    def play_phase(self) -> None:
        """Play on to the end of the next phase."""
        self._finish()
        share, lap = self.position % 1.0, math.floor(self.position)
        ends = (*STARTS[1:], 1.0)
        self._goal = lap + next(end for end in ends if end > share + 1e-6)
        self._pace = 0.34

    def play_lap(self) -> None:
        """Play on to the end of this lap, or the whole next one."""
        self._finish()
        self._goal = float(math.floor(self.position + 1e-6) + 1)
        self._pace = 0.9

    def _finish(self) -> None:
        """Stop running; an unfinished single step jumps to its end (its update is still owed)."""
        if self.running:
            self.toggle()
        if self._goal is not None:
            self._due += self._updates(self.position, self._goal)
            self.position, self._goal = self._goal, None

    def advance(self, dt: float) -> int:
        """Let ``dt`` seconds pass; returns how many laps' updates fall due."""
        before = self.position
        if self.fast:
            self.position += dt * SHOWN_LAPS
            self._due += dt * self.laps_a_second
        elif self.running:
            self.position += dt * self.laps_a_second
            self._due += self._updates(before, self.position)
        elif self._goal is not None:
            self.position = min(self._goal, self.position + dt * self._pace)
            self._due += self._updates(before, self.position)
            if self.position >= self._goal:
                self._goal = None
        laps = min(int(self._due + 1e-9), MOST_AT_ONCE)
        self._due = min(self._due - laps, 1.0)
        return laps

    @staticmethod
    def _updates(before: float, after: float) -> int:
        """How many times an update begins between two positions."""
        return math.floor(after - STARTS[3] - 1e-9) - math.floor(before - STARTS[3] - 1e-9)
