"""Optimizers: their first steps by hand, and exact snapshots."""

from __future__ import annotations

import math

import numpy as np
import pytest

from brain import OPTIMIZERS, Adam, Momentum, Nesterov, OptimizerState, RmsProp, Sgd, optimizer

START, PULL = np.array([1.0, -2.0]), np.array([0.5, -4.0])


def test_sgd_steps_against_the_gradient() -> None:
    params = START.copy()
    Sgd(0.1).step(params, PULL)
    assert params.tolist() == pytest.approx([0.95, -1.6])


def test_momentum_adds_up_its_speed() -> None:
    params, rule = START.copy(), Momentum(0.1, momentum=0.9)
    rule.step(params, PULL)
    assert params.tolist() == pytest.approx([0.95, -1.6])
    rule.step(params, PULL)  # speed: 0.9 * -0.05 - 0.05 = -0.095, and 0.9 * 0.4 + 0.4 = 0.76
    assert params.tolist() == pytest.approx([0.855, -0.84])


def test_nesterov_looks_one_step_ahead() -> None:
    params = START.copy()
    Nesterov(0.1, momentum=0.9).step(params, PULL)  # 0.9 * v - 0.1 * g with v = -0.1 * g: 0.19 * g
    assert params.tolist() == pytest.approx([1.0 - 0.095, -2.0 + 0.76])


def test_rmsprop_divides_by_the_running_size() -> None:
    params = START.copy()
    RmsProp(0.1, decay=0.9).step(params, PULL)  # sqrt(0.1 * g²) = 0.3162 |g|
    step = 0.1 / math.sqrt(0.1)
    assert params.tolist() == pytest.approx([1.0 - step, -2.0 + step])


def test_adam_first_steps_by_the_learning_rate_whatever_the_gradient() -> None:
    params, rule = START.copy(), Adam(0.1)
    rule.step(params, PULL)
    assert params.tolist() == pytest.approx([0.9, -1.9])
    rule.step(params, 2 * PULL)
    mean = (0.9 * 0.1 * PULL + 0.1 * 2 * PULL) / (1 - 0.9**2)
    square = (0.999 * 0.001 * PULL**2 + 0.001 * 4 * PULL**2) / (1 - 0.999**2)
    assert params.tolist() == pytest.approx(list(np.array([0.9, -1.9]) - 0.1 * mean / np.sqrt(square)))


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_a_step_is_in_place_and_leaves_the_gradient_alone(name: str) -> None:
    params, gradient = START.copy(), PULL.copy()
    view, rule = params[:], optimizer(name, 0.01)
    for _ in range(3):
        rule.step(params, gradient)
    assert np.array_equal(gradient, PULL)
    assert np.array_equal(view, params)
    assert not np.array_equal(params, START)


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_a_restored_state_repeats_the_same_bits(name: str) -> None:
    rng = np.random.default_rng(0)
    gradients = rng.standard_normal((20, 5))
    params, rule = rng.standard_normal(5), optimizer(name, 0.05)
    for gradient in gradients[:10]:
        rule.step(params, gradient)
    saved, place = rule.state(), params.copy()
    for gradient in gradients[10:]:
        rule.step(params, gradient)
    rule.learning_rate = 99.0
    for other in (rule, optimizer(name)):
        other.restore(saved)
        again = place.copy()
        for gradient in gradients[10:]:
            other.step(again, gradient)
        assert np.array_equal(again, params)


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_a_restored_fresh_state_forgets_everything(name: str) -> None:
    rule, params, again = optimizer(name), START.copy(), START.copy()
    fresh = rule.state()
    rule.step(params, PULL)
    rule.restore(fresh)
    rule.step(again, PULL)
    assert np.array_equal(params, again)


def test_the_learning_rate_can_change_at_any_time() -> None:
    params, rule = START.copy(), Sgd(0.1)
    rule.learning_rate = 0.0
    rule.step(params, PULL)
    assert np.array_equal(params, START)


def test_wrong_optimizers_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown optimizer 'adagrad'; expected one of: sgd, momentum"):
        optimizer("adagrad")
    with pytest.raises(ValueError, match="learning_rate: expected a number from 0 to 1e"):
        Sgd(-1.0)
    with pytest.raises(ValueError, match="learning_rate: expected finite numbers, got nan"):
        Sgd(0.1).learning_rate = float("nan")
    with pytest.raises(ValueError, match="momentum: expected a number of at least 0 and below 1, got 1"):
        Momentum(0.1, momentum=1)
    with pytest.raises(ValueError, match="beta2: expected a number of at least 0 and below 1, got 2"):
        Adam(0.1, beta2=2)
    with pytest.raises(ValueError, match="epsilon: expected a number above 0, got 0"):
        RmsProp(0.1, epsilon=0)
    with pytest.raises(ValueError, match="adam: expected 2 memory vectors, got 1"):
        Adam().restore(OptimizerState(0.1, 3, (START,)))
