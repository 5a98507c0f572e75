"""Display and sound: every choice acts at once, by finger, mouse, keys and pad."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from game import files
from game.core.layout import TARGET
from game.core.words import languages
from game.display import QUESTIONS, box_of
from game.draw.theme import THEMES
from tests.visitor import LANDSCAPE, PORTRAIT, Visitor, event

SMALL = (800, 450)
OPTIONS = [(q.field, value, q.control(word)) for q in QUESTIONS for value, word in q.options]


def opened(size: tuple[int, int] = SMALL, language: str = "en") -> Visitor:
    """A visitor who has tapped "Aa"."""
    visitor = Visitor("neuron", size=size)
    visitor.app._apply(replace(visitor.app.settings, language=language))
    visitor.frame()
    visitor.tap(visitor.hit("tool.display").rect.center)
    visitor.frame()
    assert visitor.director.dialog == "display"
    return visitor


@pytest.mark.parametrize(("field", "value", "control"), OPTIONS, ids=[option[2] for option in OPTIONS])
@pytest.mark.parametrize("way", ["finger", "mouse", "keys", "pad"])
def test_a_choice_acts_at_once_and_the_box_stays_open(field: str, value: object, control: str, way: str) -> None:
    visitor = opened()
    other = next(v for f, v, _ in OPTIONS if f == field and v != value)
    visitor.app._apply(replace(visitor.app.settings, **{field: other}))
    visitor.frame()
    if way in ("finger", "mouse"):
        (visitor.tap if way == "finger" else visitor.click)(visitor.hit(control).rect.center)
    elif way == "keys":
        visitor.focus(control)
        visitor.key(pygame.K_RETURN)
    else:
        for _ in range(20):
            if visitor.director.ui.focus == control:
                break
            visitor.frame(event(pygame.JOYBUTTONDOWN, button=2, instance_id=0))
        visitor.frame(event(pygame.JOYBUTTONDOWN, button=0, instance_id=0))
    visitor.frame()
    assert getattr(visitor.app.settings, field) == value
    assert visitor.director.settings == visitor.app.settings
    assert visitor.director.dialog == "display"
    assert [mark.id for mark in visitor.director.ui.marks if mark.selected and mark.id == control] == [control]


def test_text_and_colours_change_under_the_box() -> None:
    visitor = opened()
    for control in ("display.text.200", "display.theme.contrast"):
        before = visitor.pixels
        visitor.tap(visitor.hit(control).rect.center)
        visitor.frame()
        assert (visitor.pixels != before).any(axis=2).mean() > 0.02
    assert visitor.app.canvas.type.text_scale == 2.0
    assert visitor.app.canvas.theme == THEMES["contrast"]


def test_arrows_go_from_choice_to_choice_and_from_row_to_row() -> None:
    visitor = opened()
    met = []
    for key in (pygame.K_DOWN, pygame.K_RIGHT, pygame.K_DOWN, pygame.K_RIGHT, pygame.K_RIGHT, pygame.K_DOWN,
                pygame.K_DOWN, pygame.K_UP, pygame.K_LEFT, pygame.K_DOWN, pygame.K_DOWN):
        visitor.key(key)
        met.append((visitor.director.ui.focus or "").removeprefix("display."))
    assert met == ["text.100", "text.150", "theme.contrast", "theme.colour-safe", "theme.colour-safe",
                   "motion.reduced", "sound.off", "motion.reduced", "motion.full", "sound.on", "dialog.close"]
    visitor.key(pygame.K_RETURN)
    assert visitor.director.dialog is None


def test_arrows_start_at_the_text_size_that_is_chosen() -> None:
    visitor = opened()
    visitor.app._apply(replace(visitor.app.settings, text_scale=1.5))
    visitor.frame()
    visitor.key(pygame.K_DOWN)
    assert visitor.director.ui.focus == "display.text.150"


@pytest.mark.parametrize("key", [pygame.K_ESCAPE, pygame.K_RETURN, pygame.K_SPACE, pygame.K_BACKSPACE])
def test_a_key_that_no_choice_wants_closes_it(key: int) -> None:
    visitor = opened()
    t = visitor.scene.player.t
    visitor.key(key)
    assert visitor.director.dialog is None
    visitor.frame()
    assert (visitor.scene.id, visitor.scene.player.t) == ("neuron", t)
    assert visitor.app.running


def test_the_button_closes_it_and_the_settings_stay() -> None:
    visitor = opened()
    visitor.tap(visitor.hit("display.sound.off").rect.center)
    visitor.frame()
    visitor.tap(visitor.hit("dialog.close").rect.center)
    visitor.frame()
    assert visitor.director.dialog is None
    assert not visitor.app.settings.sound


@pytest.mark.parametrize("language", languages(files.assets() / "words"))
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_every_target_is_a_finger_wide_and_inside_the_box(size: tuple[int, int], language: str) -> None:
    visitor = opened(size, language)
    box = box_of(visitor.app.canvas.layout)
    hits = visitor.director.ui.hits
    assert len(hits) == len(OPTIONS) + 1
    for hit in hits:
        assert min(hit.rect.w, hit.rect.h) >= TARGET - 0.5
        assert hit.rect.x >= box.x + 24
        assert hit.rect.right <= box.right - 24
        assert hit.rect.y >= box.y + 24
        assert hit.rect.bottom <= box.bottom - 24
    assert not any(a.rect.overlaps(b.rect) for i, a in enumerate(hits) for b in hits[:i])


@pytest.mark.parametrize("chapter", ["intro", "demo"])
def test_it_opens_wherever_there_is_a_header(chapter: str) -> None:
    visitor = Visitor(chapter, size=SMALL)
    visitor.frame()
    visitor.click(visitor.hit("tool.display").rect.center)
    assert visitor.director.dialog == "display"
