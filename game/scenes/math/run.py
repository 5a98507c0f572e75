"""The head on a program that has run: step, back, run, pause, and anywhere at once."""

from __future__ import annotations

from typing import Any

from game.core.easing import clamp
from game.core.tracing import Step
from game.programs import Run

PACE = 0.62
"""Seconds a step is shown while the program runs by itself."""
FLASH = 0.5
"""Seconds a changed variable glows, and a fibre needs to its new thickness."""
FOLLOW = 9.0
"""How fast the listing follows the line that runs, per second."""


class Reader:
    """A run and the step that is looked at. All steps are known, so going back is as exact as going on."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.at = 0
        self.running = False
        self.since = FLASH
        """Seconds since this step was reached."""
        self.line = float(run.steps[0].line)
        """Where the listing is scrolled to: it follows the line that runs."""
        self.held = False
        """Whether the visitor has moved the listing: it stays there until another step is looked at."""

    @property
    def step(self) -> Step:
        """The step that is looked at."""
        return self.run.steps[self.at]

    @property
    def last(self) -> int:
        return len(self.run.steps) - 1

    @property
    def fresh(self) -> float:
        """1 when the step has just been reached, 0 when it has been there for a while."""
        return clamp(1.0 - self.since / FLASH)

    def seek(self, at: int) -> None:
        """Look at another step."""
        at = max(0, min(self.last, at))
        if at != self.at:
            self.at, self.since, self.held = at, 0.0, False

    @property
    def lines(self) -> frozenset[int]:
        """The lines that run at all."""
        return frozenset(step.line for step in self.run.steps)

    def seek_line(self, line: int) -> None:
        """Go to the next time that line runs, if need be from the beginning."""
        found = [index for index, step in enumerate(self.run.steps) if step.line == line]
        if found:
            self.seek(next((index for index in found if index > self.at), found[0]))

    def pick_line(self, down: int) -> None:
        """Go so many lines down (up if negative), over those that never run: the nearest time it runs that way."""
        lines = sorted(self.lines)
        index = max(0, min(len(lines) - 1, lines.index(self.step.line) + down))
        if lines[index] == self.step.line:
            return
        found = [at for at, step in enumerate(self.run.steps) if step.line == lines[index]]
        onward = [at for at in found if at > self.at] if down > 0 else [at for at in found if at < self.at][::-1]
        self.seek((onward or found)[0])

    def scroll(self, line: float) -> None:
        """Move the listing by hand."""
        self.line, self.held = clamp(line, 1.0, float(len(self.run.program.lines))), True

    def toggle(self) -> None:
        """Run, or pause; at the end, run from the beginning."""
        self.running = not self.running
        if self.running and self.at == self.last:
            self.seek(0)

    def advance(self, dt: float) -> None:
        """Let time pass."""
        self.since += dt
        if not self.held:
            self.line += (self.step.line - self.line) * min(1.0, FOLLOW * dt)
            if abs(self.step.line - self.line) < 0.02:
                self.line = float(self.step.line)
        if self.running and self.since >= PACE:
            self.seek(self.at + 1)
            self.running = self.at < self.last

    def variables(self) -> dict[str, Any]:
        """The variables in sight: inside a function its own, after those of the program around it."""
        outer: dict[str, Any] = {}
        if self.step.scope:
            outer = next((dict(s.values) for s in reversed(self.run.steps[:self.at]) if not s.scope), {})
        return {**{name: value for name, value in outer.items() if name not in self.step.values}, **self.step.values}

    def known(self, name: str) -> Any:
        """The value a variable has, or last had in a function that has returned; ``None`` before."""
        for step in reversed(self.run.steps[: self.at + 1]):
            if name in step.values:
                return step.values[name]
        return None

    def returned(self, tag: str) -> Any:
        """What the last line with that stage direction returned; ``None`` before it has."""
        for index in range(self.at, -1, -1):
            if self.run.tag(index) == tag and self.run.steps[index].returns:
                return self.run.steps[index].returned
        return None

    def first(self, tag: str) -> int:
        """The first step at a line with that stage direction."""
        return next(index for index in range(self.last + 1) if self.run.tag(index) == tag)

    def scene_at(self) -> tuple[str, Step, Step | None]:
        """The latest stage direction up to here, its step, and the step before that."""
        for index in range(self.at, -1, -1):
            if tag := self.run.tag(index):
                return tag, self.run.steps[index], self.run.steps[index - 1] if index else None
        return "", self.run.steps[0], None
