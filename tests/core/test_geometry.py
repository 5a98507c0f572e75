"""Boxes and curves keep their promises for any size."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.geometry import Bezier, Rect, distance, mix, spread

NUMBER = st.floats(-2000, 2000)
SIDE = st.floats(1, 2000)
RECT = st.builds(Rect, NUMBER, NUMBER, SIDE, SIDE)
POINT = st.tuples(NUMBER, NUMBER)
SHARE = st.floats(0, 1)


@given(rect=RECT, p=POINT)
def test_clamp_brings_a_point_to_the_box(rect: Rect, p) -> None:
    x, y = rect.clamp(p)
    assert rect.x <= x <= rect.right
    assert rect.y <= y <= rect.bottom
    if rect.contains(p):
        assert (x, y) == p


@given(rect=RECT, shares=st.lists(st.floats(0.1, 5), min_size=1, max_size=6), gap=st.floats(0, 10))
def test_columns_fill_the_box_side_by_side(rect: Rect, shares: list[float], gap: float) -> None:
    cells = rect.columns(shares, gap)
    assert cells[0].x == pytest.approx(rect.x)
    assert cells[-1].right == pytest.approx(rect.right, abs=1e-6)
    for left, right in pairwise(cells):
        assert right.x - left.right == pytest.approx(gap, abs=1e-6)
    assert all(cell.h == rect.h for cell in cells)


@given(rect=RECT, shares=st.lists(st.floats(0.1, 5), min_size=1, max_size=6))
def test_rows_are_turned_columns(rect: Rect, shares: list[float]) -> None:
    cells = rect.rows(shares)
    assert sum(cell.h for cell in cells) == pytest.approx(rect.h)
    assert all(cell.w == rect.w and cell.x == rect.x for cell in cells)


@given(rect=RECT, size=st.floats(1, 200))
def test_growing_a_target_keeps_its_middle(rect: Rect, size: float) -> None:
    grown = rect.at_least(size)
    assert grown.w >= min(size, grown.w)
    assert min(grown.w, grown.h) >= size - 1e-9
    assert grown.center == pytest.approx(rect.center)


@given(a=RECT, b=RECT)
def test_overlap_is_mutual(a: Rect, b: Rect) -> None:
    assert a.overlaps(b) == b.overlaps(a)


def test_touching_edges_do_not_overlap() -> None:
    assert not Rect(0, 0, 10, 10).overlaps(Rect(10, 0, 10, 10))
    assert Rect(0, 0, 10, 10).overlaps(Rect(9, 9, 10, 10))
    assert not Rect(0, 0, 10, 10).overlaps(Rect(9, 9, 10, 10), slack=1.5)


def test_a_box_holds_its_left_and_top_edge_only() -> None:
    box = Rect(0, 0, 10, 10)
    assert box.contains((0, 0))
    assert not box.contains((10, 5))
    assert not box.contains((5, 10))


def test_inset_never_turns_a_box_inside_out() -> None:
    assert Rect(0, 0, 10, 4).inset(30) == Rect(30, 30, 0.0, 0.0)


@given(a=POINT, b=POINT, vertical=st.booleans())
def test_a_curve_starts_and_ends_where_it_should(a, b, vertical: bool) -> None:
    curve = Bezier.between(a, b, vertical=vertical)
    assert curve.at(0.0) == pytest.approx(a, abs=1e-6)
    assert curve.at(1.0) == pytest.approx(b, abs=1e-6)


@given(a=POINT, b=POINT, t=SHARE, vertical=st.booleans())
def test_a_fibre_stays_between_its_ends_and_its_direction_has_length_1(a, b, t: float, vertical: bool) -> None:
    curve = Bezier.between(a, b, vertical=vertical)
    x, y = curve.at(t)
    assert min(a[0], b[0]) - 1e-6 <= x <= max(a[0], b[0]) + 1e-6
    assert min(a[1], b[1]) - 1e-6 <= y <= max(a[1], b[1]) + 1e-6
    assert math.hypot(*curve.direction(t)) == pytest.approx(1.0)


@given(a=POINT, b=POINT, n=st.integers(1, 40))
def test_points_on_a_curve_are_no_way_from_it(a, b, n: int) -> None:
    curve = Bezier.between(a, b)
    points = curve.points(n)
    assert len(points) == n + 1
    assert all(curve.distance_to(p, n) == pytest.approx(0.0, abs=1e-6) for p in points)


def test_a_curve_of_no_length_still_has_a_direction() -> None:
    assert Bezier.between((3, 3), (3, 3)).direction(0.5) == (1.0, 0.0)


@given(a=POINT, b=POINT, t=SHARE)
def test_mixing_cuts_the_way_in_two(a, b, t: float) -> None:
    middle = mix(a, b, t)
    assert distance(a, middle) + distance(middle, b) == pytest.approx(distance(a, b), abs=1e-6)


def test_spread_is_centred() -> None:
    assert list(spread(3, 0, 6)) == [1, 3, 5]
    assert list(spread(0, 0, 6)) == []
