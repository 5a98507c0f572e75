"""With each device alone, from the title to the last page: the main thing to do in every chapter, and every box."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pygame
import pytest

from game.app import STEP, App, Options
from game.core.geometry import Vec
from game.scenes import SCENES
from tests.devices import DEVICES, Device
from tests.game.test_ways import AFTER, SMALL, Traveller
from tests.visitor import Visitor, event, rests


class Deed(NamedTuple):
    """Something to do at a rest of a chapter, and what it changes."""

    control: str
    changes: Callable[[Visitor], object]
    turn: bool = False
    at: Callable[[Visitor], Vec] | None = None
    """What pointers press instead of turning the control."""


def weights(visitor: Visitor) -> object:
    return visitor.director.journey.network.params.tobytes()


def student(visitor: Visitor) -> object:
    return visitor.director.journey.student


def another_fibre(visitor: Visitor) -> Vec:
    """The middle of a fibre that is not the one being looked at."""
    scene = visitor.scene
    places = scene._places(visitor.app.canvas.layout)
    place = next(place for place in places.grips.curves if place != scene.lesson.place and place.i is not None)
    return places.grips.curves[place].at(0.5)


DEEDS: dict[tuple[str, int], tuple[Deed, ...]] = {
    ("intro", 0): (Deed("intro.language.de", lambda v: v.app.settings.language),),
    ("neuron", 0): (Deed("neuron.w1", weights, turn=True), Deed("neuron.b", weights, turn=True)),
    ("neuron", 2): (Deed("neuron.student", student, turn=True),),
    ("spark", 0): (Deed("spark.z", weights, turn=True),),
    ("spark", 1): (Deed("spark.choose.relu", lambda v: v.director.journey.network.hidden),),
    ("spark", 3): (Deed("spark.train", lambda v: v.scene.contest.laps),),
    ("architecture", 0): (Deed("architecture.layer1.more", lambda v: v.director.journey.network.sizes),
                          Deed("architecture.more", lambda v: v.director.journey.network.sizes)),
    ("architecture", 2): (Deed("architecture.pull.1", weights, turn=True),
                          Deed("architecture.pull.b", weights, turn=True)),
    ("forward", 0): (Deed("forward.student", student, turn=True), Deed("forward.run", lambda v: v.scene.player.t)),
    ("loss", 0): (Deed("loss.w0", weights, turn=True),),
    ("backprop", 2): (Deed("backprop.fibres", lambda v: v.scene.lesson.place, turn=True, at=another_fibre),),
    ("backprop", 3): (Deed("backprop.update", weights),),
    ("training", 0): (Deed("training.step", weights),),
    ("training", 1): (Deed("training.ball", weights, turn=True),),
    ("training", 2): (Deed("training.rate", lambda v: v.scene.run.rate, turn=True),),
    ("demo", 0): (Deed("demo.study", student, turn=True),),
    ("demo", 2): (Deed("demo.train", weights),),
    ("math", 0): (Deed("math.step", lambda v: v.scene.play.reader("neuron").at),),
    ("math", 3): (Deed("math.save", lambda v: sorted(Path.cwd().glob("*.png"))),),
}
WAIT = 90
"""Frames a deed has time to show: a lap, a map that is being made."""


def do(visitor: Traveller, device: Device, deed: Deed) -> None:
    """Do it, and see that it changed what it should."""
    before = deed.changes(visitor)
    if deed.at and device.points:
        device.press(deed.control, deed.at(visitor))
    elif deed.turn:
        device.turn(deed.control)
    else:
        device.press(deed.control)
    for _ in range(WAIT):
        visitor.frame()
        if deed.changes(visitor) != before:
            return
    raise AssertionError(f"{visitor.where}: {deed.control} changes nothing")


@pytest.fixture(params=list(DEVICES))
def way(request: pytest.FixtureRequest) -> str:
    """One device after another."""
    return request.param


def test_every_chapter_has_something_to_do() -> None:
    assert {chapter for chapter, _ in DEEDS} == set(SCENES.ids)


def test_the_whole_journey_and_its_main_deeds_with_one_device(way: str, tmp_path: Path,
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the last page is kept as a picture
    visitor = Traveller(size=SMALL)
    device = DEVICES[way](visitor)
    visitor.settle()
    for place in rests():
        assert visitor.where == place
        for deed in DEEDS.get(place, ()):
            do(visitor, device, deed)
            visitor.settle()
        if visitor.where == place:  # to send a student through is to go on already
            device.go_on()
            visitor.settle()
    assert [visitor.where] == AFTER


def at(chapter: str, way: str) -> tuple[Traveller, Device]:
    """A visitor in a chapter, with that device."""
    visitor = Traveller(chapter, size=SMALL)
    visitor.settle()
    return visitor, DEVICES[way](visitor)


def test_how_it_looks_and_sounds_is_set(way: str) -> None:
    visitor, device = at("neuron", way)
    device.press("tool.display")
    visitor.frame()
    assert visitor.director.dialog == "display"
    for control in ("text.200", "theme.contrast", "motion.reduced", "sound.off"):
        device.press(f"display.{control}")
        visitor.frame()
    now = visitor.app.settings
    assert (now.text_scale, now.theme, now.reduced_motion, now.sound) == (2.0, "contrast", True, False)
    device.press("dialog.close")
    visitor.frame()
    assert visitor.director.dialog is None
    assert visitor.where == ("neuron", 0)


def test_help_is_read_and_closed(way: str) -> None:
    visitor, device = at("training", way)
    device.press("tool.help")
    visitor.frame()
    assert visitor.director.dialog == "help"
    device.press("dialog.close")
    visitor.frame()
    assert visitor.director.dialog is None


def test_another_language_is_chosen_in_a_chapter_and_on_the_title(way: str) -> None:
    visitor, device = at("loss", way)
    before = visitor.app.settings.language
    device.press("tool.language")
    visitor.frame()
    assert visitor.app.settings.language != before
    device.press("tool.home")
    visitor.settle()
    assert visitor.where == ("intro", 0)
    device.press("intro.language.fr")
    visitor.frame()
    assert visitor.app.settings.language == "fr"


def test_one_leaves_by_way_of_the_title_and_may_stay(way: str) -> None:
    visitor, device = at("demo", way)
    device.press("tool.home")
    visitor.settle()
    for answer in ("stay", "leave"):
        assert visitor.app.running
        device.press("tool.leave")
        visitor.frame()
        assert visitor.director.dialog == "leave"
        device.press(f"dialog.{answer}")
        visitor.frame()
        assert visitor.director.dialog is None
    assert not visitor.app.running


def test_a_chapter_is_chosen_on_the_rail_and_its_time_moved(way: str) -> None:
    visitor, device = at("neuron", way)
    device.press("rail.loss")
    visitor.settle()
    assert visitor.where == ("loss", 0)
    device.turn("rail.time")
    moved_to = visitor.scene.player.t
    assert moved_to > 0.0
    device.press("back")
    visitor.settle()
    assert visitor.where[0] == "loss"
    assert visitor.scene.player.resting
    assert visitor.scene.player.t < moved_to


def test_a_number_is_opened_and_closed(way: str) -> None:
    visitor, device = at("neuron", way)
    fact = next(fact for fact in visitor.director._facts() if fact.id.startswith("neuron."))
    for is_open in (True, False):
        device.press("numbers", fact.area.center)
        visitor.frame()
        assert (visitor.director.opener.open is not None) is is_open


def test_in_public_nothing_leads_out_but_the_keyboard() -> None:
    app = App(Options(size=SMALL, kiosk=True), surface=pygame.Surface(SMALL, 0, 32))
    app.frame(STEP)
    assert not [hit.id for hit in app.director.ui.hits if "leave" in hit.id]
    app.frame(STEP, [event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode="")])
    assert app.director.dialog == "leave"
