"""The simulated class follows its rule, is balanced, and its numbers are centred."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain import DATASETS, Dataset, class_of, score, students, to_hours, to_inputs


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("n", [8, 20, 60, 201])
def test_a_class_is_balanced_and_mostly_follows_the_rule(n: int, seed: int) -> None:
    data = students(n, seed)
    assert data.hours is not None
    assert len(data) == n
    assert ((data.hours >= 0) & (data.hours <= 10)).all()
    assert np.abs(data.x).max() <= 1.0
    assert 0.4 <= data.y.mean() <= 0.6
    unexpected = (score(data.hours) > 0) != (data.y[:, 0] > 0.5)
    assert unexpected.sum() <= -(-n // 10)
    assert np.allclose(data.x, (data.hours - 5) / 5)


def test_luck_shows_in_a_few() -> None:
    data = students(600)
    assert data.hours is not None
    assert 0.01 < ((score(data.hours) > 0) != (data.y[:, 0] > 0.5)).mean() < 0.15


@given(st.floats(0, 9), st.floats(0, 9), st.floats(0.1, 1))
def test_more_study_or_sleep_never_hurts_and_study_counts_most(study: float, sleep: float, more: float) -> None:
    here = score([study, sleep])
    assert score([study + more, sleep]) > here
    assert score([study, sleep + more]) > here
    if sleep >= 4:
        assert score([study + more, sleep]) > score([study, sleep + more])


def test_the_boundary_is_straight_with_sleep_and_bends_without() -> None:
    gain = np.diff(score(np.column_stack([np.full(11, 5.0), np.arange(11.0)])))
    assert np.allclose(gain[4:], 0.4)
    assert (np.diff(gain[:5]) < 0).all()


@given(st.floats(0, 10))
def test_hours_and_inputs_are_inverse(hours: float) -> None:
    assert float(to_hours(to_inputs(hours))) == pytest.approx(hours, abs=1e-12)
    assert to_inputs([0.0, 5.0, 10.0]).tolist() == [-1.0, 0.0, 1.0]


@pytest.mark.parametrize("make", list(DATASETS.values()), ids=list(DATASETS))
def test_every_set_is_balanced_bounded_and_the_same_for_the_same_seed(make: Callable[..., Dataset]) -> None:
    data, again = make(60, seed=3), make(60, seed=3)
    assert data.x.shape == (60, 2)
    assert data.y.shape == (60, 1)
    assert set(np.unique(data.y)) == {0.0, 1.0}
    assert np.abs(data.x).max() < 1.3
    assert data.y.mean() == pytest.approx(0.5)
    assert np.array_equal(data.x, again.x)
    assert np.array_equal(data.y, again.y)
    assert not np.array_equal(data.x, make(60, seed=4).x)
    assert make(1).x.shape == (1, 2)
    assert data.name == make.__name__


def test_a_dataset_cannot_be_changed() -> None:
    data = students(8)
    with pytest.raises(ValueError, match="read-only"):
        data.y[0] = 1.0


def test_a_class_of_ones_own() -> None:
    data = class_of([[10.0, 5.0], [0.0, 0.0]], [1, 0])
    assert data.x.tolist() == [[1.0, 0.0], [-1.0, -1.0]]
    assert data.y.tolist() == [[1.0], [0.0]]


def test_wrong_data_are_refused() -> None:
    with pytest.raises(ValueError, match=r"expected x \(n, inputs\), y \(n, outputs\), got \(2, 2\), \(3, 1\)"):
        Dataset(np.zeros((2, 2)), np.zeros(3))
    with pytest.raises(ValueError, match="y: expected finite"):
        Dataset(np.zeros((1, 2)), np.array([np.nan]))
    with pytest.raises(ValueError, match=r"hours: expected shape \(1, 2\), got \(2, 2\)"):
        Dataset(np.zeros((1, 2)), np.zeros(1), hours=np.zeros((2, 2)))
    for make in DATASETS.values():
        with pytest.raises(ValueError, match="n: expected a whole number of at least 1, got 0"):
            make(0)
        with pytest.raises(ValueError, match="seed: expected a whole number of at least 0, got 'a'"):
            make(8, seed="a")
    with pytest.raises(ValueError, match=r"hours: expected shape \(..., 2\), got \(3,\)"):
        score([1.0, 2.0, 3.0])
