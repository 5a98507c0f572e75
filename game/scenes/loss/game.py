"""Eight students, three knobs, one number to bring down: the game of chapter 5, turn by turn.

The score against gradient descent is kept in ``journey.notes["loss.score"]``; ``game.scores.score_of`` reads it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from brain import Array, to_hours
from game.journey import Journey
from game.scenes.loss.rival import KNOBS, Search, choose_knobs, descend
from game.scores import Score, keep_score

MOST_TURNS = 30
"""So many turns are counted against gradient descent; the knobs turn on after that."""
ROUND = 10
"""After so many turns it is told who is ahead."""
REACH = 5.0
"""The knobs turn from -REACH to REACH, further if a weight stands outside."""
SAME = 5e-4
"""Errors closer than this look alike."""


class Game:
    """The visitor's turns on the real network, and what gradient descent makes of as many steps.

    ``you`` and ``machine`` are losses, first the one at the start, then one a turn. It holds on to the
    network it was made for, and its picture of where things stand travels in the journey's notes.
    """

    def __init__(self, journey: Journey) -> None:
        self.journey, self.network = journey, journey.network
        checked = journey.checked()
        self.x, self.y, self.hours = checked.x, checked.y, to_hours(checked.x)
        self.truths: Array = self.y[:, 0]
        self.undecided = float(np.mean((0.5 - self.truths) ** 2))
        """The loss of always saying 50 %."""
        self.knobs = choose_knobs(self.network, self.x, self.y)
        self.start = self.network.params.copy()
        self.turning: dict[int, bool] = {}
        self.quiet = 0.0
        self._said: tuple[bytes, Array, Array, float] | None = None
        self.before: Array | None = None
        self.you = [self.loss]
        self.best = self.start.copy()
        self._resume(journey.notes.get("loss.game"))
        self.machine, self.rate = descend(self.network, self.knobs, self.start, self.x, self.y, MOST_TURNS)
        self.reach = max(REACH, float(np.ceil(np.abs(self.start[list(self.knobs)]).max() + 1)))
        self.search = Search(self.network, self.knobs, self.start, self.reach, self.x, self.y)

    # -- how wrong -----------------------------------------------------------------------------------

    def _asked(self) -> tuple[bytes, Array, Array, float]:
        """The network's guesses, errors and loss, worked out once for the weights as they are."""
        key = self.network.params.tobytes()
        if self._said is None or self._said[0] != key:
            guesses = self.network.forward(self.x)[:, 0]
            errors = np.abs(guesses - self.truths)
            self._said = (key, guesses, errors, self.network.loss(self.x, self.y))
        return self._said

    @property
    def guesses(self) -> Array:
        """What the network says of each student, (n,)."""
        return self._asked()[1]

    @property
    def errors(self) -> Array:
        """How far each guess is from the truth, (n,): the sides of the squares."""
        return self._asked()[2]

    @property
    def loss(self) -> float:
        """The mean of the areas."""
        return self._asked()[3]

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

    @property
    def changes(self) -> list[int]:
        """For each student -1 if the error shrank since the last touch began, +1 if it grew, 0 if it looks the same."""
        if self.before is None:
            return [0] * len(self.truths)
        return [0 if abs(moved) < SAME else 1 if moved > 0 else -1 for moved in (self.errors - self.before).tolist()]

    # -- turns ---------------------------------------------------------------------------------------

    @property
    def turns(self) -> int:
        return len(self.you) - 1

    @property
    def won(self) -> bool | None:
        """Whether the visitor's best after a round was lower than gradient descent's; ``None`` before that."""
        return min(self.you[: ROUND + 1]) < self.machine[ROUND] if self.turns >= ROUND else None

    @property
    def standing(self) -> tuple[float, float]:
        """What is compared: the losses of both after as many turns; after a round, the best of each in it."""
        if self.won is not None:
            return min(self.you[: ROUND + 1]), self.machine[ROUND]
        return self.you[-1], self.machine[min(self.turns, len(self.machine) - 1)]

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
        """Keep the score of the round for later chapters, as ``game.scores`` tells."""
        turns = min(self.turns, ROUND)
        if turns > 0:
            keep_score(self.journey, Score(turns, self.you[0], min(self.you[: turns + 1]), self.machine[turns],
                                           self.turns >= ROUND))

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
