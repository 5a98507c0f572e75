"""The brain learns from examples: a class of made-up students, and some small puzzles known from textbooks.

The class is simulated. Its rule, for `study` and `sleep` in hours from 0 to 10:

    score = 1.0 * (study - 5) + 0.4 * (sleep - 5) - 0.15 * max(0, 4 - sleep)² + 0.3 + luck

Study counts most, sleep helps, and too little of it (under four hours) hurts more and more. `luck` is a
normal number of standard deviation 0.8. Whoever scores above 0 passes. Students are invited at random, and
let in alternately, one who passes and one who fails: half the class passes. At most one in ten (rounded up)
may owe the result to luck alone, against the rule: enough to be seen, too few to hide it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .checks import Array, as_amount, as_array, as_count, as_points

LUCK = 0.8  # standard deviation of luck, in hours of study
MOST_HOURS = 10.0


@dataclass(frozen=True)
class Dataset:
    """Examples with known answers: inputs x (n, inputs), targets y (n, outputs), both read-only.

    `hours` (n, 2) are a class's hours of study and sleep, else None. ValueError if the rows do not match.
    """

    x: Array
    y: Array
    name: str = "data"
    hours: Array | None = field(default=None)

    def __post_init__(self) -> None:
        x, y = as_array(self.x, "x").copy(), as_array(self.y, "y").copy()
        y = y[:, None] if y.ndim == 1 else y
        if x.ndim != 2 or y.ndim != 2 or len(x) != len(y) or len(x) == 0:
            raise ValueError(f"dataset: expected x (n, inputs), y (n, outputs), got {x.shape}, {y.shape}")
        hours = None if self.hours is None else as_array(self.hours, "hours").copy()
        if hours is not None and hours.shape != (len(x), 2):
            raise ValueError(f"hours: expected shape ({len(x)}, 2), got {hours.shape}")
        for name, array in (("x", x), ("y", y), ("hours", hours)):
            if array is not None:
                array.flags.writeable = False
            object.__setattr__(self, name, array)

    def __len__(self) -> int:
        return len(self.x)


def to_inputs(hours: npt.ArrayLike) -> Array:
    """Return hours, 0 to 10, as network inputs, -1 to 1: centred numbers are easier to learn from."""
    return (as_array(hours, "hours") - MOST_HOURS / 2) / (MOST_HOURS / 2)


def to_hours(x: npt.ArrayLike) -> Array:
    """Return network inputs, -1 to 1, as hours, 0 to 10: the inverse of `to_inputs`."""
    return as_array(x, "x") * (MOST_HOURS / 2) + MOST_HOURS / 2


def score(hours: npt.ArrayLike) -> Array:
    """Return the score without luck of hours (..., 2): above 0 is a pass. The rule is in the file's head."""
    study, sleep = np.moveaxis(as_points(hours, 2, "hours"), -1, 0)
    return np.asarray((study - 5.0) + 0.4 * (sleep - 5.0) - 0.15 * np.maximum(0.0, 4.0 - sleep) ** 2 + 0.3)


def students(n: int = 60, seed: int = 0) -> Dataset:
    """Return a class of n students (the odd one, if any, fails), the same for the same seed."""
    n, rng = as_count(n, "n"), _chance(seed)
    hours, surprises = np.empty((n, 2)), -(-n // 10)
    for k in range(n):
        hours[k], surprising = _student(rng, passes=k % 2 == 1, may_surprise=surprises > 0)
        surprises -= surprising
    order = rng.permutation(n)
    answers = (np.arange(n) % 2)[order].astype(np.float64)
    return class_of(hours[order], answers)


def _chance(seed: int) -> np.random.Generator:
    """Chance that repeats itself: the same for the same seed."""
    return np.random.default_rng(as_count(seed, "seed", least=0))


def _student(rng: np.random.Generator, passes: bool, may_surprise: bool) -> tuple[Array, bool]:
    """Invite students until one with this result comes; tell whether it was against the rule."""
    while True:
        hours = np.round(rng.uniform(0.0, MOST_HOURS, 2), 1)
        expected = float(score(hours))
        surprising = (expected > 0.0) != passes
        if (expected + LUCK * rng.standard_normal() > 0.0) == passes and (may_surprise or not surprising):
            return hours, surprising


def class_of(hours: npt.ArrayLike, passed: npt.ArrayLike) -> Dataset:
    """Return a class with these hours (n, 2) of study and sleep, and answers (n,), 1 passed, 0 failed."""
    return Dataset(to_inputs(hours), as_array(passed, "passed"), "students", as_array(hours, "hours"))


def xor(n: int = 60, seed: int = 0, noise: float = 0.1) -> Dataset:
    """Four clouds at the corners of a square; opposite corners belong together."""
    rng, noise = _chance(seed), as_amount(noise, "noise")
    corners = np.array([[-0.6, -0.6], [-0.6, 0.6], [0.6, 0.6], [0.6, -0.6]])[np.arange(as_count(n, "n")) % 4]
    y = (corners[:, 0] * corners[:, 1] < 0).astype(np.float64)
    return Dataset(corners + noise * rng.standard_normal((n, 2)), y, "xor")


def circle(n: int = 60, seed: int = 0, noise: float = 0.05) -> Dataset:
    """A disc inside a ring; the disc is 1."""
    rng, noise = _chance(seed), as_amount(noise, "noise")
    inside = np.arange(as_count(n, "n")) % 2 == 0
    radius = np.where(inside, 0.45 * np.sqrt(rng.uniform(size=n)), rng.uniform(0.7, 0.95, n))
    return Dataset(_around(radius, rng.uniform(0, 2 * np.pi, n), noise, rng), inside, "circle")


def moons(n: int = 60, seed: int = 0, noise: float = 0.06) -> Dataset:
    """Two half moons that reach into each other."""
    rng, noise = _chance(seed), as_amount(noise, "noise")
    lower = np.arange(as_count(n, "n")) % 2 == 1
    angle = rng.uniform(0, np.pi, n)
    x = _around(np.full(n, 0.6), np.where(lower, -angle, angle), noise, rng)
    return Dataset(x + np.where(lower[:, None], [0.3, 0.15], [-0.3, -0.15]), lower, "moons")


def spiral(n: int = 60, seed: int = 0, noise: float = 0.02) -> Dataset:
    """Two arms that wind around each other: hard for a small network."""
    rng, noise = _chance(seed), as_amount(noise, "noise")
    arm = np.arange(as_count(n, "n")) % 2 == 1
    radius = rng.uniform(0.1, 0.95, n)
    return Dataset(_around(radius, 1.5 * np.pi * radius + np.pi * arm, noise, rng), arm, "spiral")


def two_clouds(n: int = 60, seed: int = 0, noise: float = 0.2) -> Dataset:
    """Two round clouds that a straight line can tell apart."""
    rng, noise = _chance(seed), as_amount(noise, "noise")
    right = np.arange(as_count(n, "n")) % 2 == 1
    centres = np.where(right[:, None], [0.5, 0.4], [-0.5, -0.4])
    return Dataset(centres + noise * rng.standard_normal((n, 2)), right, "two_clouds")


def _around(radius: Array, angle: Array, noise: float, rng: np.random.Generator) -> Array:
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return np.asarray(points + noise * rng.standard_normal(points.shape))


DATASETS: dict[str, Callable[..., Dataset]] = {
    make.__name__: make for make in (students, xor, circle, moons, spiral, two_clouds)
}
