"""The shapes of a program's variables, in plain words: how many rows and columns, and of what."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from game.core.facts import Fact, Told
from game.core.words import Words
from game.draw.variables import places_of, shape
from game.scenes.math.places import Places
from game.scenes.math.run import Reader

AXES = {
    "X": ("students", "inputs"), "y": ("students", "answers"), "W": ("inputs", "neurons"), "b": ("neurons",),
    "dW": ("inputs", "neurons"), "db": ("neurons",), "a": ("students", "neurons"), "z": ("students", "neurons"),
    "error": ("students", "answers"), "blame": ("students", "neurons"),
    "inputs": ("inputs",), "x": ("inputs",), "u": ("inputs",), "weights": ("weights",),
    "v": ("weights",), "sums": ("sums",),
}
"""For each variable that holds many numbers, what its rows and columns are."""


def shape_words(words: Words, name: str, value: Any, k: int | None = None) -> str:
    """What the numbers of a matrix or vector are: ``2 inputs × 3 neurons``; ``k`` is its place in a list of them."""
    axes, counts = AXES.get(name.rpartition(".")[2], ()), np.shape(value)
    if len(axes) != len(counts):
        return ""
    if name == "a" and k == 0:  # what enters the first layer comes from no neuron
        axes = AXES["X"]
    return " × ".join(words(f"math.unit.{axis}.{'one' if n == 1 else 'many'}", n=n)
                      for axis, n in zip(axes, counts, strict=True))


def parts_of(name: str, value: Any) -> list[tuple[str, Any, int | None]]:
    """The arrays in a variable, each with its name and its place in the list; itself, if it is one."""
    if isinstance(value, dict):
        return [(f"{name}[{k}]", value[k], k) for k in sorted(value)]
    if isinstance(value, list | tuple) and value and not isinstance(value[0], float):
        return [(f"{name}[{k}]", part, k) for k, part in enumerate(value)]
    return [(name, value, None)] if np.shape(value) not in ((), (0,)) else []


def told_shapes(words: Words, variables: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """For every variable with a shape, all of it in words: with the numbers as Python writes them, and without."""
    told = {}
    for name, value in variables.items():
        spelled = [(shape(part), text) for _, part, k in parts_of(name, value)
                   if (text := shape_words(words, name, part, k))]
        if spelled:
            told[name] = (",  ".join(f"{numbers}: {text}" for numbers, text in spelled),
                          ",  ".join(text for _, text in spelled))
    return told


def shape_facts(words: Words, place: Places, reader: Reader) -> list[Fact]:
    """The variables that hold many numbers, each with a card about its shape."""
    variables, changed = reader.variables(), reader.step.changed
    return [Fact(f"shape.{name}", row, partial(_tell, words, name, variables[name]))
            for name, row in places_of(place.rows, variables, changed).items()
            if any(shape_words(words, name, part, k) for _, part, k in parts_of(name, variables[name]))]


def _tell(words: Words, name: str, value: Any) -> Told:
    """The shape as Python writes it, then in words, then how many numbers that makes."""
    parts = parts_of(name, value)
    lines = [f"{shape(part)}: {shape_words(words, name, part, k)}" for _, part, k in parts]
    count = sum(int(np.size(part)) for _, part, _ in parts)
    formula = ", ".join(f"{title} = {shape(part)}" for title, part, _ in parts)
    return Told(words("math.tell.shape", name=name), formula, "\n".join(lines),
                words(f"math.unit.numbers.{'one' if count == 1 else 'many'}", n=count), "text")
