"""How numbers and formulas are written on the cards."""

from __future__ import annotations

import numpy as np
import pytest

from brain import Network
from game.core.figures import LARGEST, figure, signed
from game.facts import Traced, fired, sum_of, tell_neuron, tell_weight
from tests.game.number_visitor import SMALL, value
from tests.visitor import Visitor


@pytest.mark.parametrize(("number", "text"), [
    (0.0, "0.00"), (-0.001, "0.00"), (1.005e3, "1005.00"), (-12.3456, "-12.35"), (123456.0, "1.2×10⁵"),
    (-3e-9, "0.00"), (2e200, "2.0×10²⁰⁰"), (np.inf, "∞"), (-np.inf, "-∞"), (np.nan, "?")])
def test_a_number_is_short(number: float, text: str) -> None:
    assert figure(number) == text


@pytest.mark.parametrize("number", [*(10.0**e for e in range(-12, 300, 7)), LARGEST, -LARGEST, 99_999.49])
def test_no_number_is_longer_than_its_place(number: float) -> None:
    for digits in range(6):
        assert len(figure(number, digits)) <= 10
        assert len(signed(-number, digits)) <= 12


def test_negative_numbers_stand_in_parentheses_and_the_bias_is_there() -> None:
    network = Network((2, 2, 1), seed=0)
    network.layers[0].weights[:, 0], network.layers[0].biases[0] = (-0.5, 0.25), -0.75
    part = Traced(network, (-1.0, 0.5)).trace().layers[0]
    assert sum_of(part, 0) == "(-1.0000)·(-0.5000) + 0.5000·0.2500 + (-0.7500)"


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "linear"])
def test_activations_are_written_out(name: str, app_words) -> None:
    network = Network((2, 2, 1), hidden=name, seed=1)
    told = tell_neuron(app_words, Traced(network, (0.3, -0.8)), 1, 1)
    part = network.trace((0.3, -0.8)).layers[0]
    assert value(told.result) == pytest.approx(part.activations[1], abs=6e-5)
    assert figure(abs(float(part.z[1])), 4) in told.filled.split("a = ")[1]
    meant = told.filled.split("a = ")[1].replace("·", "*").replace("^", "**")
    scope = {"e": np.e, "tanh": np.tanh, "max": max}
    assert eval(meant, scope) == pytest.approx(part.activations[1], abs=2e-4)


def test_softmax_is_a_share_of_all() -> None:
    assert fired("softmax", [1.0, -2.0], 1) == "e^(-2.000) / (e^1.000 + e^(-2.000))"


def test_numbers_that_ran_away_are_called_so(app_words) -> None:
    network = Network((2, 2, 1), seed=1)
    network.params[:] = np.nan
    traced = Traced(network, (0.3, -0.8))
    assert tell_neuron(app_words, traced, 2, 0).result == "diverged"
    assert tell_weight(app_words, traced, 0, 0, 0).result == "diverged"


@pytest.fixture
def app_words():
    return Visitor("neuron", size=SMALL["landscape"]).app.words
