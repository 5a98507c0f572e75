"""A screen in public asks whether anybody is there, and is ready for the next visitor if nobody is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pygame
import pytest

from game.app import App, Options
from game.app.idle import ASKING, SECONDS
from tests.bench import process
from tests.visitor import Visitor, event

SMALL = (800, 450)


def standing(scene: str | None = "neuron", **options: object) -> Visitor:
    """A visitor in front of a screen in public."""
    visitor = Visitor(scene, size=SMALL)
    visitor.app = App(Options(scene=scene, size=SMALL, kiosk=True, **options),  # type: ignore[arg-type]
                      surface=pygame.Surface(SMALL, 0, 32))
    visitor.settle()
    return visitor


def go_away(visitor: Visitor, seconds: float) -> None:
    """Nobody touches anything for so long."""
    for _ in range(round(seconds)):
        visitor.frame(dt=1.0)


def test_it_asks_after_a_while_and_begins_anew_if_nobody_answers() -> None:
    visitor = standing()
    before = process.left_behind(standing(None))
    visitor.app._apply(replace(visitor.app.settings, text_scale=2.0, language="de"))
    visitor.director.journey.network.params[:] = 1.0
    go_away(visitor, SECONDS - 2)
    assert visitor.director.dialog is None
    go_away(visitor, 3)
    assert visitor.director.dialog == "idle"
    assert visitor.scene.id == "neuron"
    go_away(visitor, ASKING - 3)
    assert visitor.scene.id == "neuron"
    go_away(visitor, 3)
    visitor.settle()
    assert (visitor.scene.id, visitor.director.dialog) == ("intro", None)
    after = process.left_behind(visitor)
    assert {key for key in before if before[key] != after[key]} == set()


@pytest.mark.parametrize("way", ["finger", "mouse", "key", "button"])
def test_whoever_is_there_goes_on_where_they_were(way: str) -> None:
    visitor = standing()
    params, at = visitor.director.journey.network.params.copy(), visitor.hit("forward").rect.center
    go_away(visitor, SECONDS + 5)
    assert visitor.director.dialog == "idle"
    if way == "finger":  # where Continue was: nothing below the box may feel it
        visitor.frame(visitor.finger(pygame.FINGERDOWN, at))
        assert visitor.director.dialog == "idle"
        visitor.frame(visitor.finger(pygame.FINGERUP, at))
        visitor.frame()
    elif way == "mouse":  # whoever moves it to the button still finds the button there
        visitor.frame(visitor.mouse(pygame.MOUSEMOTION, at))
        visitor.frame()
        assert visitor.director.dialog == "idle"
        visitor.click(at)
    elif way == "key":
        visitor.frame(event(pygame.KEYDOWN, key=pygame.K_RIGHT, mod=0, unicode=""))
    else:
        visitor.tap(visitor.hit("dialog.close").rect.center)
    visitor.frame()
    assert visitor.director.dialog is None
    assert visitor.where == ("neuron", 0)
    assert np.array_equal(visitor.director.journey.network.params, params)
    go_away(visitor, SECONDS - 2)
    assert visitor.director.dialog is None


def test_the_title_waits_for_ever_and_asks_nobody() -> None:
    visitor = standing(None)
    journey = visitor.director.journey
    go_away(visitor, 3 * (SECONDS + ASKING))
    assert visitor.director.journey is journey, "its network goes on learning"
    visitor.app._apply(replace(visitor.app.settings, language="fr"))
    go_away(visitor, SECONDS + 1)
    assert visitor.app.settings.language == "en"


def test_who_went_home_leaves_nothing_to_the_next_visitor() -> None:
    visitor = standing()
    visitor.director.journey.solved.add("neuron")
    visitor.key(pygame.K_HOME)
    visitor.settle()
    go_away(visitor, SECONDS + 1)
    assert visitor.scene.id == "intro"
    assert not visitor.director.journey.solved


def test_how_long_it_waits_can_be_chosen() -> None:
    visitor = standing(idle=30.0)
    go_away(visitor, 28)
    assert visitor.director.dialog is None
    go_away(visitor, 3)
    assert visitor.director.dialog == "idle"


def test_at_home_it_never_asks() -> None:
    visitor = Visitor("neuron", size=SMALL)
    go_away(visitor, 10 * SECONDS)
    assert visitor.director.dialog is None
    assert visitor.scene.id == "neuron"
