"""The question what z will be: the right answer, two that come of common slips, and what went wrong in them."""

from __future__ import annotations

from brain import Network
from game.core.geometry import Vec


def wrong_answers(network: Network, x: Vec) -> tuple[float, list[float]]:
    """z of the first neuron, and two sums that come of common slips: the bias forgotten, a sign lost."""
    truth, slips = _slips(network, x)
    wrong: list[float] = []
    for slip, _ in (*slips, (truth + 0.5, ""), (truth - 0.5, ""), (truth + 1.0, "")):
        if len(wrong) < 2 and all(abs(slip - other) >= 0.1 for other in (truth, *wrong)):
            wrong.append(slip)
    return truth, wrong


def _slips(network: Network, x: Vec) -> tuple[float, list[tuple[float, str]]]:
    """z of the first neuron; and what comes of common slips, each with what went wrong."""
    layer = network.layers[0]
    first, second = (float(x[i] * layer.weights[i, 0]) for i in range(2))
    bias = float(layer.biases[0])
    return first + second + bias, [
        (first + second, "bias"), (abs(first) + abs(second) + bias, "sign"), (first - second + bias, "sign"),
        (bias - first - second, "sign")]


def slip_of(network: Network, x: Vec, said: float) -> str:
    """What went wrong in a wrong answer: the ``bias`` was forgotten, a ``sign`` got lost, or nobody knows."""
    return next((name for value, name in _slips(network, x)[1] if near(value, said)), "")


def answers(network: Network, x: Vec) -> list[float]:
    """Three answers to "what will z be?", in rising order; one of them is right."""
    truth, wrong = wrong_answers(network, x)
    return sorted([truth, *wrong])


def near(value: float, truth: float) -> bool:
    """Whether an answer is the right one."""
    return abs(value - truth) < 1e-9
