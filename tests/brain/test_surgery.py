"""Surgery: what is not touched keeps its weights, and the old network is left alone."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from brain import Network, add_layer, add_neuron, remove_layer, remove_neuron, with_hidden
from tests.brain.examples import examples_for

NET = Network([2, 4, 3, 1], seed=7)


def test_a_new_neuron_leaves_the_others_as_they_are() -> None:
    grown = add_neuron(NET, 1, seed=1)
    assert grown.sizes == (2, 5, 3, 1)
    assert np.array_equal(grown.layers[0].weights[:, :4], NET.layers[0].weights)
    assert np.array_equal(grown.layers[1].weights[:4], NET.layers[1].weights)
    assert np.array_equal(grown.layers[2].block, NET.layers[2].block)
    assert grown.layers[0].weights[:, 4].any()
    assert grown.layers[1].weights[4].any()


def test_adding_and_removing_the_same_neuron_changes_nothing() -> None:
    for layer in (1, 2):
        there = add_neuron(NET, layer, seed=3)
        back = remove_neuron(there, layer, there.sizes[layer] - 1)
        assert back.sizes == NET.sizes
        assert np.array_equal(back.params, NET.params)


def test_removing_a_neuron_is_silencing_it() -> None:
    silent = NET.copy()
    silent.layers[1].weights[2] = 0.0
    x, _ = examples_for(NET)
    assert np.allclose(remove_neuron(NET, 1, 2).forward(x), silent.forward(x), rtol=1e-12)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_new_layer_keeps_every_weight_that_still_has_both_ends(at: int) -> None:
    deeper = add_layer(NET, at, 6, seed=2)
    assert deeper.sizes == (*NET.sizes[:at], 6, *NET.sizes[at:])
    for k in range(at - 1):
        assert np.array_equal(deeper.layers[k].block, NET.layers[k].block)
    for k in range(at, 3):
        assert np.array_equal(deeper.layers[k + 1].block, NET.layers[k].block)


@pytest.mark.parametrize("at", [1, 2])
def test_a_removed_layer_leaves_the_rest(at: int) -> None:
    less = remove_layer(NET, at, seed=2)
    assert less.sizes == (*NET.sizes[:at], *NET.sizes[at + 1 :])
    for k in range(at - 1):
        assert np.array_equal(less.layers[k].block, NET.layers[k].block)
    for k in range(at + 1, 3):
        assert np.array_equal(less.layers[k - 1].block, NET.layers[k].block)


def test_another_activation_keeps_all_weights() -> None:
    other = with_hidden(NET, "relu")
    assert other.hidden == "relu"
    assert np.array_equal(other.params, NET.params)
    assert not np.shares_memory(other.params, NET.params)


def test_the_same_seed_gives_the_same_network_and_the_old_one_is_left_alone() -> None:
    before = NET.params.copy()
    for operate in (
        lambda seed: add_neuron(NET, 1, seed),
        lambda seed: add_layer(NET, 1, 3, seed),
        lambda seed: remove_layer(NET, 1, seed),
    ):
        assert np.array_equal(operate(5).params, operate(5).params)
        assert not np.array_equal(operate(5).params, operate(6).params)
    assert np.array_equal(NET.params, before)


@pytest.mark.parametrize(
    ("operate", "message"),
    [
        (lambda: add_neuron(NET, 0), "layer: expected a hidden layer from 1 to 2, got 0"),
        (lambda: add_neuron(NET, "a"), "layer: expected a whole number of at least 0, got 'a'"),  # type: ignore[arg-type]
        (lambda: add_neuron(NET, 3), "layer: expected a hidden layer from 1 to 2, got 3"),
        (lambda: remove_neuron(NET, 1, 4), "index: expected a whole number from 0 to 3, got 4"),
        (lambda: remove_neuron(Network([2, 1, 1]), 1, 0), "one neuron left"),
        (lambda: add_layer(NET, 4, 2), "at: expected a place from 1 to 3, got 4"),
        (lambda: add_layer(NET, 1, 0), "size: expected a whole number of at least 1, got 0"),
        (lambda: remove_layer(Network([2, 1]), 1), "expected a network with hidden layers"),
        (lambda: with_hidden(NET, "softmax"), "unknown hidden activation 'softmax'"),
    ],
)
def test_wrong_operations_are_refused(operate: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        operate()
