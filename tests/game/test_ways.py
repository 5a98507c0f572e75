"""The whole journey, there and back, by keyboard alone, mouse alone, fingers alone, wheel, swipes and the rail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pygame
import pytest

from game.app import STEP
from tests.visitor import Visitor, chapters, rests

SMALL = (800, 450)
FAST = 5 * STEP
MOST_FRAMES = 500
AFTER = [("intro", 0)]
"""Where Continue leads from the last rest of the last chapter: a fresh journey."""


class Traveller(Visitor):
    """A visitor in a hurry: five steps of simulation a frame."""

    def frame(self, *events: pygame.event.Event, dt: float = FAST) -> None:
        super().frame(*events, dt=dt)

    def settle(self) -> None:
        for _ in range(MOST_FRAMES):
            self.frame()
            if self.scene.player.resting and not self.director.picture.moving and not self.director.scrub.resting:
                return
        raise AssertionError(f"{self.where} does not come to rest")

    def walk(self, go_on: Callable[[], None], steps: int) -> list[tuple[str, int]]:
        """The places met: where it starts, and after each of so many moves."""
        self.settle()
        met = [self.where]
        for _ in range(steps):
            go_on()
            self.settle()
            met.append(self.where)
        return met

    @property
    def onward(self) -> str:
        """The big button."""
        return "forward" if self.scene.framed else "intro.begin"

    def mouse_only(self) -> None:
        self.click(self.hit(self.onward).rect.center)

    def finger_only(self) -> None:
        self.tap(self.hit(self.onward).rect.center)

    def tab_and_enter(self) -> None:
        self.focus(self.onward)
        self.key(pygame.K_RETURN)

    def swipe_left(self) -> None:
        at = self.bare_way()
        self.swipe(at, (at[0] - 260, at[1]))

    def bare_way(self) -> tuple[float, float]:
        layout = self.app.canvas.layout
        for area in (replace(layout.caption, x=layout.caption.x + 300, w=layout.caption.w - 300), layout.screen):
            at = self.bare(area)
            if at is not None and at[0] > 270:
                return at
        raise AssertionError(f"{self.where}: no bare place to swipe from")


def keys(visitor: Traveller, key: int) -> Callable[[], None]:
    return lambda: visitor.key(key)


@pytest.mark.parametrize("way", ["arrow", "space", "page", "tab and enter", "mouse", "fingers", "swipes"])
def test_the_whole_journey_in_one_way(way: str) -> None:
    visitor = Traveller(size=SMALL)
    go_on = {
        "arrow": keys(visitor, pygame.K_RIGHT), "space": keys(visitor, pygame.K_SPACE),
        "page": keys(visitor, pygame.K_PAGEDOWN), "tab and enter": visitor.tab_and_enter,
        "mouse": visitor.mouse_only, "fingers": visitor.finger_only, "swipes": visitor.swipe_left,
    }[way]
    assert visitor.walk(go_on, len(rests())) == rests() + AFTER
    assert visitor.director.journey.visited >= {"intro"}


@pytest.mark.parametrize("way", ["arrow", "backspace", "button"])
def test_and_all_the_way_back(way: str) -> None:
    visitor = Traveller(chapters()[-1], size=SMALL, at=1e6)
    go_back = {
        "arrow": keys(visitor, pygame.K_LEFT), "backspace": keys(visitor, pygame.K_BACKSPACE),
        "button": lambda: visitor.tap(visitor.hit("back").rect.center),
    }[way]
    assert visitor.walk(go_back, len(rests()) - 1) == rests()[::-1]


@pytest.mark.parametrize("notch", [-1.0, 1.0], ids=["onwards", "back"])
def test_the_wheel_goes_through_everything(notch: float) -> None:
    """Rests are passed in order, and none is left out."""
    visitor = Traveller(size=SMALL) if notch < 0 else Traveller(chapters()[-1], size=SMALL, at=1e6)
    visitor.settle()
    met = [visitor.where]
    for _ in range(2000):
        visitor.wheel(notch)
        if visitor.director.picture.moving:
            visitor.settle()
        if visitor.where != met[-1]:
            met.append(visitor.where)
        if len(met) == len(rests()):
            break
    assert met == (rests() if notch < 0 else rests()[::-1])


def test_up_and_down_scrub_both_ways_to_the_same_picture() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.key(pygame.K_DOWN)
    visitor.key(pygame.K_DOWN)
    there = visitor.scene.player.t
    assert there > 0
    visitor.key(pygame.K_UP)
    assert 0 < visitor.scene.player.t < there


@pytest.mark.parametrize("chapter", chapters()[1:])
def test_home_leads_to_the_title_and_keeps_the_network(chapter: str) -> None:
    visitor = Traveller(chapter, size=SMALL)
    visitor.frame()
    before = visitor.director.journey.network.params.copy()
    visitor.key(pygame.K_HOME)
    visitor.settle()
    assert visitor.where == ("intro", 0)
    assert (visitor.director.journey.network.params == before).all()


@pytest.mark.parametrize("chapter", chapters())
def test_escape_asks_before_it_leaves(chapter: str) -> None:
    visitor = Visitor(chapter, size=SMALL)
    visitor.frame()
    visitor.key(pygame.K_ESCAPE)
    assert visitor.director.dialog == "leave"
    visitor.key(pygame.K_ESCAPE)
    assert visitor.director.dialog is None
    assert visitor.app.running
    visitor.key(pygame.K_ESCAPE)
    visitor.frame()
    visitor.tap(visitor.hit("dialog.leave").rect.center)
    assert not visitor.app.running


def test_leaving_can_be_answered_by_keys() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.key(pygame.K_ESCAPE)
    visitor.frame()
    visitor.focus("dialog.stay")
    visitor.key(pygame.K_RETURN)
    assert visitor.director.dialog is None
    visitor.frame()
    visitor.key(pygame.K_ESCAPE)
    visitor.frame()
    visitor.focus("dialog.leave")
    visitor.key(pygame.K_RETURN)
    assert not visitor.app.running


@pytest.mark.parametrize("target", chapters())
def test_the_rail_leads_to_every_chapter(target: str) -> None:
    start = "neuron" if target != "neuron" else "spark"
    visitor = Traveller(start, size=SMALL)
    visitor.frame()
    visitor.tap(visitor.hit(f"rail.{target}").rect.center)
    visitor.settle()
    assert visitor.where == (target, 0)


@pytest.mark.parametrize("chapter", [c for c in chapters() if c != "intro"])
def test_the_timeline_on_the_rail_is_dragged_both_ways(chapter: str) -> None:
    visitor = Visitor(chapter, size=SMALL)
    visitor.frame()
    length = visitor.scene.timeline.length
    if length == 0:
        pytest.skip("this chapter is one single rest")
    cell = visitor.hit("rail.time").rect
    visitor.frame(visitor.finger(pygame.FINGERDOWN, (cell.x + 20, cell.cy)))
    visitor.frame(visitor.finger(pygame.FINGERMOTION, (cell.right + 300, cell.cy)))
    assert visitor.scene.player.t == pytest.approx(length)
    visitor.frame(visitor.finger(pygame.FINGERMOTION, (cell.cx, cell.cy)))
    assert visitor.scene.player.t == pytest.approx(length / 2, rel=0.1)
    visitor.frame(visitor.finger(pygame.FINGERMOTION, (cell.x - 300, cell.cy)))
    visitor.frame(visitor.finger(pygame.FINGERUP, (cell.x - 300, cell.cy)))
    assert visitor.scene.player.t == 0.0
    visitor.focus("rail.time")
    visitor.key(pygame.K_RIGHT)
    assert visitor.scene.player.t > 0.0


def test_a_short_or_upright_swipe_turns_no_page() -> None:
    visitor = Traveller("neuron", size=SMALL)
    visitor.settle()
    at = visitor.bare_way()
    visitor.swipe(at, (at[0] - 90, at[1]))
    visitor.swipe(at, (at[0] - 160, at[1] - 200))
    visitor.settle()
    assert visitor.where == ("neuron", 0)


@pytest.mark.parametrize("key", [pygame.K_SPACE, pygame.K_RETURN])
@pytest.mark.parametrize(("chapter", "control"), [("neuron", "neuron.w1"), ("spark", "spark.z"), ("loss", "rail.time")])
def test_a_knob_is_turned_and_space_or_enter_goes_on_with_the_story(chapter: str, control: str, key: int) -> None:
    visitor = Visitor(chapter)
    visitor.frame()
    rest = visitor.where[1]
    visitor.focus(control)
    visitor.key(pygame.K_UP)
    visitor.at_rest(rest)
    visitor.key(key)
    visitor.settle()
    assert visitor.where == (chapter, rest + 1)
    assert visitor.director.ui.focus == control, "the visitor can go on turning it"


def test_a_button_with_the_focus_is_pressed_by_space_and_the_story_stays() -> None:
    visitor = Visitor("spark")
    visitor.at_rest(1)
    visitor.focus("spark.choose.relu")
    visitor.key(pygame.K_SPACE)
    visitor.wait(0.2)
    assert visitor.where == ("spark", 1)
    assert visitor.director.journey.network.hidden == "relu"
