"""Before it has learned anything a network needs some first weights, small and all different.

Equal weights would make all neurons of a layer learn the same thing; too large ones would saturate them.
Biases start at zero.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from .checks import Array, choose

Initializer = Callable[[np.random.Generator, int, int], Array]


def zeros(rng: np.random.Generator, inputs: int, outputs: int) -> Array:
    """All weights 0: here to show that such a network cannot break its own symmetry."""
    return np.zeros((inputs, outputs))


def normal(rng: np.random.Generator, inputs: int, outputs: int) -> Array:
    """Normal numbers of standard deviation 1, however wide the layer: often too large."""
    return rng.standard_normal((inputs, outputs))


def xavier(rng: np.random.Generator, inputs: int, outputs: int) -> Array:
    """Normal, standard deviation sqrt(2 / (inputs + outputs)): Glorot and Bengio 2010."""
    return rng.standard_normal((inputs, outputs)) * math.sqrt(2.0 / (inputs + outputs))


def he(rng: np.random.Generator, inputs: int, outputs: int) -> Array:
    """Normal, standard deviation sqrt(2 / inputs), since a ReLU silences half: He et al. 2015."""
    return rng.standard_normal((inputs, outputs)) * math.sqrt(2.0 / inputs)


INITIALIZERS: dict[str, Initializer] = {"zeros": zeros, "normal": normal, "xavier": xavier, "he": he}


def initializer(name: str) -> Initializer:
    """Return the initializer called `name`: (rng, inputs, outputs) -> weights (inputs, outputs)."""
    return choose(INITIALIZERS, name, "initializer")
