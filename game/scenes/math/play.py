"""The three programs on the visitor's network: each run is kept while what it ran on stays as it is; and the guess."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from brain import Network
from game import programs
from game.core.geometry import Vec
from game.guesses import Guess, foretell, guess_of, guesses, settle
from game.journey import Journey
from game.scenes.math.guess import near, wrong_answers
from game.scenes.math.run import Reader

STUDENTS = 5
"""So many sums are sent along the curves: the visitor's student, and the first of the eight."""
CHAPTER = "math"
STEPS_BETWEEN = 12
"""Programs are run ahead so many steps apart, away from the first frames, which have enough to do."""


class Play:
    """The readers of the programs, made anew when what they run on has changed."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.untrained = True
        """Whether ``train.py`` sets out from the network as it was before its training, if there is one."""
        self._readers: dict[str, tuple[Hashable, Reader]] = {}
        self._seen: set[Hashable] = set()
        self._steps = 0

    @property
    def before(self) -> Network | None:
        """The network before its training; none if it was built anew since."""
        before = self.journey.before
        return before if before is not None and before.sizes == self.journey.network.sizes else None

    def key(self, name: str) -> Hashable:
        """Changes whenever a program has to run again."""
        journey, network = self.journey, self.journey.network
        brain = (network.sizes, network.hidden, network.params.tobytes())
        if name != "train":
            return (*brain, journey.student)
        changes = (tuple(journey.extra), tuple(sorted(journey.flipped)), tuple(sorted(journey.removed)))
        return (*brain, journey.learning_rate, self.untrained, changes)

    def reader(self, name: str) -> Reader:
        """The run of a program."""
        key, kept = self.key(name), self._readers.get(name)
        if kept is None or kept[0] != key:
            kept = self._readers[name] = (key, Reader(self._run(name)))
        return kept[1]

    def ready(self, name: str) -> bool:
        """Whether a program has run already."""
        return name in self._readers

    def _run(self, name: str) -> programs.Run:
        journey = self.journey
        if name == "neuron":
            return programs.run_neuron(journey.network, journey.x)
        if name == "activations":
            eight = journey.checked().x[:STUDENTS - 1]
            return programs.run_activations(journey.network, np.vstack([journey.x, eight]))
        network = (self.before if self.untrained else None) or journey.network
        return programs.run_train(network, journey.data(), journey.learning_rate)

    def prepare(self) -> None:
        """Once a step: now and then run a program that has not run yet, so that none has to while the chapter moves."""
        self._steps = (self._steps + 1) % STEPS_BETWEEN
        if self._steps:
            return
        missing = next((name for name in programs.NAMES if name not in self._readers), None)
        if missing:
            self.reader(missing)

    def step(self, name: str, dt: float, *, calm: bool = False) -> None:
        """Let time pass for the program on the stage; it waits where z is asked for. ``calm``: lines do not glide."""
        reader = self.reader(name)
        reader.advance(dt)
        if calm:
            reader.line = float(reader.step.line)
        if name != "neuron":
            return
        if self.asking() and reader.at >= reader.first("sum"):
            reader.running = False
        if reader.known("z") is not None:
            self._seen.add(self._question())
            if (guess := self.guess()) is not None:
                settle(self.journey, CHAPTER, self.truth(), near(guess["said"], self.truth()), self._about())

    # -- the guess ------------------------------------------------------------------------------------

    def truth(self) -> float:
        """What z is going to be."""
        return wrong_answers(self.journey.network, self.journey.x)[0]

    def _question(self) -> Hashable:
        return (self.journey.student, self.truth())

    def _about(self) -> list[float]:
        """What a guess is about: the student, and the neuron's weights and bias."""
        return [*self.journey.student, *self.journey.network.layers[0].block[:, 0].tolist()]

    def guess(self) -> Guess | None:
        """What the visitor said z would be for this very student and neuron."""
        return guess_of(self.journey, CHAPTER, self._about())

    def asking(self) -> bool:
        """Whether z is still to be guessed: it has not been computed yet, nor been seen before."""
        reader = self.reader("neuron")
        return reader.at <= reader.first("sum") and self.guess() is None and self._question() not in self._seen

    def say(self, value: float) -> None:
        """The visitor says what z will be; the program goes on to compute it."""
        foretell(self.journey, CHAPTER, value, self._about())
        self.reader("neuron").running = True

    def foretold(self) -> bool:
        """Whether z was ever foretold rightly."""
        return any(guess["right"] is True for guess in guesses(self.journey, CHAPTER))

    def next_student(self) -> None:
        """Another of the eight."""
        hours = self.journey.checked().hours
        eight: list[Vec] = [] if hours is None else [(float(a), float(b)) for a, b in hours]
        at = eight.index(self.journey.student) + 1 if self.journey.student in eight else 0
        self.journey.student = eight[at % len(eight)]
