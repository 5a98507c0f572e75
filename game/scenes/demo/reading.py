"""What can be read off the network about one student and the class: computed when something changed, then kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from brain import Array, Network
from brain.attribution import Shares, shapley, trust
from brain.counterfactual import Flip, flips
from brain.data import Dataset, to_hours, to_inputs
from brain.familiarity import GUESSING, strangeness
from game.core.geometry import Vec
from game.draw.contour import Exact
from game.draw.plane import grid
from game.journey import Journey
from game.scenes.demo.fit import Fit, fit_of
from game.scenes.parts import chance_at

GRID = 48
"""Points along one side of the map."""
DEAF = 0.01
"""An input that moves the answer by less than this on average is not listened to."""
ALIKE = 0.56
"""Up to this share of all movement, two inputs count as trusted alike."""


@dataclass(frozen=True)
class Turn:
    """A change of the student that flips the verdict, in whole minutes: where it leads, and the change."""

    hours: Vec
    minutes: tuple[int, int]


@dataclass(frozen=True)
class Turns:
    """The least change there is, the least of study alone, and the least of sleep alone."""

    least: Turn | None
    study: Turn | None
    sleep: Turn | None

    @property
    def alone(self) -> Turn | None:
        """The smaller of the two single changes."""
        both = [turn for turn in (self.study, self.sleep) if turn]
        return min(both, key=lambda turn: abs(sum(turn.minutes)), default=None)


def _key_of(network: Network) -> Hashable:
    return (network.sizes, network.hidden, network.output, network.params.tobytes())


class Reading:
    """All numbers of the chapter, asked of the journey's network as it is at this moment."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self._kept: dict[str, tuple[Hashable, Any]] = {}
        self.behind: Network | None = None
        """While it learns: the network before the laps of this step. Laps, map and fibres take turns, a step each."""
        self.fibres: Network | None = None
        """The same for the weights of the fibres on the stage."""
        self._before, self._moving = journey.student, 0

    def pace(self) -> None:
        """Once a step: while the student keeps moving, what would flip it is searched for every third time."""
        self._moving = self._moving + 1 if self.journey.student != self._before else 0
        self._before = self.journey.student

    @property
    def _waits(self) -> bool:
        return self._moving > 1 and self._moving % 3 != 1

    def _keep(self, name: str, key: Hashable, make: Callable[[], Any]) -> Any:
        if name not in self._kept or self._kept[name][0] != key:
            self._kept[name] = (key, make())
        return self._kept[name][1]

    @property
    def brain_key(self) -> Hashable:
        """Changes whenever the network does."""
        return _key_of(self.journey.network)

    @property
    def map_key(self) -> Hashable:
        """Changes whenever the map does."""
        return _key_of(self._mapped)

    @property
    def _mapped(self) -> Network:
        """The network whose map is shown."""
        return self.behind or self.journey.network

    @property
    def class_key(self) -> Hashable:
        """Changes whenever the class does."""
        j = self.journey
        return (j.seed, tuple(j.extra), tuple(sorted(j.flipped)), tuple(sorted(j.removed)))

    @property
    def data(self) -> Dataset:
        """The class."""
        data: Dataset = self._keep("data", self.class_key, self.journey.data)
        return data

    @property
    def signals(self) -> list[Array]:
        """What every layer says of the student, the inputs first."""
        key = (self.brain_key, self.journey.student)
        signals: list[Array] = self._keep(
            "signals", key, lambda: [a[0] for a in self.journey.network.activations([self.journey.x])])
        return signals

    @property
    def chance(self) -> float:
        """The output: how likely the network thinks a pass is."""
        return float(self.signals[-1][0])

    @property
    def passed(self) -> bool:
        return self.chance >= 0.5

    @property
    def why(self) -> Shares:
        """The answer shared out between study and sleep, against the class (Shapley's values)."""
        key = (self.brain_key, self.class_key, self.journey.student)
        shares: Shares = self._keep(
            "why", key, lambda: shapley(self.journey.network, [self.journey.x], self.data.x))
        return shares

    def known(self, which: int) -> float:
        """The average answer over the class if of the student only input ``which`` is known."""
        mixed = self.data.x.copy()
        mixed[:, which] = self.journey.x[which]
        return float(self.journey.network.forward(mixed)[:, 0].mean())

    @property
    def moves(self) -> Array:
        """How far each input moves the answer on average over the class, (2,)."""
        moves: Array = self._keep("trusts", (self.brain_key, self.class_key),
                                  lambda: trust(self.journey.network, self.data.x))
        return moves

    @property
    def trusts(self) -> tuple[str, float]:
        """What the network trusts, as the name of a sentence, and study's share of all movement over the class."""
        moves = self.moves
        if not moves.sum() > DEAF:
            return "none", 0.0
        share = float(moves[0] / moves.sum())
        if max(share, 1.0 - share) <= ALIKE:
            return "even", share
        if share < 0.5:
            return "sleep", share
        first = self.journey.network.layers[0].weights
        thick = np.abs(first[0]).sum() > np.abs(first[1]).sum()
        blue = first[0, int(np.argmax(np.abs(first[0])))] > 0
        return ("study_blue" if blue else "study_thick") if thick else "study", share

    @property
    def turns(self) -> Turns:
        """The smallest changes that flip the verdict."""
        if self._waits and "turns" in self._kept:
            kept: Turns = self._kept["turns"][1]
            return kept
        key = (self.brain_key, self.journey.student)
        turns: Turns = self._keep("turns", key, self._find_turns)
        return turns

    def _find_turns(self) -> Turns:
        network, x = self.journey.network, np.clip(self.journey.x, -1.0, 1.0)
        least, alone = flips(network, x)
        return Turns(*(self._turn(flip) if flip else None for flip in (least, *alone)))

    def _turn(self, flip: Flip) -> Turn:
        """Rounded up to whole minutes, so that what is said is enough; exact where rounding would not be."""
        change = to_hours(flip.change) - to_hours([0.0, 0.0])
        minutes = [math.copysign(math.ceil(abs(c) * 60 - 1e-9), c) for c in change.tolist()]
        here = self.journey.student
        hours = np.clip([here[i] + minutes[i] / 60 for i in (0, 1)], 0.0, 10.0)
        said = self.journey.network.forward(to_inputs([hours]))[0, 0] >= 0.5
        if said == self.passed:
            hours = to_hours(flip.point)
        return Turn((float(hours[0]), float(hours[1])), (int(minutes[0]), int(minutes[1])))

    @property
    def guessing(self) -> bool:
        """Whether the student is unlike anyone in the class."""
        key = (self.class_key, self.journey.student)
        odd: Array = self._keep("odd", key, lambda: strangeness([self.journey.student], to_hours(self.data.x)))
        return bool(odd[0] >= GUESSING)

    @property
    def plane(self) -> Array:
        """The chance of passing over the map, (rows, columns), row 0 at the bottom."""
        plane: Array = self._keep("plane", self.map_key, lambda: self._over_map(self._mapped.params))
        return plane

    def ghost(self, params: Array) -> Array:
        """The same for other parameters: the map as it was before."""
        plane: Array = self._keep("ghost", params.tobytes(), lambda: self._over_map(params))
        return plane

    def says(self, params: Array | None = None) -> Exact:
        """What the network of the map says of places on it, in shares of its sides; with other parameters if given."""
        return chance_at(self.journey.network, self._mapped.params if params is None else params)

    def _over_map(self, params: Array) -> Array:
        network = self.journey.network
        said = network.forward_many(params[None], grid(GRID).reshape(-1, 2))
        return np.asarray(said.reshape(GRID, GRID))

    @property
    def fog(self) -> Array:
        """Where the network has to guess, 0..1 over the map: 0 on familiar ground, 1 where it is strange."""
        fog: Array = self._keep("fog", self.class_key, self._find_fog)
        return fog

    def _find_fog(self) -> Array:
        odd = strangeness(to_hours(grid(GRID).reshape(-1, 2)), to_hours(self.data.x)).reshape(GRID, GRID)
        return np.asarray(np.clip((odd - GUESSING + 0.15) / 0.3, 0.0, 1.0))

    @property
    def fit(self) -> Fit:
        """How well the network does on the class as it is now."""
        fit: Fit = self._keep("fit", (self.map_key, self.class_key), lambda: fit_of(self._mapped, self.data))
        return fit

    def chance_of(self, hours: Vec) -> float:
        """What the network says of any student."""
        key = (self.brain_key, hours)
        chance: float = self._keep("other", key, lambda: float(self.journey.network.forward(to_inputs([hours]))[0, 0]))
        return chance
