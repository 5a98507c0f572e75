"""Every visitor finds all as at the start: ``python -m tests.bench --only resets --resets 5000`` for more."""

from __future__ import annotations

from dataclasses import replace

import pygame

from tests.bench import process
from tests.visitor import Visitor, event

SMALL = (800, 450)


def test_nothing_is_left_of_visitors_who_played_wildly() -> None:
    assert list(process.resets(6, seed=4)) == []


def test_a_reset_on_the_title_begins_another_journey_there_too() -> None:
    visitor = Visitor(size=SMALL)
    visitor.director.journey.solved.add("neuron")
    visitor.wait(0.5)
    visitor.app.reset()
    assert visitor.scene.journey is visitor.director.journey
    assert not visitor.director.journey.solved


def test_a_reset_closes_what_is_open_and_takes_back_what_was_set() -> None:
    visitor = Visitor("neuron", size=SMALL)
    before = process.left_behind(Visitor(size=SMALL))
    visitor.app._apply(replace(visitor.app.settings, text_scale=2.0, language="de", theme="contrast", sound=False))
    visitor.focus("neuron.w1")
    visitor.key(pygame.K_UP)
    visitor.key(pygame.K_F1)
    visitor.frame(event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode=""))
    visitor.frame(event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode=""))
    assert visitor.director.dialog == "leave"
    visitor.app.reset()
    visitor.settle()
    after = process.left_behind(visitor)
    assert {key for key in before if before[key] != after[key]} == set()
