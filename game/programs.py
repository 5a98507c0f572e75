"""The three short programs of the last chapter: read from their files and run on the visitor's own network."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from brain import Network, activation
from brain.data import Dataset
from game import files
from game.core import tracing
from game.core.tracing import PROGRAM, Step
from game.core.words import Words

NAMES = ("neuron", "activations", "train")
TAG = "  #: "
"""What follows this at the end of a line is a stage direction: the picture follows it, nobody sees it."""
COMMENT = "# "
SMALL_NUMPY = ("exp", "mean", "tanh", "maximum")
"""All of numpy that the programs need, and all they can reach."""
NUMPY_ITSELF = ("numpy._core.", "numpy.core.")
"""Numpy fetches parts of itself when they are first needed, through the importer of whoever called it."""


@dataclass(frozen=True)
class Program:
    """A program as it is shown: its lines, and by line number the name of what happens there."""

    name: str
    lines: tuple[str, ...]
    tags: Mapping[int, str]

    @property
    def source(self) -> str:
        return "\n".join(self.lines)

    def said(self, words: Words) -> tuple[str, ...]:
        """The lines as they are shown: the same program with its comments in the visitor's language."""
        return _said(self.name.removesuffix(".py"), self.lines, words)


@dataclass(frozen=True)
class Run:
    """A program that has run to its end, with all its steps."""

    program: Program
    steps: tuple[Step, ...]

    def tag(self, index: int) -> str:
        """What happens at a step."""
        return self.program.tags.get(self.steps[index].line, "")


def run_neuron(network: Network, x: tuple[float, float]) -> Run:
    """``neuron.py`` with the weights of the first hidden neuron and the inputs of one student."""
    layer, spark = network.layers[0], network.activation_of(0)
    brain = {"inputs": np.array(x), "weights": layer.weights[:, 0].copy(), "bias": float(layer.biases[0]),
             spark: _one(spark)}
    return _run(load("neuron", sigmoid=spark), brain)


def run_activations(network: Network, x: np.ndarray[Any, Any]) -> Run:
    """``activations.py`` on the sums z of the first hidden neuron for the students ``x`` (n, 2)."""
    layer = network.layers[0]
    sums = x @ layer.weights[:, 0] + layer.biases[0]
    return _run(load("activations"), {"sums": [float(z) for z in sums]})


def run_train(network: Network, data: Dataset, learning_rate: float) -> Run:
    """``train.py`` on copies of all weights and biases, with the whole class."""
    names = [network.activation_of(k) for k in range(len(network.layers))]
    brain = {"X": data.x.copy(), "y": data.y.copy(), "W": [layer.weights.copy() for layer in network.layers],
             "b": [layer.biases.copy() for layer in network.layers],
             "spark": [activation(name).value for name in names], "slope": [activation(name).slope for name in names]}
    return _run(load("train", **{"learning_rate = 1.6": f"learning_rate = {learning_rate!r}"}), brain)


@lru_cache(maxsize=32)
def _said(name: str, lines: tuple[str, ...], words: Words) -> tuple[str, ...]:
    said, count = [], 0
    for line in lines:
        code, sign, _ = line.partition(COMMENT)
        if sign:
            line, count = f"{code}{sign}{words(f'programs.{name}.{count}')}", count + 1
        said.append(line)
    return tuple(said)


@lru_cache(maxsize=32)
def load(name: str, **changes: str) -> Program:
    """Read a program; ``changes`` puts the visitor's own words and numbers in place of those in the file."""
    text = (files.assets() / "programs" / f"{name}.py").read_text(encoding="utf-8").rstrip()
    for old, new in changes.items():
        text = text.replace(old, new)
    parts = [line.partition(TAG) for line in text.split("\n")]
    tags = {number: tag.strip() for number, (_, _, tag) in enumerate(parts, 1) if tag}
    return Program(f"{name}.py", tuple(line for line, _, _ in parts), tags)


def _one(name: str) -> Callable[[float], float]:
    """An activation for a single number."""
    entry = activation(name)
    return lambda z: float(entry.value(z))


def _run(program: Program, brain: Mapping[str, Any]) -> Run:
    modules = {"numpy": SimpleNamespace(**{name: getattr(np, name) for name in SMALL_NUMPY}),
               "my_brain": SimpleNamespace(**brain)}

    def bring(name: str, *rest: Any) -> Any:
        if name.startswith(NUMPY_ITSELF):
            return __import__(name, *rest)
        if name not in modules:
            raise ImportError(f"programs on the screen can import {' and '.join(modules)}, not {name}")
        return modules[name]

    builtins = {"__import__": bring, "__build_class__": __build_class__, "len": len, "range": range,
                "reversed": reversed}
    namespace = {"__builtins__": builtins, "__name__": PROGRAM}
    with np.errstate(all="ignore"):
        # The work of this thread alone: a machine that was busy with something else does not end the journey.
        return Run(program, tracing.run(program.source, program.name, namespace, clock=time.thread_time))
