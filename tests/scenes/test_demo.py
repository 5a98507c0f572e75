"""The last test, played by events: asking, flipping, changing the class, retraining, taking it back."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pygame
import pytest

from brain import Network
from brain.data import to_inputs
from game import files
from game.app import STEP
from game.core.geometry import Vec
from game.core.words import languages
from game.draw.network import nodes_of
from game.draw.plane import to_plane
from game.journey import LAPS_AHEAD, Journey
from game.scenes.demo.classroom import CLASS_SIZE, RETRAIN_LAPS
from game.scenes.demo.fit import Fit
from game.scenes.demo.legend import SIGN, SIGNS
from game.scenes.demo.scene import DemoScene
from game.scenes.parts import number
from tests.reading import lines_of
from tests.visitor import PORTRAIT, Visitor

TEACH = DemoScene.timeline.rests[-1]


def at(rest: int, **options: object) -> Visitor:
    visitor = Visitor("demo", at=DemoScene.timeline.rests[rest], **options)  # type: ignore[arg-type]
    visitor.frame()
    return visitor


def scene_of(visitor: Visitor) -> DemoScene:
    assert isinstance(visitor.scene, DemoScene)
    return visitor.scene


def on_map(visitor: Visitor, hours: Vec) -> Vec:
    scene = scene_of(visitor)
    return to_plane(scene._places(visitor.app.canvas, visitor.director.cues()).plane, hours)


def let_pass(visitor: Visitor, seconds: float) -> None:
    """Let time pass without drawing every frame of it, then draw one."""
    for _ in range(round(seconds / STEP)):
        visitor.director.step(STEP)
    visitor.frame()


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


def test_it_guesses_only_far_from_everyone():
    reading = scene_of(at(0)).reading
    assert not reading.guessing
    reading.journey.removed = {m for m, (a, _) in enumerate(reading.data.hours) if a > 4}  # type: ignore[arg-type]
    reading.journey.student = (9.5, 9.5)
    assert reading.guessing


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


def written(visitor: Visitor) -> str:
    """All words and numbers of one frame, one after another."""
    return spaced(" ".join(line.text for line in lines_of(visitor)))


def spaced(text: str) -> str:
    """The same with all spaces alike."""
    return " ".join(text.split())


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


def test_far_from_everyone_it_says_on_the_stage_that_it_guesses():
    visitor = at(0)
    journey, words = visitor.director.journey, visitor.app.words
    assert words("demo.guess") not in written(visitor)
    journey.removed = {m for m, (a, _) in enumerate(scene_of(visitor).reading.data.hours) if a > 4}
    journey.student = (9.5, 9.5)
    assert words("demo.guess") in written(visitor)


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


@pytest.mark.parametrize("size", [(1280, 720), PORTRAIT])
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("language", languages(files.assets() / "words"))
def test_the_signs_of_the_map_are_named_in_one_line_as_large_as_fits(size, text: float, language: str):
    visitor = at(0, size=size, text=text)
    visitor.app._apply(replace(visitor.app.settings, language=language))
    visitor.frame()
    row = visitor.app.canvas.layout.prompt
    names = [visitor.app.words(f"demo.legend.{name}") for name in SIGNS]
    lines = [line for line in lines_of(visitor) if line.text in names and row.contains(line.rect.center)]
    assert [line.text for line in lines] == names
    heights = [line.rect.h for line in lines]
    assert max(heights) - min(heights) <= 1.5, "all alike, to a pixel"
    assert lines[-1].rect.right <= row.right + 1
    assert all(a.rect.right + SIGN < b.rect.x + 1 for a, b in itertools.pairwise(lines))


def test_changes_survive_saving():
    journey = Journey.fresh()
    journey.extra, journey.flipped, journey.removed = [(1.0, 2.0, True)], {3}, {4, 5}
    again = Journey.from_dict(journey.to_dict())
    assert again.removed == {4, 5}
    assert np.array_equal(again.data().y, journey.data().y)


@pytest.mark.parametrize("size", [(1280, 720), PORTRAIT])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_words_stay_in_their_boxes_and_off_each_other(size, text):
    for rest in range(3):
        visitor = at(rest, size=size, text=text)
        visitor.director.journey.student = (0.4, 0.6)
        visitor.at_rest(rest)
        canvas = visitor.app.canvas
        canvas.marks = []
        visitor.frame(dt=0.0)
        marks = [mark for mark in canvas.marks if mark.text != "?"]
        canvas.marks = None
        for k, mark in enumerate(marks):
            if mark.box is not None:
                assert mark.rect.w <= mark.box.w + 3, mark.text
                assert mark.rect.h <= mark.box.h + 3, mark.text
            for other in marks[k + 1:]:
                assert not mark.rect.inset(0, 5).overlaps(other.rect.inset(0, 5), 2), (mark.text, other.text)


def test_any_path_of_seeks_draws_the_same_picture():
    visitor = at(0)
    visitor.at_rest(1)
    once = visitor.pixels
    visitor.at_rest(2)
    visitor.at_rest(0)
    visitor.at_rest(1)
    assert np.abs(once.astype(int) - visitor.pixels.astype(int)).mean() < 0.01


def test_a_deep_network_and_a_broken_one_can_be_shown():
    visitor = Visitor("intro")
    visitor.director.journey.network = Network([2, 6, 6, 6, 1], seed=1)
    visitor.director.go("demo")
    let_pass(visitor, 1.2)
    assert math.isfinite(scene_of(visitor).reading.chance)
    visitor.director.journey.network.params[:] *= 1e200
    for rest in range(3):
        visitor.at_rest(rest)


def test_what_is_almost_nothing_has_no_minus_sign():
    assert number(-0.0004) == "0.00"
    nodes = nodes_of({(0, 0): ((0.0, 0.0), 60.0)}, [np.array([-0.0004])])
    assert nodes[0, 0].text == "0.00"
