"""Writes a network as one short Python program that thinks exactly as it does, and needs numpy alone.

The numbers stand in the text as Python writes them, and so they come back to the last bit.
"""

from __future__ import annotations

import re
from string import Template

import numpy as np
import numpy.typing as npt

from .activations import LEAK
from .checks import Array, as_matrix
from .data import to_hours, to_inputs
from .network import Network

SPARKS = {
    "linear": ("No spark: the sum itself.", "return z"),
    "sigmoid": ("A smooth S from 0 to 1.", "return 1 / (1 + np.exp(-np.clip(z, -700, 700)))"),
    "tanh": ("A smooth S from -1 to 1.", "return np.tanh(z)"),
    "relu": ("Keep what is above zero.", "return np.maximum(0, z)"),
    "leaky_relu": ("Below zero, a hundredth gets through.", f"return np.maximum({LEAK} * z, z)"),
    "softmax": (
        "Shares that sum to 1.",
        "e = np.exp(z - z.max(axis=-1, keepdims=True))\n    return e / e.sum(axis=-1, keepdims=True)",
    ),
}
"""For each activation a sentence about it and the body of its function."""
WIDE = 4
"""Numbers in a line of a matrix, or students in a line: with all digits more would not fit."""
PLAIN = re.compile(r"[\w.-]+")
"""Names of files that can be written in a command and a docstring as they are."""

HEAD = Template('''"""My brain: a small neural network that says whether a student passes.

It has layers of $shape neurons; the first two are its inputs, hours of study and hours of sleep.
It answers exactly as it did when it was saved. It needs Python and numpy, nothing else.

    python $file            what it says of $count students
    python $file 7.2 3.5    what it says of one who studied 7.2 hours and slept 3.5
"""

import sys

import numpy as np

# -- the sparks: what a neuron makes of its sum z

$sparks

# -- what it has learned
''')

SPARK = Template('''
def $name(z):
    """$told"""
    $body
''')

LAYER = Template('''
# Layer $k, $place: $inputs inputs x $neurons $noun. A row for each input, a column for each neuron.
W$k = np.array([
$weights])
b$k = np.array([
    $biases,
])
''')

BODY = Template('''
# Weights, biases and spark of each layer, from the first to the last.
LAYERS = [
$layers]

# $columns
STUDENTS = np.array([
$students])


# -- how it thinks


def to_inputs(hours):
    """Hours from 0 to 10 become numbers from -1 to 1, which are easier to learn from."""
    return (np.asarray(hours, float) - 5) / 5


def forward(x):
    """What the network says of inputs x: a matrix product, a bias and a spark for each layer."""
    a = x
    for weights, biases, spark in LAYERS:
        z = a @ weights + biases
        a = spark(z)
    return a


def verdict(answers):
    """One answer is the chance to pass; of several, the largest counts."""
    if len(answers) == 1:
        return "pass" if answers[0] >= 0.5 else "fail"
    return f"answer {np.argmax(answers) + 1}"


# -- asking it


def tell(study, sleep):
    """Print what it says of one student, and return the verdict."""
    answers = forward(to_inputs([[study, sleep]]))[0]
    said = "  ".join(f"{answer:.15f}" for answer in answers)
    print(f"study {study:4.1f} h, sleep {sleep:4.1f} h:  {said}  {verdict(answers)}")
    return verdict(answers)


def hours_of(words):
    """Study and sleep from the command line: two numbers from 0 to 10, or None."""
    try:
        hours = [float(word.replace(",", ".")) for word in words]
    except ValueError:
        return None
    return hours if len(hours) == 2 and all(0 <= hour <= 10 for hour in hours) else None


def main(words):
    """Tell of the student whose hours were given, or of all."""
    if words in (["-h"], ["--help"]):
        print(__doc__)
    elif words:
        hours = hours_of(words)
        if hours is None:
            print("Give hours of study and of sleep, two numbers from 0 to 10, such as: 7.2 3.5", file=sys.stderr)
            return 2
        tell(*hours)
    else:
$every    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
''')

EVERY = '''        for study, sleep in STUDENTS:
            tell(study, sleep)
'''
EVERY_CHECKED = '''        right = 0
        for study, sleep, passed in STUDENTS:
            right += tell(study, sleep) == ("pass" if passed else "fail")
        print(f"right about {right} of {len(STUDENTS)} students")
'''


