"""The visitor's journey: the one network that travels, its class, and what was set on the way."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from brain import OPTIMIZERS, Network, surgery
from brain.data import Dataset, students, to_hours, to_inputs
from brain.optimizers import LARGEST_RATE
from brain.training import Trainer

CLASS_SIZE = 60
CHECKED = 8
"""How many students chapter 5 looks at one by one."""
SIZES = (2, 3, 1)
FIRST_NEURON = (-0.6, 0.8, 0.3)
"""Where the knobs of chapter 1 stand at first: study weighs the wrong way, so that there is something to mend."""
CROSSING = (-35.0, 55.0)
"""About where, in degrees from the study axis, the other two first neurons look: their lines cross at a right angle."""
STEEP, HEARD, OFFSET = 2.5, (0.4, 1.0, -1.0), 0.8
"""How steep they are, how much the output listens to each of the three, and where its bias stands."""
LUCK, TURNED = 0.15, 10.0
"""By so large a share the seed changes these numbers, and by so many degrees it turns the lines."""
PLAIN, LEARNING_RATE = "sgd", 1.6
"""The optimizer and the learning rate every visitor begins with."""
LAPS_AHEAD = 400
"""How long a network is trained before a chapter that needs a trained one is entered directly."""


@lru_cache(maxsize=4)
def whole_class(seed: int) -> Dataset:
    """The simulated students as they came (read-only), before any change of the visitor's."""
    return students(CLASS_SIZE, seed)


def first_network(seed: int) -> Network:
    """An untrained 2-3-1 network whose neurons see different things; the seed turns and changes it a little.

    With a textbook's small first weights every neuron sees nearly the same ramp, and so the output a straight line.
    Here it sees the corner between two lines: while the spark is tanh its border bends by 18 % of the plane or more,
    wherever chapters 1 and 2 leave the visitor's own neuron. It is wrong about half of the class, for it listens to
    one neuron the wrong way round, and it learns as far as from small weights. Tried with forty seeds.
    """
    network = Network(SIZES, hidden="tanh", output="sigmoid", seed=seed)
    rng = np.random.default_rng(seed)
    first, last = network.layers
    turn, *luck = rng.uniform(-1.0, 1.0, 6).tolist()
    first.block[:, 0] = FIRST_NEURON
    for j, degrees in enumerate(CROSSING):
        angle, steep = math.radians(degrees + TURNED * turn), STEEP * (1.0 + LUCK * luck[j])
        first.weights[:, j + 1] = steep * math.cos(angle), steep * math.sin(angle)
    last.weights[:, 0] = [heard * (1.0 + LUCK * x) for heard, x in zip(HEARD, luck[2:], strict=True)]
    last.biases[:] = OFFSET
    return network


