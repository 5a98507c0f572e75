"""A journey goes through a file and comes back to the last bit; a damaged one says what is wrong."""

from __future__ import annotations

import copy
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain import Network
from game.journey import CHECKED, CLASS_SIZE, Journey

FULL = Journey(
    Network([2, 4, 3, 1], hidden="relu", output="sigmoid", seed=5), 5, (1.25, 9.5), "adam", 0.1, 77,
    Network([2, 3, 1], seed=5), [(1.5, 2.5, True), (9.0, 1.0, False)], {3, 8}, {0, 59}, {"intro", "demo"}, {"demo"},
    {"loss.best": 0.25, "math.seen": ["a", "b"]})


@pytest.mark.parametrize("journey", [Journey.fresh(), Journey.fresh(9), FULL], ids=["fresh", "another seed", "full"])
def test_it_comes_back_from_a_file_exactly(journey: Journey) -> None:
    text = json.dumps(journey.to_dict(), allow_nan=False)
    back = Journey.from_dict(json.loads(text))
    assert back.to_dict() == journey.to_dict()
    assert (back.network.params == journey.network.params).all()
    assert (back.data().x == journey.data().x).all()
    assert (back.data().y == journey.data().y).all()
    for name in ("student", "extra", "flipped", "removed", "visited", "solved", "notes", "laps", "optimizer"):
        assert getattr(back, name) == getattr(journey, name), name


@pytest.mark.parametrize("key", sorted(set(FULL.to_dict()) - {"removed"}))
def test_a_missing_key_is_a_value_error(key: str) -> None:
    saved = FULL.to_dict()
    del saved[key]
    with pytest.raises(ValueError, match=r"."):
        Journey.from_dict(saved)


BROKEN = [("network", None), ("network", {}), ("network", 3), ("seed", "x"), ("seed", None), ("student", []),
          ("student", [1]), ("student", "ab"), ("student", 4), ("learning_rate", "fast"), ("learning_rate", None),
          ("laps", [1]), ("before", 7), ("extra", [[1, 2]]), ("extra", 5), ("flipped", 3), ("flipped", ["x"]),
          ("removed", 3), ("visited", 1), ("solved", 2), ("notes", 5), ("notes", "abc")]


@pytest.mark.parametrize(("key", "value"), BROKEN, ids=[f"{k}={v!r}" for k, v in BROKEN])
def test_a_damaged_value_is_a_value_error(key: str, value: object) -> None:
    saved = copy.deepcopy(FULL.to_dict())
    saved[key] = value
    with pytest.raises(ValueError, match=r"."):
        Journey.from_dict(saved)


NOT_FINITE = [("student", [float("nan"), 1.0]), ("learning_rate", float("inf")), ("learning_rate", 1e300),
              ("seed", float("inf")), ("optimizer", "magic"), ("flipped", [9999]), ("removed", [-1]),
              ("extra", [[float("nan"), 1.0, True]])]


@pytest.mark.parametrize(("key", "value"), NOT_FINITE, ids=[f"{k}={v!r}" for k, v in NOT_FINITE])
def test_a_value_that_no_journey_can_have_is_a_value_error(key: str, value: object) -> None:
    saved = copy.deepcopy(FULL.to_dict())
    saved[key] = value
    with pytest.raises(ValueError, match=r"."):
        Journey.from_dict(saved)


@pytest.mark.parametrize("saved", [[], 3, None, "x", {}])
def test_what_is_no_journey_at_all_is_a_value_error(saved: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        Journey.from_dict(saved)  # type: ignore[arg-type]


def test_the_same_seed_is_the_same_journey() -> None:
    assert Journey.fresh(4).to_dict() == Journey.fresh(4).to_dict()
    assert Journey.fresh(4).to_dict() != Journey.fresh(5).to_dict()


@given(flipped=st.sets(st.integers(0, CLASS_SIZE - 1)), removed=st.sets(st.integers(0, CLASS_SIZE - 2), max_size=30),
       extra=st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10), st.booleans()), max_size=5))
def test_the_class_follows_the_visitors_changes(flipped, removed, extra) -> None:
    journey = Journey.fresh()
    plain = journey.data()
    journey.flipped, journey.removed, journey.extra = flipped, removed, list(extra)
    changed = journey.data()
    assert len(changed.x) == CLASS_SIZE - len(removed) + len(extra)
    kept = [i for i in range(CLASS_SIZE) if i not in removed]
    expected = [1 - plain.y[i, 0] if i in flipped else plain.y[i, 0] for i in kept] + [float(p) for *_, p in extra]
    assert changed.y[:, 0].tolist() == expected


def test_changing_the_class_leaves_the_next_visitors_class_alone() -> None:
    journey = Journey.fresh()
    before = journey.data().y.copy()
    journey.flipped = {0, 1, 2}
    journey.data()
    assert (Journey.fresh().data().y == before).all()


def test_training_ahead_remembers_how_it_was_and_learns() -> None:
    journey = Journey.fresh()
    first = journey.network.params.copy()
    data = journey.data()
    before = journey.network.loss_and_gradient(data.x, data.y)[0]
    journey.train_ahead(200)
    assert journey.laps == 200
    assert journey.before is not None
    assert (journey.before.params == first).all()
    assert journey.network.loss_and_gradient(data.x, data.y)[0] < before


def test_the_student_is_told_to_the_network_in_minus_one_to_one() -> None:
    journey = Journey.fresh()
    for hours, x in (((0.0, 10.0), (-1.0, 1.0)), ((5.0, 5.0), (0.0, 0.0))):
        journey.student = hours
        assert journey.x == pytest.approx(x)


def test_eight_students_are_looked_at_one_by_one() -> None:
    assert len(Journey.fresh().checked().x) == CHECKED


def test_another_activation_keeps_the_weights() -> None:
    journey = Journey.fresh()
    before = journey.network.params.copy()
    journey.use_activation("relu")
    assert journey.network.hidden == "relu"
    assert np.array_equal(journey.network.params, before)
