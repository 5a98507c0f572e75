"""One student's mistake, followed back to every weight: the numbers behind chapter 6."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

import numpy as np

from brain import Array, Factor, Network, Term, Trace, Where
from game.journey import Journey
from game.scenes.backprop.check import Check, examine
from game.scenes.backprop.steps import Steps

T = TypeVar("T")
STUDENT = "backprop.student"


class Lesson:
    """The student and the weight that is looked at; ``steps`` are the updates so far."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.eight = journey.checked()
        self.steps = Steps(journey, self.eight)
        kept = journey.notes.get(STUDENT)
        self.student = kept if isinstance(kept, int) and 0 <= kept < len(self.eight) else self._worst()
        self.picked: Where | None = None
        self.check: Check | None = None
        self.refresh()
        self.steps.follow(self.student)
        self._first = self._first_place()

    def _worst(self) -> int:
        errors = (self.shown.forward(self.eight.x) - self.eight.y) ** 2
        return int(errors.sum(axis=1).argmax())

    # -- what the picture reads ---------------------------------------------------------------------

    @property
    def shown(self) -> Network:
        """The network on the stage."""
        return self.steps.shown

    @property
    def gliding(self) -> bool:
        """Whether an update is still moving the fibres."""
        return self.steps.gliding

    def refresh(self) -> None:
        """Compute everything anew from ``shown`` and the student."""
        self._derived: dict[Hashable, Any] = {}
        self.trace: Trace = self.shown.trace(self.x, self.y)
        self.losses: Array = ((self.shown.forward(self.eight.x) - self.eight.y) ** 2).mean(axis=1)
        self.promise = self.steps.foretold(self.loss, self.trace.gradient)
        """What the slope says the loss will be after the next update."""

    def derived(self, name: Hashable, make: Callable[[], T]) -> T:
        """What follows from the trace, worked out once and kept until that changes."""
        if name not in self._derived:
            self._derived[name] = make()
        return cast(T, self._derived[name])

    @property
    def key(self) -> tuple[object, ...]:
        """All that the panel's pictures depend on."""
        return (self.student, self.place, self.check, self.shown.sizes, self.shown.hidden, self.steps.moment)

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
        return self.picked or self._first

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
        self.steps.follow(self.student)
        self._first = self._first_place()

    def pick(self, place: Where) -> None:
        """Look at another weight or bias."""
        self.picked, self.check = place, None

    def nudge(self) -> None:
        """Run forward with the weight a hair smaller and a hair larger, and compare with the gradient."""
        self.settle()
        place = self.place
        self.check = examine(self.shown, self.x, self.y, place, self.index_of(place), self.gradient_of(place))

    def update(self) -> None:
        """One step of gradient descent on this one student."""
        self.settle()
        self.steps.update()
        if self.steps.gliding:
            self.check = None
            self.refresh()

    def undo(self) -> None:
        """Take the last update back."""
        if self.steps.undone:
            self.settle()
            self.steps.undo()
            self.check = None
            self.refresh()

    def step(self, dt: float) -> None:
        """Let an update glide on."""
        if self.steps.step(dt):
            self.refresh()

    def settle(self) -> None:
        """End a glide at once."""
        if self.steps.settle():
            self.refresh()
