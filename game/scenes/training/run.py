"""One training run of the visitor's own network: every lap written down, left, taken up and compared."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from brain import Array, Network, Recording, Trainer, Written
from game.journey import Journey

RATES = {"sgd": 1.6, "momentum": 0.3, "adam": 0.1}
"""Learning rates that suit each optimizer on the class of students: measured."""
LOWEST_RATE, HIGHEST_RATE = 0.01, 200.0
MOST_LAPS = 3000
MOST_LIFTED = 8
"""So many times the ball can be put back; what lies longer ago is forgotten."""
ANSWERS: dict[str, tuple[int, float]] = {"few": (0, 19), "some": (20, 100), "many": (101, math.inf)}
"""What the answers to the question how long it will take mean, in laps."""
UNTRAINED = 0.15
"""A network whose loss is above this has not learnt much yet: its place is a fair start."""


@dataclass(frozen=True, eq=False)
class Ghost:
    """The way a run went before it was left: from row ``start`` on, places (rows, p) and losses (rows,)."""

    start: int
    path: Array
    losses: Array


@dataclass(frozen=True, eq=False)
class Lifted:
    """The whole run as it stood when the ball was taken up, to put it back exactly."""

    written: Written
    turn: int
    carried: frozenset[int]
    ghost: Ghost | None
    diverged: bool


class Run:
    """The network in training, its recording, and the optimizer and rate the visitor has chosen for the next lap."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.network = journey.network
        self.data = journey.data()
        self.optimizer = journey.optimizer if journey.optimizer in RATES else "sgd"
        self.rate = journey.learning_rate
        self.origin = _untrained(journey)
        self.ghost: Ghost | None = None
        self.diverged = False
        self.carried: set[int] = set()
        self._lifted: list[Lifted] = []
        self._base = journey.laps
        self._begin()

    def _begin(self) -> None:
        self.trainer = Trainer(self.network, self.data, optimizer=self.optimizer, learning_rate=self.rate)
        self.recording = Recording(self.trainer, MOST_LAPS)
        self.turn = 0
        """The row at which rate, optimizer or place were last changed."""

    def fits(self, journey: Journey) -> bool:
        """Whether this run can be taken up where it was: the same network, untouched, and the same class."""
        here = journey.data()
        return (journey.network is self.network and np.array_equal(self.network.params, self.path[self.now])
                and np.array_equal(here.x, self.data.x) and np.array_equal(here.y, self.data.y))

    # -- where it is ----------------------------------------------------------------------------

    @property
    def now(self) -> int:
        """Laps done in this run."""
        return self.recording.now

    @property
    def last(self) -> int:
        """Laps written down, the future behind ``now`` included."""
        return self.recording.last

    @property
    def path(self) -> Array:
        """Every place of the run, (last + 1, p)."""
        return self.recording.path

    @property
    def losses(self) -> Array:
        """The loss at every place of the run, (last + 1,)."""
        return self.recording.losses

    @property
    def slopes(self) -> Array:
        """The length of the gradient at every place that was left, (last,)."""
        return self.recording.gradient_norms

    @property
    def loss(self) -> float:
        """The loss of the network as it stands, over the whole class."""
        return self.trainer.loss()

    @property
    def full(self) -> bool:
        """Whether the book is full: go back, or start over."""
        return self.recording.full

    def gradient(self) -> Array:
        """The gradient (p,) of the class's loss here."""
        return self.network.loss_and_gradient(self.data.x, self.data.y)[1]

    @property
    def learnt(self) -> bool:
        """Whether the network had learnt something before the first lap of this run: no fair start."""
        return bool(self.losses[0] <= UNTRAINED)

    def laps_below(self, mark: float) -> int | None:
        """How many laps it took to get below ``mark``, up to now and without a hand's help; ``None`` if it did not."""
        if self.learnt:
            return None
        below = np.flatnonzero(self.losses[:self.now + 1] < mark)
        if not len(below) or any(row <= below[0] for row in self.carried):
            return None
        return int(below[0])

    # -- what can be done -----------------------------------------------------------------------

    def choose(self, optimizer: str, rate: float) -> None:
        """Take another optimizer or rate from the next lap on."""
        if (optimizer, rate) != (self.optimizer, self.rate):
            self.optimizer, self.rate, self.turn = optimizer, rate, self.now
            self.journey.optimizer, self.journey.learning_rate = optimizer, rate

    def advance(self) -> bool:
        """One lap; ``False`` if it was not possible. The future that is written down is repeated exactly."""
        if self.full:
            return False
        chosen = self.trainer.optimizer.name == self.optimizer
        same = chosen and self.trainer.optimizer.learning_rate == self.rate
        if self.now < self.last and same:
            self.rewind(self.now + 1)
            return True
        self.journey.note_training()
        self._leave_ghost()
        if not same:
            self.recording.branch(optimizer_name=None if chosen else self.optimizer, learning_rate=self.rate)
        report = self.recording.advance()
        self.diverged = report is None or report.diverged
        self._count()
        return not self.diverged

    def rewind(self, row: int) -> None:
        """Stand at lap ``row`` of the run, exactly as it was."""
        self.recording.rewind(min(max(row, 0), self.last))
        self.diverged = False
        self._count()

    def lift(self) -> None:
        """The ball is taken up: from here on ``put_back`` leads back to this moment."""
        here = Lifted(self.recording.copy(), self.turn, frozenset(self.carried), self.ghost, self.diverged)
        self._lifted = [*self._lifted, here][-MOST_LIFTED:]

    @property
    def lifted(self) -> bool:
        """Whether there is a place the ball was taken from."""
        return bool(self._lifted)

    def put_back(self) -> None:
        """Stand where the ball was last taken up, its future as it was; the way since then stays as a ghost."""
        if not self._lifted:
            return
        back = self._lifted.pop()
        row = back.written.now
        way = Ghost(row, self.path[row:].copy(), self.losses[row:].copy()) if self.last > row else back.ghost
        self.recording.restore(back.written)
        self.turn, self.carried, self.diverged = back.turn, set(back.carried), back.diverged
        self.ghost = way
        self._count()

    def carry(self, params: Array) -> None:
        """Put the network at another place by hand; it takes over the present row."""
        self._leave_ghost()
        self.recording.branch(params=params)
        self.carried.add(self.now)
        self.turn, self.diverged = self.now, False

    def start_over(self) -> None:
        """Back to the untrained weights, with the rate and optimizer that are chosen; the old way stays as a ghost."""
        if self.now > 0:
            self.ghost = Ghost(0, self.path[:self.now + 1].copy(), self.losses[:self.now + 1].copy())
        self.network.params = self.origin
        self.carried.clear()
        self._lifted.clear()
        self.diverged, self._base = False, 0
        self._begin()
        self._count()

    def _leave_ghost(self) -> None:
        if self.now < self.last:
            self.ghost = Ghost(self.now, self.path[self.now:].copy(), self.losses[self.now:].copy())
            self.carried = {row for row in self.carried if row <= self.now}

    def _count(self) -> None:
        self.journey.laps = self._base + self.now


def _untrained(journey: Journey) -> Array:
    """The weights a new attempt starts from: before any training if they are known, else here, else fresh ones."""
    network, data, before = journey.network, journey.data(), journey.before
    if before is not None and before.sizes == network.sizes and before.hidden == network.hidden:
        candidate = before
    else:
        candidate = network
    if candidate.loss(data.x, data.y) < UNTRAINED:
        candidate = Network(network.sizes, network.hidden, network.output, journey.seed)
    return candidate.params.copy()
