"""The name of the goal in the plot of the loss: near its line, and no curve runs through it."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.geometry import Rect, Vec
from game.draw.losscurve import dense, place_of_name

PLOT = Rect(100, 50, 400, 120)
SIZE = (110.0, 28.0)


def curve(*heights: float) -> list[Vec]:
    """A line whose corners lie at these heights, from the left end of the plot to the right."""
    return [(float(x), y) for x, y in zip(np.linspace(PLOT.x, PLOT.right, len(heights)), heights, strict=True)]


def test_with_no_curve_near_it_stands_on_its_line_at_the_right() -> None:
    assert place_of_name(PLOT, 140.0, SIZE, []) == (PLOT.right, 140.0)
    assert place_of_name(PLOT, 140.0, SIZE, [curve(60, 60, 60)]) == (PLOT.right, 140.0)
    assert place_of_name(PLOT, 140.0, SIZE, [curve(60, 70)[:1]]) == (PLOT.right, 140.0)


@pytest.mark.parametrize("ways", [
    [curve(55, 120, 130, 132, 132)],  # it fell at once and lies just over the goal
    [curve(55, 60, 70, 90, 132)],  # it comes down to it at the right
    [curve(55, 150, 155, 155), curve(60, 65, 75, 132)],
    [curve(132, 132, 132, 132, 60)]])
def test_no_curve_runs_through_it(ways: list[list[Vec]]) -> None:
    right, bottom = place_of_name(PLOT, 140.0, SIZE, ways)
    box = Rect(right - SIZE[0], bottom - SIZE[1], *SIZE)
    assert PLOT.x <= box.x
    assert box.right <= PLOT.right
    assert not [p for way in ways for p in dense(way) if box.contains(tuple(p))]


def test_where_all_is_full_it_stays_at_the_right() -> None:
    full = [curve(*([y] * 40)) for y in range(50, 171, 4)]
    assert place_of_name(PLOT, 140.0, SIZE, full) == (PLOT.right, 140.0)
