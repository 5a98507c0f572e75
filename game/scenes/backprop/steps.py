"""Steps of gradient descent on one student: taken, taken back to the last bit, and gliding before the eye."""

from __future__ import annotations

import numpy as np

from brain import Array, Dataset, Network, Trainer
from game.core.easing import smooth
from game.journey import Journey

GLIDE_SECONDS = 0.8
GLIDE_FRAMES = 16
"""How often the panel is written anew while the network glides."""
MOST_UNDO = 200
"""Updates that can be taken back; older ones are forgotten."""


class Steps:
    """Every update so far. ``shown`` is the network on the stage.

    After an update ``shown`` glides from the old parameters to the new ones, so that all numbers, which are
    computed from it, glide along.
    """

    def __init__(self, journey: Journey, eight: Dataset) -> None:
        self.journey, self.eight = journey, eight
        self.shown: Network = journey.network.copy()
        self.diverged = False
        self.undone: list[Array] = []
        self._first_note = False
        self._glide: tuple[Array, float] | None = None
        self._odd = False

    # -- the way so far -----------------------------------------------------------------------------

    def follow(self, student: int) -> None:
        """Look at the way of one student, ``on``: the loss of each of the eight along the updates so far, ``path``
        (updates + 1, 8), and what the slope had promised the student of the last one."""
        network, self.on = self.journey.network, student
        outputs = network.forward_many(np.array([*self.undone, network.params]), self.eight.x)
        self.path: Array = ((outputs - self.eight.y) ** 2).mean(axis=-1)
        self.promised: float | None = None
        if self.undone:
            before = network.copy()
            before.params = self.undone[-1]
            self.promised = self.foretold(*before.loss_and_gradient(*self._one()))

    def foretold(self, loss: float, gradient: Array) -> float:
        """What the slope says the loss will be after an update: true only for small steps."""
        return max(0.0, loss - self.journey.learning_rate * float(gradient @ gradient))

    @property
    def worse(self) -> int | None:
        """How many of the eight the last update set back, if it helped the student it was made for."""
        if len(self.path) < 2 or self.diverged or not self.path[-1, self.on] < self.path[-2, self.on]:
            return None
        return int((self.path[-1] > self.path[-2]).sum())

    @property
    def moment(self) -> object:
        """What a picture of the network as it is shown depends on."""
        at = self.shown.params.tobytes() if self._glide is None else round(self._glide[1] * GLIDE_FRAMES)
        return (at, len(self.undone), self.diverged, self.journey.learning_rate)

    def _one(self) -> tuple[Array, Array]:
        """The one student, as a batch."""
        return self.eight.x[self.on][None], self.eight.y[self.on][None]

    # -- what the visitor does ----------------------------------------------------------------------

    def update(self) -> None:
        """One step of gradient descent on this one student, with the visitor's learning rate."""
        journey = self.journey
        before, fresh = journey.network.params.copy(), journey.before is None
        trainer = Trainer(journey.network, self._one(), optimizer="sgd", learning_rate=journey.learning_rate)
        journey.note_training()
        self.diverged = trainer.step().diverged or not np.isfinite(journey.network.params).all()
        if self.diverged:
            journey.network.params = before
            journey.before = None if fresh else journey.before
            return
        self._first_note = self._first_note or fresh
        journey.laps += 1
        self.undone = [*self.undone, before][-MOST_UNDO:]
        self._go_from(before)

    def undo(self) -> None:
        """Take the last update back, to the last bit."""
        journey = self.journey
        now = journey.network.params.copy()
        journey.network.params = self.undone[-1]
        self.undone = self.undone[:-1]
        journey.laps = max(0, journey.laps - 1)
        if not self.undone and self._first_note and journey.laps == 0:
            journey.before, self._first_note = None, False
        self.diverged = False
        self._go_from(now)

    def _go_from(self, start: Array) -> None:
        self._glide = (start, 0.0)
        self.follow(self.on)
        self._show(0.0)

    # -- gliding ------------------------------------------------------------------------------------

    @property
    def gliding(self) -> bool:
        """Whether an update is still moving the fibres."""
        return self._glide is not None

    def step(self, dt: float) -> bool:
        """Let ``shown`` glide on; whether it has moved."""
        if self._glide is None:
            return False
        start, t = self._glide
        t += dt / GLIDE_SECONDS
        self._glide = (start, t) if t < 1.0 else None
        self._odd = not self._odd
        if not self._odd and t < 1.0:  # every other step: the eye sees no difference
            return False
        self._show(t)
        return True

    def settle(self) -> bool:
        """End a glide at once; whether there was one."""
        if self._glide is None:
            return False
        self._glide = None
        self._show(1.0)
        return True

    def _show(self, t: float) -> None:
        goal = self.journey.network.params
        if t >= 1.0 or self._glide is None:
            self.shown.params = goal
        else:
            start = self._glide[0]
            self.shown.params = start + (goal - start) * smooth(t)
