"""Tries out, before the visitor does, how low this network gets in a few laps: so the challenge can be met."""

from __future__ import annotations

import math

from brain import Trainer
from game.scenes.training.run import RATES, Run

TARGET_LAPS = 15
MARK = 0.06
"""The loss to get below, for networks that can; others get a mark of their own."""


class Trials:
    """Finds a mark this network can get below in few laps, by trying: one short run a step.

    ``mark`` is the loss to get below and ``laps`` how many laps that may take; ``mark`` stays ``None`` where nothing
    gets anywhere. If the first optimizer and rate do it by themselves, fewer laps are asked for.
    """

    ATTEMPTS = (("sgd", RATES["sgd"]), ("sgd", 3.0), ("sgd", 5.0), ("sgd", 8.0), ("sgd", 12.0), ("sgd", 16.0),
                ("momentum", 2.0), ("adam", 0.1), ("adam", 0.3))

    def __init__(self, run: Run) -> None:
        self._run = run
        self._start = run.origin.copy()
        self._curves: list[list[float]] = []
        self.mark: float | None = None
        self.laps = TARGET_LAPS

    @property
    def asked(self) -> float | None:
        """The loss to get below; while it is still being tried out, the usual one."""
        return self.mark if len(self._curves) == len(self.ATTEMPTS) else MARK

    def step(self) -> None:
        """Try one more optimizer and rate, until all are tried."""
        if len(self._curves) == len(self.ATTEMPTS):
            return
        name, rate = self.ATTEMPTS[len(self._curves)]
        twin = self._run.network.copy()
        twin.params = self._start
        trainer = Trainer(twin, self._run.data, optimizer=name, learning_rate=rate)
        curve = [trainer.loss()]
        for _ in range(TARGET_LAPS - 1):
            trainer.step()
            curve.append(trainer.loss())
        self._curves.append(curve)
        if len(self._curves) == len(self.ATTEMPTS):
            self._settle()

    def _settle(self) -> None:
        best = min(min(curve) for curve in self._curves)
        mark = MARK if best < MARK else math.ceil(best * 102) / 100
        if not mark < 0.9 * self._curves[0][0]:
            return
        self.mark = mark
        needed = [next((lap for lap, loss in enumerate(curve) if loss < mark), None) for curve in self._curves]
        fewest = min(laps for laps in needed if laps is not None)
        if needed[0] is not None:
            self.laps = max(fewest, round(0.7 * needed[0]))
