"""The app: one turn of the loop, sizes that rest before they count, settings, keys that concern the program."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest

from game.app import MOST_STEPS, STEP, App, NoDisplay, Options, run
from game.app.loop import Loop
from game.app.window import RESIZE_REST, open_window, poll
from tests.visitor import Visitor, event

SMALL = (800, 450)


@pytest.fixture
def windowed() -> Iterator[App]:
    """The app in a window of 900 x 600; afterwards the window is what it was."""
    before = pygame.display.get_surface().get_size()
    pygame.display.set_mode((900, 600), pygame.RESIZABLE)
    yield App(Options(scene="neuron", size=(900, 600)))
    pygame.display.set_mode(before)


def test_time_passes_in_fixed_steps_and_never_more_than_five() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.frame(dt=STEP * 2.5)
    assert visitor.director.now == pytest.approx(2 * STEP)
    visitor.frame(dt=STEP * 0.5)
    assert visitor.director.now == pytest.approx(3 * STEP)
    visitor.frame(dt=60.0)
    assert visitor.director.now == pytest.approx((3 + MOST_STEPS) * STEP)


def test_a_frame_without_time_draws_and_simulates_nothing() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.frame(dt=0.0)
    assert visitor.director.now == 0.0
    assert visitor.pixels.any()


def test_speed_lets_time_run_faster() -> None:
    fast = App(Options(scene="neuron", size=SMALL, speed=3.0), surface=pygame.Surface(SMALL, 0, 32))
    fast.frame(STEP)
    assert fast.director.now == pytest.approx(3 * STEP)


def test_it_starts_where_it_is_told() -> None:
    visitor = Visitor("neuron", size=SMALL, at=0.9)
    assert visitor.where == ("neuron", 1)


def test_a_growing_window_is_baked_for_once_it_rests() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.frame()
    for width in (900, 1000, 1100):
        visitor.resize((width, 620))
        assert visitor.app.canvas.view.size == SMALL
    visitor.wait(RESIZE_REST + 2 * STEP)
    assert visitor.app.canvas.view.size == (1100, 620)


def still(visitor: Visitor) -> np.ndarray:
    """The picture once everything of it is baked."""
    for _ in range(40):
        visitor.frame(dt=0.0)
    return visitor.pixels.astype(int)


@pytest.mark.parametrize("size", [(1600, 900), (400, 225)], ids=["grows", "shrinks"])
def test_while_the_size_changes_the_picture_fills_the_window_as_a_whole(size: tuple[int, int]) -> None:
    visitor = Visitor("neuron", size=SMALL)
    before = still(visitor)
    visitor.resize(size)
    step = size[0] / SMALL[0]
    across, down = (np.arange(n) * step + step / 2 for n in SMALL)
    now = visitor.pixels.astype(int)[np.ix_(across.astype(int), down.astype(int))]
    assert visitor.app.canvas.view.size == SMALL, "it is the old picture, scaled"
    assert np.abs(now - before).mean() < 6


@pytest.mark.parametrize(("size", "across", "down"), [((800, 900), 0, 225), ((1600, 450), 400, 0)],
                         ids=["taller", "wider"])
def test_a_picture_of_another_shape_stands_between_bars_of_the_room(size: tuple[int, int], across: int,
                                                                   down: int) -> None:
    visitor = Visitor("neuron", size=SMALL)
    before = still(visitor)
    visitor.resize(size)
    now = visitor.pixels.astype(int)
    middle = now[across:across + SMALL[0], down:down + SMALL[1]]
    assert np.abs(middle - before).mean() < 1
    now[across:across + SMALL[0], down:down + SMALL[1]] = edge = visitor.app.canvas.theme.ground_edge
    assert (now == edge).all()


def test_what_is_touched_while_the_size_changes_is_what_is_seen_there() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.frame()
    visitor.resize((1300, 1000))
    x, y = visitor.px(visitor.hit("forward").rect.center)
    assert y > SMALL[1], "below the old window"
    visitor.frame(event(pygame.MOUSEBUTTONDOWN, pos=(x, y), button=1, touch=False))
    visitor.frame(event(pygame.MOUSEBUTTONUP, pos=(x, y), button=1, touch=False))
    assert visitor.app.canvas.view.size == SMALL
    assert not visitor.scene.player.resting


@pytest.mark.parametrize("size", [(120, 80), (5, 300), (1, 1), (400, 3)])
def test_a_window_of_next_to_no_size_is_survived(size: tuple[int, int]) -> None:
    visitor = Visitor("training", size=SMALL)
    visitor.frame()
    visitor.resize(size)
    visitor.wait(RESIZE_REST + 3 * STEP)
    visitor.resize(SMALL)
    visitor.wait(RESIZE_REST + 3 * STEP)
    assert visitor.app.canvas.view.size == SMALL


@pytest.mark.parametrize("loss", [pygame.WINDOWFOCUSLOST, pygame.VIDEORESIZE])
def test_a_knob_in_the_hand_is_let_go_where_it_is_when_the_window_is_lost_or_changed(loss: int) -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.frame()
    at = visitor.hit("neuron.w1").rect.center
    visitor.frame(visitor.mouse(pygame.MOUSEBUTTONDOWN, at))
    visitor.frame(visitor.mouse(pygame.MOUSEMOTION, (at[0], at[1] - 60), held=True))
    weights = visitor.director.journey.network.params.copy()
    if loss == pygame.VIDEORESIZE:
        visitor.resize((1000, 600))
    else:
        visitor.frame(event(loss))
    visitor.frame(visitor.mouse(pygame.MOUSEMOTION, (at[0], at[1] + 200), held=True))
    visitor.frame(visitor.mouse(pygame.MOUSEBUTTONUP, (at[0], at[1] + 200)))
    assert not visitor.director.ui.holds("neuron.w1")
    assert (visitor.director.journey.network.params == weights).all()


def test_a_window_of_the_same_size_costs_nothing() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.wait(0.2)
    bakes = visitor.app.canvas.cache.bakes
    visitor.frame(event(pygame.VIDEORESIZE, size=SMALL, w=SMALL[0], h=SMALL[1]))
    visitor.wait(RESIZE_REST + 2 * STEP)
    assert visitor.app.canvas.cache.bakes - bakes < 40


@pytest.mark.parametrize("size", [(800, 450), (451, 800), (1000, 1000), (2560, 600), (600, 1900)])
def test_any_shape_of_window_is_drawn(size: tuple[int, int]) -> None:
    visitor = Visitor("neuron", size=size)
    visitor.wait(3 * STEP)
    visitor.resize((size[1], size[0]))
    visitor.wait(RESIZE_REST + 3 * STEP)
    assert visitor.app.canvas.view.size == (size[1], size[0])


def test_the_language_button_goes_round_and_changes_every_word() -> None:
    visitor = Visitor("neuron", size=SMALL)
    met = []
    for _ in range(len(visitor.director.ui.languages) + 1):
        visitor.frame()
        visitor.tap(visitor.hit("tool.language").rect.center)
        visitor.frame()
        code = visitor.app.settings.language
        assert {visitor.app.words, visitor.app.canvas.words, visitor.director.ui.words} == {visitor.app.words}
        assert visitor.app.words.language == code
        met.append(code)
    assert {code for code, _ in visitor.director.ui.languages} == set(met)


def test_a_language_is_chosen_on_the_title() -> None:
    visitor = Visitor(size=SMALL)
    for code, _ in visitor.director.ui.languages:
        visitor.frame()
        visitor.tap(visitor.hit(f"intro.language.{code}").rect.center)
        visitor.frame()
        assert visitor.app.settings.language == code


def test_the_overlays_are_switched_and_drawn() -> None:
    visitor = Visitor("neuron", size=SMALL)
    for key, name in ((pygame.K_F1, "figures"), (pygame.K_F2, "hitboxes")):
        plain = visitor.pixels
        visitor.key(key)
        assert getattr(visitor.app.overlay, name)
        visitor.wait(4 * STEP)
        assert (visitor.pixels != plain).any()
        visitor.key(key)
        assert not getattr(visitor.app.overlay, name)


def test_screenshots_get_new_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    visitor = Visitor("neuron", size=SMALL)
    visitor.key(pygame.K_F12)
    visitor.key(pygame.K_F12)
    shots = sorted(tmp_path.glob("*.png"))
    assert len(shots) == 2
    assert pygame.image.load(str(shots[0])).get_size() == SMALL


def test_a_screenshot_that_cannot_be_written_is_one_line_and_the_story_goes_on(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    visitor = Visitor("neuron", size=SMALL)
    visitor.key(pygame.K_F12)
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "screenshot cannot be written" in err
    assert visitor.scene.id == "neuron"


def test_full_screen_and_back_leaves_the_window_as_large_as_it_was(windowed: App, monkeypatch) -> None:
    set_mode, asked = pygame.display.set_mode, []
    monkeypatch.setattr(pygame.display, "set_mode", lambda *mode: (asked.append(mode), set_mode(*mode))[1])
    f11 = event(pygame.KEYDOWN, key=pygame.K_F11, mod=0, unicode="")
    windowed.frame(STEP, [f11])
    assert asked[-1] == ((0, 0), pygame.FULLSCREEN)
    assert windowed.canvas.view.size == pygame.display.get_surface().get_size()
    windowed.frame(STEP, [f11])
    assert asked[-1] == ((900, 600), pygame.RESIZABLE)  # upstream's invisible driver does not obey; real ones do
    assert windowed.canvas.view.size == pygame.display.get_surface().get_size()


def test_a_minimised_window_costs_nothing_and_goes_on_when_it_is_back(windowed: App, monkeypatch) -> None:
    seen = iter([True, False, False, False, True])
    monkeypatch.setattr(pygame.display, "get_active", lambda: next(seen))
    monkeypatch.setattr("game.app.loop.poll", list)
    windowed.options = Options(scene="neuron", frames=2)
    Loop(windowed).play()
    assert len(windowed.overlay.work) == 2
    assert next(seen, None) is None


def test_ctrl_c_is_a_good_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Loop) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(Loop, "play", interrupted)
    monkeypatch.setattr(pygame, "quit", lambda: None)
    assert run(Options(scene="neuron", size=SMALL)) == 0


def test_closing_the_window_ends_the_loop() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.frame(event(pygame.QUIT))
    assert not visitor.app.running


def test_the_loop_stops_after_so_many_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pygame.display, "flip", lambda: None)
    looping = App(Options(scene="neuron", size=SMALL, frames=3), surface=pygame.Surface(SMALL, 0, 32))
    Loop(looping).play()
    assert len(looping.overlay.work) == 3


def test_a_pad_pulled_out_in_the_middle_of_the_queue_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising() -> list:
        raise KeyError(3)

    monkeypatch.setattr(pygame.event, "get", raising)
    assert poll() == []


def test_pads_that_come_and_go_are_survived() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.frame(event(pygame.JOYDEVICEADDED, device_index=7, guid=""))
    visitor.frame(event(pygame.JOYDEVICEREMOVED, instance_id=7))


def test_a_pad_plays() -> None:
    visitor = Visitor("neuron", size=SMALL)
    visitor.frame(event(pygame.JOYBUTTONDOWN, button=5, instance_id=0))
    visitor.wait(2.0)
    assert visitor.where == ("neuron", 1)


def test_without_a_window_or_surface_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pygame.display, "get_surface", lambda: None)
    with pytest.raises(NoDisplay):
        App(Options())


def test_an_invisible_driver_nobody_asked_for_is_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "")
    monkeypatch.setattr(pygame.display, "init", lambda: None)
    monkeypatch.setattr(pygame.display, "get_driver", lambda: "offscreen")
    with pytest.raises(NoDisplay, match="offscreen"):
        open_window(Options())


def test_touches_are_not_doubled_by_sdl() -> None:
    assert os.environ["SDL_TOUCH_MOUSE_EVENTS"] == "0"
    assert os.environ["SDL_MOUSE_TOUCH_EVENTS"] == "0"


def test_a_reset_keeps_no_pictures_of_the_last_visitor() -> None:
    visitor = Visitor("training")
    for _ in range(5):
        visitor.frame()
    assert visitor.app.canvas.cache.bytes > 0
    visitor.app.reset()
    assert visitor.app.canvas.cache.bytes == 0
    visitor.frame()
    assert visitor.scene.id == "intro"
