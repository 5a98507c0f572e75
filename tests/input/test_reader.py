"""Fingers, mouse, keys and pads become one Input a frame, whatever a panel gets wrong."""

from __future__ import annotations

import math

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.inputs import Input, Pointer
from game.core.viewport import Viewport
from game.input import Reader
from game.input.held import LONGEST, REPEAT_AFTER
from game.input.reader import ECHO_SECONDS, FINGER_TIMEOUT, MOUSE
from tests.visitor import event

VIEW = Viewport.fit((1920, 1080))
DOWN, MOVE, UP = pygame.FINGERDOWN, pygame.FINGERMOTION, pygame.FINGERUP
FRAME = 1 / 60


class Panel:
    """A reader with a clock, fed with what a panel says."""

    def __init__(self) -> None:
        self.reader = Reader()
        self.now = 0.0

    def frame(self, *events: pygame.event.Event, after: float = FRAME, view: Viewport = VIEW) -> Input:
        self.now += after
        return self.reader.read(events, view, self.now)


@pytest.fixture
def panel() -> Panel:
    return Panel()


def finger(kind: int, x: float = 960, y: float = 540, which: int = 7) -> pygame.event.Event:
    return event(kind, touch_id=0, finger_id=which, x=x / 1920, y=y / 1080, dx=0, dy=0)


def mouse(kind: int, x: float = 960, y: float = 540, button: int = 1, touch: bool = False) -> pygame.event.Event:
    if kind == pygame.MOUSEMOTION:
        return event(kind, pos=(x, y), rel=(0, 0), buttons=(button == 1, 0, 0), touch=touch)
    return event(kind, pos=(x, y), button=button, touch=touch)


M_DOWN, M_MOVE, M_UP = pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP


def only(frame: Input) -> Pointer:
    assert len(frame.pointers) == 1, frame.pointers
    return frame.pointers[0]


# -- one finger ------------------------------------------------------------------------------------


def test_a_finger_presses_moves_and_lets_go(panel: Panel) -> None:
    p = only(panel.frame(finger(DOWN)))
    assert (p.pressed, p.down) == (True, True)
    p = only(panel.frame(finger(MOVE, 1000)))
    assert not p.pressed
    assert (*p.pos, *p.start) == pytest.approx((1000, 540, 960, 540))
    p = only(panel.frame(finger(UP, 1010)))
    assert (p.released, p.down) == (True, False)
    assert p.pos == pytest.approx((1010, 540))
    assert panel.frame().pointers == ()


def test_a_tap_within_one_frame_is_pressed_and_released(panel: Panel) -> None:
    p = only(panel.frame(finger(DOWN), finger(UP)))
    assert (p.pressed, p.released) == (True, True)
    assert panel.frame().pointers == ()


def test_two_fingers_are_two_pointers(panel: Panel) -> None:
    frame = panel.frame(finger(DOWN, 100, which=1), finger(DOWN, 1800, which=2))
    assert {p.id for p in frame.pointers} == {1, 2}
    frame = panel.frame(finger(UP, 100, which=1))
    assert {p.id: p.released for p in frame.pointers} == {1: True, 2: False}


def test_a_repeated_down_is_a_move(panel: Panel) -> None:
    panel.frame(finger(DOWN, 500))
    p = only(panel.frame(finger(DOWN, 520)))
    assert not p.pressed
    assert (*p.start, *p.pos) == pytest.approx((500, 540, 520, 540))


def test_an_up_or_a_move_without_a_down_is_nothing(panel: Panel) -> None:
    assert panel.frame(finger(UP), finger(MOVE)).pointers == ()


def test_a_finger_whose_up_was_lost_expires_without_a_click(panel: Panel) -> None:
    panel.frame(finger(DOWN))
    p = only(panel.frame(after=FINGER_TIMEOUT + 1))
    assert (p.cancelled, p.released) == (True, False)
    assert panel.frame().pointers == ()


def test_a_finger_that_moves_now_and_then_does_not_expire(panel: Panel) -> None:
    panel.frame(finger(DOWN))
    for n in range(5):
        assert only(panel.frame(finger(MOVE, 900 + n), after=FINGER_TIMEOUT * 0.8)).down


