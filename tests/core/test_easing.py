"""Movements start and stop gently, and clamp what lies outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.easing import clamp, ease_out, lerp, linear, parting, pop, smooth, window

SHARE = st.floats(0.0, 1.0)
ANY = st.floats(-1e6, 1e6)


@pytest.mark.parametrize("ease", [linear, smooth, ease_out, pop])
def test_every_ease_goes_from_0_to_1(ease) -> None:
    assert ease(0.0) == pytest.approx(0.0, abs=1e-12)
    assert ease(1.0) == pytest.approx(1.0)


@pytest.mark.parametrize("ease", [linear, smooth, ease_out])
@given(a=SHARE, b=SHARE)
def test_eases_never_run_backwards(ease, a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert ease(low) <= ease(high) + 1e-12


@given(t=SHARE)
def test_smooth_is_the_same_from_both_ends(t: float) -> None:
    assert smooth(t) + smooth(1.0 - t) == pytest.approx(1.0)


@given(t=ANY)
def test_eases_hold_their_ends_outside(t: float) -> None:
    assert -1e-12 <= smooth(t) <= 1.0
    assert -1e-12 <= ease_out(t) <= 1.0


def test_pop_overshoots_and_settles() -> None:
    assert max(pop(i / 100) for i in range(101)) > 1.05


@given(value=ANY, low=st.floats(-10, 0), high=st.floats(0, 10))
def test_clamp_stays_inside_and_keeps_what_is_inside(value: float, low: float, high: float) -> None:
    kept = clamp(value, low, high)
    assert low <= kept <= high
    assert kept == value or value < low or value > high


@given(a=ANY, b=ANY)
def test_lerp_hits_its_start(a: float, b: float) -> None:
    assert lerp(a, b, 0.0) == a
    assert lerp(a, b, 1.0) == pytest.approx(b, abs=1e-6)


@given(t=SHARE)
def test_window_is_0_before_and_1_after(t: float) -> None:
    value = window(t, 0.3, 0.6)
    assert 0.0 <= value <= 1.0
    assert value == 0.0 or t > 0.3
    assert value == 1.0 or t < 0.6


def test_an_empty_window_is_a_step() -> None:
    assert window(0.49, 0.5, 0.5) == 0.0
    assert window(0.5, 0.5, 0.5) == 1.0


def test_of_two_pictures_that_part_one_has_gone_before_the_next_comes() -> None:
    assert [parting(t) for t in (-1.0, 0.0, 0.25, 0.5, 0.75, 1.0, 2.0)] == [1.0, 1.0, 0.5, 0.0, 0.5, 1.0, 1.0]
