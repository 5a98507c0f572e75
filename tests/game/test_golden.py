"""Chapters look as they did when somebody last looked: refresh with ``python -m tests.golden`` and look again."""

from __future__ import annotations

import pygame
import pytest

from tests import golden


@pytest.mark.parametrize(("name", "chapter", "rest", "size"), golden.names(), ids=[n for n, *_ in golden.names()])
def test_it_looks_like_its_golden_picture(name: str, chapter: str, rest: int, size: tuple[int, int]) -> None:
    actual, kept = golden.draw(chapter, rest, size), golden.load(name)
    if kept is None:
        pytest.fail(f"there is no {golden.path_of(name).name} yet: look at {golden.side_by_side(name, actual, None)}, "
                    f"then run python -m tests.golden {name}")
    assert kept.get_size() == size
    mean, far = golden.apart(actual, kept)
    if mean > golden.MEAN_APART or far > golden.FAR_SHARE:
        pytest.fail(f"{name} looks different (mean {mean:.2f} of 255, {far:.1%} far off): expected, actual and "
                    f"difference are in {golden.side_by_side(name, actual, kept)}")


def test_no_golden_picture_is_left_over() -> None:
    kept = {path.stem for path in golden.FOLDER.glob("*.png")}
    assert kept <= {name for name, *_ in golden.names()}


def test_pictures_are_small() -> None:
    assert all(path.stat().st_size < 250_000 for path in golden.FOLDER.glob("*.png"))


def picture(*, shifted: int = 0, noisy: bool = False) -> pygame.Surface:
    """A bright box and a line on dark ground."""
    surface = pygame.Surface((640, 360), 0, 32)
    surface.fill((8, 14, 28))
    surface.fill((250, 210, 100), (200 + shifted, 100, 140, 90))
    (pygame.draw.aaline if noisy else pygame.draw.line)(surface, (90, 160, 255), (20, 300), (600, 310 + shifted))
    return surface


def test_the_comparison_forgives_edges_and_sees_a_moved_box() -> None:
    same, smooth, moved = picture(), picture(noisy=True), picture(shifted=24)
    assert golden.apart(same, same) == (0.0, 0.0)
    mean, far = golden.apart(same, smooth)
    assert mean < golden.MEAN_APART
    assert far < golden.FAR_SHARE
    mean, far = golden.apart(same, moved)
    assert mean > golden.MEAN_APART or far > golden.FAR_SHARE
