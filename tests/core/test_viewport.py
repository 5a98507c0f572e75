"""Design units become pixels and come back unharmed, in any window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.geometry import Rect
from game.core.viewport import Viewport

SIZE = st.tuples(st.integers(450, 7680), st.integers(450, 7680))
POINT = st.tuples(st.floats(-100, 2100), st.floats(-100, 2100))


@given(size=SIZE, p=POINT)
def test_a_point_goes_to_pixels_and_back(size, p) -> None:
    view = Viewport.fit(size)
    assert view.design(view.px(p)) == pytest.approx(p, abs=1e-6)


@given(size=SIZE)
def test_the_whole_layout_is_in_the_window_and_touches_two_edges(size) -> None:
    view = Viewport.fit(size)
    left, top = view.px((0, 0))
    right, bottom = view.px((view.layout.width, view.layout.height))
    assert left >= -1e-6
    assert top >= -1e-6
    assert right <= size[0] + 1e-6
    assert bottom <= size[1] + 1e-6
    assert min(left, top) == pytest.approx(0.0, abs=1e-6)


@given(size=SIZE, x=st.floats(0, 1000), y=st.floats(0, 1000), w=st.floats(0, 800), h=st.floats(0, 800))
def test_a_box_in_pixels_is_never_empty_and_at_most_half_a_pixel_off(size, x, y, w, h) -> None:
    view = Viewport.fit(size)
    box = view.box(Rect(x, y, w, h))
    assert box[2] >= 1
    assert box[3] >= 1
    back = view.unbox(box)
    slack = 0.5 / view.scale + 1e-6
    assert abs(back.x - x) <= slack
    assert abs(back.y - y) <= slack
    assert back.right - (x + w) <= 1 / view.scale + slack


def test_full_hd_is_one_to_one() -> None:
    view = Viewport.fit((1920, 1080))
    assert (view.scale, view.dx, view.dy) == (1.0, 0.0, 0.0)
    assert Viewport.fit((2160, 3840)).scale == 2.0


@given(size=SIZE, other=SIZE, p=POINT)
def test_a_stretched_view_is_the_whole_picture_scaled_into_the_middle(size, other, p) -> None:
    view = Viewport.fit(size)
    stretched = view.stretched(other)
    k = stretched.scale / view.scale
    assert k == pytest.approx(min(other[0] / size[0], other[1] / size[1]))
    middle = view.design((size[0] / 2, size[1] / 2))
    assert stretched.px(middle) == pytest.approx((other[0] / 2, other[1] / 2), abs=1e-6)
    assert stretched.design(stretched.px(p)) == pytest.approx(p, abs=1e-6)


@given(size=SIZE)
def test_a_view_stretched_to_its_own_size_is_itself(size) -> None:
    view = Viewport.fit(size)
    assert view.stretched(size) is view
