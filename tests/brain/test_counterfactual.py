"""The smallest change that flips an answer, the shares of the inputs, and what is familiar."""

from __future__ import annotations

import numpy as np
import pytest

from brain import Network, students, train
from brain.attribution import shapley, trust
from brain.counterfactual import flips
from brain.familiarity import GUESSING, strangeness


def line(w1: float, w2: float, b: float) -> Network:
    """One neuron: its boundary is the straight line w1 x1 + w2 x2 + b = 0."""
    network = Network([2, 1])
    network.params = [w1, w2, b]
    return network


def learned(seed: int = 0) -> Network:
    network = Network([2, 3, 1], seed=seed)
    for _ in train(network, students(60, seed), learning_rate=1.6, steps=400):
        pass
    return network


@pytest.mark.parametrize("x", [(0.5, -0.2), (-0.7, 0.1), (0.0, 0.0)])
def test_the_nearest_point_of_a_straight_boundary_is_at_the_foot_of_the_perpendicular(x):
    network = line(3.0, 1.5, -0.4)
    distance = abs(3.0 * x[0] + 1.5 * x[1] - 0.4) / np.hypot(3.0, 1.5)
    flip = flips(network, x).least
    assert flip is not None
    assert flip.distance == pytest.approx(distance, rel=1e-4)
    assert np.hypot(*flip.change) == pytest.approx(flip.distance)


def test_along_one_axis_only_that_input_changes():
    network = line(3.0, 1.5, -0.4)
    for axis, expected in ((0, 0.4 / 3.0), (1, 0.4 / 1.5)):
        flip = flips(network, (0.0, 0.0)).alone[axis]
        assert flip is not None
        assert flip.change[1 - axis] == 0.0
        assert flip.change[axis] == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_the_found_point_flips_the_real_network_and_no_nearer_one_does(seed):
    network, rng = learned(seed), np.random.default_rng(seed)
    x = rng.uniform(-1, 1, 2)
    before = network.forward(x[None])[0, 0] >= 0.5
    flip = flips(network, x).least
    assert flip is not None
    assert (network.forward(flip.point[None])[0, 0] >= 0.5) != before
    around = x + rng.normal(size=(20_000, 2)) * flip.distance
    around = around[np.abs(around).max(axis=1) <= 1.0]
    flipped = (network.forward(around)[:, 0] >= 0.5) != before
    nearest = np.linalg.norm(around[flipped] - x, axis=1).min(initial=np.inf)
    assert flip.distance <= nearest * (1 + 1e-3)
    for axis in (0, 1):
        alone = flips(network, x).alone[axis]
        assert alone is None or alone.distance >= flip.distance * (1 - 1e-6)


def test_a_network_that_always_says_the_same_cannot_be_flipped():
    network = line(0.1, 0.1, 5.0)
    assert flips(network, (0.2, 0.2)) == (None, (None, None))
    assert flips(network, (1.0, -1.0)) == (None, (None, None))


def test_impossible_questions_are_refused():
    with pytest.raises(ValueError, match="2 inputs"):
        flips(Network([3, 1]), (0.0, 0.0))
    with pytest.raises(ValueError, match="from -1"):
        flips(Network([2, 1]), (2.0, 0.0))
    with pytest.raises(ValueError, match="2 inputs"):
        shapley(Network([3, 1]), [[0.0, 0.0]], [[0.0, 0.0]])


def test_shares_add_up_to_the_answer():
    network, seen = learned(), students(60, 0).x
    shares = shapley(network, seen, seen)
    assert shares.base + shares.parts.sum(axis=1) == pytest.approx(shares.output)
    assert shares.output == pytest.approx(network.forward(seen)[:, 0])


def test_an_input_without_weight_gets_no_share():
    shares = shapley(line(2.0, 0.0, 0.3), [[0.4, -0.9]], students(60, 0).x)
    assert shares.parts[0, 1] == pytest.approx(0.0, abs=1e-12)
    assert trust(line(0.0, 2.0, 0.0), students(60, 0).x)[0] == pytest.approx(0.0, abs=1e-12)


def test_a_trained_network_trusts_study_more_than_sleep():
    study, sleep = trust(learned(), students(60, 0).x)
    assert study > sleep


def test_what_was_seen_is_familiar_and_what_is_far_is_strange():
    rng = np.random.default_rng(0)
    seen = rng.uniform(0, 4, (60, 2))
    assert np.median(strangeness(seen, seen)) < GUESSING
    assert strangeness([[9.0, 9.0]], seen)[0] > GUESSING
    assert strangeness([[2.0, 2.0]], seen)[0] < GUESSING


def test_few_or_equal_examples_do_no_harm():
    assert strangeness([[1.0, 1.0], [2.0, 2.0]], [[1.0, 1.0]]).tolist() == [0.0, np.inf]
    assert np.isfinite(strangeness([[1.0, 1.0]], [[1.0, 1.0], [3.0, 1.0]])).all()
