"""A trace tells everything about one example, and its factors multiply to the gradient."""

from __future__ import annotations

import numpy as np
import pytest

from brain import Network, product
from tests.brain.examples import HIDDEN, PAIRS, examples_for, network_of


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(("loss", "output"), PAIRS)
def test_factors_multiply_to_the_gradient(loss: str, output: str, hidden: str, depth: int) -> None:
    network = network_of(depth, hidden, output)
    x, y = examples_for(network, 1)
    value, gradient = network.loss_and_gradient(x, y, loss)
    trace = network.trace(x[0], y[0], loss)
    assert trace.loss == pytest.approx(value, rel=1e-12)
    assert np.allclose(trace.gradient, gradient, rtol=1e-12, atol=1e-300)
    for k, expected in enumerate(gradient):
        where = network.where(k)
        if where.i is None:
            factors = trace.bias_factors(where.layer, where.j)
        else:
            factors = trace.factors(where.layer, where.i, where.j)
        assert product(factors) == pytest.approx(expected, rel=1e-12, abs=1e-300)


def test_forward_parts_add_up() -> None:
    network = network_of(2)
    x, _ = examples_for(network, 1)
    trace = network.trace(x[0])
    for layer, signal in zip(trace.layers, network.activations(x)[1:], strict=True):
        assert np.array_equal(layer.products, layer.inputs[:, None] * layer.weights)
        assert np.allclose(layer.products.sum(axis=0) + layer.biases, layer.z, rtol=1e-13)
        assert np.allclose(layer.activations, signal[0], rtol=1e-14)
    assert np.allclose(trace.output, network.forward(x)[0], rtol=1e-14)


def test_blame_of_a_hidden_neuron_is_the_sum_of_its_paths() -> None:
    network = network_of(3)
    x, y = examples_for(network, 1)
    trace = network.trace(x[0], y[0])
    for number, layer in enumerate(trace.layers[:-1]):
        for j in range(layer.z.size):
            terms = trace.blame_terms(number, j)
            assert len(terms) == trace.layers[number + 1].z.size
            assert all(term.value == term.blame.value * term.weight.value for term in terms)
            assert layer.dloss_da is not None
            assert sum(term.value for term in terms) == pytest.approx(float(layer.dloss_da[j]), rel=1e-12)
    assert trace.blame_terms(3, 0) == ()


def test_factors_are_named_and_placed() -> None:
    network = Network([2, 3, 1])
    trace = network.trace([0.5, -0.5], [1.0])
    named = [(factor.name, factor.layer, factor.neuron) for factor in trace.factors(0, 1, 2)]
    assert named == [("dloss_da", 0, 2), ("slope", 0, 2), ("input", -1, 1)]
    melted = network.trace([0.5, -0.5], [1.0], "cross_entropy").factors(1, 2, 0)
    assert [factor.name for factor in melted] == ["dloss_dz", "input"]


def test_cross_entropy_at_a_saturated_output_stays_finite() -> None:
    network = Network([1, 1])
    network.params = [1000.0, 0.0]
    trace = network.trace([1.0], [0.0], "cross_entropy")
    assert trace.loss == 1000.0
    assert trace.dloss_doutput is not None
    assert np.isfinite(trace.dloss_doutput).all()


def test_a_trace_keeps_its_numbers_when_the_network_moves_on() -> None:
    network = network_of(1)
    x, y = examples_for(network, 1)
    trace = network.trace(x[0], y[0])
    before = trace.layers[0].weights.copy()
    network.params += 1.0
    assert np.array_equal(trace.layers[0].weights, before)


def test_without_a_target_there_is_no_blame() -> None:
    trace = Network([2, 3, 1]).trace([0.0, 1.0])
    assert trace.loss is None
    assert trace.layers[0].dloss_da is None
    with pytest.raises(ValueError, match="expected a target y"):
        trace.factors(0, 0, 0)
