"""The director: one scene at a time, one camera between two, dialogs over all of it, a fresh start."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.app import STEP
from game.challenge import HINT_SECONDS
from game.curtain import FLOW_SECONDS
from game.draw.canvas import Canvas
from game.scene import Scene
from game.scenes import SCENES
from game.scenes.neuron.scene import NeuronScene
from tests.visitor import Visitor, chapters, event

SMALL = (800, 450)


@pytest.mark.parametrize("pair", list(zip(chapters(), chapters()[1:])), ids=lambda p: f"{p[0]}-{p[1]}")
def test_chapters_flow_into_each_other_both_ways(pair: tuple[str, str]) -> None:
    first, second = pair
    visitor = Visitor(first, size=SMALL, at=1e6)
    visitor.frame()
    for target in (second, first):
        (visitor.director.next if target == second else visitor.director.back)()
        assert visitor.scene.id == target
        for _ in range(round(FLOW_SECONDS / STEP) + 2):
            visitor.frame()
        assert not visitor.director.picture.moving
        assert visitor.scene.player.t == (0.0 if target == second else visitor.scene.timeline.rests[-1])


def test_after_a_flow_the_picture_is_that_of_entering_directly() -> None:
    walked, direct = Visitor("intro", size=SMALL), Visitor("neuron", size=SMALL)
    walked.frame()
    walked.director.go("neuron")
    walked.wait(FLOW_SECONDS + 0.1)
    for visitor in (walked, direct):
        visitor.director.now = 5.0
        for _ in range(4):
            visitor.frame(dt=0.0)
    far = np.abs(walked.pixels.astype(int) - direct.pixels).max(axis=2) > 40
    assert far.mean() < 0.001


def test_an_unknown_chapter_names_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"no chapter 'x'; there are intro, neuron"):
        Visitor("x")


def test_after_the_last_chapter_everything_is_forgotten() -> None:
    visitor = Visitor(chapters()[-1], size=SMALL, at=1e6)
    journey = visitor.director.journey
    journey.network.params[:] = 3.0
    journey.student = (1.0, 1.0)
    journey.solved.add("neuron")
    journey.notes["x"] = 1
    visitor.frame()
    visitor.director.next()
    visitor.wait(1.2)
    fresh = Visitor(size=SMALL)
    assert visitor.scene.id == "intro"
    assert visitor.director.journey is visitor.scene.journey, "scene and director share the new one"
    assert visitor.director.journey.to_dict() == fresh.director.journey.to_dict()


def test_a_dialog_stops_the_story_and_everything_behind_it() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.frame()
    visitor.key(pygame.K_RIGHT)
    visitor.tap(visitor.hit("tool.help").rect.center)
    assert visitor.director.dialog == "help"
    visitor.frame()
    t, rest = visitor.scene.player.t, visitor.hit("dialog.close").rect
    visitor.wait(0.5)
    visitor.key(pygame.K_RIGHT)
    visitor.wheel(-2)
    assert visitor.scene.player.t == t
    assert [hit.id for hit in visitor.director.ui.hits] == ["dialog.close"]
    visitor.tap(rest.center)
    assert visitor.director.dialog is None


def test_opening_a_dialog_lets_go_of_what_was_held() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.frame()
    knob = visitor.hit("neuron.w1").rect.center
    visitor.frame(visitor.finger(pygame.FINGERDOWN, knob))
    visitor.key(pygame.K_ESCAPE)
    before = visitor.director.journey.network.params.copy()
    visitor.frame(visitor.finger(pygame.FINGERMOTION, (knob[0], knob[1] - 100)))
    visitor.key(pygame.K_ESCAPE)
    visitor.frame(visitor.finger(pygame.FINGERMOTION, (knob[0], knob[1] - 200)))
    assert (visitor.director.journey.network.params == before).all()


def test_escape_first_lets_go_of_the_focus() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.key(pygame.K_TAB)
    assert visitor.director.ui.focus
    visitor.key(pygame.K_ESCAPE)
    assert visitor.director.ui.focus is None
    assert visitor.director.dialog is None


def test_home_on_the_title_stays_there() -> None:
    visitor = Visitor(size=SMALL)
    visitor.key(pygame.K_HOME)
    assert visitor.where == ("intro", 0)
    assert not visitor.director.picture.moving


def test_a_solved_challenge_is_noted_once_and_stays() -> None:
    visitor = Visitor("neuron", size=SMALL, at=1e6)
    layer = visitor.director.journey.network.layers[0]
    layer.weights[:, 0], layer.biases[0] = (1.0, 0.0), 0.0
    visitor.frame()
    assert "neuron" in visitor.director.journey.solved
    layer.weights[:, 0] = (-1.0, 0.0)
    visitor.frame()
    assert "neuron" in visitor.director.journey.solved


def test_a_hint_comes_after_a_while_without_success() -> None:
    visitor = Visitor("neuron", size=SMALL, at=1e6)
    canvas = visitor.app.canvas

    def shown() -> str:
        canvas.marks = []
        visitor.frame()
        return " ".join(mark.text for mark in canvas.marks)

    hint = visitor.app.words("neuron.hint")
    assert hint not in shown()
    visitor.director.challenge.tried = HINT_SECONDS + 1
    assert hint in shown()


class Restless(Scene):
    """Asks to go on as soon as it is touched."""

    id = "restless"

    def ui(self, ui, cues) -> None:
        if "activate" in ui.input.actions and ui.take("activate"):
            self.wish = "neuron"

    def draw(self, canvas: Canvas, cues) -> None:
        canvas.disc(canvas.layout.stage.center, 40, "active")


def test_a_scene_may_wish_for_another_chapter(monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor("neuron", size=SMALL, scenes=[NeuronScene, Restless])
    words = visitor.app.words._texts
    for key in ("title", "badge", "number", "caption.0"):
        monkeypatch.setitem(words, f"restless.{key}", "x")
    visitor.director.go("restless")
    visitor.frame()
    visitor.key(pygame.K_RETURN)
    assert visitor.scene.id == "neuron"


def test_a_resize_in_the_middle_of_a_flow_is_survived() -> None:
    visitor = Visitor("intro", size=SMALL)
    visitor.frame()
    visitor.director.next()
    visitor.wait(0.2)
    visitor.app.window.surface = pygame.Surface((1024, 640), 0, 32)
    visitor.frame(event(pygame.VIDEORESIZE, size=(1024, 640), w=1024, h=640))
    visitor.wait(1.0)
    assert visitor.app.canvas.view.size == (1024, 640)


def test_ids_of_the_scenes_are_unique() -> None:
    assert len({scene.id for scene in SCENES}) == len(SCENES)


def test_a_dialog_comes_and_goes_with_its_own_buttons_and_no_others() -> None:
    visitor = Visitor("neuron")
    visitor.at_rest(0)
    plain = visitor.pixels

    def press(key: int) -> None:
        visitor.frame(event(pygame.KEYDOWN, key=key, mod=0, unicode=""), dt=0.0)

    press(pygame.K_ESCAPE)
    assert (visitor.pixels == plain).all(), "nothing of a dialog that cannot be touched yet"
    visitor.frame(dt=0.0)
    shown = visitor.pixels
    assert (shown != plain).any()
    press(pygame.K_ESCAPE)
    assert (visitor.pixels == shown).all(), "no button without its dialog"
    visitor.frame(dt=0.0)
    assert (visitor.pixels == plain).all()


def hold(visitor: Visitor, key: int, seconds: float) -> None:
    """Press a key and let it go after so long."""
    visitor.frame(event(pygame.KEYDOWN, key=key, mod=0, unicode=""))
    visitor.wait(seconds)
    visitor.frame(event(pygame.KEYUP, key=key, mod=0, unicode=""))


def test_an_arrow_that_is_held_turns_what_has_the_focus_on_and_on() -> None:
    visitor = Visitor("neuron", size=(800, 450))
    visitor.focus("neuron.w1")
    weight = visitor.director.journey.network.params[0]
    hold(visitor, pygame.K_UP, 1.2)
    assert visitor.director.journey.network.params[0] > weight + 0.5


def test_a_held_arrow_turns_one_page_and_moves_time_to_its_end_and_no_further() -> None:
    visitor = Visitor("neuron", size=(800, 450))
    visitor.settle()
    hold(visitor, pygame.K_RIGHT, 2.0)
    assert visitor.where == ("neuron", 1)
    hold(visitor, pygame.K_DOWN, 3.0)
    assert (visitor.scene.id, visitor.scene.player.t) == ("neuron", visitor.scene.timeline.length)
    hold(visitor, pygame.K_UP, 4.0)
    assert (visitor.scene.id, visitor.scene.player.t) == ("neuron", 0.0)
