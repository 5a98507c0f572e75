"""The title: what lives behind it is a network that learns; one button begins, one tap changes the language."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.scenes.intro.scene import LAPS, STEPS_PER_LAP, IntroScene, senses
from tests.visitor import LANDSCAPE, PORTRAIT, Visitor


def scene_of(visitor: Visitor) -> IntroScene:
    assert isinstance(visitor.scene, IntroScene)
    return visitor.scene


def facts_of(visitor: Visitor) -> dict:
    return {fact.id: fact for fact in visitor.director._facts()}


def test_the_network_behind_the_title_really_learns() -> None:
    visitor = Visitor("intro")
    visitor.frame()
    scene = scene_of(visitor)
    first = scene.trainer.loss()
    for _ in range(120 * STEPS_PER_LAP):
        scene.step(1 / 60)
    assert scene.trainer.steps == 120
    assert scene.trainer.loss() < 0.7 * first
    right = scene.network.forward(scene.x).argmax(axis=1) == scene.targets.argmax(axis=1)
    assert right.mean() > 0.8


def test_after_its_last_lap_it_begins_afresh() -> None:
    visitor = Visitor("intro")
    scene = scene_of(visitor)
    for _ in range(LAPS * STEPS_PER_LAP):
        scene.step(1 / 60)
    assert scene.trainer.steps == 0


def test_the_line_below_the_title_tells_the_loss_of_that_very_network() -> None:
    visitor = Visitor("intro")
    visitor.wait(1.0)
    scene = scene_of(visitor)
    fact = facts_of(visitor)["intro.loss"]
    visitor.tap(fact.area.center)
    assert visitor.director.opener.open == "intro.loss"
    before = fact.told().result
    assert float(before) == pytest.approx(scene.trainer.loss(), abs=1e-4)
    visitor.wait(2.0)
    assert visitor.director.opener.open == "intro.loss"
    assert facts_of(visitor)["intro.loss"].told().result != before


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_a_tap_changes_the_language_and_the_button_begins(size: tuple[int, int]) -> None:
    visitor = Visitor("intro", size=size)
    visitor.frame()
    visitor.tap(visitor.hit("intro.language.de").rect.center)
    visitor.wait(0.2)
    assert visitor.app.words.language == "de"
    visitor.tap(visitor.hit("intro.begin").rect.center)
    visitor.settle()
    assert visitor.where == ("neuron", 0)


def test_keys_alone_change_the_language_and_begin() -> None:
    visitor = Visitor("intro")
    visitor.frame()
    visitor.focus("intro.language.fr")
    visitor.key(pygame.K_RETURN)
    visitor.wait(0.2)
    assert visitor.app.words.language == "fr"
    visitor.focus("intro.begin")
    visitor.key(pygame.K_SPACE)
    visitor.settle()
    assert visitor.where == ("neuron", 0)


def test_an_orb_that_is_not_covered_opens_and_says_how_its_input_comes_about() -> None:
    visitor = Visitor("intro")
    visitor.wait(0.5)
    facts = facts_of(visitor)
    visitor.tap(facts["neuron.0.2"].area.center)
    assert visitor.director.opener.open == "neuron.0.2"
    assert "x²" in facts["neuron.0.2"].told().formula


def test_what_the_inputs_are_told_is_the_point_and_its_squares() -> None:
    told = senses(np.array([[0.5, -0.2]]))[0]
    assert told[:2] == pytest.approx([0.5, -0.2])
    assert told[2] - told[3] == pytest.approx(0.25 - 0.04)
