"""The last test: the visitor is the teacher; the class is changed, learnt again, and looked at group by group."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pygame
import pytest

from brain.data import to_inputs
from game import files
from game.core.words import languages
from game.journey import LAPS_AHEAD, Journey
from game.scenes.demo.classroom import CLASS_SIZE, RETRAIN_LAPS
from game.scenes.demo.fit import Fit
from tests.scenes.demo_visitor import at, let_pass, on_map, scene_of, spaced, written


def test_tapping_the_map_adds_flips_and_removes_and_undo_takes_it_back():
    visitor = at(2)
    journey, room = visitor.director.journey, scene_of(visitor).room
    visitor.press("demo.mode.pass")
    visitor.tap(on_map(visitor, (2.0, 2.0)))
    visitor.press("demo.mode.fail")
    visitor.tap(on_map(visitor, (9.0, 9.0)))
    assert [(round(a), round(b), passed) for a, b, passed in journey.extra] == [(2, 2, True), (9, 9, False)]
    visitor.press("demo.mode.flip")
    member = room.members()[0]
    visitor.tap(on_map(visitor, member.hours))
    assert room.members()[0].passed != member.passed
    visitor.press("demo.mode.remove")
    visitor.tap(on_map(visitor, (9.0, 9.0)))
    assert len(journey.extra) == 1
    visitor.tap(on_map(visitor, room.members()[5].hours))
    assert len(journey.removed) == 1
    assert [m.passed for m in room.members()] == [bool(v) for v in journey.data().y[:, 0]]
    for _ in range(5):
        visitor.press("demo.undo")
    assert not room.changed
    assert len(journey.data()) == CLASS_SIZE


def test_the_class_can_be_changed_by_keys():
    visitor = at(2)
    visitor.focus("demo.mode.pass")
    visitor.key(pygame.K_RETURN)
    visitor.focus("demo.map")
    visitor.key(pygame.K_LEFT)
    visitor.key(pygame.K_RETURN)
    (added,) = visitor.director.journey.extra
    assert added[:2] == pytest.approx(visitor.director.journey.student)


def test_the_last_students_stay():
    room = scene_of(at(2)).room
    for _ in range(70):
        room.remove(room.members()[0])
    assert len(room.members()) == len(room.journey.data()) == 4
    assert room.refused == "last"
    room.undo()
    assert room.refused == ""


def test_a_hundred_students_can_be_added_and_a_full_class_says_so():
    visitor = at(2)
    visitor.press("demo.mode.pass")
    for k in range(142):
        visitor.tap(on_map(visitor, (0.5 + 0.09 * (k % 100), 1.0 + 0.05 * k)))
        if k == 99:
            assert len(visitor.director.journey.extra) == 100
    room = scene_of(visitor).room
    assert len(visitor.director.journey.extra) == 140
    assert room.refused == "full"
    visitor.app.canvas.marks = []
    visitor.frame(dt=0.0)
    assert any("full" in mark.text for mark in visitor.app.canvas.marks)


@pytest.mark.parametrize("passed", [True, False])
def test_a_class_of_one_kind_is_learnt_from_and_named(passed: bool):
    visitor = at(2)
    room, reading = scene_of(visitor).room, scene_of(visitor).reading
    for member in [m for m in room.members() if m.passed != passed]:
        room.remove(next(m for m in room.members() if m.index == member.index))
    assert reading.fit.unfair() == ("no_fails" if passed else "no_passes")
    visitor.press("demo.train")
    let_pass(visitor, 4.0)
    assert reading.fit.right == reading.fit.count
    assert math.isfinite(reading.fit.loss)
    for rest in range(3):
        visitor.at_rest(rest)


def test_retraining_lowers_the_loss_on_the_new_class_and_undo_brings_the_old_network_back():
    visitor = at(2)
    scene, journey = scene_of(visitor), visitor.director.journey
    for k in range(8):
        scene.room.add((2.6 + 0.1 * k, 5.6 + 0.1 * (k % 4)), True)
    before = journey.network.params.copy()
    visitor.press("demo.train")
    let_pass(visitor, 4.0)
    assert scene.room.before is not None
    assert scene.reading.fit.loss < scene.room.before.loss
    assert journey.laps == LAPS_AHEAD + RETRAIN_LAPS
    visitor.press("demo.undo")
    assert np.array_equal(journey.network.params, before)
    assert journey.laps == LAPS_AHEAD


def test_training_can_be_stopped_and_takes_a_change_of_class_along():
    visitor = at(2)
    scene = scene_of(visitor)
    visitor.press("demo.train")
    let_pass(visitor, 0.5)
    scene.room.add((1.0, 1.0), True)
    let_pass(visitor, 0.2)
    assert scene.room.running
    visitor.press("demo.train")
    lap = scene.room.lap
    assert not scene.room.running
    assert 0 < lap < RETRAIN_LAPS
    let_pass(visitor, 0.5)
    assert scene.room.lap == lap


def test_the_challenge_is_solved_by_teaching_and_not_before():
    visitor = at(2)
    scene = scene_of(visitor)
    assert scene.challenge() == 0.0
    visitor.press("demo.mode.pass")
    for hours in ((2.6, 6.3), (3.3, 5.6), (3.0, 6.6), (2.4, 5.8), (3.4, 6.4), (3.0, 5.2), (2.8, 6.0), (3.5, 7.0),
                  (2.2, 6.6), (3.1, 7.2)):
        visitor.tap(on_map(visitor, hours))
    untaught = scene.challenge()
    assert untaught is not None
    assert 0.0 < untaught < 0.5
    visitor.press("demo.train")
    let_pass(visitor, 4.0)
    assert scene.challenge() == 1.0
    assert "demo" in visitor.director.journey.solved


def test_fairness_is_noticed():
    def fit(passed: int, short: tuple[int, int], long: tuple[int, int]) -> Fit:
        return Fit(0.1, short[0] + long[0], short[1] + long[1], passed, short, long)

    assert fit(30, (28, 30), (27, 30)).unfair() == ""
    assert fit(30, (20, 30), (29, 30)).unfair() == "short_worse"
    assert fit(30, (29, 30), (20, 30)).unfair() == "long_worse"
    assert fit(10, (29, 30), (29, 30)).unfair() == "few_passes"
    assert fit(50, (29, 30), (29, 30)).unfair() == "few_fails"
    assert fit(30, (0, 0), (55, 60)).unfair() == "no_short"


@pytest.mark.parametrize("language", languages(files.assets() / "words"))
def test_the_card_of_the_class_says_what_a_tap_on_the_map_would_do(language: str):
    visitor = at(2)
    visitor.app._apply(replace(visitor.app.settings, language=language))
    notes = []
    for mode in ("ask", "pass", "fail", "flip", "remove"):
        visitor.press(f"demo.mode.{mode}")
        visitor.frame()
        notes.append(spaced(visitor.app.words(f"demo.note.try_{mode}")))
        assert notes[-1] in written(visitor)
    assert len(set(notes)) == 5


def test_right_answers_of_each_group_are_counted_student_by_student():
    visitor = at(2)
    scene, journey = scene_of(visitor), visitor.director.journey
    for mode, places in (("pass", ((2.0, 7.0), (2.4, 7.4), (1.6, 7.2))), ("fail", ((9.0, 2.0), (9.2, 2.4)))):
        visitor.press(f"demo.mode.{mode}")
        for hours in places:
            visitor.tap(on_map(visitor, hours))
    groups = {True: [0, 0], False: [0, 0]}
    for member in scene.room.members():
        group = groups[member.hours[1] < 5.0]
        group[0] += bool(journey.network.forward(to_inputs([member.hours]))[0, 0] >= 0.5) == member.passed
        group[1] += 1
    fit = scene.reading.fit
    assert (list(fit.short), list(fit.long)) == (groups[True], groups[False])
    assert fit.right == groups[True][0] + groups[False][0]
    said = written(visitor)
    for right, count in groups.values():
        assert f"{100 * right / count:.0f} %" in said


def test_a_class_is_emptied_and_taught_anew_with_taps_alone():
    visitor = at(2)
    scene, journey = scene_of(visitor), visitor.director.journey
    visitor.press("demo.mode.remove")
    for _ in range(CLASS_SIZE):
        visitor.tap(on_map(visitor, scene.room.members()[0].hours))
    assert len(scene.room.members()) == 4
    assert visitor.app.words("demo.note.last", least=4) in written(visitor)
    for mode, study in (("pass", 2.0), ("fail", 8.0)):  # the world upside down: who studies, fails
        visitor.press(f"demo.mode.{mode}")
        for k in range(12):
            visitor.tap(on_map(visitor, (study + 0.2 * (k % 3), 1.0 + 0.7 * k)))
    visitor.press("demo.train")
    let_pass(visitor, 4.0)
    answers = journey.network.forward(to_inputs([(2.0, 5.0), (8.0, 5.0)]))[:, 0]
    assert answers[0] > 0.5 > answers[1]


def test_changes_survive_saving():
    journey = Journey.fresh()
    journey.extra, journey.flipped, journey.removed = [(1.0, 2.0, True)], {3}, {4, 5}
    again = Journey.from_dict(journey.to_dict())
    assert again.removed == {4, 5}
    assert np.array_equal(again.data().y, journey.data().y)


def test_a_network_that_huge_steps_have_jammed_is_offered_a_fresh_start_and_learns():
    visitor = at(2)
    journey, room = visitor.director.journey, scene_of(visitor).room
    journey.learning_rate = 200.0
    visitor.press("demo.train")
    let_pass(visitor, 4.0)
    jammed = journey.network.params.copy()
    assert room.stuck
    passed = float(journey.data().y.mean())
    assert journey.network.loss(journey.data().x, journey.data().y) > 0.9 * passed * (1.0 - passed)
    words = visitor.app.words
    assert spaced(words("demo.note.stuck", rate="1.6")) in spaced(written(visitor))
    assert words("demo.afresh") in written(visitor)
    visitor.press("demo.train")
    let_pass(visitor, 4.0)
    assert not room.stuck
    assert journey.network.loss(journey.data().x, journey.data().y) < 0.06
    assert (journey.optimizer, journey.learning_rate) == ("sgd", 1.6)
    visitor.press("demo.undo")
    np.testing.assert_array_equal(journey.network.params, jammed)
    assert journey.learning_rate == 200.0
    assert not room.stuck


def test_a_training_that_goes_well_is_not_called_stuck():
    visitor = at(2)
    visitor.press("demo.train")
    let_pass(visitor, 4.0)
    assert not scene_of(visitor).room.stuck
    assert visitor.app.words("demo.retrain") in written(visitor)


@pytest.mark.parametrize(("loss", "passed", "idle"), [
    (0.25, 30, True), (0.23, 30, True), (0.22, 30, False), (0.05, 30, False), (0.10, 6, True), (0.07, 6, False),
    (float("nan"), 30, True), (0.3, 0, False), (0.3, 60, False)])
def test_who_does_no_better_than_one_answer_for_all_has_learnt_nothing(loss: float, passed: int, idle: bool):
    assert Fit(loss, 30, 60, passed, (10, 20), (20, 40)).idle is idle
