"""The network: one vector and its views, purity, round trips, and clear complaints."""

from __future__ import annotations

import copy
import json
import pickle
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain import INITIALIZERS, Network, parameter_count
from tests.brain.examples import HIDDEN, examples_for, network_of

shapes = st.lists(st.integers(1, 5), min_size=2, max_size=5)


@given(shapes, st.integers(0, 1000))
def test_layers_are_views_into_params_in_the_documented_order(sizes: list[int], seed: int) -> None:
    network = Network(sizes, seed=seed)
    assert network.params.dtype == np.float64
    assert network.params.shape == (parameter_count(sizes),)
    parts = [part for layer in network.layers for part in (layer.weights.ravel(), layer.biases)]
    assert np.array_equal(np.concatenate(parts), network.params)
    network.params[:] = np.arange(network.params.size)
    for k, value in enumerate(network.params):
        where = network.where(k)
        layer = network.layers[where.layer]
        if where.i is None:
            assert layer.biases[where.j] == value
            assert network.bias_index(where.layer, where.j) == k
        else:
            assert layer.weights[where.i, where.j] == value
            assert network.weight_index(where.layer, where.i, where.j) == k


@given(shapes, st.integers(1, 6), st.sampled_from(HIDDEN))
def test_shapes_of_everything(sizes: list[int], n: int, hidden: str) -> None:
    network = Network(sizes, hidden)
    x, y = examples_for(network, n)
    assert network.forward(x).shape == (n, sizes[-1])
    assert [a.shape for a in network.activations(x)] == [(n, size) for size in sizes]
    assert network.loss_and_gradient(x, y)[1].shape == network.params.shape
    assert network.forward_many(np.zeros((3, network.params.size)), x).shape == (3, n, sizes[-1])


def test_a_forward_pass_done_by_hand() -> None:
    network = Network([2, 1, 1], hidden="relu", output="linear")
    network.params = [2.0, -1.0, 0.5, 3.0, 10.0]  # two weights and a bias; one weight and a bias
    assert network.forward([[1.0, 1.0], [0.0, 4.0]]).tolist() == [[3.0 * 1.5 + 10.0], [10.0]]


@settings(max_examples=30)
@given(shapes, st.sampled_from(HIDDEN), st.sampled_from(["sigmoid", "softmax", "linear"]))
def test_many_networks_at_once_say_what_each_says_alone(sizes: list[int], hidden: str, output: str) -> None:
    network = Network(sizes, hidden, output)
    x, _ = examples_for(network, 4)
    params = np.random.default_rng(0).standard_normal((5, network.params.size))
    together, alone = network.forward_many(params, x), network.copy()
    for k in range(5):
        alone.params = params[k]
        assert np.allclose(together[k], alone.forward(x), rtol=1e-12, atol=1e-14)


def test_same_seed_same_bits() -> None:
    assert np.array_equal(Network([3, 4, 2], seed=5).params, Network([3, 4, 2], seed=5).params)
    assert not np.array_equal(Network([3, 4, 2], seed=5).params, Network([3, 4, 2], seed=6).params)


def test_the_initializer_suits_the_activation_unless_told() -> None:
    wide = [400, 400, 1]
    assert Network(wide, "tanh").layers[0].weights.std() == pytest.approx((2 / 800) ** 0.5, rel=0.02)
    assert Network(wide, "relu").layers[0].weights.std() == pytest.approx((2 / 400) ** 0.5, rel=0.02)
    assert Network(wide, "relu", initializer="normal").layers[0].weights.std() == pytest.approx(1, rel=0.02)
    assert not Network(wide, initializer="zeros").params.any()
    assert set(INITIALIZERS) == {"zeros", "normal", "xavier", "he"}


def test_nothing_handed_out_is_overwritten_later_and_nothing_given_is_changed() -> None:
    network = network_of(2)
    x, y = examples_for(network)
    given = x.copy(), y.copy(), network.params.copy()
    results = [network.forward(x), network.loss_and_gradient(x, y)[1], *network.activations(x)]
    kept = [result.copy() for result in results]
    network.forward(-x), network.loss_and_gradient(-x, 1 - y), network.loss(2 * x, y)
    assert all(np.array_equal(a, b) for a, b in zip(results, kept, strict=True))
    assert np.array_equal(x, given[0])
    assert np.array_equal(y, given[1])
    assert np.array_equal(network.params, given[2])
    network.activations(x)[0][:] = 9.0
    assert np.array_equal(x, given[0])


def test_workspaces_of_many_batch_sizes_do_not_pile_up() -> None:
    network = network_of(1)
    for n in range(1, 50):
        network.loss(*examples_for(network, n))
    assert len(network._workspaces) <= 8


@settings(max_examples=30)
@given(shapes, st.integers(0, 99), st.sampled_from(HIDDEN))
def test_round_trip_through_json_keeps_every_bit(sizes: list[int], seed: int, hidden: str) -> None:
    network = Network(sizes, hidden, "sigmoid", seed)
    again = Network.from_dict(json.loads(json.dumps(network.to_dict())))
    assert np.array_equal(again.params, network.params)
    assert (again.sizes, again.hidden, again.output, again.seed) == (tuple(sizes), hidden, "sigmoid", seed)


