"""Activations: their values, their slopes, and calm at the extremes."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from brain import ACTIVATIONS, activation
from tests.brain.examples import HIDDEN, PAIRS, examples_for, network_of

numbers = st.floats(-1000, 1000)


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_values_stay_in_their_range_and_never_warn(name: str) -> None:
    entry = activation(name)
    z = np.array([-1000.0, -40.0, -1.0, 0.0, 1.0, 40.0, 1000.0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        values, slopes = entry.value(z), entry.slope(z)
    assert np.isfinite(values).all()
    assert np.isfinite(slopes).all()
    assert (values >= entry.low).all()
    assert (values <= entry.high).all()
    assert entry.initializer in ("xavier", "he")
    assert entry.formula
    assert entry.slope_formula


@pytest.mark.parametrize("name", HIDDEN)
@given(z=st.floats(-5, 5).filter(lambda z: abs(z) > 1e-3))
def test_slope_is_the_slope_of_the_value(name: str, z: float) -> None:
    entry, h = activation(name), 1e-5
    difference = (entry.value(z + h) - entry.value(z - h)) / (2 * h)
    assert float(entry.slope(z)) == pytest.approx(float(difference), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("name", [name for name in HIDDEN if ACTIVATIONS[name].steepness])
@given(z=st.floats(-20, 20))
def test_an_s_shaped_activation_has_the_formula_its_steepness_says(name: str, z: float) -> None:
    entry = activation(name)
    s_curve = entry.high - (entry.high - entry.low) / (1 + math.exp(entry.steepness * z))
    assert float(entry.value(z)) == pytest.approx(s_curve, abs=1e-14)


@given(arrays(np.float64, (3, 4), elements=numbers))
def test_softmax_rows_sum_to_one(z: np.ndarray) -> None:
    values = activation("softmax").value(z)
    assert values.shape == z.shape
    assert np.allclose(values.sum(axis=1), 1.0, rtol=0, atol=1e-12)
    assert np.allclose(activation("softmax").value(z + 7.0), values, rtol=1e-9, atol=1e-12)


@given(arrays(np.float64, (2, 3), elements=numbers))
def test_value_leaves_its_argument_alone(z: np.ndarray) -> None:
    before = z.copy()
    for entry in ACTIVATIONS.values():
        entry.value(z), entry.slope(z)
        assert np.array_equal(z, before)


def test_known_values() -> None:
    assert float(activation("sigmoid").value(0.0)) == 0.5
    assert float(activation("sigmoid").slope(0.0)) == 0.25
    assert float(activation("tanh").slope(0.0)) == 1.0
    assert activation("relu").value([-2.0, 3.0]).tolist() == [0.0, 3.0]
    assert activation("relu").slope([-2.0, 0.0, 3.0]).tolist() == [0.0, 0.0, 1.0]
    assert activation("leaky_relu").value([-2.0, 3.0]).tolist() == [-0.02, 3.0]
    assert activation("leaky_relu").slope([-2.0, 3.0]).tolist() == [0.01, 1.0]


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(("loss", "output"), PAIRS)
def test_a_network_with_huge_sums_has_finite_loss_and_gradient(loss: str, output: str, hidden: str) -> None:
    network = network_of(2, hidden, output)
    x, y = examples_for(network)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value, gradient = network.loss_and_gradient(1000.0 * x, y, loss)
    assert math.isfinite(value)
    assert np.isfinite(gradient).all()


def test_unknown_names_are_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="unknown activation 'swish'; expected one of: linear, sigmoid"):
        activation("swish")
