"""Chapter 6: an update is one step of gradient descent, undo is exact, and the slope's promise is kept or told."""

from __future__ import annotations

import json

import numpy as np
import pygame
import pytest

from brain import Network
from tests.reading import lines_of
from tests.scenes.backprop_visitor import lesson_of, playing


def test_one_press_is_one_step_of_gradient_descent_on_this_student() -> None:
    visitor, lesson = playing(3)
    journey = visitor.director.journey
    before, laps, loss = journey.network.params.copy(), journey.laps, lesson.loss
    gradient = journey.network.loss_and_gradient(lesson.x[None], lesson.y[None])[1]
    visitor.press("backprop.update")
    np.testing.assert_allclose(journey.network.params, before - journey.learning_rate * gradient, rtol=0, atol=1e-15)
    assert journey.laps == laps + 1
    assert journey.before is not None
    np.testing.assert_array_equal(journey.before.params, before)
    shown = lesson.shown.params.copy()
    assert not np.array_equal(shown, journey.network.params)
    visitor.wait(1.0)
    np.testing.assert_array_equal(lesson.shown.params, journey.network.params)
    assert lesson.loss < loss
    assert lesson.steps.path[0, lesson.student] == pytest.approx(loss)


def test_undo_is_exact_back_to_the_beginning() -> None:
    visitor, _ = playing(3)
    start = json.dumps({**visitor.director.journey.to_dict(), "visited": [], "solved": []}, sort_keys=True)
    for _ in range(4):
        visitor.press("backprop.update")
    assert visitor.director.journey.laps == 4
    for _ in range(4):
        visitor.press("backprop.undo")
    visitor.wait(1.0)
    assert json.dumps({**visitor.director.journey.to_dict(), "visited": [], "solved": []}, sort_keys=True) == start
    assert "backprop.undo" not in [hit.id for hit in visitor.director.ui.hits]


def test_an_update_that_would_leave_all_numbers_changes_nothing() -> None:
    lesson = lesson_of((2, 6, 6, 6, 1), "relu")
    journey = lesson.journey
    journey.network.params = journey.network.params * 1e140
    before = journey.network.params.copy()
    lesson.update()
    assert lesson.steps.diverged
    np.testing.assert_array_equal(journey.network.params, before)
    assert journey.before is None
    assert not lesson.steps.undone


def test_the_largest_learning_rate_of_all_leaves_finite_numbers_and_a_way_back() -> None:
    visitor, lesson = playing(3)
    journey = visitor.director.journey
    before, journey.learning_rate = journey.network.params.copy(), 1e150
    for _ in range(3):
        visitor.press("backprop.update")
        visitor.wait(1.0)
    assert np.isfinite(journey.network.params).all()
    assert np.isfinite(lesson.loss)
    while lesson.steps.undone:
        visitor.press("backprop.undo")
    np.testing.assert_array_equal(journey.network.params, before)


def test_the_slope_keeps_its_promise_for_small_steps_and_not_for_wild_ones() -> None:
    lesson = lesson_of((2, 4, 3, 1))
    lesson.journey.learning_rate = 1e-4
    lesson.refresh()
    promise, start = lesson.promise, lesson.loss
    lesson.update()
    lesson.settle()
    assert lesson.steps.promised == promise
    assert lesson.loss < start
    assert lesson.loss - promise == pytest.approx(0.0, abs=1e-3 * (start - promise))
    lesson.journey.learning_rate = 1000.0
    lesson.refresh()
    assert lesson.promise == 0.0


def test_after_an_update_the_caption_counts_whom_it_set_back() -> None:
    visitor, lesson = playing(3)
    before = lesson.losses.copy()
    visitor.press("backprop.update")
    visitor.wait(1.0)
    worse = int((lesson.losses > before).sum())
    assert worse > 0
    assert str(worse) in visitor.scene.caption(visitor.app.words, visitor.director.cues())


def test_the_weight_that_is_looked_at_stays_the_same_after_an_update() -> None:
    visitor, lesson = playing(3)
    place = lesson.place
    for _ in range(3):
        visitor.press("backprop.update")
        visitor.wait(1.0)
        assert lesson.place == place


def test_the_red_curve_of_the_loss_runs_through_no_words() -> None:
    visitor, lesson = playing(3, size=(1280, 720))
    for student in range(len(lesson.losses)):
        lesson.choose(student)
        for _ in range(3):
            visitor.press("backprop.update")
            visitor.wait(1.0)
            line = next(line for line in lines_of(visitor) if "promised" in line.text)
            x, y, w, h = visitor.app.canvas.view.box(line.rect)
            pixels = pygame.surfarray.array3d(visitor.app.canvas.surface)[x:x + w, y:y + h].astype(int)
            r, g, b = np.moveaxis(pixels, -1, 0)
            assert not ((r > 200) & (g < 110) & (b < 140)).any(), f"student {student}: {line.text}"


def test_a_step_that_was_too_big_is_told_in_red_where_the_title_was() -> None:
    visitor, lesson = playing(3)
    visitor.director.journey.network = Network((2, 3, 1), hidden="tanh", seed=2)
    visitor.director.journey.learning_rate = 60.0
    lesson.choose(3)
    title, rose = (visitor.app.words(f"backprop.{key}") for key in ("step_title", "rose"))
    assert title in [line.text for line in lines_of(visitor)]
    visitor.press("backprop.update")
    visitor.wait(1.0)
    assert lesson.steps.path[-1, 3] > lesson.steps.path[-2, 3]
    written = {line.text: line.colour for line in lines_of(visitor)}
    assert written.get(rose) == visitor.app.canvas.theme.error
    assert title not in written