@pytest.mark.parametrize(("x", "y", "at"), [(-50, 540, (0, 540)), (5000, 540, (1920, 540)), (960, 1e9, (960, 1080))])
def test_coordinates_outside_are_brought_inside(panel: Panel, x: float, y: float, at) -> None:
    assert only(panel.frame(finger(DOWN, x, y))).pos == pytest.approx(at)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_down_at_no_place_is_nothing_and_an_up_there_still_lets_go(panel: Panel, bad: float) -> None:
    assert panel.frame(finger(DOWN, bad)).pointers == ()
    panel.frame(finger(DOWN, 700))
    assert only(panel.frame(finger(MOVE, bad))).pos == pytest.approx((700, 540))
    p = only(panel.frame(finger(UP, bad)))
    assert p.released
    assert p.pos == pytest.approx((700, 540))


@pytest.mark.parametrize("loss", [pygame.WINDOWFOCUSLOST, pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED])
def test_losing_the_window_or_its_size_lets_go_without_a_click(panel: Panel, loss: int) -> None:
    panel.frame(finger(DOWN), mouse(M_DOWN, 100))
    frame = panel.frame(event(loss, size=(100, 100), w=100, h=100, x=100, y=100))
    assert len(frame.pointers) == 2
    assert all(p.cancelled and not p.released and not p.down for p in frame.pointers)
    assert panel.frame().pointers == ()
    assert panel.frame(finger(UP), mouse(M_UP, 100)).pointers == ()


# -- mouse -----------------------------------------------------------------------------------------


def test_the_mouse_is_one_more_pointer_and_hovers(panel: Panel) -> None:
    frame = panel.frame(mouse(M_MOVE, 300, button=0))
    assert (frame.pointers, frame.hover) == ((), (300, 540))
    assert only(panel.frame(mouse(M_DOWN, 300))).id == MOUSE
    assert only(panel.frame(mouse(M_MOVE, 340))).travelled == 40
    assert only(panel.frame(mouse(M_UP, 340))).released
    assert panel.frame().pointers == ()


@pytest.mark.parametrize("button", [2, 3, 4, 5])
def test_other_buttons_do_not_press(panel: Panel, button: int) -> None:
    assert panel.frame(mouse(M_DOWN, button=button)).pointers == ()


def test_another_buttons_up_does_not_let_go(panel: Panel) -> None:
    panel.frame(mouse(M_DOWN))
    assert not only(panel.frame(mouse(M_UP, button=3))).released


def test_a_mouse_that_moves_with_no_button_after_a_lost_up_has_let_go(panel: Panel) -> None:
    panel.frame(mouse(M_DOWN))
    assert only(panel.frame(mouse(M_MOVE, 800, button=0))).cancelled
    assert panel.frame().pointers == ()


def test_a_press_of_a_mouse_whose_up_was_lost_is_a_new_press(panel: Panel) -> None:
    panel.frame(mouse(M_DOWN))
    p = only(panel.frame(mouse(M_DOWN, 300), after=2.0))
    assert (p.pressed, p.down) == (True, True)
    assert p.start == pytest.approx((300, 540))


def test_the_hover_goes_when_the_mouse_leaves(panel: Panel) -> None:
    panel.frame(mouse(M_MOVE, 300, button=0))
    assert panel.frame(event(pygame.WINDOWLEAVE)).hover is None


# -- one touch that is reported twice ----------------------------------------------------------------


def presses(panel: Panel, *frames: list[pygame.event.Event]) -> int:
    """How many clicks a series of frames amounts to: releases of pointers that were not cancelled."""
    return sum(p.released and not p.cancelled for events in (*frames, [], []) for p in panel.frame(*events).pointers)


F_TAP, M_TAP = [finger(DOWN), finger(UP)], [mouse(M_DOWN, 962, 541), mouse(M_UP, 962, 541)]
MARKED = [mouse(M_DOWN, touch=True), mouse(M_UP, touch=True)]


@pytest.mark.parametrize("frames", [
    [F_TAP + M_TAP], [M_TAP + F_TAP], [F_TAP, M_TAP], [M_TAP, F_TAP],
    [[finger(DOWN), M_TAP[0]], [finger(UP), M_TAP[1]]], [[M_TAP[0], finger(DOWN)], [M_TAP[1], finger(UP)]],
    [[M_TAP[0]], [finger(DOWN)], [M_TAP[1]], [finger(UP)]], [[finger(DOWN)], [M_TAP[0]], [finger(UP)], [M_TAP[1]]],
    [F_TAP + MARKED], [MARKED, F_TAP], [F_TAP], [M_TAP]])