@dataclass
class Journey:
    """Everything chapters share. Plain data: ``to_dict`` and ``from_dict`` carry it through a file."""

    network: Network
    seed: int = 0
    student: tuple[float, float] = (7.2, 3.5)
    """Study and sleep of the student who is being sent through, in hours."""
    optimizer: str = PLAIN
    learning_rate: float = LEARNING_RATE
    laps: int = 0
    """Training steps the network has been through."""
    before: Network | None = None
    """The network as it was before its first training step."""
    extra: list[tuple[float, float, bool]] = field(default_factory=list)
    """Students the visitor added: study hours, sleep hours, passed."""
    flipped: set[int] = field(default_factory=set)
    """Students of the class whose result the visitor turned over."""
    removed: set[int] = field(default_factory=set)
    """Students of the class whom the visitor sent away."""
    visited: set[str] = field(default_factory=set)
    solved: set[str] = field(default_factory=set)
    """Chapters whose challenge was solved."""
    opened: set[str] = field(default_factory=set)
    """Numbers the visitor has opened: chapter and number, each once."""
    notes: dict[str, Any] = field(default_factory=dict)
    """What chapters want to keep for later, under keys that start with their id; JSON values only."""

    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What chapters keep only while the program runs, under keys that start with their id; never saved."""

    @classmethod
    def fresh(cls, seed: int = 0) -> Journey:
        """A new visitor: an untrained 2-3-1 network. The same seed gives the same journey."""
        return cls(first_network(seed), seed)

    @property
    def x(self) -> tuple[float, float]:
        """The student as network inputs in -1..1."""
        a, b = to_inputs([self.student])[0]
        return (float(a), float(b))

    def data(self) -> Dataset:
        """The class the network learns from: the simulated students with the visitor's changes."""
        base = whole_class(self.seed)
        hours = to_hours(base.x)
        y = base.y.copy()
        for index in self.flipped:
            y[index] = 1.0 - y[index]
        kept = [i for i in range(len(hours)) if i not in self.removed]
        if kept or self.extra:
            hours, y = hours[kept], y[kept]
        if self.extra:
            hours = np.vstack([hours, [[a, b] for a, b, _ in self.extra]])
            y = np.vstack([y, [[float(passed)] for _, _, passed in self.extra]])
        return Dataset(to_inputs(hours), y, "class", hours)

    def checked(self) -> Dataset:
        """The few students who are looked at one by one."""
        return students(CHECKED, self.seed + 1)

    def reshape(self, network: Network) -> None:
        """Let another network travel from now on (a neuron added, an activation changed)."""
        self.network = network

    def use_activation(self, name: str) -> None:
        """Give the hidden neurons another activation; weights and biases stay."""
        if name != self.network.hidden:
            self.reshape(surgery.with_hidden(self.network, name))

    def note_training(self) -> None:
        """Remember how the network was before its first training step."""
        if self.before is None:
            self.before = self.network.copy()

    def train_ahead(self, laps: int = LAPS_AHEAD) -> None:
        """Train the network at once, for chapters that need one that has learnt something."""
        self.note_training()
        trainer = Trainer(self.network, self.data(), optimizer=self.optimizer, learning_rate=self.learning_rate)
        for _ in range(laps):
            if trainer.step().diverged:
                break
            self.laps += 1

    def to_dict(self) -> dict[str, Any]:
        """The journey as JSON values."""
        return {
            "seed": self.seed, "student": list(self.student), "optimizer": self.optimizer,
            "learning_rate": self.learning_rate, "laps": self.laps, "network": self.network.to_dict(),
            "before": self.before.to_dict() if self.before else None, "extra": [list(e) for e in self.extra],
            "flipped": sorted(self.flipped), "removed": sorted(self.removed), "visited": sorted(self.visited),
            "solved": sorted(self.solved), "opened": sorted(self.opened), "notes": dict(self.notes),
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> Journey:
        """The journey back from ``to_dict``. Raises ``ValueError`` naming the key that does not fit."""
        try:
            journey = cls(
                Network.from_dict(saved["network"]), int(saved["seed"]),
                (float(saved["student"][0]), float(saved["student"][1])), str(saved["optimizer"]),
                float(saved["learning_rate"]), int(saved["laps"]),
                Network.from_dict(saved["before"]) if saved["before"] else None,
                [(float(a), float(b), bool(c)) for a, b, c in saved["extra"]], {int(i) for i in saved["flipped"]},
                {int(i) for i in saved.get("removed", ())}, {str(s) for s in saved["visited"]},
                {str(s) for s in saved["solved"]}, {str(s) for s in saved["opened"]}, dict(saved["notes"]))
        except (KeyError, TypeError, IndexError, AttributeError, OverflowError) as problem:
            raise ValueError(f"journey: {problem!r} is missing or has the wrong shape; start a fresh one") from problem
        journey._check()
        return journey

    def _check(self) -> None:
        """Raise ``ValueError`` for what has the right shape but cannot be."""
        hours = [*self.student, *(h for a, b, _ in self.extra for h in (a, b))]
        for key, fits in (
            ("student and extra", all(math.isfinite(h) for h in hours)),
            ("learning_rate", 0.0 <= self.learning_rate <= LARGEST_RATE),
            ("optimizer", self.optimizer in OPTIMIZERS),
            ("seed and laps", self.seed >= 0 and self.laps >= 0),
            ("flipped and removed", all(0 <= i < CLASS_SIZE for i in self.flipped | self.removed)),
        ):
            if not fits:
                raise ValueError(f"journey: {key} cannot be what was saved; start a fresh one")
