"""The gradient is the slope one finds by trying: every activation, every loss, every depth."""

from __future__ import annotations

import numpy as np
import pytest

from brain import check, nudge, numeric_gradient
from tests.brain.examples import HIDDEN, PAIRS, examples_for, network_of


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(("loss", "output"), PAIRS)
def test_gradient_agrees_with_central_differences(loss: str, output: str, hidden: str, depth: int) -> None:
    network = network_of(depth, hidden, output, seed=depth)
    x, y = examples_for(network)
    assert check(network, x, y, loss) < 1e-6


@pytest.mark.parametrize(("l1", "l2"), [(0.01, 0.0), (0.0, 0.02), (0.01, 0.02)])
def test_gradient_of_a_penalty_agrees_too(l1: float, l2: float) -> None:
    network = network_of(2)
    x, y = examples_for(network)
    assert check(network, x, y, "mse", l1=l1, l2=l2) < 1e-6


def test_penalty_counts_weights_and_spares_biases() -> None:
    network = network_of(1)
    x, y = examples_for(network)
    plain, penalised = network.loss_and_gradient(x, y), network.loss_and_gradient(x, y, l1=0.5, l2=0.25)
    weights = np.concatenate([layer.weights.ravel() for layer in network.layers])
    assert penalised[0] - plain[0] == pytest.approx(0.5 * np.abs(weights).sum() + 0.25 * (weights**2).sum())
    for j in range(4):
        k = network.bias_index(0, j)
        assert penalised[1][k] == plain[1][k]


def test_loss_is_the_mean_over_examples_and_outputs() -> None:
    network = network_of(1)
    x, y = examples_for(network)
    a = network.forward(x)
    assert network.loss(x, y) == pytest.approx(np.mean((a - y) ** 2), rel=1e-14)
    entropy = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    assert network.loss(x, y, "cross_entropy") == pytest.approx(entropy, rel=1e-13)


def test_categorical_loss_sums_over_classes_and_takes_the_mean_over_examples() -> None:
    network = network_of(1, output="softmax")
    x, y = examples_for(network)
    expected = -np.mean(np.sum(y * np.log(network.forward(x)), axis=1))
    assert network.loss(x, y, "cross_entropy") == pytest.approx(expected, rel=1e-13)


def test_nudge_gives_both_losses_and_leaves_the_network_alone() -> None:
    network = network_of(2)
    x, y = examples_for(network)
    before, gradient = network.params.copy(), network.loss_and_gradient(x, y)[1]
    got = nudge(network, 5, 1e-4, x, y)
    assert got.slope == (got.loss_plus - got.loss_minus) / 2e-4
    assert got.slope == pytest.approx(gradient[5], rel=1e-5)
    assert numeric_gradient(network, x, y)[5] == pytest.approx(gradient[5], rel=1e-7)
    assert np.array_equal(network.params, before)


@pytest.mark.parametrize("h", [0.0, -1.0, float("nan"), float("inf")])
def test_nudge_wants_a_step_above_zero(h: float) -> None:
    network = network_of(1)
    with pytest.raises(ValueError, match="h: expected"):
        nudge(network, 0, h, *examples_for(network))
