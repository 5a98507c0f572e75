"""Borders lie where the plane crosses their level, between the points of the grid as well, and on cliffs too."""

from __future__ import annotations

import numpy as np
import pytest

from game.draw.contour import contour

SIDE = 48


def slope(places: np.ndarray) -> np.ndarray:
    """How far places (n, 2) lie above a slanting line."""
    return places[:, 1] - 0.37 * places[:, 0] - 0.21


def circle(places: np.ndarray) -> np.ndarray:
    return np.hypot(*(places - 0.5).T) - 0.3


def on_grid(plane) -> np.ndarray:
    axis = np.linspace(0.0, 1.0, SIDE)
    return plane(np.stack(np.meshgrid(axis, axis), -1).reshape(-1, 2)).reshape(SIDE, SIDE)


@pytest.mark.parametrize("shape", [slope, circle])
@pytest.mark.parametrize("steep", [1.0, 30.0, 900.0, 1e6])
def test_with_the_plane_at_hand_a_border_is_where_it_is_however_steep(shape, steep: float) -> None:
    def plane(places: np.ndarray) -> np.ndarray:
        return np.tanh(steep * shape(places))

    [line] = contour(on_grid(plane), 0.0, plane)
    off = np.abs(shape(np.array(line))) * (SIDE - 1)  # in cells of the grid
    assert off.max() < 0.05
    assert len(line) > SIDE


def test_without_it_a_cliff_is_only_known_to_half_a_cell() -> None:
    def plane(places: np.ndarray) -> np.ndarray:
        return np.tanh(1e6 * slope(places))

    [line] = contour(on_grid(plane), 0.0)
    assert np.abs(slope(np.array(line))).max() * (SIDE - 1) > 0.25


def test_a_gentle_plane_is_looked_at_once() -> None:
    looks = []

    def plane(places: np.ndarray) -> np.ndarray:
        looks.append(len(places))
        return slope(places)

    values = on_grid(plane)
    looks.clear()
    contour(values, 0.0, plane)
    assert len(looks) == 1


def test_a_plane_without_a_border_has_none() -> None:
    assert contour(np.ones((5, 5)), 0.0, lambda places: np.ones(len(places))) == []
