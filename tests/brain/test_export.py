"""The network as a program of its own: run by a fresh Python, it says the same to the last digit that is printed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from brain import Network, students, to_inputs
from brain.export import SPARKS, to_python
from tests.brain.examples import HIDDEN

CLASS = students(8, 3)


def run(path: Path) -> str:
    """What a program prints in a process of its own, in its own folder, without this repository on the path."""
    done = subprocess.run([sys.executable, "-I", path.name], cwd=path.parent, check=True, capture_output=True,
                          text=True, timeout=60)
    assert done.stderr == ""
    return done.stdout


def said(printed: str) -> list[list[float]]:
    """The answers for every student."""
    return [[float(number) for number in line.split()] for line in re.findall(r"h:  ([-\d. ]+\d)  \D", printed)]


@pytest.mark.parametrize(("sizes", "hidden", "output", "stretch"), [
    ((2, 3, 1), "tanh", "sigmoid", 1.0), ((2, 6, 1, 4, 1), "leaky_relu", "sigmoid", 1.0),
    ((2, 6, 6, 6, 1), "relu", "sigmoid", 1.0), ((2, 4, 3), "relu", "softmax", 1.0), ((2, 2, 1), "sigmoid", "tanh", 1.0),
    ((2, 3, 1), "tanh", "sigmoid", 1e6)])
def test_a_fresh_process_says_the_same_to_twelve_digits(
    tmp_path: Path, sizes: tuple[int, ...], hidden: str, output: str, stretch: float
) -> None:
    network = Network(sizes, hidden=hidden, output=output, seed=5)
    network.params += 0.3 * np.random.default_rng(1).standard_normal(network.params.size)
    network.params *= stretch
    path = tmp_path / "my_brain.py"
    path.write_text(to_python(network, CLASS.x, path.name), encoding="utf-8")
    answers = said(run(path))
    assert len(answers) == len(CLASS.x)
    np.testing.assert_allclose(answers, network.forward(CLASS.x), rtol=0, atol=1e-12)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("output", list(SPARKS))
def test_every_activation_can_be_written(hidden: str, output: str) -> None:
    network = Network((2, 4, 3), hidden=hidden, output=output, seed=2)
    space: dict[str, object] = {"__name__": "exported"}
    exec(to_python(network, CLASS.x), space)
    answers = space["forward"](space["to_inputs"](space["STUDENTS"]))  # type: ignore[operator]
    np.testing.assert_allclose(answers, network.forward(CLASS.x), rtol=1e-12, atol=1e-12)


def test_weights_and_biases_come_back_to_the_last_bit() -> None:
    network = Network((2, 5, 2, 1), seed=9)
    network.params *= np.pi
    space: dict[str, object] = {"__name__": "exported"}
    exec(to_python(network, CLASS.x), space)
    for layer, weights, bias in zip(network.layers, space["WEIGHTS"], space["BIASES"], strict=True):  # type: ignore
        assert np.array_equal(layer.weights, weights)
        assert np.array_equal(layer.biases, bias)
    assert np.allclose(to_inputs(space["STUDENTS"]), CLASS.x, atol=1e-12)  # type: ignore[arg-type]


def test_it_says_what_it_cannot_write() -> None:
    with pytest.raises(ValueError, match="2 inputs"):
        to_python(Network((3, 1)), np.zeros((1, 3)))
    broken = Network((2, 1))
    broken.params[0] = np.nan
    with pytest.raises(ValueError, match="not a number"):
        to_python(broken, CLASS.x)


def test_the_program_reads_well() -> None:
    text = to_python(Network((2, 3, 1)), CLASS.x)
    assert max(len(line) for line in text.splitlines()) <= 120
    assert text.count("import") <= 3
    assert "softmax" not in text
