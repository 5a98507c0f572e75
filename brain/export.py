"""Writes a network as one short Python program that thinks exactly as it does, and needs numpy alone.

The numbers stand in the text as Python writes them, and so they come back to the last bit.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .activations import LEAK
from .checks import Array, as_matrix
from .data import to_hours
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

HEAD = '''"""A neural network with layers of {shape} neurons, exactly as it was at the end of its journey.

Run it with  python {file}  : it needs Python and numpy, nothing else.
It prints its weights, and what it says of {count} students.
"""

import numpy as np

# Every layer has a matrix of weights, one column for each of its neurons, and one bias for each neuron.
WEIGHTS = [
{weights}]
BIASES = [
{biases}]

# The students: hours of study and hours of sleep, from 0 to 10.
STUDENTS = np.array([
{students}])

'''

BODY = '''
SPARKS = [{sparks}]  # one for each layer


def to_inputs(hours):
    """Hours from 0 to 10 become numbers from -1 to 1, which are easier to learn from."""
    return (hours - 5) / 5


def forward(x):
    """What the network says of inputs x: a matrix product, a bias and a spark for each layer."""
    a = x
    for weights, bias, spark in zip(WEIGHTS, BIASES, SPARKS):
        z = a @ weights + bias
        a = spark(z)
    return a


def verdict(answers):
    """One answer is the chance to pass; of several, the largest counts."""
    if len(answers) == 1:
        return "pass" if answers[0] >= 0.5 else "fail"
    return f"answer {np.argmax(answers) + 1}"


if __name__ == "__main__":
    for layer, (weights, bias) in enumerate(zip(WEIGHTS, BIASES), 1):
        print(f"layer {layer}: weights {weights.tolist()}, biases {bias.tolist()}")
    print()
    for (study, sleep), answers in zip(STUDENTS, forward(to_inputs(STUDENTS))):
        said = "  ".join(f"{answer:.15f}" for answer in answers)
        print(f"study {study:4.1f} h, sleep {sleep:4.1f} h:  {said}  {verdict(answers)}")
'''


def to_python(network: Network, x: npt.ArrayLike, file: str = "my_brain.py") -> str:
    """Return a runnable program that rebuilds ``network`` and prints what it says of inputs x (n, 2), in -1..1.

    ``file`` is the name it tells the reader to run. ValueError for inputs that are not (n, 2), or a network
    that does not take two inputs.
    """
    if network.sizes[0] != 2:
        raise ValueError(f"export: expected a network with 2 inputs, study and sleep, got {network.sizes[0]}")
    if not np.isfinite(network.params).all():
        raise ValueError("export: expected weights and biases that are numbers; some are infinite or not a number")
    hours = to_hours(as_matrix(x, 2, "x"))
    names = [network.activation_of(k) for k in range(len(network.layers))]
    head = HEAD.format(
        shape=", ".join(map(str, network.sizes)), file=file, count=len(hours),
        weights="".join(f"    np.array({_rows(layer.weights, 8)}),\n" for layer in network.layers),
        biases="".join(f"    np.array({layer.biases.tolist()!r}),\n" for layer in network.layers),
        students="".join(f"    {row!r},\n" for row in np.round(hours, 9).tolist()),
    )  # fmt: skip
    functions = "".join(_function(name) for name in dict.fromkeys(names))
    return head + functions + BODY.replace("{sparks}", ", ".join(names))


def _rows(matrix: Array, indent: int) -> str:
    """A matrix as nested lists, a row a line."""
    rows = matrix.tolist()
    if len(rows) == 1:
        return repr(rows)
    lines = "".join(f"{' ' * indent}{row!r},\n" for row in rows)
    return f"[\n{lines}{' ' * (indent - 4)}]"


def _function(name: str) -> str:
    told, body = SPARKS[name]
    return f'\ndef {name}(z):\n    """{told}"""\n    {body}\n\n'
