"""Every chapter at every rest: it runs, draws the same by any path of seeks, and can be touched in time."""

from __future__ import annotations

import fnmatch
import json
import random
from collections.abc import Callable

import numpy as np
import pygame
import pytest

from game.app import STEP
from game.core.controls import Hit
from game.core.layout import TARGET
from game.draw.stage import Stage
from game.scenes import SCENES
from tests.visitor import BIGGEST, PORTRAIT, Visitor, chapters, rests

SMALL = (800, 450)
LEAST_TARGET = 44.0
DENSE = {
    "architecture.neuron*": "six neurons, their layer's name and its buttons share the height of a window that is wide",
    "forward.neuron*": "six neurons share what twice the text leaves of the height of a window that is wide",
}
"""Targets that are narrower than 88 units one way, never under 44, and why they cannot be wider."""


@pytest.mark.parametrize(("chapter", "rest"), rests())
def test_runs_two_seconds(chapter: str, rest: int) -> None:
    visitor = Visitor(chapter, size=SMALL)
    visitor.at_rest(rest)
    visitor.wait(1.0)
    visitor.director.next()
    visitor.wait(1.0)
    json.dumps(visitor.director.journey.to_dict(), allow_nan=False)


@pytest.mark.parametrize("chapter", chapters())
def test_entered_at_a_later_moment_it_runs(chapter: str) -> None:
    line = next(scene for scene in SCENES if scene.id == chapter).timeline
    for share in (0.3, 0.7, 1.0):
        Visitor(chapter, size=SMALL, at=line.length * share).wait(3 * STEP)


# -- the picture is a function of state and time --------------------------------------------------------


