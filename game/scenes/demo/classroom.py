"""The class in the visitor's hands: students come, go and change sides, and the network learns again on the spot."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from brain.data import to_hours
from brain.network import Network
from brain.training import Trainer
from game.core.geometry import Vec, distance
from game.journey import CLASS_SIZE, LEARNING_RATE, PLAIN, Journey, whole_class
from game.scenes.demo.fit import Fit, fit_of

RETRAIN_LAPS = 720
LAPS_AT_ONCE = 12
STEPS_BETWEEN = 3
"""Twelve laps every third step: a retraining takes three seconds, and the map is renewed twenty times in each."""
MOST_UNDO = 100
SMALLEST_CLASS = 4
MOST_EXTRA = 140


@dataclass(frozen=True)
class Member:
    """One student of the class: hours, result, whether the visitor changed or added them, and which one it is."""

    hours: Vec
    passed: bool
    changed: bool
    index: int
    """Number in the simulated class, or CLASS_SIZE + place among the visitor's own."""


@dataclass(frozen=True)
class _Snapshot:
    """All that a change in this chapter can change."""

    params: np.ndarray
    laps: int
    extra: tuple[tuple[float, float, bool], ...]
    flipped: frozenset[int]
    removed: frozenset[int]
    before: Fit | None
    ghost: np.ndarray | None
    optimizer: str
    learning_rate: float


class Classroom:
    """Changes the class and retrains the network, a few laps a step; every change can be taken back."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.before: Fit | None = None
        """How the network did before it was last retrained."""
        self.ghost: np.ndarray | None = None
        """Its parameters then."""
        self.stuck = False
        """Whether the last training has come to no better than always giving one answer: it is time to start afresh."""
        self.refused = ""
        """Why the last change could not be made, as the name of a sentence; empty if it was."""
        self.lap = 0
        self._steps = 0
        self._trainer: Trainer | None = None
        self._undo: list[_Snapshot] = []

    # -- who is in the class -----------------------------------------------------------------------

    def members(self) -> list[Member]:
        """Everyone in the class, in the order of ``journey.data()``."""
        j = self.journey
        base = whole_class(j.seed)
        hours, y = to_hours(base.x), base.y[:, 0]
        kept = [i for i in range(len(hours)) if i not in j.removed]
        if not kept and not j.extra:
            kept = list(range(len(hours)))
        old = [Member((float(hours[i, 0]), float(hours[i, 1])), bool(y[i] >= 0.5) != (i in j.flipped),
                      i in j.flipped, i) for i in kept]
        return old + [Member((a, b), passed, True, CLASS_SIZE + k) for k, (a, b, passed) in enumerate(j.extra)]

    def nearest(self, hours: Vec, reach: float = 10.0) -> Member | None:
        """The student nearest to a place on the map, not further than ``reach`` hours."""
        nearest = min(self.members(), key=lambda m: distance(m.hours, hours))
        return nearest if distance(nearest.hours, hours) <= reach else None

    @property
    def changed(self) -> bool:
        """Whether this is no longer the class as it came."""
        j = self.journey
        return bool(j.extra or j.flipped or j.removed)

    def add(self, hours: Vec, passed: bool) -> None:
        """Someone new joins the class."""
        if len(self.journey.extra) >= MOST_EXTRA:
            self.refused = "full"
            return
        self._remember()
        self.journey.extra.append((round(hours[0], 2), round(hours[1], 2), passed))
        self._class_changed()

    def flip(self, member: Member) -> None:
        """Turn a result over."""
        self._remember()
        if member.index >= CLASS_SIZE:
            a, b, passed = self.journey.extra[member.index - CLASS_SIZE]
            self.journey.extra[member.index - CLASS_SIZE] = (a, b, not passed)
        else:
            self.journey.flipped ^= {member.index}
        self._class_changed()

    def remove(self, member: Member) -> None:
        """Send someone away; the last few stay, or there is nothing to learn from."""
        if len(self.members()) <= SMALLEST_CLASS:
            self.refused = "last"
            return
        self._remember()
        if member.index >= CLASS_SIZE:
            del self.journey.extra[member.index - CLASS_SIZE]
        else:
            self.journey.removed |= {member.index}
        self._class_changed()

    def _class_changed(self) -> None:
        """A training that is under way goes on with the class as it is now."""
        if self._trainer is not None:
            self._trainer = self._new_trainer()

    # -- learning again ----------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        return self._trainer is not None

    @property
    def since(self) -> int:
        """Steps since the last laps: 0, 1 or 2."""
        return self._steps

    @property
    def due(self) -> bool:
        """Whether the next step is one with laps."""
        return self.running and self._steps == STEPS_BETWEEN - 1

    @property
    def key(self) -> Hashable:
        """Changes whenever anything but the network does that is told about the training."""
        return (self.before, self.running, self.stuck, self.refused)

    def start(self) -> None:
        """Begin to retrain on the class as it is; afresh, if it is stuck."""
        self._remember()
        self.before = fit_of(self.journey.network, self.journey.data())
        self.ghost = self.journey.network.params.copy()
        self.journey.note_training()
        if self.stuck:
            self._begin_afresh()
        self.lap, self.stuck = 0, False
        self._trainer = self._new_trainer()

    def _begin_afresh(self) -> None:
        """New weights, and steps of a size that suits them: neurons that huge steps have jammed learn no more."""
        j, old = self.journey, self.journey.network
        old.params[:] = Network(old.sizes, old.hidden, old.output, j.seed).params
        j.optimizer, j.learning_rate = PLAIN, LEARNING_RATE

    def stop(self) -> None:
        """Stop where it is."""
        self._trainer = None

    def step(self) -> None:
        """A few laps, if it is learning and they are due."""
        self._steps = (self._steps + 1) % STEPS_BETWEEN
        for _ in range(0 if self._steps else LAPS_AT_ONCE):
            if self._trainer is None:
                return
            diverged = self._trainer.step().diverged
            self.lap += not diverged
            self.journey.laps += not diverged
            if diverged or self.lap >= RETRAIN_LAPS:
                self.stop()
                self.stuck = diverged or fit_of(self.journey.network, self.journey.data()).idle

    def _new_trainer(self) -> Trainer:
        j = self.journey
        return Trainer(j.network, j.data(), optimizer=j.optimizer, learning_rate=j.learning_rate)

    # -- taking back -------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    def undo(self) -> None:
        """Take the last change of the class, or the last retraining, back."""
        if not self._undo:
            return
        self.stop()
        last, j = self._undo.pop(), self.journey
        j.network.params[:] = last.params
        j.laps, j.extra, j.flipped, j.removed = last.laps, list(last.extra), set(last.flipped), set(last.removed)
        j.optimizer, j.learning_rate = last.optimizer, last.learning_rate
        self.before, self.ghost, self.refused = last.before, last.ghost, ""
        self.stuck = False

    def _remember(self) -> None:
        j, self.refused = self.journey, ""
        self._undo = self._undo[1 - MOST_UNDO:]
        self._undo.append(_Snapshot(j.network.params.copy(), j.laps, tuple(j.extra), frozenset(j.flipped),
                                    frozenset(j.removed), self.before, self.ghost, j.optimizer, j.learning_rate))
