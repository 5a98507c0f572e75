"""The network as a program of its own: run by a fresh Python, it says the same to the last digit that is printed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from brain import Network, students, to_inputs
from brain.export import SPARKS, to_python
from tests.brain.examples import HIDDEN

CLASS = students(8, 3)


def call(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own, in its own folder, without this repository on the path."""
    return subprocess.run([sys.executable, "-I", path.name, *arguments], cwd=path.parent, check=False,
                          capture_output=True, text=True, timeout=60)


def run(path: Path, *arguments: str) -> str:
    """What a program prints that goes well."""
    done = call(path, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def brain(tmp_path: Path) -> tuple[Network, Path]:
    """A network and its program, written with its class."""
    network = Network((2, 3, 1), hidden="tanh", output="sigmoid", seed=5)
    path = tmp_path / "my_brain.py"
    path.write_text(to_python(network, CLASS.x, path.name, CLASS.y), encoding="utf-8")
    return network, path


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
    for layer, (weights, bias, _) in zip(network.layers, space["LAYERS"], strict=True):  # type: ignore[call-overload]
        assert np.array_equal(layer.weights, weights)
        assert np.array_equal(layer.biases, bias)
    assert np.allclose(to_inputs(space["STUDENTS"]), CLASS.x, atol=1e-12)  # type: ignore[arg-type]


def test_hours_that_are_not_round_come_back_to_the_last_bit() -> None:
    x, space = np.random.default_rng(3).uniform(-1, 1, (20, 2)), {"__name__": "exported"}
    exec(to_python(Network((2, 3, 1)), x), space)
    assert np.abs(space["to_inputs"](space["STUDENTS"]) - x).max() < 1e-15  # type: ignore[operator]


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 6, 6, 6, 1)])
def test_it_tells_of_the_student_whose_hours_are_given(tmp_path: Path, sizes: tuple[int, ...], hidden: str) -> None:
    network, path = Network(sizes, hidden=hidden, output="sigmoid", seed=8), tmp_path / "my_brain.py"
    path.write_text(to_python(network, CLASS.x, path.name, CLASS.y), encoding="utf-8")
    printed = run(path, "7.2", "3.5")
    answer = float(network.forward(to_inputs([[7.2, 3.5]]))[0, 0])
    assert said(printed)[0][0] == pytest.approx(answer, abs=1e-12)
    assert printed.split()[-1] == ("pass" if answer >= 0.5 else "fail")
    assert printed.count("\n") == 1


def test_a_comma_in_the_hours_is_a_point(brain: tuple[Network, Path]) -> None:
    assert run(brain[1], "7,2", "3,5") == run(brain[1], "7.2", "3.5")


@pytest.mark.parametrize("arguments", [
    ("7.2",), ("7.2", "3.5", "1"), ("much", "3.5"), ("11", "3"), ("-1", "3"), ("nan", "3"), ("inf", "3"), ("", "")])
def test_hours_that_are_none_are_refused_in_one_line(brain: tuple[Network, Path], arguments: tuple[str, ...]) -> None:
    done = call(brain[1], *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "study" in done.stderr
    assert "sleep" in done.stderr
    assert "0 to 10" in done.stderr


def test_it_counts_how_often_it_is_right_about_the_class(brain: tuple[Network, Path]) -> None:
    network, path = brain
    right = int(((network.forward(CLASS.x) >= 0.5) == (CLASS.y >= 0.5)).sum())
    assert run(path).splitlines()[-1] == f"right about {right} of {len(CLASS.x)} students"


def test_help_is_the_head_of_the_file(brain: tuple[Network, Path]) -> None:
    assert "python my_brain.py 7.2 3.5" in run(brain[1], "--help")


@pytest.mark.parametrize("name", ['a"""b.py', "a\\b.py", "my brain.py", "$shape.py", "{x}.py"])
def test_a_file_of_any_name_can_be_run(tmp_path: Path, name: str) -> None:
    path = tmp_path / "written.py"
    path.write_text(to_python(Network((2, 1)), CLASS.x, name), encoding="utf-8")
    assert len(said(run(path))) == len(CLASS.x)


def test_it_says_what_it_cannot_write() -> None:
    with pytest.raises(ValueError, match="8 rows"):
        to_python(Network((2, 1)), CLASS.x, y=CLASS.y[:3])
    with pytest.raises(ValueError, match="2 inputs"):
        to_python(Network((3, 1)), np.zeros((1, 3)))
    broken = Network((2, 1))
    broken.params[0] = np.nan
    with pytest.raises(ValueError, match="not a number"):
        to_python(broken, CLASS.x)


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 6, 6, 6, 1)])
def test_the_program_reads_well(sizes: tuple[int, ...]) -> None:
    text = to_python(Network(sizes), CLASS.x, y=CLASS.y)
    assert max(len(line) for line in text.splitlines()) <= 120
    assert text.count("import") <= 3
    assert "softmax" not in text
    assert ast.get_docstring(ast.parse(text))
    assert "python my_brain.py 7.2 3.5" in text
    for k, (inputs, neurons) in enumerate(pairwise(sizes), 1):
        assert f"# Layer {k}, {'the output' if neurons == 1 else 'hidden'}: {inputs} inputs x {neurons} neuron" in text
    assert "\n\n\n\n" not in text
