"""A few thousand random events break nothing; ``python -m tests.fuzz`` throws a million."""

from __future__ import annotations

import pytest

from tests import fuzz
from tests.visitor import chapters


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_events_break_nothing(seed: int) -> None:
    assert fuzz.run(5000, seed) > 300


@pytest.mark.parametrize("chapter", chapters())
def test_random_events_break_nothing_in_any_chapter(chapter: str) -> None:
    assert fuzz.run(1500, 7, start=chapter) > 90
