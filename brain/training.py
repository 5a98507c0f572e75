"""Training is four things in a circle: forward, loss, backward, update, and then again.

A `Trainer` does one lap at a time, so that a program can look at the network between two of them. `train`
is the same as a loop. Neither prints nor draws, and the same seed gives the same laps to the last bit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .checks import Array, as_amount, as_count
from .data import Dataset
from .network import Network, add_penalty
from .optimizers import Optimizer, OptimizerState
from .optimizers import optimizer as optimizer_called
from .workspace import with_ones

Data = Dataset | tuple[npt.ArrayLike, npt.ArrayLike]


def examples(data: Data) -> tuple[npt.ArrayLike, npt.ArrayLike]:
    """Return inputs and targets, whether they come as a Dataset or as a pair; ValueError for anything else."""
    if isinstance(data, Dataset):
        return data.x, data.y
    if not isinstance(data, (tuple, list)) or len(data) != 2:
        came = f"{len(data)} things" if isinstance(data, (tuple, list)) else type(data).__name__
        raise ValueError(f"data: expected a Dataset, or a pair of inputs and targets, got {came}")
    return data[0], data[1]


class Report(NamedTuple):
    """What one training step did.

    step: counted from 1; epoch: from 0; loss: of this batch, before the update, penalty included;
    gradient (p,): a copy of its own; learning_rate: the one used; batch: which examples, None for all;
    diverged: the loss or gradient was not finite, and so the update was left out.
    """

    step: int
    epoch: int
    loss: float
    gradient: Array
    learning_rate: float
    batch: npt.NDArray[np.int64] | None
    diverged: bool

    @property
    def gradient_norm(self) -> float:
        """Length of the gradient: how steep the landscape is here."""
        return math.sqrt(float(np.dot(self.gradient, self.gradient)))


class TrainerState(NamedTuple):
    """One moment of a training run: the parameters, what the optimizer remembers, the steps done."""

    params: Array
    optimizer: OptimizerState
    step: int


class Trainer:
    """Trains `network`, in place, one step at a time.

    `data`: a Dataset, or x (n, inputs) and y (n, outputs). `optimizer`: a name, or one of your own.
    `learning_rate`: None keeps an own optimizer's, and means 0.1 for a name. `batch_size`: None takes all
    examples each step; otherwise every epoch shuffles them anew. The order depends on `seed` and the number
    of the epoch alone, and so a count of steps is enough to wind back. The last batch may be smaller.
    ValueError for wrong shapes, names or numbers; they are checked here, once, not in every step.
    """

    def __init__(
        self,
        network: Network,
        data: Data,
        *,
        optimizer: str | Optimizer = "sgd",
        learning_rate: float | None = None,
        batch_size: int | None = None,
        loss: str = "mse",
        l1: float = 0.0,
        l2: float = 0.0,
        seed: int = 0,
    ) -> None:
        self._loss, inputs, targets = network.checked(*examples(data), loss)
        self.network = network
        self.l1, self.l2 = as_amount(l1, "l1"), as_amount(l2, "l2")
        self.seed = as_count(seed, "seed", least=0)
        self.optimizer = _optimizer(optimizer, learning_rate)
        self.steps = 0
        self._x, self._y = with_ones(inputs), np.ascontiguousarray(targets.T)
        self._n = len(inputs)
        self._size = self._n if batch_size is None else min(as_count(batch_size, "batch_size"), self._n)
        self._laps = -(-self._n // self._size)  # steps in one epoch, rounded up
        self._order: npt.NDArray[np.int64] = np.arange(self._n)
        self._shuffled_for = -1
        self._batch_x, self._batch_y = self._x, self._y

    @property
    def steps_per_epoch(self) -> int:
        """How many steps it takes to see every example once."""
        return self._laps

    def step(self) -> Report:
        """Do one lap: forward, loss, backward, update. If it diverges, the parameters stay as they were."""
        with np.errstate(all="ignore"):
            return self._step()

    def _step(self) -> Report:
        network, optimizer = self.network, self.optimizer
        epoch, lap = divmod(self.steps, self._laps)
        x, y, batch = (self._x, self._y, None) if self._laps == 1 else self._batch(epoch, lap)
        bench = network.workspace(y.shape[1])
        loss = bench.loss_and_gradient(x, y, self._loss)
        gradient = bench.gradient.copy()  # it is handed out, and the bench will overwrite its own
        if self.l1 or self.l2:
            loss += add_penalty(network, gradient, self.l1, self.l2)
        diverged = not math.isfinite(loss + float(np.dot(gradient, gradient)))
        rate = optimizer.learning_rate
        if not diverged:
            optimizer.step(network.params, gradient)
            self.steps += 1
        return Report(self.steps, epoch, loss, gradient, rate, batch, diverged)

    def _batch(self, epoch: int, lap: int) -> tuple[Array, Array, npt.NDArray[np.int64]]:
        """The columns of one batch. Shuffling once an epoch makes every batch a plain slice, not a copy."""
        if epoch != self._shuffled_for:
            self._order = np.random.default_rng((self.seed, epoch)).permutation(self._n)
            self._batch_x, self._batch_y = self._x[:, self._order], self._y[:, self._order]
            self._shuffled_for = epoch
        part = slice(lap * self._size, (lap + 1) * self._size)
        return self._batch_x[:, part], self._batch_y[:, part], self._order[part]

    def loss(self) -> float:
        """Return the loss over all examples as the network is now, penalty included."""
        with np.errstate(all="ignore"):
            bench = self.network.workspace(self._n)
            value = bench.loss_and_gradient(self._x, self._y, self._loss)
            return value + add_penalty(self.network, bench.gradient, self.l1, self.l2)

    def state(self) -> TrainerState:
        """Return a snapshot of network, optimizer and place in the data."""
        return TrainerState(self.network.params.copy(), self.optimizer.state(), self.steps)

    def restore(self, state: TrainerState) -> None:
        """Go back to a snapshot; from there on, everything happens again exactly as it did."""
        self.network.params = state.params
        self.optimizer.restore(state.optimizer)
        self.steps = state.step


def train(
    network: Network,
    data: Data,
    *,
    optimizer: str | Optimizer = "sgd",
    learning_rate: float | None = None,
    batch_size: int | None = None,
    loss: str = "mse",
    l1: float = 0.0,
    l2: float = 0.0,
    seed: int = 0,
    steps: int | None = None,
) -> Iterator[Report]:
    """Train `network` in place and yield a Report for every step: `steps` of them, or without end.

    The arguments are those of `Trainer`, and are checked when it is called, not at the first step. It ends
    early, after a report that says `diverged`, when the loss is no longer a number.
    """
    trainer = Trainer(
        network, data, optimizer=optimizer, learning_rate=learning_rate, batch_size=batch_size, loss=loss,
        l1=l1, l2=l2, seed=seed,
    )  # fmt: skip
    return _laps(trainer, None if steps is None else as_count(steps, "steps", least=0))


def _laps(trainer: Trainer, steps: int | None) -> Iterator[Report]:
    done = 0
    while steps is None or done < steps:
        report = trainer.step()
        yield report
        if report.diverged:
            return
        done += 1


def _optimizer(choice: str | Optimizer, learning_rate: float | None) -> Optimizer:
    if not isinstance(choice, Optimizer):
        return optimizer_called(choice, 0.1 if learning_rate is None else learning_rate)
    if learning_rate is not None:
        choice.learning_rate = learning_rate
    return choice
