"""Marbles at the same place stand side by side."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.apart import apart
from game.core.geometry import distance

NEAR = st.floats(-60, 60)
SPOT = st.tuples(NEAR, NEAR)
ROOM = 40.0


@given(others=st.lists(SPOT, min_size=1, max_size=2))
def test_no_two_marbles_hide_each_other(others) -> None:
    first = (0.0, 0.0)
    for a, b in combinations([first, *apart(first, others, ROOM)], 2):
        assert distance(a, b) > 0.9 * ROOM


@given(first=SPOT)
def test_at_one_place_they_stand_to_the_left_and_to_the_right(first) -> None:
    left, right = apart(first, [first, first], ROOM)
    assert left == pytest.approx((first[0] - ROOM, first[1]))
    assert right == pytest.approx((first[0] + ROOM, first[1]))


def test_who_has_room_stays_where_it_is() -> None:
    assert apart((0.0, 0.0), [(100.0, 0.0), (0.0, -100.0)], ROOM) == [(100.0, 0.0), (0.0, -100.0)]


@pytest.mark.parametrize("way", [(-0.3, 0.1), (0.3, 0.2), (0.05, 0.4), (0.1, -0.4)])
def test_a_marble_that_rolls_away_does_not_jump(way) -> None:
    last = (-ROOM, 0.0)
    for step in range(1, 200):
        (here,) = apart((0.0, 0.0), [(way[0] * step, way[1] * step)], ROOM)
        assert distance(here, last) < 0.25 * ROOM
        last = here
    assert last == (way[0] * 199, way[1] * 199)
