"""Eight students, three knobs, one number to bring down: the game of chapter 5, and its rival, gradient descent."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import numpy as np

from brain import Array, Network, Sgd, to_hours
from game.journey import Journey

KNOBS = 3
MOST_TURNS = 30
"""So many turns are counted against gradient descent; the knobs turn on after that."""
ROUND = 10
"""After so many turns it is told who is ahead."""
RATES = (8.0, 4.0, 2.0, 1.0, 0.5, 0.25)
"""Learning rates that gradient descent may choose from: it takes the first with which the loss always falls."""
REACH = 5.0
"""The knobs turn from -REACH to REACH, further if a weight stands outside."""
SAME = 5e-4
"""Errors closer than this look alike."""


def choose_knobs(network: Network, x: Array, y: Array) -> tuple[int, ...]:
    """The places in ``params`` of the weights to turn: those nearest the output, steepest first, in drawing order.

    Where the last layer has room to choose, no two of them start from neighbours: fingers need space.
    """
    gradient = np.abs(network.loss_and_gradient(x, y)[1])
    chosen: list[int] = []
    for number, layer in enumerate(reversed(network.layers)):
        places = range(layer.start, layer.start + layer.weights.size)
        apart = 2 if number == 0 and len(places) >= 2 * KNOBS - 1 else 1
        chosen += _steepest(places, gradient, min(KNOBS - len(chosen), len(places)), apart)
    return tuple(sorted(chosen))


def _steepest(places: range, gradient: Array, count: int, apart: int) -> tuple[int, ...]:
    """``count`` of the places, at least ``apart`` from each other, whose gradients add up to most."""
    choices = [c for c in combinations(places, count) if all(b - a >= apart for a, b in pairwise(c))]
    return max(choices, key=lambda c: float(gradient[list(c)].sum()))


class Search:
    """The lowest loss that the knobs can reach, looked for a little at each step: a coarse grid, then finer ones."""

    COARSE, FINE, ROUNDS, CHUNK = 9, 5, 6, 125

    def __init__(self, network: Network, knobs: tuple[int, ...], start: Array, reach: float, x: Array,
                 y: Array) -> None:
        self._network, self._knobs, self._start, self._x, self._y = network, list(knobs), start, x, y
        self._best_at, self.lowest = start[self._knobs], float("inf")
        self._width, self._rounds = reach, 0
        self._waiting = _grid(np.zeros(len(knobs)), reach, self.COARSE)

    @property
    def done(self) -> bool:
        return len(self._waiting) == 0

    def advance(self) -> None:
        """Ask a few more networks."""
        if self.done:
            return
        points, self._waiting = self._waiting[: self.CHUNK], self._waiting[self.CHUNK:]
        params = np.repeat(self._start[None], len(points), 0)
        params[:, self._knobs] = points
        losses = np.mean((self._network.forward_many(params, self._x) - self._y) ** 2, axis=(1, 2))
        index = int(np.argmin(losses))
        if losses[index] < self.lowest:
            self.lowest, self._best_at = float(losses[index]), points[index]
        if self.done and self._rounds < self.ROUNDS:
            self._rounds += 1
            finer = self._width / 2 ** (self._rounds + 1)
            points = _grid(self._best_at, finer, self.FINE)
            self._waiting = points[np.all(np.abs(points) <= self._width, axis=1)]


def _grid(middle: Array, reach: float, count: int) -> Array:
    """``count`` values along each knob, ``reach`` to either side of ``middle``: (count ** knobs, knobs)."""
    axes = [m + np.linspace(-reach, reach, count) for m in middle]
    return np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, len(axes))


def descend(network: Network, knobs: tuple[int, ...], start: Array, x: Array, y: Array) -> tuple[list[float], float]:
    """The losses of gradient descent on the knobs alone, from ``start``, and its learning rate."""
    twin = network.copy()
    for rate in RATES:
        twin.params = start
        losses, rule = [], Sgd(rate)
        free = np.zeros_like(start)
        free[list(knobs)] = 1.0
        for _ in range(MOST_TURNS + 1):
            loss, gradient = twin.loss_and_gradient(x, y)
            losses.append(loss)
            rule.step(twin.params, gradient * free)
        if all(b <= a + 1e-12 for a, b in pairwise(losses)):
            break
    return losses, rate


class Game:
    """The visitor's turns on the real network, and what gradient descent makes of as many steps.

    ``you`` and ``machine`` are losses, first the one at the start, then one a turn. It holds on to the
    network it was made for, and its picture of where things stand travels in the journey's notes.
    """

    def __init__(self, journey: Journey) -> None:
        self.journey, self.network = journey, journey.network
        checked = journey.checked()
        self.x, self.y, self.hours = checked.x, checked.y, to_hours(checked.x)
        self.knobs = choose_knobs(self.network, self.x, self.y)
        self.start = self.network.params.copy()
        self.turning: dict[int, bool] = {}
        self.quiet = 0.0
        self._said: tuple[bytes, Array, Array, float] | None = None
        self.before: Array | None = None
        self.you = [self.loss]
        self.best = self.start.copy()
        self._resume(journey.notes.get("loss.game"))
        self.machine, self.rate = descend(self.network, self.knobs, self.start, self.x, self.y)
        self.reach = max(REACH, float(np.ceil(np.abs(self.start[list(self.knobs)]).max() + 1)))
        self.search = Search(self.network, self.knobs, self.start, self.reach, self.x, self.y)

    # -- how wrong -----------------------------------------------------------------------------------

    def _asked(self) -> tuple[bytes, Array, Array, float]:
        """The network's guesses, errors and loss, worked out once for the weights as they are."""
        key = self.network.params.tobytes()
        if self._said is None or self._said[0] != key:
            guesses = self.network.forward(self.x)[:, 0]
            errors = np.abs(guesses - self.truths)
            self._said = (key, guesses, errors, float(np.mean(errors**2)))
        return self._said

    @property
    def guesses(self) -> Array:
        """What the network says of each student, (n,)."""
        return self._asked()[1]

    @property
    def truths(self) -> Array:
        return self.y[:, 0]

    @property
    def errors(self) -> Array:
        """How far each guess is from the truth, (n,): the sides of the squares."""
        return self._asked()[2]

    @property
    def loss(self) -> float:
        """The mean of the areas."""
        return self._asked()[3]

    @property
    def undecided(self) -> float:
        """The loss of always saying 50 %."""
        return float(np.mean((0.5 - self.truths) ** 2))

    @property
    def lowest(self) -> float | None:
        """The best the knobs can do, once the search is over."""
        return min(self.search.lowest, self.you[0], *self.machine) if self.search.done else None

    @property
    def goal(self) -> float | None:
        """Half of the way from the start to the best; ``None`` while unknown, or when there is hardly any way."""
        lowest = self.lowest
        if lowest is None or self.you[0] - lowest < 0.01:
            return None
        return (self.you[0] + lowest) / 2

    def change(self, student: int) -> int:
        """-1 if this student's error shrank since the last touch began, +1 if it grew, 0 if it looks the same."""
        if self.before is None:
            return 0
        moved = float(self.errors[student] - self.before[student])
        return 0 if abs(moved) < SAME else 1 if moved > 0 else -1

    # -- turns ---------------------------------------------------------------------------------------

    @property
    def turns(self) -> int:
        return len(self.you) - 1

    @property
    def won(self) -> bool | None:
        """Whether the visitor's best after a round was lower than gradient descent's; ``None`` before that."""
        return min(self.you[: ROUND + 1]) < self.machine[ROUND] if self.turns >= ROUND else None

    def value(self, knob: int) -> float:
        return float(self.network.params[self.knobs[knob]])

    def turn(self, knob: int, value: float, *, held: bool) -> None:
        """Set a knob. The squares are compared with how they were when this touch began."""
        if not self.turning:
            self.before = self.errors.copy()
        self.turning[knob] = held
        self.quiet = 0.0
        self.network.params[self.knobs[knob]] = value
        self._note()

    def release(self, knob: int) -> None:
        """The knob was let go: a turn is over."""
        if self.turning.pop(knob, None) is not None:
            self._count()

    def restart(self) -> None:
        """Put every weight back, exactly."""
        self.network.params = self.start
        self.turning.clear()
        self.before = None
        self.you, self.best = [self.loss], self.start.copy()
        self._note()

    def keep_best(self) -> None:
        """Go back to the best of the visitor's turns; that is a turn, too."""
        self.turning.clear()
        self.before = self.errors.copy()
        self.network.params = self.best
        self._count()

    @property
    def at_best(self) -> bool:
        return self.loss <= self.loss_of_best + 1e-12

    @property
    def loss_of_best(self) -> float:
        return min(self.you)

    def _count(self) -> None:
        loss = self.loss
        if loss < self.loss_of_best:
            self.best = self.network.params.copy()
        if self.turns < MOST_TURNS and abs(loss - self.you[-1]) > 1e-12:
            self.you.append(loss)
        elif loss < self.loss_of_best:
            self.you[-1] = loss
        self._note()
        self._score()

    # -- notes ---------------------------------------------------------------------------------------

    def _note(self) -> None:
        """Where the game stands: whoever comes back to the same weights goes on with it."""
        self.journey.notes["loss.game"] = {
            "sizes": list(self.network.sizes), "hidden": self.network.hidden, "knobs": list(self.knobs),
            "start": self.start.tolist(), "now": self.network.params.tolist(), "best": self.best.tolist(),
            "you": list(self.you)}

    def _score(self) -> None:
        """The score for later chapters: the visitor's loss and gradient descent's after as many turns."""
        machine = self.machine[min(self.turns, MOST_TURNS)]
        self.journey.notes["loss.score"] = {
            "turns": self.turns, "start": self.you[0], "you": self.loss_of_best, "machine": machine,
            "won": self.loss_of_best < machine}

    def _resume(self, kept: Any) -> None:
        """Go on with the game in the notes if it is about the weights as they are; else it is a new one."""
        try:
            same = (kept["sizes"] == list(self.network.sizes) and kept["hidden"] == self.network.hidden
                    and kept["now"] == self.network.params.tolist())
            start, best = (np.array(kept[name], float) for name in ("start", "best"))
            knobs, you = tuple(int(k) for k in kept["knobs"]), [float(loss) for loss in kept["you"]]
        except (TypeError, KeyError, ValueError):
            return
        sound = (start.shape == best.shape == self.start.shape and len(knobs) == KNOBS
                 and 0 < len(you) <= MOST_TURNS + 1 and all(0 <= k < start.size for k in knobs)
                 and bool(np.isfinite([*start, *best, *you]).all()))
        if same and sound:
            self.start, self.best, self.knobs, self.you = start, best, knobs, you