def to_python(network: Network, x: npt.ArrayLike, file: str = "my_brain.py", y: npt.ArrayLike | None = None) -> str:
    """Return a runnable program that rebuilds ``network`` and prints what it says of inputs x (n, 2), in -1..1.

    ``file`` is the name it tells the reader to run. ``y`` (n, 1), who passed (1) or failed (0): the program of a
    network with one output then counts how often it is right. ValueError for inputs that are not (n, 2), for ``y`` of
    another length, or a network that does not take two inputs.
    """
    if network.sizes[0] != 2:
        raise ValueError(f"export: expected a network with 2 inputs, study and sleep, got {network.sizes[0]}")
    if not np.isfinite(network.params).all():
        raise ValueError("export: expected weights and biases that are numbers; some are infinite or not a number")
    known = y if network.sizes[-1] == 1 else None
    students, columns, every = _students(x, known), "The students: hours of study and of sleep.", EVERY
    if known is not None:
        columns, every = "The students: hours of study and of sleep, and 1 for passed or 0 for failed.", EVERY_CHECKED
    names = [network.activation_of(k) for k in range(len(network.layers))]
    head = HEAD.substitute(
        shape=", ".join(map(str, network.sizes)), file=file if PLAIN.fullmatch(file) else "my_brain.py",
        count=len(students), sparks="\n".join(_spark(name) for name in dict.fromkeys(names)))
    body = BODY.substitute(
        layers="".join(f"    (W{k}, b{k}, {name}),\n" for k, name in enumerate(names, 1)), columns=columns,
        students=_table(students), every=every)
    return head + "".join(_layer(network, k) for k in range(len(names))) + body


def _students(x: npt.ArrayLike, y: npt.ArrayLike | None) -> Array:
    """Hours of study and sleep, and the result where it is known, a row for each student.

    Hours are written short where that makes no difference.
    """
    x = as_matrix(x, 2, "x")
    hours, short = to_hours(x), np.round(to_hours(x), 9)
    hours = np.where(to_inputs(short) == to_inputs(hours), short, hours)
    if y is None:
        return hours
    passed = as_matrix(y, 1, "y")
    if len(passed) != len(hours):
        raise ValueError(f"export: expected y with {len(hours)} rows, one for each student, got {len(passed)}")
    return np.hstack([hours, passed])


def _table(students: Array) -> str:
    """The students, a few in a line."""
    rows = ["[{!r}, {!r}]".format(*row[:2]) if len(row) < 3 else "[{!r}, {!r}, {:.0f}]".format(*row)
            for row in students.tolist()]
    return "".join(f"    {', '.join(rows[start:start + WIDE])},\n" for start in range(0, len(rows), WIDE))


def _spark(name: str) -> str:
    told, body = SPARKS[name]
    return SPARK.substitute(name=name, told=told, body=body)


def _layer(network: Network, k: int) -> str:
    """A layer with its shape in words, its weights and its biases."""
    layer = network.layers[k]
    inputs, neurons = layer.weights.shape
    notes = ["study", "sleep"] if k == 0 else [f"from neuron {i}" for i in range(1, inputs + 1)]
    return LAYER.substitute(
        k=k + 1, place="the output" if k + 1 == len(network.layers) else "hidden", inputs=inputs, neurons=neurons,
        noun="neuron" if neurons == 1 else "neurons",
        weights="".join(f"    [{_numbers(row, _longest(layer.weights), 5)}],  # {note}\n"
                        for row, note in zip(layer.weights, notes)),
        biases=_numbers(layer.biases, _longest(layer.biases), 4))


def _longest(numbers: Array) -> int:
    """Signs that the longest of some numbers takes."""
    return max(len(repr(number)) for number in numbers.ravel().tolist())


def _numbers(row: Array, width: int, indent: int) -> str:
    """Numbers as Python writes them, in columns, a few in a line."""
    texts = [f"{number!r:>{width}}" for number in row.tolist()]
    lines = [", ".join(texts[start:start + WIDE]) for start in range(0, len(texts), WIDE)]
    return f",\n{' ' * indent}".join(lines)