def test_a_copy_lives_its_own_life() -> None:
    network = network_of(1)
    twin = network.copy()
    twin.params += 1.0
    assert not np.array_equal(twin.params, network.params)
    assert np.shares_memory(twin.params, twin.layers[0].weights)


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda n: pickle.loads(pickle.dumps(n))])
def test_copies_made_by_others_keep_their_views(duplicate: Any) -> None:
    network = network_of(2)
    twin = duplicate(network)
    assert np.array_equal(twin.params, network.params)
    assert not np.shares_memory(twin.params, network.params)
    assert np.shares_memory(twin.params, twin.layers[1].biases)


def test_assigning_params_copies_them_in() -> None:
    network, values = Network([2, 3, 1]), np.arange(13.0)
    home = network.params
    network.params = values
    values[0] = 99.0
    assert network.params is home
    assert home[0] == 0.0
    assert network.layers[0].weights[0, 1] == 1.0


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Network(5), "sizes: expected the neurons of each layer, such as [2, 3, 1], got 5"),  # type: ignore[arg-type]
        (lambda: Network([2]), "at least an input and an output layer, got [2]"),
        (lambda: Network([2, 0, 1]), "whole number of at least 1, got 0"),
        (lambda: Network([2, 1.5, 1]), "whole number of at least 1, got 1.5"),
        (
            lambda: Network([2, 1], hidden="softmax"),
            "unknown hidden activation 'softmax'; expected one of: linear",
        ),
        (lambda: Network([2, 1], output="step"), "unknown output activation 'step'; expected one of: linear"),
        (
            lambda: Network([2, 1], initializer="ones"),
            "unknown initializer 'ones'; expected one of: zeros, normal",
        ),
        (lambda: Network([2, 1], seed=-1), "seed: expected a whole number of at least 0, got -1"),
        (lambda: Network.from_dict({"sizes": [2, 1]}), "missing hidden, output, params, seed"),
        (lambda: Network.from_dict(None), "expected the keys sizes, hidden, output, seed, params, got None"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_network_is_refused(build: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        build()


X, Y = [[0.0, 0.0]], [[1.0]]


@pytest.mark.parametrize(
    ("use", "message"),
    [
        (lambda n: n.forward([0.0, 0.0]), "x: expected shape (n, 2) with n >= 1, got (2,)"),
        (lambda n: n.forward([[0.0] * 3]), "x: expected shape (n, 2) with n >= 1, got (1, 3)"),
        (lambda n: n.forward(np.zeros((0, 2))), "got (0, 2)"),
        (lambda n: n.forward([[1.0, 0.0], [0.0, -np.inf]]), "x: expected finite numbers, got -inf at [1, 1]"),
        (lambda n: n.forward([[float("nan"), 0.0]]), "x: expected finite numbers, got nan at [0, 0]"),
        (lambda n: n.forward([["a", "b"]]), "x: expected an array of numbers"),
        (lambda n: n.loss(X, [[1.0, 2.0]]), "y: expected shape (1, 1)"),
        (lambda n: n.loss(X, [[np.inf]]), "y: expected finite numbers"),
        (lambda n: n.loss(X, Y, "hinge"), "unknown loss 'hinge'; expected one of: mse, cross_entropy"),
        (lambda n: n.loss(X, [[2.0]], "cross_entropy"), "targets from 0 to 1, got 2 to 2"),
        (lambda n: n.loss_and_gradient(X, Y, l2=-1.0), "l2: expected a number of at least 0, got -1.0"),
        (lambda n: n.weight_index(0, 2, 0), "i: expected a whole number from 0 to 1, got 2"),
        (lambda n: n.weight_index(2, 0, 0), "layer: expected a whole number from 0 to 1, got 2"),
        (lambda n: n.bias_index(0, 3), "j: expected a whole number from 0 to 2, got 3"),
        (lambda n: n.activation_of(2), "layer: expected a whole number from 0 to 1, got 2"),
        (lambda n: n.where(13), "k: expected a whole number from 0 to 12, got 13"),
        (lambda n: n.forward_many([[0.0] * 12], X), "params: expected shape (n, 13)"),
        (lambda n: n.trace([[0.0, 0.0]] * 2), "x: expected one example, shape (2,), got 2"),
        (lambda n: setattr(n, "params", np.zeros(3)), "params: expected shape (13,), got (3,)"),
        (lambda n: setattr(n, "params", np.full(13, np.nan)), "params: expected finite numbers"),
    ],
)
def test_wrong_use_is_refused(use: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        use(Network([2, 3, 1]))


@pytest.mark.parametrize("output", ["linear", "tanh", "relu", "leaky_relu"])
def test_cross_entropy_needs_probabilities(output: str) -> None:
    with pytest.raises(ValueError, match="expected an output activation out of: sigmoid, softmax"):
        Network([2, 1], output=output).loss(X, Y, "cross_entropy")


def test_softmax_targets_must_be_shares() -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        Network([2, 2], output="softmax").loss(X, [[1.0, 1.0]], "cross_entropy")


@pytest.mark.parametrize("layer", range(3))
def test_a_network_can_be_run_from_any_layer_on(layer: int) -> None:
    network = Network([2, 4, 3, 1], hidden="tanh", output="sigmoid", seed=2)
    whole = network.activations(np.random.default_rng(0).normal(size=(7, 2)))
    for part, expected in zip(network.activations_from(layer, whole[layer]), whole[layer:], strict=True):
        np.testing.assert_array_equal(part, expected)
    with pytest.raises(ValueError, match="expected shape"):
        network.activations_from(layer, np.zeros((7, 9)))
    with pytest.raises(ValueError, match="layer"):
        network.activations_from(3, whole[2])
