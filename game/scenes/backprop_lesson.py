"""One student's mistake, followed back to every weight: the numbers behind chapter 6."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from brain import Array, Factor, Network, Term, Trace, Trainer, Where, nudge
from game.core.easing import smooth
from game.journey import Journey

HAIR = 0.001
"""How far a weight is nudged to check its gradient."""
RUN_SECONDS = 0.7
"""How long one of the two forward runs of a check takes on the stage."""
GLIDE_SECONDS = 0.8
GLIDE_FRAMES = 16
"""How often the panel is written anew while the network glides."""
MOST_UNDO = 200
"""Updates that can be taken back; older ones are forgotten."""
STUDENT = "backprop.student"


@dataclass(frozen=True)
class Check:
    """A gradient put to the test: both forward runs, their difference quotient, and whether it agrees.

    ``digits`` is how many decimals are shown; ``corner``: between the runs some ReLU switched on or off.
    """

    place: Where
    losses: tuple[float, float]
    guesses: tuple[float, float]
    slope: float
    gradient: float
    digits: int
    agrees: bool
    corner: bool


def decimals(value: float, digits: int) -> str:
    """A number with that many decimals, and never a minus before nothing but zeros."""
    return f"{round(value, digits) + 0.0:.{digits}f}"


class Lesson:
    """The student, the weight that is looked at, and every update so far. ``shown`` is the network on the stage.

    After an update ``shown`` glides from the old parameters to the new ones, so that all numbers, which are
    computed from it, glide along.
    """

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.eight = journey.checked()
        self.shown = journey.network.copy()
        kept = journey.notes.get(STUDENT)
        self.student = kept if isinstance(kept, int) and 0 <= kept < len(self.eight) else self._worst()
        self.picked: Where | None = None
        self.check: Check | None = None
        self.diverged = False
        self.undone: list[Array] = []
        self._first_note = False
        self._glide: tuple[Array, float] | None = None
        self.refresh()
        self._follow()

    def _worst(self) -> int:
        errors = (self.shown.forward(self.eight.x) - self.eight.y) ** 2
        return int(errors.sum(axis=1).argmax())

    # -- what the picture reads ---------------------------------------------------------------------

    def refresh(self) -> None:
        """Compute everything anew from ``shown`` and the student."""
        self.trace: Trace = self.shown.trace(self.x, self.y)
        self.losses: Array = ((self.shown.forward(self.eight.x) - self.eight.y) ** 2).mean(axis=1)

    def _follow(self) -> None:
        """Compute the loss of each of the eight along the updates so far: ``path`` (updates + 1, 8)."""
        network = self.journey.network
        outputs = network.forward_many(np.array([*self.undone, network.params]), self.eight.x)
        self.path: Array = ((outputs - self.eight.y) ** 2).mean(axis=-1)

    @property
    def key(self) -> tuple[object, ...]:
        """All that the panel's pictures depend on."""
        moment = self.shown.params.tobytes() if self._glide is None else round(self._glide[1] * GLIDE_FRAMES)
        return (self.student, self.place, self.check, self.shown.sizes, self.shown.hidden, moment,
                len(self.undone), self.diverged, self.journey.learning_rate)

    @property
    def x(self) -> Array:
        return self.eight.x[self.student]

    @property
    def y(self) -> Array:
        return self.eight.y[self.student]

    @property
    def hours(self) -> tuple[float, float]:
        """Study and sleep of the student, in hours."""
        assert self.eight.hours is not None
        return (float(self.eight.hours[self.student, 0]), float(self.eight.hours[self.student, 1]))

    @property
    def passed(self) -> bool:
        return bool(self.y[0] > 0.5)

    @property
    def guess(self) -> float:
        return float(self.trace.output[0])

    @property
    def wanted(self) -> float:
        return float(self.y[0])

    @property
    def loss(self) -> float:
        return float(self.trace.loss or 0.0)

    @property
    def place(self) -> Where:
        """The weight or bias that is looked at: the visitor's choice, or a weight of the output neuron."""
        return self.picked or self._first_place()

    def _first_place(self) -> Where:
        """Of the output's weights the one with the second most blame: the most is for the visitor to find."""
        last = len(self.trace.layers) - 1
        order = np.argsort(-np.abs(self.gradients(last)[:, 0]))
        return Where(last, int(order[min(1, len(order) - 1)]), 0)

    def gradients(self, layer: int) -> Array:
        """dL/dw of one layer of weights, (inputs, outputs)."""
        found = self.trace.layers[layer].dloss_dweights
        assert found is not None
        return found

    def gradient_of(self, place: Where) -> float:
        """dL/dw of one weight or bias."""
        return float(self.trace.gradient[self.index_of(place)])

    def index_of(self, place: Where) -> int:
        """Its place in ``params``."""
        if place.i is None:
            return self.shown.bias_index(place.layer, place.j)
        return self.shown.weight_index(place.layer, place.i, place.j)

    def value_of(self, place: Where) -> float:
        """The weight or bias itself."""
        return float(self.shown.params[self.index_of(place)])

    def blame(self, layer: int) -> tuple[Array, Array]:
        """dL/da and dL/dz of the neurons that ``layer`` of weights leads to."""
        part = self.trace.layers[layer]
        assert part.dloss_da is not None
        assert part.dloss_dz is not None
        return part.dloss_da, part.dloss_dz

    def factors(self) -> tuple[Factor, ...]:
        """The chain rule of the present place; a bias hears the constant 1."""
        layer, i, j = self.place
        if i is None:
            return (*self.trace.bias_factors(layer, j), Factor("one", 1.0, layer, j))
        return self.trace.factors(layer, i, j)

    def terms(self) -> tuple[Term, ...]:
        """The paths by which the present place's neuron is to blame; none for the output."""
        return self.trace.blame_terms(self.place.layer, self.place.j)

    def found(self) -> float | None:
        """How near the visitor's connection comes to the one with the most blame; ``None``: nobody is to blame."""
        most = max(float(np.abs(self.gradients(k)).max()) for k in range(len(self.trace.layers)))
        if most <= 0.0:
            return None
        if self.picked is None or self.picked.i is None:
            return 0.0
        share = abs(self.gradient_of(self.picked)) / most
        return 1.0 if share > 1.0 - 1e-9 else share

    # -- what the visitor does ----------------------------------------------------------------------

    def choose(self, student: int) -> None:
        """Look at another of the eight students."""
        self.student = student % len(self.eight)
        self.journey.notes[STUDENT] = self.student
        self.check = None
        self.refresh()

    def pick(self, place: Where) -> None:
        """Look at another weight or bias."""
        self.picked, self.check = place, None

    def nudge(self) -> None:
        """Run forward with the weight a hair smaller and a hair larger, and compare with the gradient."""
        self.settle()
        place, twin = self.place, self.shown.copy()
        k, gradient = self.index_of(place), self.gradient_of(place)
        seen = nudge(self.shown, k, HAIR, self.x[None], self.y[None])
        runs = []
        for sign in (-1.0, 1.0):
            twin.params[k] = self.shown.params[k] + sign * HAIR
            runs.append(twin.trace(self.x))
        digits, agrees = _compare(seen.slope, gradient)
        self.check = Check(place, (seen.loss_minus, seen.loss_plus),
                           (float(runs[0].output[0]), float(runs[1].output[0])), seen.slope, gradient, digits, agrees,
                           _switched(self.shown, *runs))

    def update(self) -> None:
        """One step of gradient descent on this one student, with the visitor's learning rate."""
        journey = self.journey
        self.settle()
        before = journey.network.params.copy()
        fresh = journey.before is None
        trainer = Trainer(journey.network, (self.x[None], self.y[None]), optimizer="sgd",
                          learning_rate=journey.learning_rate)
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
        if not self.undone:
            return
        journey = self.journey
        self.settle()
        now = journey.network.params.copy()
        journey.network.params = self.undone[-1]
        self.undone = self.undone[:-1]
        journey.laps = max(0, journey.laps - 1)
        if not self.undone and self._first_note and journey.laps == 0:
            journey.before, self._first_note = None, False
        self.diverged = False
        self._go_from(now)

    def _go_from(self, start: Array) -> None:
        self.check = None
        self._glide = (start, 0.0)
        self._follow()
        self._show(0.0)

    def step(self, dt: float) -> None:
        """Let ``shown`` glide on."""
        if self._glide is None:
            return
        start, t = self._glide
        t += dt / GLIDE_SECONDS
        self._glide = (start, t) if t < 1.0 else None
        self._show(t)

    def settle(self) -> None:
        """End a glide at once."""
        if self._glide is not None:
            self._glide = None
            self._show(1.0)

    @property
    def gliding(self) -> bool:
        """Whether an update is still moving the fibres."""
        return self._glide is not None

    def _show(self, t: float) -> None:
        goal = self.journey.network.params
        if t >= 1.0 or self._glide is None:
            self.shown.params = goal
        else:
            start = self._glide[0]
            self.shown.params = start + (goal - start) * smooth(t)
        self.refresh()


def _compare(slope: float, gradient: float) -> tuple[int, bool]:
    """How many decimals to show so that three digits count, and whether the two agree to them.

    Two numbers a breath apart may be rounded to different sides; one more decimal then tells the truth.
    """
    size = max(abs(slope), abs(gradient))
    first = min(8, max(4, 2 - math.floor(math.log10(size)))) if size > 0 else 4
    for digits in (first, first + 1):
        if decimals(slope, digits) == decimals(gradient, digits):
            return digits, True
    return first, False


def _switched(network: Network, low: Trace, high: Trace) -> bool:
    """Whether a ReLU neuron is on in one run and off in the other: there its curve has a corner."""
    if network.hidden not in ("relu", "leaky_relu"):
        return False
    pairs = zip(low.layers[:-1], high.layers[:-1], strict=True)
    return any(bool(((a.z > 0) != (b.z > 0)).any()) for a, b in pairs)
