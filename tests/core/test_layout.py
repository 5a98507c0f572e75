"""The regions of the screen lie inside it and apart, at every text size."""

from __future__ import annotations

from itertools import combinations

import pytest

from game.core.layout import TARGET, Layout, landscape, layout_for, portrait
from game.settings import TEXT_SIZES

REGIONS = ("header", "tools", "stage", "prompt", "tray", "caption", "back", "forward", "rail")
MAY_SHARE = {frozenset(("stage", "tray"))}
"""In portrait the tray is the lowest strip of the stage."""


@pytest.fixture(params=[(make, text) for make in (landscape, portrait) for text in TEXT_SIZES],
                ids=lambda p: f"{p[0].__name__}-{p[1]:.0%}")
def layout(request: pytest.FixtureRequest) -> Layout:
    make, text = request.param
    return make(text)


def test_regions_lie_inside_the_screen(layout: Layout) -> None:
    for name in REGIONS:
        r = getattr(layout, name)
        assert r.w > 0, name
        assert r.h > 0, name
        assert r.x >= 0, name
        assert r.y >= 0, name
        assert r.right <= layout.width, name
        assert r.bottom <= layout.height, name


def test_regions_do_not_overlap(layout: Layout) -> None:
    for a, b in combinations(REGIONS, 2):
        if frozenset((a, b)) not in MAY_SHARE:
            assert not getattr(layout, a).overlaps(getattr(layout, b), 0.5), (a, b)


def test_touchable_regions_are_big_enough(layout: Layout) -> None:
    for name in ("back", "forward", "tray"):
        r = getattr(layout, name)
        assert min(r.w, r.h) >= TARGET, name
    assert min(c.w for c in layout.tools.columns([1, 1, 1, 1], 12)) >= TARGET


def test_the_stage_keeps_at_least_a_third_of_the_screen(layout: Layout) -> None:
    assert layout.stage.w * layout.stage.h >= layout.width * layout.height / 3


def test_bigger_text_gives_the_caption_more_room() -> None:
    for make in (landscape, portrait):
        heights = [make(text).caption.h for text in TEXT_SIZES]
        assert heights == sorted(heights)
        assert heights[0] < heights[-1]


@pytest.mark.parametrize(("size", "upright"), [
    ((800, 450), False), ((1920, 1080), False), ((1000, 1000), False), ((1080, 1920), True), ((450, 800), True)])
def test_the_window_chooses_its_layout(size: tuple[int, int], upright: bool) -> None:
    assert layout_for(*size).portrait == upright
