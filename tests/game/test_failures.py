"""Whatever fails in a chapter is written down and left for the title; what keeps failing ends the program."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pytest

from game.app import FAILED, App, Options
from game.app.loop import Loop
from game.journey import Journey
from game.scenes import SCENES
from tests.visitor import chapters

SMALL = (800, 450)
TWO_SECONDS = 120


class Fault(Exception):
    """What the tests break a chapter with."""


class Faulty:
    """Makes one method of a chapter fail, so many times, from its second call on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, chapter: str, method: str, times: int = 1) -> None:
        scene = SCENES[SCENES.ids.index(chapter)]
        self.left, self.calls = times, 0
        whole = getattr(scene, method)

        def failing(*args: object, **kwargs: object) -> object:
            self.calls += 1
            if self.calls > 1 and self.left > 0:
                self.left -= 1
                raise Fault(f"{chapter}.{method}")
            return whole(*args, **kwargs)

        monkeypatch.setattr(scene, method, failing)


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, Loop]]:
    """Runs the real loop for so many frames, without a window and as fast as it goes."""
    monkeypatch.setattr(pygame.display, "flip", lambda: None)
    monkeypatch.setattr("game.app.loop.LOAD_AFTER", -1)

    def run(chapter: str | None, frames: int = TWO_SECONDS, *, on_the_way_to: str | None = None) -> tuple[int, Loop]:
        app = App(Options(scene=chapter, size=SMALL, frames=frames), surface=pygame.Surface(SMALL, 0, 32))
        if on_the_way_to:
            app.director.go(on_the_way_to)
            assert app.director.picture.moving
        loop = Loop(app, type("Sixtieth", (), {"tick": lambda self, rate: 1000 / 60})())
        return loop.play(), loop

    return run


@pytest.mark.parametrize("method", ["step", "ui", "draw"])
@pytest.mark.parametrize("chapter", chapters())
def test_a_failing_chapter_is_written_down_and_left_for_the_title(
        chapter: str, method: str, loop, monkeypatch, capsys) -> None:
    fault = Faulty(monkeypatch, chapter, method)
    code, played = loop(chapter, 6)
    assert (code, fault.left, played.app.director.scene.id) == (0, 0, "intro")
    log = capsys.readouterr().err
    assert f"Fault: {chapter}.{method}" in log
    assert "Traceback" in log
    assert played.app.director.journey.to_dict() == {**Journey.fresh(0).to_dict(), "visited": ["intro"]}
    assert not played.app.director.picture.moving
    assert played.app.director.ui.hits, "the title can be touched"


def test_a_failure_in_the_middle_of_a_move_between_chapters_is_survived(loop, monkeypatch) -> None:
    fault = Faulty(monkeypatch, "spark", "draw")
    code, played = loop("neuron", on_the_way_to="spark")
    assert (code, fault.left, played.app.director.scene.id) == (0, 0, "intro")


def test_three_failures_within_a_minute_end_the_program_for_its_supervisor(loop, monkeypatch, capsys) -> None:
    Faulty(monkeypatch, "intro", "step", times=3)
    assert loop(None)[0] == FAILED == 4
    assert capsys.readouterr().err.count("Fault: intro.step") == 3


def test_failures_far_apart_do_not_end_it(loop, monkeypatch) -> None:
    _, played = loop(None, 3)
    assert played.recover()
    assert played.recover()
    played.app.now += 61.0
    assert played.recover()


def test_a_title_that_cannot_be_made_ends_the_program(loop, monkeypatch, capsys) -> None:
    Faulty(monkeypatch, "intro", "__init__", times=99)
    Faulty(monkeypatch, "intro", "draw", times=1)
    assert loop(None)[0] == FAILED
    assert "Fault: intro.__init__" in capsys.readouterr().err