@pytest.fixture
def plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw hard lines instead of smooth ones, for comparing pixel by pixel.

    ``pygame.draw.aalines`` of pygame-ce 2.5 shades the last pixel of a line now this, now that way for the very same
    points (up to 30 levels, seen in a loop that draws nothing else).
    """
    monkeypatch.setattr(pygame.draw, "aalines", lambda surface, colour, closed, points, *_: pygame.draw.lines(
        surface, colour, closed, points))


def still(visitor: Visitor, t: float) -> np.ndarray:
    """The picture at story time ``t`` once everything that loads over several frames has come."""
    visitor.director.now = 7.3
    visitor.scene.player.seek(t)
    before = None
    for _ in range(40):
        for _ in range(8):
            visitor.frame(dt=0.0)
        now = visitor.pixels
        if before is not None and np.array_equal(before, now):
            return now
        before = now
    raise AssertionError(f"{visitor.scene.id} at {t:.2f} s does not come to rest though no time passes")


def moments(chapter: str) -> list[float]:
    """All rests of a chapter and the middles of the moves between."""
    line = next(scene for scene in SCENES if scene.id == chapter).timeline
    return sorted({*line.rests, *((cue.start + cue.end) / 2 for cue in line.cues)})


@pytest.mark.usefixtures("plain_lines")
@pytest.mark.parametrize("chapter", chapters())
def test_draws_the_same_pixels_after_any_path_of_seeks(chapter: str) -> None:
    rng = random.Random(chapter)
    wanderer = Visitor(chapter, size=SMALL)
    wanderer.wait(0.5)
    times = moments(chapter)
    rng.shuffle(times)
    for t in times:
        for _ in range(4):
            wanderer.scene.player.seek(rng.uniform(0.0, wanderer.scene.timeline.length))
            wanderer.frame(dt=0.0)
        fresh = Visitor(chapter, size=SMALL)
        fresh.wait(0.5)
        far = int((np.abs(still(wanderer, t).astype(int) - still(fresh, t)) > 0).any(axis=2).sum())
        assert far == 0, f"{chapter} at {t:.2f} s: {far} pixels differ after seeking back and forth"


@pytest.mark.parametrize("chapter", chapters())
def test_drawing_and_seeking_change_no_state(chapter: str) -> None:
    visitor = Visitor(chapter, size=SMALL)
    visitor.frame(dt=0.0)
    before = json.dumps(visitor.director.journey.to_dict())
    for t in moments(chapter) * 2:
        visitor.scene.player.seek(t)
        visitor.frame(dt=0.0)
    assert json.dumps(visitor.director.journey.to_dict()) == before


@pytest.mark.usefixtures("plain_lines")
@pytest.mark.parametrize("chapter", chapters())
def test_the_same_seed_gives_the_same_pictures(chapter: str) -> None:
    pictures = []
    for _ in range(2):
        visitor = Visitor(chapter, size=SMALL, seed=3)
        visitor.wait(0.4)
        pictures.append(visitor.pixels)
    assert np.array_equal(*pictures)


# -- touch ------------------------------------------------------------------------------------------------


def too_small(hit: Hit) -> bool:
    """Whether a target is smaller than a finger; a dense one may be narrower one way."""
    dense = any(fnmatch.fnmatch(hit.id, pattern) for pattern in DENSE)
    narrow, wide = sorted((hit.rect.w, hit.rect.h))
    return narrow < (LEAST_TARGET if dense else TARGET) - 0.5 or wide < TARGET - 0.5


@pytest.mark.parametrize("sizes", [None, BIGGEST], ids=["default", "biggest"])
@pytest.mark.parametrize("text", [1.0, 2.0], ids=["text100", "text200"])
@pytest.mark.parametrize("size", [(1920, 1080), PORTRAIT], ids=["landscape", "portrait"])
@pytest.mark.parametrize(("chapter", "rest"), rests())
def test_targets_are_big_enough_and_on_the_screen(chapter: str, rest: int, size: tuple[int, int], text: float,
                                                  sizes: tuple[int, ...] | None) -> None:
    visitor = Visitor(chapter, size=size, text=text, sizes=sizes)
    visitor.at_rest(rest)
    visitor.wait(3 * STEP)
    hits, screen = visitor.director.ui.hits, visitor.app.canvas.layout.screen
    assert not [f"{hit.id} {hit.rect.w:.0f} x {hit.rect.h:.0f}" for hit in hits if too_small(hit)]
    assert not [hit.id for hit in hits if not screen.contains(hit.rect.center)]


@pytest.mark.parametrize(("chapter", "rest"), rests())
def test_a_key_reaches_every_control(chapter: str, rest: int) -> None:
    visitor = Visitor(chapter, size=SMALL)
    visitor.at_rest(rest)
    ui = visitor.director.ui
    assert {hit.id for hit in ui.hits} <= set(ui._order), "every target is a stop of the Tab key"


@pytest.mark.parametrize("chapter", chapters())
def test_something_of_its_own_can_be_touched_at_once(chapter: str) -> None:
    visitor = Visitor(chapter, size=SMALL)
    visitor.frame()
    assert any(hit.id.startswith(f"{chapter}.") for hit in visitor.director.ui.hits)


@pytest.mark.parametrize("chapter", chapters())
def test_control_ids_are_the_chapters_own_and_unique(chapter: str) -> None:
    visitor = Visitor(chapter, size=SMALL)
    for rest in range(len(visitor.scene.timeline.rests)):
        visitor.at_rest(rest)
        ids = [hit.id for hit in visitor.director.ui.hits]
        assert len(ids) == len(set(ids)), sorted({i for i in ids if ids.count(i) > 1})
        shared = ("tool.", "rail.", "back", "forward", "numbers", "told.", "card.")
        assert all(i.startswith((f"{chapter}.", *shared)) for i in ids), ids


@pytest.mark.parametrize("chapter", chapters())
def test_every_control_can_be_tapped_and_turned_and_nothing_breaks(chapter: str) -> None:
    """Tap each control of the last rest, then give each the focus and turn it with the keys."""
    for rest in range(len(next(s for s in SCENES if s.id == chapter).timeline.rests)):
        visitor = Visitor(chapter, size=SMALL)
        visitor.at_rest(rest)
        own = [hit.id for hit in visitor.director.ui.hits if hit.id.startswith(f"{chapter}.")][:24]
        for control in own:
            present = {hit.id: hit for hit in visitor.director.ui.hits}
            if visitor.scene.id != chapter:
                break
            if control in present:
                visitor.tap(present[control].rect.center)
                visitor.frame()
        for control in own:
            if visitor.scene.id != chapter:
                break
            visitor.director.ui.focus = control
            for key in (pygame.K_RIGHT, pygame.K_UP, pygame.K_RETURN, pygame.K_LEFT, pygame.K_DOWN):
                visitor.key(key)
        params = visitor.director.journey.network.params
        assert np.isfinite(params).all()
        json.dumps(visitor.director.journey.to_dict(), allow_nan=False)


@pytest.mark.parametrize("chapter", chapters())
def test_a_challenge_is_between_0_and_1_and_has_its_words(chapter: str) -> None:
    visitor = Visitor(chapter, size=SMALL)
    met = False
    for rest in range(len(visitor.scene.timeline.rests)):
        visitor.at_rest(rest)
        visitor.wait(0.5)
        progress = visitor.scene.challenge()
        if progress is not None:
            met = True
            assert 0.0 <= progress <= 1.0
            assert {f"{chapter}.challenge", f"{chapter}.hint"} <= set(visitor.app.words.keys())
    assert met or chapter == "intro", "every chapter has a challenge"


@pytest.mark.parametrize("sizes", [None, BIGGEST], ids=["default", "biggest"])
@pytest.mark.parametrize("chapter", chapters())
def test_no_two_pictures_of_a_frame_share_a_place_to_be_kept(chapter: str, sizes: tuple[int, ...] | None,
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    """They would paint each other over, and both be painted anew in every frame."""
    kept: dict[str, set[object]] = {}
    picture = Stage._layer_picture

    def watched(stage: Stage, name: str, key: object, box: object, paint: Callable[[], None]) -> pygame.Surface:
        kept.setdefault(name, set()).add((key, box))
        return picture(stage, name, key, box, paint)

    monkeypatch.setattr(Stage, "_layer_picture", watched)
    visitor, seen = Visitor(chapter, size=SMALL, sizes=sizes), set()
    for _ in range(len(visitor.scene.timeline.rests)):
        visitor.director.next()
        while not visitor.scene.player.resting and visitor.scene.id == chapter:
            kept.clear()
            visitor.frame()
            seen |= kept.keys()
            assert not {name: keys for name, keys in kept.items() if len(keys) > 1}, visitor.scene.player.t
    assert seen or chapter in ("intro", "neuron", "demo"), "what stands still is kept"
