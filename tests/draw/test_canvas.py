"""The canvas: what changes its size or fades looks exactly like what stands still."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.neuron import paint_orb
from tests.visitor import Visitor

PANEL = Rect(120.0, 90.0, 700.0, 410.0)


@pytest.fixture
def canvas() -> Canvas:
    canvas = Visitor("neuron").app.canvas
    canvas.clear_ground()
    return canvas


def pixels(canvas: Canvas) -> np.ndarray:
    return pygame.surfarray.array3d(canvas.surface).astype(int)


def test_a_box_that_grows_with_every_frame_is_the_same_as_a_baked_one_and_bakes_little(canvas: Canvas) -> None:
    bakes = canvas.cache.bakes
    for grown in range(0, 60, 3):
        canvas.cache.frame += 1
        canvas.ground()
        canvas.box(Rect(PANEL.x, PANEL.y, PANEL.w + grown, PANEL.h))
        passing = pixels(canvas)
        if grown == 30:
            canvas.ground()
            with canvas.cache.kept():
                canvas.box(Rect(PANEL.x, PANEL.y, PANEL.w + grown, PANEL.h))
            assert np.array_equal(passing, pixels(canvas))
    assert canvas.cache.bakes - bakes <= 4


def test_a_layer_fades_as_one_picture_and_is_painted_once(canvas: Canvas) -> None:
    painted = []

    def paint() -> None:
        painted.append(canvas.alpha)
        canvas.box(PANEL, fill="active", fill_alpha=1.0)

    canvas.ground()
    bare = pixels(canvas)
    canvas.layer("test", 1, PANEL, paint)
    whole = pixels(canvas)
    canvas.ground()
    with canvas.fade(0.5):
        canvas.layer("test", 1, PANEL, paint)
    assert painted == [1.0]
    assert np.abs(pixels(canvas) - (bare + whole) / 2).max() <= 2
    canvas.ground()
    with canvas.fade(0.0):
        canvas.layer("test", 1, PANEL, paint)
    assert np.array_equal(pixels(canvas), bare)
    canvas.layer("test", 1, PANEL, paint)
    assert np.array_equal(pixels(canvas), whole)


@pytest.mark.parametrize("end", [(700.0, 200.0), (100.0, 600.0)])
def test_level_and_upright_dashes_begin_and_end_with_their_line(canvas: Canvas, end: tuple[float, float]) -> None:
    canvas.ground()
    bare = pixels(canvas)
    canvas.dashes(((100.0, 200.0), end), "text", 3.0, 18.0, 12.0)
    changed = np.argwhere((pixels(canvas) != bare).any(axis=2)) / canvas.scale
    assert changed.min(axis=0) == pytest.approx((100.0, 200.0), abs=4)
    assert changed.max(axis=0) == pytest.approx(end, abs=16)
    share = len(changed) / canvas.scale**2 / (3.0 * sum(abs(b - a) for a, b in zip((100.0, 200.0), end, strict=True)))
    assert share == pytest.approx(18 / 30, abs=0.12)


@pytest.mark.parametrize("room", [97.0, 110.0, 151.0, 400.0])
def test_a_number_keeps_within_its_room(canvas: Canvas, room: float) -> None:
    assert canvas.number((300.0, 300.0), "(-0.30)·(-17.33)", "mono", room=room).w <= room + 2


def test_a_number_grows_with_the_text_where_it_has_width_and_height() -> None:
    canvas = Visitor("neuron", size=(1920, 1080)).app.canvas

    def tall(text: str, **room: float) -> float:
        return canvas.number((400.0, 300.0), text, "mono", **room).h

    plain = tall("0.44")
    canvas.type.set_scale(canvas.type.scale, 2.0)
    assert tall("0.44", room=400.0) == tall("0.44") == plain, "who gives no height keeps the size"
    assert tall("0.44", room=400.0, tall=60.0) >= 1.25 * plain
    assert tall("0.44", room=100.0, tall=60.0) == tall("-0.44", room=100.0, tall=60.0), "a minus does not make it jump"
    assert tall("0.44", room=400.0, tall=plain + 1) <= plain + 1
    assert canvas.number((400.0, 300.0), "-0.4413", "mono", room=60.0, tall=60.0).w <= 61.0


def test_a_large_orb_is_baked_once_it_stands_and_not_on_its_way() -> None:
    canvas = Visitor("neuron", size=(1920, 1080)).app.canvas
    paint_orb(canvas, (900.0, 500.0), 100.0)  # its model
    bakes = canvas.cache.bakes
    for n in range(40):  # a slow move: every size twice
        canvas.cache.frame += 1
        paint_orb(canvas, (900.0, 500.0), 110.0 + n // 2)
    assert canvas.cache.bakes - bakes <= 4
    for _ in range(3):
        canvas.cache.frame += 1
        paint_orb(canvas, (900.0, 500.0), 140.0)
    assert canvas.cache.holds(("orb", 140.0, canvas.theme.orb_light, canvas.theme.name))


def test_a_stamp_looks_the_same_whatever_was_stamped_before_it_between_other_pixels() -> None:
    def stamped(*lefts: float) -> np.ndarray:
        canvas = Visitor("neuron", size=(900, 506)).app.canvas
        for left in lefts:
            canvas.surface.fill((0, 0, 0))
            area = Rect(left, 40.0, 91.0, 43.0)
            canvas.stamp("five", area, lambda area=area: canvas.number(area.center, "-0.55", "mono_small"))
        return pixels(canvas)

    for left in np.linspace(100.0, 104.0, 9).tolist():
        assert (stamped(57.7, 83.2, 91.1, left) == stamped(left)).all()
