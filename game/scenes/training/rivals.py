"""Who else is on the map: the other optimizers in a race, and gradient descent against the visitor's hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brain import Array, Recording, Trainer
from game.scenes.training.run import MOST_LAPS, RATES, Run

SHAPES = {"sgd": "disc", "momentum": "square", "adam": "diamond"}
"""The second channel beside the colour, for optimizers seen side by side."""
RIVAL_COLOURS = ("text", "passed")
"""Whoever is chosen is gold."""
MOST_CATCHING_UP = 40
"""Laps a rival makes up in one step of the simulation, after a jump."""
KEY_REST = 1.6
"""Seconds without an arrow key after which a ball that is carried by keys counts as put down."""


@dataclass(frozen=True)
class Rival:
    """Another run on the map: how it looks, its places so far (rows, p) and its losses (rows,)."""

    name: str
    path: Array
    losses: Array


def colour_of(name: str, chosen: str) -> str:
    """The colour of an optimizer's marble, trail and curve while ``chosen`` is the visitor's own."""
    others = [other for other in RATES if other != chosen]
    return "active" if name == chosen else RIVAL_COLOURS[others.index(name)] if name in others else "text"


class Race:
    """The optimizers that were not chosen, from the same start, each with a rate that suits it."""

    def __init__(self, run: Run, rates: dict[str, float]) -> None:
        self._runs: dict[str, Recording] = {}
        for name in RATES:
            if name != run.optimizer:
                twin = run.network.copy()
                trainer = Trainer(twin, run.data, optimizer=name, learning_rate=rates[name])
                self._runs[name] = Recording(trainer, MOST_LAPS)

    def follow(self, row: int) -> None:
        """Stand where the visitor's own run stands: the same number of laps, forwards or back."""
        for one in self._runs.values():
            if row <= one.last:
                if one.now != row:
                    one.rewind(row)
                continue
            if one.now < one.last:
                one.rewind(one.last)
            for _ in range(min(row - one.now, MOST_CATCHING_UP)):
                report = one.advance()
                if report is None or report.diverged:
                    break

    def ranking(self, own: str, loss: float) -> dict[str, float]:
        """Everyone's loss at this moment, the visitor's ``own`` optimizer with its ``loss`` among them."""
        losses = {name: float(one.losses[one.now]) for name, one in self._runs.items()} | {own: loss}
        return {name: losses[name] for name in RATES}

    def rivals(self) -> list[Rival]:
        """Everyone's way so far."""
        return [Rival(name, one.path[:one.now + 1], one.losses[:one.now + 1]) for name, one in self._runs.items()]


class Duel:
    """The ball in the visitor's hand against gradient descent, which sets out from the same place at the same time."""

    def __init__(self, run: Run, laps_a_second: int) -> None:
        twin = run.network.copy()
        trainer = Trainer(twin, run.data, optimizer=run.optimizer, learning_rate=run.rate)
        self.row = run.now
        self.open = True
        self.age = 0.0
        """Seconds since it was decided."""
        self.best = self.start = run.loss
        self.best_params = run.network.params.copy()
        self.trace: list[float] = [self.best]
        self._machine = Recording(trainer, MOST_LAPS)
        self._pace = max(5, laps_a_second)
        self._due = self._rest = 0.0

    def step(self, dt: float, held: bool, loss: float, params: Array) -> None:
        """Let time pass: the machine trains, the hand's best place is remembered."""
        if not self.open:
            self.age += dt
            return
        self._rest = 0.0 if held else self._rest + dt
        if loss < self.best:
            self.best, self.best_params = loss, params.copy()
        self._due = min(self._due + dt * self._pace, 16.0)
        while self._due >= 1.0 and not self._machine.full:
            self._due -= 1.0
            self._machine.advance()
            self.trace.append(loss)
        if not held and self._rest > KEY_REST:
            self.open = False

    def touched(self) -> None:
        """An arrow key moved the ball: it is still in the hand."""
        self._rest = 0.0

    def close(self) -> None:
        """The ball was let go."""
        self.open = False

    @property
    def laps(self) -> int:
        """How many laps the machine had."""
        return self._machine.last

    @property
    def machine(self) -> float:
        """The machine's best loss."""
        return float(np.nanmin(self._machine.losses))

    @property
    def won(self) -> bool:
        """Whether the hand found a lower place than the machine, and moved at all."""
        return self.best < min(self.machine, self.start)

    def rival(self) -> Rival:
        """The machine's way."""
        return Rival("machine", self._machine.path, self._machine.losses)