def test_one_touch_is_one_click_however_it_is_reported(panel: Panel, frames) -> None:
    assert presses(panel, *frames) == 1
    assert panel.frame().pointers == ()


def test_two_quick_taps_on_a_panel_that_reports_the_mouse_first_are_two_clicks(panel: Panel) -> None:
    assert presses(panel, M_TAP, F_TAP, M_TAP, F_TAP) == 2


def test_a_mouse_elsewhere_or_later_is_a_mouse(panel: Panel) -> None:
    panel.frame(finger(DOWN, 100), finger(UP, 100))
    assert only(panel.frame(mouse(M_DOWN, 1500))).id == MOUSE
    panel.frame(mouse(M_UP, 1500))
    panel.frame(after=ECHO_SECONDS + 0.1)
    assert only(panel.frame(mouse(M_DOWN, 100))).id == MOUSE


def test_a_finger_near_a_held_mouse_never_leaves_the_mouse_stuck(panel: Panel) -> None:
    panel.frame(mouse(M_DOWN, 1500))
    panel.frame(finger(DOWN, 1400), after=0.9)
    panel.frame(finger(MOVE, 1490))
    panel.frame(mouse(M_UP, 1500), finger(UP, 1490))
    assert panel.frame().pointers == ()


# -- keys, wheel, pads -----------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "mod", "action"), [
    (pygame.K_TAB, 0, "focus_next"), (pygame.K_TAB, pygame.KMOD_LSHIFT, "focus_prev"),
    (pygame.K_RETURN, 0, "activate"), (pygame.K_SPACE, 0, "activate"), (pygame.K_RIGHT, 0, "right"),
    (pygame.K_ESCAPE, 0, "escape"), (pygame.K_HOME, 0, "home"), (pygame.K_F11, 0, "fullscreen"),
    (pygame.K_PAGEDOWN, 0, "next"), (pygame.K_BACKSPACE, 0, "back")])
def test_keys_are_named_actions(panel: Panel, key: int, mod: int, action: str) -> None:
    assert panel.frame(event(pygame.KEYDOWN, key=key, mod=mod)).actions == (action,)
    assert panel.frame(event(pygame.KEYUP, key=key, mod=mod)).actions == ()


def test_shift_asks_for_small_steps(panel: Panel) -> None:
    assert panel.frame(event(pygame.KEYDOWN, key=pygame.K_UP, mod=pygame.KMOD_RSHIFT)).fine
    assert not panel.frame(event(pygame.KEYDOWN, key=pygame.K_UP, mod=0)).fine


def held_for(panel: Panel, seconds: float, *events: pygame.event.Event) -> list[str]:
    """What repeats after these events, in so many seconds of frames."""
    panel.frame(*events)
    return [action for _ in range(round(seconds * 60)) for action in panel.frame().repeats]


@pytest.mark.parametrize(("down", "up"), [
    (event(pygame.KEYDOWN, key=pygame.K_UP, mod=0), event(pygame.KEYUP, key=pygame.K_UP, mod=0)),
    (event(pygame.JOYHATMOTION, value=(0, 1), hat=0, instance_id=1),
     event(pygame.JOYHATMOTION, value=(0, 0), hat=0, instance_id=1)),
    (event(pygame.JOYBUTTONDOWN, button=11, instance_id=1), event(pygame.JOYBUTTONUP, button=11, instance_id=1)),
    (event(pygame.JOYAXISMOTION, axis=1, value=-0.9, instance_id=1),
     event(pygame.JOYAXISMOTION, axis=1, value=-0.2, instance_id=1))])
def test_an_arrow_that_is_held_repeats_until_it_is_let_go(panel: Panel, down, up) -> None:
    assert panel.frame(down).actions == ("up",)
    assert held_for(panel, REPEAT_AFTER - 0.05) == []
    repeats = held_for(panel, 1.0)
    assert set(repeats) == {"up"}
    assert 8 <= len(repeats) <= 16
    assert held_for(panel, 1.0, up) == []


@pytest.mark.parametrize("gone", [event(pygame.WINDOWFOCUSLOST), event(pygame.JOYDEVICEREMOVED, instance_id=0)])
def test_nothing_repeats_once_window_or_pad_is_gone(panel: Panel, gone) -> None:
    panel.frame(event(pygame.KEYDOWN, key=pygame.K_LEFT, mod=0))
    assert held_for(panel, 1.0, gone) == []


