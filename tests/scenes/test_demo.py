"""The last test: sliders and map ask the network, and what it says of its answer agrees with plain counting."""

from __future__ import annotations

import math

import numpy as np
import pygame
import pytest

from brain.data import to_inputs
from game.core.geometry import Vec
from game.journey import LAPS_AHEAD
from game.scenes.demo.classroom import RETRAIN_LAPS
from tests.scenes.demo_visitor import at, let_pass, on_map, scene_of, written
from tests.visitor import Visitor


def drag(visitor: Visitor, start: Vec, end: Vec) -> None:
    visitor.frame(visitor.finger(pygame.FINGERDOWN, start))
    visitor.frame(visitor.finger(pygame.FINGERMOTION, end))
    visitor.frame(visitor.finger(pygame.FINGERUP, end))


def test_entered_directly_the_network_has_been_trained_and_says_so():
    scene = scene_of(at(0))
    assert scene.journey.laps == scene.ahead == LAPS_AHEAD
    assert scene.reading.fit.right / scene.reading.fit.count > 0.8


def test_who_walked_past_the_training_is_offered_it_and_nothing_happens_silently():
    visitor = Visitor("loss")
    journey = visitor.director.journey
    journey.visited.add("training")
    before = journey.network.params.copy()
    visitor.director.go("demo")
    let_pass(visitor, 1.2)
    assert np.array_equal(journey.network.params, before)
    visitor.press("demo.train")
    let_pass(visitor, 4.0)
    assert journey.laps == RETRAIN_LAPS
    assert journey.before is not None
    assert np.array_equal(journey.before.params, before)


def test_sliders_and_map_move_the_same_student():
    visitor = at(0)
    slider = visitor.hit("demo.study").rect
    drag(visitor, slider.center, (slider.x + 31, slider.cy))
    assert visitor.director.journey.student[0] < 0.3
    drag(visitor, on_map(visitor, (5, 5)), on_map(visitor, (9, 8)))
    assert visitor.director.journey.student == pytest.approx((9, 8), abs=0.05)
    said = visitor.director.journey.network.forward(to_inputs([visitor.director.journey.student]))[0, 0]
    assert scene_of(visitor).reading.chance == pytest.approx(float(said))


def test_keys_turn_the_sliders_and_carry_the_student():
    visitor = at(0)
    study, sleep = visitor.director.journey.student
    visitor.focus("demo.study")
    visitor.key(pygame.K_RIGHT)
    assert visitor.director.journey.student == pytest.approx((study + 0.5, sleep))
    visitor.focus("demo.point")
    visitor.key(pygame.K_UP)
    assert visitor.director.journey.student == pytest.approx((study + 0.5, sleep + 0.5))


def test_going_where_the_arrow_points_flips_the_verdict():
    visitor = at(1)
    reading = scene_of(visitor).reading
    for student in ((7.2, 3.5), (1.0, 9.0), (4.0, 4.0), (9.5, 9.5)):
        visitor.director.journey.student = student
        visitor.frame()
        before, least = reading.passed, reading.turns.least
        assert least is not None
        visitor.press("demo.go")
        let_pass(visitor, 1.0)
        assert visitor.director.journey.student == pytest.approx(least.hours)
        assert reading.passed != before


def test_the_minutes_it_speaks_of_are_enough():
    reading = scene_of(at(1)).reading
    journey = reading.journey
    for student in ((7.2, 3.5), (2.0, 8.0), (6.0, 1.0)):
        journey.student = student
        before = reading.passed
        for turn in (reading.turns.study, reading.turns.sleep):
            if turn:
                journey.student = (student[0] + turn.minutes[0] / 60, student[1] + turn.minutes[1] / 60)
                assert reading.passed != before
                journey.student = student


def test_bars_and_class_average_add_up_to_the_chance():
    reading = scene_of(at(1)).reading
    why = reading.why
    assert why.base + float(why.parts.sum()) == pytest.approx(reading.chance)


def test_the_line_about_trust_is_what_the_network_does():
    reading = scene_of(at(0)).reading
    kind, study = reading.trusts
    assert kind.startswith("study")
    assert study > 0.5
    reading.journey.network.layers[0].weights[0] = 0.0
    kind, study = reading.trusts
    assert kind == "sleep"
    assert study == pytest.approx(0.0, abs=1e-9)
    reading.journey.network.params[:] = 0.0
    assert reading.trusts[0] == "none"


@pytest.mark.parametrize("student", [(7.2, 3.5), (2.0, 6.0), (9.0, 9.5), (0.5, 0.5), (5.2, 5.1)])
@pytest.mark.parametrize("seed", [0, 3])
def test_no_student_on_a_fine_grid_is_nearer_and_gets_the_other_answer(student: Vec, seed: int):
    visitor = at(1, seed=seed)
    journey, reading = visitor.director.journey, scene_of(visitor).reading
    journey.student = student
    side = np.arange(0.0, 10.0 + 1e-9, 2.5 / 60)
    hours = np.stack(np.meshgrid(side, side), -1).reshape(-1, 2)
    other = (journey.network.forward(to_inputs(hours))[:, 0] >= 0.5) != reading.passed
    least = reading.turns.least
    assert least is not None
    assert bool(journey.network.forward(to_inputs([least.hours]))[0, 0] >= 0.5) != reading.passed
    away, nearest = math.dist(least.hours, student), float(np.linalg.norm(hours[other] - student, axis=1).min())
    assert nearest - 2.5 / 60 * math.sqrt(2) <= away <= nearest + math.sqrt(2) / 60, "whole minutes, rounded up"


@pytest.mark.parametrize("which", [0, 1])
def test_no_smaller_change_of_one_input_alone_gets_the_other_answer(which: int):
    visitor = at(1)
    journey, reading = visitor.director.journey, scene_of(visitor).reading
    for student in ((7.2, 3.5), (2.0, 6.0), (5.2, 5.1), (9.9, 1.0)):
        journey.student = student
        minutes = np.arange(math.ceil(-60 * student[which]), math.floor(60 * (10.0 - student[which])) + 1)
        hours = np.tile(student, (len(minutes), 1))
        hours[:, which] += minutes / 60
        other = (journey.network.forward(to_inputs(hours))[:, 0] >= 0.5) != reading.passed
        turn = (reading.turns.study, reading.turns.sleep)[which]
        if not other.any():
            assert turn is None or abs(turn.minutes[which]) > abs(minutes).max()
            continue
        assert turn is not None
        assert turn.minutes[1 - which] == 0
        assert abs(turn.minutes[which]) == abs(minutes[other]).min(), student


def test_what_study_and_sleep_add_is_the_mean_of_learning_of_them_first_and_last():
    visitor = at(1)
    journey, reading = visitor.director.journey, scene_of(visitor).reading
    network, x, room = journey.network, journey.x, reading.data.x

    def answer(study: bool, sleep: bool) -> float:
        """The mean answer if of the student only these are known, and for the rest everybody in the class stands in."""
        mixed = np.array([[x[0] if study else a, x[1] if sleep else b] for a, b in room])
        return float(network.forward(mixed)[:, 0].mean())

    nobody, study, sleep, both = answer(False, False), answer(True, False), answer(False, True), answer(True, True)
    parts = [0.5 * (study - nobody + both - sleep), 0.5 * (sleep - nobody + both - study)]
    np.testing.assert_allclose(reading.why.parts[0], parts, rtol=0, atol=1e-12)
    said = written(visitor)
    for part in parts:
        assert f"{100 * part:+.1f}".replace("-", "−") in said
    assert f"{100 * nobody:.1f}" in said
