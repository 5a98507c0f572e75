"""Reduced motion: moves are short fades and nothing moves by itself; and in no case does the picture flash."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pygame
import pytest

from game.app import STEP
from game.curtain import FADE_SECONDS
from game.scenes import SCENES
from tests.visitor import Visitor, chapters, rests

SMALL = (800, 450)
FLASH = 0.1
"""A change of relative luminance that counts (WCAG 2.2), where the darker state is below 0.8."""
FLASHES = 2
"""So many pairs of opposite changes a second at most, for any part of the picture that is large enough."""
LARGE = 0.06
"""Share of the screen from which on a flashing part counts: a quarter of the middle of the visitor's view."""


def calm(chapter: str, *, at: float | None = None) -> Visitor:
    """A visitor who asked for less motion."""
    visitor = Visitor(chapter, size=SMALL, at=at)
    visitor.app._apply(replace(visitor.app.settings, reduced_motion=True))
    visitor.wait(FADE_SECONDS + 0.1)
    return visitor


def apart(a: np.ndarray, b: np.ndarray) -> float:
    """The share of pixels that differ to the eye."""
    return float((np.abs(a.astype(int) - b).max(axis=2) > 12).mean())


@pytest.mark.parametrize(("chapter", "rest"), [r for r in rests() if r[0] != "intro"])
def test_nothing_moves_by_itself(chapter: str, rest: int) -> None:
    """The title is left out: its network learns."""
    visitor = calm(chapter)
    visitor.at_rest(rest)
    visitor.wait(1.0)
    before = visitor.pixels
    visitor.wait(0.6)
    assert apart(before, visitor.pixels) < 2e-5, "but for the ends of smooth lines, which Pygame shades as it likes"


@pytest.mark.parametrize("chapter", [scene.id for scene in SCENES if len(scene.timeline.rests) > 1])
def test_a_move_of_the_story_is_a_fade(chapter: str) -> None:
    visitor = calm(chapter, at=0.0)
    visitor.director.next()
    before, between, goal = visitor.pixels, [], visitor.scene.timeline.rests[1]
    for _ in range(round(FADE_SECONDS / STEP) - 2):
        visitor.frame()
        assert visitor.scene.player.t == goal, "the story is there at once"
        between.append(visitor.pixels)
    visitor.wait(1.0)
    after = visitor.pixels.astype(int)
    low, high = np.minimum(before, after) - 24, np.maximum(before, after) + 24
    moved = [float(((p < low) | (p > high)).any(axis=2).mean()) for p in between]
    assert max(moved) < 0.02, "every picture on the way is a mixture of the two"
    assert apart(between[0], before) < apart(between[0], after)
    assert apart(between[-1], after) < 0.05, "but for a loss map, which is still being drawn"


def test_chapters_fade_by_way_of_the_empty_room() -> None:
    visitor = calm("neuron", at=1e6)
    visitor.director.next()
    bright = []
    for _ in range(round(FADE_SECONDS / STEP)):
        visitor.frame()
        assert not visitor.director.picture.moving
        bright.append(float(visitor.pixels.max(axis=2).mean()))
    assert visitor.scene.id == "spark"
    middle = min(bright)
    assert middle < 0.75 * min(bright[0], bright[-1])


def test_comets_stand_still_in_the_middle_of_their_fibres() -> None:
    visitor = calm("forward", at=1e6)
    visitor.director.now = 3.2
    visitor.frame()
    cast = visitor.director.picture.cast
    assert cast is not None
    assert {comet.s for comet in cast.comets} <= {0.5}


def test_one_step_of_the_forward_pass_leaps_to_the_end_of_its_layer() -> None:
    visitor = calm("forward")
    visitor.frame()
    visitor.tap(visitor.hit("forward.step").rect.center)
    visitor.wait(0.2)
    ends = visitor.scene.run.ends
    assert visitor.scene.player.t == pytest.approx(ends[0])
    visitor.tap(visitor.hit("forward.step").rect.center)
    visitor.wait(0.2)
    assert visitor.scene.player.t == pytest.approx(ends[1])


def test_an_update_is_there_at_once() -> None:
    visitor = calm("backprop", at=1e6)
    visitor.frame()
    visitor.tap(visitor.hit("backprop.update").rect.center)
    visitor.frame()
    visitor.frame()
    assert not visitor.scene.lesson.gliding


def flashes(lights: list[np.ndarray]) -> float:
    """The most pairs of opposite changes any part saw, of those that are a large part together."""
    stack = np.array(lights)
    extreme, direction = stack[0].copy(), np.zeros(stack[0].shape)
    turns = np.zeros(stack[0].shape)
    for frame in stack[1:]:
        up = (frame - extreme >= FLASH) & (np.minimum(frame, extreme) < 0.8)
        down = (extreme - frame >= FLASH) & (np.minimum(frame, extreme) < 0.8)
        turned = (up & (direction < 0)) | (down & (direction > 0))
        turns += turned
        changed = up | down
        direction = np.where(up, 1, np.where(down, -1, direction))
        along = ((direction > 0) & (frame > extreme)) | ((direction < 0) & (frame < extreme))
        extreme = np.where(changed | along, frame, extreme)
    return float(np.quantile(turns, 1.0 - LARGE)) / 2


def light(visitor: Visitor) -> np.ndarray:
    """The picture's relative luminance in blocks."""
    small = pygame.transform.smoothscale(visitor.app.window.target(), (80, 45))
    c = pygame.surfarray.array3d(small) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ np.array((0.2126, 0.7152, 0.0722))


@pytest.mark.parametrize("chapter", chapters())
@pytest.mark.parametrize("reduced", [False, True], ids=["full", "reduced"])
def test_nothing_flashes_more_than_twice_a_second(chapter: str, reduced: bool) -> None:
    """All through a chapter and into the next one, with what it can be told to run."""
    visitor = Visitor(chapter, size=SMALL)
    visitor.app._apply(replace(visitor.app.settings, reduced_motion=reduced))
    visitor.frame()
    lights = [light(visitor)]
    for rest in range(len(visitor.scene.timeline.rests) + 1):
        for run in ("run", "play", "update", "lap"):
            if f"{chapter}.{run}" in {hit.id for hit in visitor.director.ui.hits}:
                visitor.tap(visitor.hit(f"{chapter}.{run}").rect.center)
        for _ in range(30):
            visitor.frame(dt=2 * STEP)
            lights.append(light(visitor))
        if rest < len(visitor.scene.timeline.rests):
            visitor.director.next()
    for start in range(0, len(lights) - 30, 10):
        assert flashes(lights[start:start + 31]) <= FLASHES


def test_a_flash_is_seen_by_the_measure() -> None:
    dark, bright = np.full((80, 45), 0.05), np.full((80, 45), 0.6)
    assert flashes([dark, bright] * 4) == pytest.approx(3.0)
    assert flashes([dark] * 8) == 0.0
