"""Learning cannot be run backwards, so it is written down: every step can be visited again, exactly.

A `Recording` keeps the parameters and the optimizer's memory at every step. After a rewind the network is
what it was, to the last bit, and training on from there repeats what happened, or takes another way.

Memory: (2 + memories of the optimizer) vectors of p numbers a step, for `max_steps` steps at most. The
13 parameters of a 2-3-1 network with Adam come to less than one megabyte in 2,000 steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .checks import Array, as_amount, as_count, as_index
from .optimizers import LARGEST_RATE, Optimizer, OptimizerState, optimizer
from .training import Report, Trainer

ROWS_AT_FIRST = 256


@dataclass(frozen=True, eq=False)
class Written:
    """A recording as it stood: every row up to its last one, and the row where the network was."""

    now: int
    path: Array
    losses: Array
    norms: Array
    states: tuple[OptimizerState, ...]
    optimizers: tuple[Optimizer, ...]


class Recording:
    """The run of one trainer from here on. Row 0 is the start; row k is the place after k steps.

    `now` is the row where the network stands; rows behind it, up to `last`, are its future as it was.
    `ghost` (rows, p) is the way a run went before it was left by `branch`, from the fork on; None at first.
    """

    def __init__(self, trainer: Trainer, max_steps: int = 5000) -> None:
        self.trainer = trainer
        self.max_steps = as_count(max_steps, "max_steps")
        self.now = 0
        self.last = 0
        self.ghost: Array | None = None
        rows = min(ROWS_AT_FIRST, self.max_steps + 1)
        self._path = np.empty((rows, trainer.network.params.size))
        self._losses, self._norms = np.empty(rows), np.empty(rows)
        self._states: list[OptimizerState] = []
        self._optimizers: list[Optimizer] = []
        self._first_step = trainer.steps
        self._write(0)

    @property
    def path(self) -> Array:
        """Where the run has been, (last + 1, p): a read-only view, valid until the next step or branch."""
        return _read_only(self._path[: self.last + 1])

    @property
    def losses(self) -> Array:
        """Loss over all examples at every row of `path`, (last + 1,): a read-only view."""
        return _read_only(self._losses[: self.last + 1])

    @property
    def gradient_norms(self) -> Array:
        """Length of the gradient of the step that left each row of `path`, (last,): a read-only view."""
        return _read_only(self._norms[: self.last])

    @property
    def full(self) -> bool:
        """Whether `max_steps` are recorded. Then `advance` does nothing; rewind, or begin a new recording."""
        return self.now >= self.max_steps

    def advance(self) -> Report | None:
        """Train one step and write it down. None if the recording is full.

        After a rewind this repeats what happened, bit for bit. If something was changed meanwhile, such as
        the learning rate or the parameters, it goes another way, and that counts as a branch. A step that
        diverged changed nothing, and is not written down.
        """
        if self.full:
            return None
        if not self._stands_at(self.now):
            self.branch(params=self.trainer.network.params.copy())
        report = self.trainer.step()
        if not report.diverged:
            if self.now < self.last and not self._stands_at(self.now + 1):
                self._forget_future()
            self._norms[self.now] = report.gradient_norm
            self.now += 1
            self.last = max(self.last, self.now)
            self._write(self.now)
        return report

    def rewind(self, step: int) -> None:
        """Put network, optimizer and place in the data back to row `step`: 0 to `last`, so also forward."""
        step = as_index(step, self.last + 1, "step")
        trainer = self.trainer
        trainer.network.params = self._path[step]
        trainer.optimizer = self._optimizers[step]
        trainer.optimizer.restore(self._states[step])
        trainer.steps = self._first_step + step
        self.now = step

    def copy(self) -> Written:
        """Everything that is written down, so that `restore` can bring it back whatever happens meanwhile."""
        rows = self.last + 1
        return Written(self.now, self._path[:rows].copy(), self._losses[:rows].copy(), self._norms[:rows].copy(),
                    tuple(self._states), tuple(self._optimizers))

    def restore(self, written: Written) -> None:
        """Make the recording what it was at the time of `copy`, its future included, and stand where it stood."""
        rows = len(written.path)
        while rows > len(self._path):
            self._grow()
        self.last = rows - 1
        self._path[:rows], self._losses[:rows] = written.path, written.losses
        self._norms[:rows] = written.norms
        self._states, self._optimizers = list(written.states), list(written.optimizers)
        self.rewind(written.now)

    def branch(
        self,
        *,
        params: npt.ArrayLike | None = None,
        optimizer_name: str | None = None,
        learning_rate: float | None = None,
    ) -> None:
        """Leave the recorded way here: what lay ahead becomes the `ghost`, and the run goes on differently.

        `params` (p,) carries the network to another place, which takes over the row of `now`. A new
        optimizer starts with an empty memory; without one, the present optimizer keeps its own.
        """
        new = self.trainer.optimizer
        rate = new.learning_rate if learning_rate is None else as_amount(learning_rate, "learning_rate", LARGEST_RATE)
        if optimizer_name is not None:
            new = optimizer(optimizer_name, rate)
        if params is not None:
            self.trainer.network.params = params
        new.learning_rate = rate
        self.trainer.optimizer = new
        self._forget_future()
        self._write(self.now)

    def _stands_at(self, row: int) -> bool:
        """Whether the network is, to the last bit, where `row` says."""
        return np.array_equal(self.trainer.network.params, self._path[row])

    def _forget_future(self) -> None:
        """Make the rows from `now` on the ghost (one row says only where the network was carried from)."""
        self.ghost = self._path[self.now : self.last + 1].copy()
        self.last = self.now
        del self._states[self.now + 1 :], self._optimizers[self.now + 1 :]

    def _write(self, row: int) -> None:
        """Write down the present as `row`."""
        if row >= len(self._path):
            self._grow()
        self._path[row] = self.trainer.network.params
        self._losses[row] = self.trainer.loss()
        self._states[row : row + 1] = [self.trainer.optimizer.state()]
        self._optimizers[row : row + 1] = [self.trainer.optimizer]

    def _grow(self) -> None:
        """Double the room, up to the limit. Views handed out earlier keep the old room, unchanged."""
        rows = min(2 * len(self._path), self.max_steps + 1)
        more = rows - len(self._path)
        self._path = np.concatenate([self._path, np.empty((more, self._path.shape[1]))])
        self._losses = np.append(self._losses, np.empty(more))
        self._norms = np.append(self._norms, np.empty(more))


def _read_only(view: Array) -> Array:
    view = view.view()
    view.flags.writeable = False
    return view
