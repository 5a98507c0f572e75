"""The loss relief shows what the loss map says, where it says it, and the ball lies on it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pygame
import pytest

from game.draw.relief_ball import _rest
from game.draw.relief_heights import LossScale
from game.draw.relief_shade import lookup
from game.draw.surface import Relief, paint_ball, paint_trail
from game.draw.theme import THEMES, Theme

SIZE = (300, 230)
U, V = np.meshgrid(np.linspace(-1, 1, 41), np.linspace(-1, 1, 41))
MAPS = {
    "bowl": U * U + V * V,
    "valley": (U - 0.3 * V) ** 2 * 8 + 0.2 * V + 0.02 * np.sin(7 * V),
    "ridge": np.exp(-(((U - 0.3 * V) / 0.2) ** 2)) + 0.2 * U,
    "waves": np.sin(5 * U) * np.cos(4 * V),
}
DIVERGED = np.where(U + V > 1.2, np.inf, np.exp(9 * (U * U + V * V)))
STRANGE = {
    "flat": np.full((9, 9), 0.25),
    "infinite": np.full((9, 9), np.inf),
    "nan": np.full((9, 9), np.nan),
    "diverged": np.where(U < -0.8, np.nan, DIVERGED),
    "huge": 1e308 * U,
    "tiny": 1e-300 * U * U,
    "one odd": np.where((U == 0) & (V == 0), np.inf, 1.0),
    "smallest": np.array([[0.0, 1.0], [2.0, 3.0]]),
}


@pytest.fixture(autouse=True)
def no_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def finished(losses: np.ndarray, size: tuple[int, int] = SIZE, **options: Any) -> Relief:
    relief = Relief(losses, size, **options)
    relief.work(size[0])
    return relief


def pixels(relief: Relief) -> np.ndarray:
    return pygame.surfarray.array2d(relief.image)


def opacity(relief: Relief) -> np.ndarray:
    return pygame.surfarray.array_alpha(relief.image)


@pytest.mark.parametrize("name", MAPS)
def test_a_point_that_is_in_sight_is_picked_where_it_is_drawn(name: str) -> None:
    relief = finished(MAPS[name])
    seen = 0
    for u, v in np.random.default_rng(1).uniform(-0.99, 0.99, (300, 2)):
        if relief.visible(u, v):
            seen += 1
            x, y, _ = relief.project(u, v)
            there = relief.pick(x, y)
            assert there is not None
            again = relief.project(*there)
            assert np.hypot(again[0] - x, again[1] - y) < 1.5
    assert seen > 100


def test_picking_works_before_anything_is_drawn() -> None:
    fresh, drawn = Relief(MAPS["valley"], SIZE), finished(MAPS["valley"])
    assert fresh.pick(150, 120) == drawn.pick(150, 120)
    assert fresh.pick(150, 120) is not None


def test_beside_the_ground_nothing_is_picked_unless_the_nearest_edge_is_wanted() -> None:
    relief = Relief(MAPS["bowl"], SIZE)
    for x, y in ((0, 0), (299, 0), (150, 1), (150, 229), (-50, 100)):
        assert relief.pick(x, y) is None
        there = relief.pick(x, y, snap=True)
        assert there is not None
        assert max(map(abs, there)) <= 1


def test_what_a_ridge_hides_is_not_in_sight() -> None:
    relief = finished(MAPS["ridge"], yaw=0.0)
    assert relief.visible(-0.5, 0.0)
    assert not relief.visible(0.45, 0.0)
    points = relief.project_many([(-0.5, 0.0), (0.45, 0.0)])
    assert relief.visible_many(points).tolist() == [True, False]


@pytest.mark.parametrize("name", ["waves", "ridge"])
@pytest.mark.parametrize("slice_width", [1, 7, 64, 65, 150])
def test_slices_draw_the_same_pixels_as_one_go(name: str, slice_width: int) -> None:
    whole, sliced = finished(MAPS[name]), Relief(MAPS[name], SIZE)
    while not sliced.work(slice_width):
        assert not sliced.done
    assert np.array_equal(pixels(whole), pixels(sliced))
    assert np.array_equal(whole.depth, sliced.depth)


def test_an_unfinished_picture_is_transparent_where_it_is_not_drawn_yet() -> None:
    relief = Relief(MAPS["bowl"], SIZE)
    assert not relief.work(120)
    assert opacity(relief)[:120].any()
    assert not opacity(relief)[120:].any()


@pytest.mark.parametrize("name", [*MAPS, *STRANGE])
@pytest.mark.parametrize("size", [(300, 230), (230, 400), (600, 160)])
def test_the_block_fills_the_picture_and_leaves_a_clear_margin(name: str, size: tuple[int, int]) -> None:
    alpha = opacity(finished({**MAPS, **STRANGE}[name], size))
    wide, high = np.nonzero(alpha.any(axis=1))[0], np.nonzero(alpha.any(axis=0))[0]
    assert min(wide[0], high[0], size[0] - 1 - wide[-1], size[1] - 1 - high[-1]) >= 2
    assert max((wide[-1] - wide[0]) / size[0], (high[-1] - high[0]) / size[1]) > 0.9


def test_the_block_has_no_holes() -> None:
    alpha = opacity(finished(MAPS["waves"]))
    for column in alpha[alpha.any(axis=1)][3:-3]:
        rows = np.nonzero(column)[0]
        assert (column[rows[0]:rows[-1] + 1] > 0).all()
        assert (column[rows[0] + 8:rows[-1] - 8] == 255).all()


def test_higher_losses_are_higher_and_brighter() -> None:
    losses = np.sort(np.random.default_rng(2).lognormal(0, 3, 200))
    heights = LossScale.of(losses)(losses)
    assert (np.diff(heights) > 0).all()
    assert heights[0] == 0
    assert heights[-1] == pytest.approx(1)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_higher_ground_is_brighter_in_every_theme(theme: Theme) -> None:
    brightness = np.array((0.299, 0.587, 0.114)) @ lookup(theme.relief)
    assert (np.diff(brightness) > -0.01).all()


def test_a_skewed_loss_still_shows_its_valley() -> None:
    losses = np.exp(6 * (U * U + V * V))
    heights = LossScale.of(losses)(losses)
    assert 0.3 < np.median(heights) < 0.55


@pytest.mark.parametrize("name", STRANGE)
def test_strange_maps_are_drawn_without_a_warning(name: str) -> None:
    relief = finished(STRANGE[name])
    assert relief.done
    assert opacity(relief).any()
    assert relief.pick(150, 120) is not None
    assert all(0 <= relief.height(u, v) <= 1 for u in (-2, -0.3, 1) for v in (-1, 0.5, 9))
    screen = pygame.Surface(SIZE)
    paint_trail(screen, relief, (0, 0), [(0, 0), (0.5, 0.5), (0.5, 0.5), (-3, 2)])
    paint_ball(screen, relief, (0, 0), (0.9, -1.0), 12)


def test_what_is_not_finite_stands_at_the_top() -> None:
    heights = LossScale.of(DIVERGED)(np.array((np.inf, np.nan, DIVERGED.min())))
    assert heights.tolist() == [1.0, 1.0, 0.0]


def test_a_map_that_is_no_square_is_refused() -> None:
    with pytest.raises(ValueError, match="square"):
        Relief(np.zeros((3, 4)), SIZE)


@pytest.mark.parametrize("name", MAPS)
def test_the_ball_touches_the_ground_exactly_below_its_middle(name: str) -> None:
    relief = Relief(MAPS[name], SIZE)
    for u, v in np.random.default_rng(3).uniform(-0.9, 0.9, (40, 2)):
        pose = _rest(relief, (u, v), 12, 0.0)
        x, y, scale = relief.project(u, v)
        assert pose.contact == (x, y)
        assert np.hypot(pose.middle[0] - x, pose.middle[1] - y) < 12
        ahead = np.array(relief.normal(u, v)) * (12 / scale)
        z = relief.camera.relief * relief.height(u, v)
        middle = relief.camera.project(u + ahead[0], v + ahead[1], z + ahead[2])
        assert np.hypot(middle[0] - pose.middle[0], middle[1] - pose.middle[1]) < 3


def test_a_lifted_ball_leaves_its_shadow_behind() -> None:
    relief = Relief(MAPS["bowl"], SIZE)
    low, high = _rest(relief, (0.2, 0.1), 12, 0.0), _rest(relief, (0.2, 0.1), 12, 2.0)
    assert high.middle[1] < low.middle[1] - 10
    assert abs(high.fall[0] - low.fall[0]) > 5


def test_the_trail_follows_the_projected_way() -> None:
    relief = finished(MAPS["bowl"])
    screen = pygame.Surface(SIZE)
    way = np.stack((np.linspace(-0.6, 0.6, 30), np.linspace(-0.5, 0.3, 30)), axis=1)
    paint_trail(screen, relief, (0, 0), way)
    bright = pygame.surfarray.array3d(screen).max(axis=2)
    for x, y, _ in relief.project_many(way)[8:-1]:
        assert bright[int(x) - 1:int(x) + 2, int(y) - 1:int(y) + 2].max() > 20
    assert bright[:, :20].max() == 0


def test_many_points_are_projected_as_one_is() -> None:
    relief = Relief(MAPS["valley"], SIZE)
    points = np.random.default_rng(4).uniform(-1, 1, (20, 2))
    assert np.allclose(relief.project_many(points), [relief.project(u, v) for u, v in points], atol=1e-3)


@pytest.mark.parametrize("name", MAPS)
def test_boxes_that_are_to_stay_free_stay_free_and_the_block_is_as_large_as_they_allow(name: str) -> None:
    keep = ((0.0, 0.0, 0.3, 0.14), (0.68, 0.0, 0.32, 0.2), (0.0, 0.82, 0.3, 0.18), (0.72, 0.8, 0.28, 0.2))
    free, beside = finished(MAPS[name]), finished(MAPS[name], keep=keep)
    wide, tall = SIZE
    for left, top, w, h in keep:
        box = opacity(beside)[int(left * wide):int((left + w) * wide), int(top * tall):int((top + h) * tall)]
        assert not box.any()
    assert (opacity(beside) > 0).sum() > 0.5 * (opacity(free) > 0).sum()