def test_a_release_that_got_lost_does_not_repeat_for_ever(panel: Panel) -> None:
    panel.frame(event(pygame.KEYDOWN, key=pygame.K_LEFT, mod=0))
    held_for(panel, LONGEST)
    assert held_for(panel, 1.0) == []


def test_only_arrows_repeat(panel: Panel) -> None:
    for key in (pygame.K_RETURN, pygame.K_PAGEDOWN, pygame.K_ESCAPE, pygame.K_TAB):
        assert held_for(panel, 1.0, event(pygame.KEYDOWN, key=key, mod=0)) == []


def test_small_steps_stay_small_while_the_key_is_held(panel: Panel) -> None:
    panel.frame(event(pygame.KEYDOWN, key=pygame.K_UP, mod=pygame.KMOD_LSHIFT))
    assert panel.frame().fine
    panel.frame(event(pygame.KEYUP, key=pygame.K_UP, mod=0))
    assert not panel.frame().fine


def test_a_stick_that_trembles_is_one_arrow_and_the_other_way_another(panel: Panel) -> None:
    values = (0.3, 0.62, 0.58, 0.7, 0.4, 0.65, 0.1, -0.9, 0.9, math.nan, 0.0)
    met = [panel.frame(event(pygame.JOYAXISMOTION, axis=0, value=v, instance_id=2)).actions for v in values]
    assert [action for actions in met for action in actions] == ["right", "left", "right"]
    assert panel.frame(event(pygame.JOYAXISMOTION, axis=4, value=1.0, instance_id=2)).actions == ()


def test_a_key_without_a_meaning_is_nothing(panel: Panel) -> None:
    assert panel.frame(event(pygame.KEYDOWN, key=pygame.K_q, mod=0)).actions == ()


@pytest.mark.parametrize(("happened", "action"), [
    (event(pygame.JOYBUTTONDOWN, button=0), "activate"), (event(pygame.JOYBUTTONDOWN, button=5), "next"),
    (event(pygame.JOYHATMOTION, value=(1, 0)), "right"), (event(pygame.JOYHATMOTION, value=[0, -1]), "down")])
def test_pads_are_named_actions(panel: Panel, happened: pygame.event.Event, action: str) -> None:
    assert panel.frame(happened).actions == (action,)


@pytest.mark.parametrize("happened", [
    event(pygame.JOYBUTTONDOWN, button=31), event(pygame.JOYHATMOTION, value=(0, 0)),
    event(pygame.JOYHATMOTION, value=(1, 1)), event(pygame.JOYBUTTONUP, button=0)])
def test_what_a_pad_says_besides_is_nothing(panel: Panel, happened: pygame.event.Event) -> None:
    assert panel.frame(happened).actions == ()


def test_wheel_notches_add_up_and_use_fine_steps_where_there_are_any(panel: Panel) -> None:
    wheel = pygame.MOUSEWHEEL
    assert panel.frame(event(wheel, x=0, y=1), event(wheel, x=0, y=1, precise_y=0.25)).wheel == 1.25
    assert panel.frame().wheel == 0.0


# -- anything ------------------------------------------------------------------------------------------

X = st.one_of(st.floats(-100, 2100), st.just(math.nan))
EVENT = st.one_of(
    st.builds(finger, st.sampled_from([DOWN, MOVE, UP]), X, X, st.integers(0, 3)),
    st.builds(mouse, st.sampled_from([M_DOWN, M_MOVE, M_UP]), st.floats(0, 1900), st.floats(0, 1000),
              st.integers(1, 3), st.booleans()),
    st.builds(event, st.sampled_from([pygame.WINDOWFOCUSLOST, pygame.WINDOWLEAVE])))


@given(frames=st.lists(st.tuples(st.lists(EVENT, max_size=6), st.floats(0, 2)), max_size=25))
def test_after_anything_a_lift_of_all_leaves_nothing_held(frames) -> None:
    panel = Panel()
    for events, after in frames:
        frame = panel.frame(*events, after=after)
        assert len({p.id for p in frame.pointers}) == len(frame.pointers)
        assert all(math.isfinite(p.pos[0]) and math.isfinite(p.pos[1]) for p in frame.pointers)
        assert all(not (p.down and (p.released or p.cancelled)) for p in frame.pointers)
    panel.frame(*(finger(UP, which=n) for n in range(4)), mouse(M_UP))
    assert panel.frame().pointers == ()
