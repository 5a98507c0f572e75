"""An optimizer decides how far to step once the gradient has said which way is downhill.

Every optimizer is one small class with one method, `update`, and one entry in `OPTIMIZERS`. What it has to
remember between steps lies in `memory`, and so any of them can be wound back exactly.
"""

from __future__ import annotations

import math
from typing import ClassVar, NamedTuple

import numpy as np

from .checks import Array, as_amount, as_share, as_step, choose

LARGEST_RATE = 1e150  # times the largest gradient whose square is finite, 1e154, a step is finite too


class OptimizerState(NamedTuple):
    """All that an optimizer knows at one moment: enough to go on from there, to the last bit."""

    learning_rate: float
    steps: int
    memory: tuple[Array, ...]


class Optimizer:
    """What all optimizers share: a learning rate, a count of steps, and memory vectors shaped like params.

    `learning_rate` may be assigned at any time. Subclasses say in `memories` how many vectors they keep.
    """

    name: ClassVar[str]
    formula: ClassVar[str]
    memories: ClassVar[int] = 0

    def __init__(self, learning_rate: float = 0.1) -> None:
        self.learning_rate = learning_rate
        self.steps = 0
        self.memory: tuple[Array, ...] = ()

    @property
    def learning_rate(self) -> float:
        """How far to step: 0 to `LARGEST_RATE`; ValueError for any other."""
        return self._rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        self._rate = as_amount(rate, "learning_rate", LARGEST_RATE)

    def step(self, params: Array, gradient: Array) -> None:
        """Move `params` (p,) in place, once, given the gradient (p,), which stays as it is."""
        if self.steps == 0 and self.memories:
            self.memory = tuple(np.zeros_like(params) for _ in range(self.memories))
        self.steps += 1
        self.update(params, gradient)

    def update(self, params: Array, gradient: Array) -> None:
        """The rule itself."""
        raise NotImplementedError

    def state(self) -> OptimizerState:
        """Return a snapshot that later steps do not touch."""
        return OptimizerState(self.learning_rate, self.steps, tuple(vector.copy() for vector in self.memory))

    def restore(self, state: OptimizerState) -> None:
        """Go back (or forward) to a snapshot from `state()` of an optimizer of the same kind."""
        if len(state.memory) != (self.memories if state.steps else 0):
            raise ValueError(f"{self.name}: expected {self.memories} memory vectors, got {len(state.memory)}")
        self.learning_rate, self.steps = state.learning_rate, state.steps
        self.memory = tuple(vector.copy() for vector in state.memory)


class Sgd(Optimizer):
    """Plain gradient descent: step against the gradient."""

    name = "sgd"
    formula = "w ← w - η·g"

    def update(self, params: Array, gradient: Array) -> None:
        """W -= rate * g"""
        params -= self.learning_rate * gradient


class Momentum(Optimizer):
    """A heavy ball: it keeps part of its speed (Polyak 1964, written as in Sutskever et al. 2013)."""

    name = "momentum"
    formula = "v ← μ·v - η·g,  w ← w + v"
    memories = 1

    def __init__(self, learning_rate: float = 0.1, momentum: float = 0.9) -> None:
        super().__init__(learning_rate)
        self.momentum = as_share(momentum, "momentum")

    def update(self, params: Array, gradient: Array) -> None:
        """V = mu * v - rate * g;  w += v"""
        (speed,) = self.memory
        speed *= self.momentum
        speed -= self.learning_rate * gradient
        params += speed


class Nesterov(Momentum):
    """A heavy ball that looks ahead before it steps (Nesterov 1983, in the form of Bengio et al. 2013)."""

    name = "nesterov"
    formula = "v ← μ·v - η·g,  w ← w + μ·v - η·g"

    def update(self, params: Array, gradient: Array) -> None:
        """V = mu * v - rate * g;  w += mu * v - rate * g"""
        (speed,) = self.memory
        pull = self.learning_rate * gradient
        speed *= self.momentum
        speed -= pull
        params += self.momentum * speed
        params -= pull


class RmsProp(Optimizer):
    """Every weight has its own pace: steep directions are slowed down (Tieleman and Hinton 2012)."""

    name = "rmsprop"
    formula = "s ← ρ·s + (1 - ρ)·g²,  w ← w - η·g / (√s + ε)"
    memories = 1

    def __init__(self, learning_rate: float = 0.01, decay: float = 0.9, epsilon: float = 1e-8) -> None:
        super().__init__(learning_rate)
        self.decay, self.epsilon = as_share(decay, "decay"), as_step(epsilon, "epsilon")

    def update(self, params: Array, gradient: Array) -> None:
        """S = rho * s + (1 - rho) * g²;  w -= rate * g / (sqrt(s) + eps)"""
        (square,) = self.memory
        square *= self.decay
        square += (1.0 - self.decay) * gradient * gradient
        params -= self.learning_rate * gradient / (np.sqrt(square) + self.epsilon)


class Adam(Optimizer):
    """Momentum and a pace of its own for every weight, corrected for the cold start (Kingma and Ba 2015)."""

    name = "adam"
    formula = "m ← β₁·m + (1 - β₁)·g,  s ← β₂·s + (1 - β₂)·g²,  w ← w - η·m̂ / (√ŝ + ε)"
    memories = 2

    def __init__(
        self, learning_rate: float = 0.01, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8
    ) -> None:
        super().__init__(learning_rate)
        self.beta1, self.beta2 = as_share(beta1, "beta1"), as_share(beta2, "beta2")
        self.epsilon = as_step(epsilon, "epsilon")

    def update(self, params: Array, gradient: Array) -> None:
        """m, s: running means of g and g²; hats divide them by 1 - beta ** count, their weight so far."""
        mean, square = self.memory
        mean *= self.beta1
        mean += (1.0 - self.beta1) * gradient
        square *= self.beta2
        square += (1.0 - self.beta2) * gradient * gradient
        root = np.sqrt(square)
        root /= math.sqrt(1.0 - self.beta2**self.steps)
        root += self.epsilon
        params -= (self.learning_rate / (1.0 - self.beta1**self.steps)) * mean / root


_KINDS: tuple[type[Optimizer], ...] = (Sgd, Momentum, Nesterov, RmsProp, Adam)
OPTIMIZERS: dict[str, type[Optimizer]] = {kind.name: kind for kind in _KINDS}


def optimizer(name: str, learning_rate: float = 0.1) -> Optimizer:
    """Return a fresh optimizer called `name`; ValueError lists the names otherwise."""
    return choose(OPTIMIZERS, name, "optimizer")(learning_rate=learning_rate)
