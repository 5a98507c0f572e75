"""Chapter 7, its laps: the loop, rewinding, learning rates too timid and too wild, the guess and the challenge."""

from __future__ import annotations

import re

import numpy as np
import pygame
import pytest

from brain import Network
from game.core.geometry import Rect
from game.core.layout import layout_for
from game.core.timeline import Cues
from game.draw.neuron import SMALLEST_PINNED, pin_place
from game.guesses import guesses
from game.journey import Journey
from game.scenes.training.lines import shown_loss
from game.scenes.training.places import Places
from game.scenes.training.run import RATES
from game.scenes.training.scene import TrainingScene
from game.scenes.training.verdict import verdict_of
from tests.scenes.trainee import FRAME, Visitor, shown_texts, trained_by_hand


def test_four_phases_make_exactly_one_training_step() -> None:
    visitor = Visitor(0)
    before = visitor.params.copy()
    for phase in range(4):
        visitor.tap("training.phase")
        visitor.wait(100)
        lit = visitor.scene.lit()
        assert lit is not None
        assert lit[0] == phase
        assert np.array_equal(visitor.params, before) == (phase < 3)
    assert np.array_equal(visitor.params, trained_by_hand(1))
    assert visitor.app.director.journey.laps == 1
    assert visitor.app.director.journey.before is not None
    assert np.array_equal(visitor.app.director.journey.before.params, before)


def test_one_press_is_one_lap_and_pressing_quickly_loses_none() -> None:
    visitor = Visitor(1)
    for _ in range(3):
        visitor.tap("training.step")
    visitor.wait(120)
    assert visitor.scene.run.now == 3
    assert np.array_equal(visitor.params, trained_by_hand(3))


def test_running_fast_does_as_many_laps_as_it_says() -> None:
    visitor = Visitor(1)
    visitor.scene.loop.speed = 2
    visitor.tap("training.run")
    start = visitor.scene.run.now
    visitor.wait(60)
    assert visitor.scene.run.now - start == pytest.approx(25, abs=1)
    assert visitor.scene.run.loss < 0.15


def test_every_lap_can_be_visited_again_exactly() -> None:
    visitor = Visitor(1)
    visitor.run_laps(20)
    scene, last = visitor.scene, visitor.scene.run.last
    path = scene.run.path.copy()
    assert np.array_equal(path[7], trained_by_hand(7))
    visitor.app.director.ui.focus = "training.lap"
    for _ in range(last - 7):
        visitor.key(pygame.K_LEFT)
    assert scene.run.now == 7
    assert np.array_equal(visitor.params, path[7])
    assert visitor.app.director.journey.laps == 7
    visitor.run_laps(last)
    assert np.array_equal(scene.run.path[:last + 1], path)
    assert scene.run.ghost is None


def test_another_rate_after_a_rewind_leaves_a_ghost() -> None:
    visitor = Visitor(2)
    visitor.run_laps(12)
    scene, old = visitor.scene, visitor.scene.run.losses.copy()
    scene.run.rewind(3)
    visitor.app.director.ui.focus = "training.rate"
    for _ in range(5):
        visitor.key(pygame.K_RIGHT)
    assert scene.run.rate > 4.0
    visitor.tap("training.step")
    visitor.wait(100)
    assert scene.run.ghost is not None
    assert scene.run.ghost.start == 3
    assert np.array_equal(scene.run.ghost.losses, old[3:])
    assert scene.run.last == 4
    assert scene.run.losses[4] < old[4]


def test_a_wild_rate_is_called_too_big_and_there_is_a_way_back() -> None:
    visitor = Visitor(2)
    visitor.scene.run.choose("sgd", 100.0)
    visitor.run_laps(12)
    assert verdict_of(visitor.scene.run, 0.06) in ("big", "thrown")
    caption = visitor.scene.caption(visitor.app.words, visitor.app.director.cues())
    assert caption == visitor.app.words(f"training.verdict.{verdict_of(visitor.scene.run, 0.06)}")
    visitor.tap("training.again")
    assert visitor.scene.run.now == 0
    assert visitor.scene.run.rate == 100.0
    assert np.array_equal(visitor.params, Journey.fresh(0).network.params)


@pytest.mark.parametrize("rate", [8.0, 200.0])
@pytest.mark.parametrize("optimizer", list(RATES))
@pytest.mark.parametrize(("sizes", "hidden"), [((2, 3, 1), "tanh"), ((2, 3, 1), "relu"), ((2, 6, 6, 6, 1), "tanh"),
                                               ((2, 6, 6, 6, 1), "relu")])
def test_at_a_rate_far_too_big_all_numbers_stay_readable_and_the_way_back_is_open(
        sizes: tuple[int, ...], hidden: str, optimizer: str, rate: float) -> None:
    visitor = Visitor(2, network=Network(sizes, hidden=hidden, output="sigmoid", seed=1))
    start = visitor.params.copy()
    visitor.scene.run.choose(optimizer, rate)
    visitor.run_laps(40)
    texts = shown_texts(visitor)
    assert not [text for text in texts if re.search(r"nan|inf\b|\d{6}", text)]
    assert f"{visitor.scene.run.losses[visitor.scene.run.now]:.3f}" in texts
    if verdict_of(visitor.scene.run, 0.06) == "thrown":
        assert np.diff(visitor.scene.run.losses).max() > 0.02
    visitor.app.director.ui.focus = "training.lap"
    visitor.key(pygame.K_LEFT)
    assert visitor.scene.run.now == visitor.scene.run.last - 1
    visitor.tap("training.again")
    assert np.array_equal(visitor.params, start)
    assert np.isfinite(visitor.scene.loss)


def test_a_loss_that_grows_and_grows_is_shown_short_and_then_called_diverged() -> None:
    visitor = Visitor(2, network=Network((2, 3, 1), hidden="tanh", output="linear", seed=1))
    visitor.scene.run.choose("sgd", 200.0)
    visitor.run_laps(20)
    texts = shown_texts(visitor)
    assert visitor.scene.run.loss > 1e6
    assert shown_loss(visitor.app.words, visitor.scene.run.loss) in texts
    assert max(len(text) for text in texts if re.fullmatch(r"[\d.×⁰¹²³⁴⁵⁶⁷⁸⁹]+", text)) < 10
    visitor.run_laps(90)
    assert visitor.scene.run.diverged
    assert verdict_of(visitor.scene.run, 0.06) == "diverged"
    assert not [text for text in shown_texts(visitor) if re.search(r"nan|inf\b|\d{6}", text)]


def test_a_plateau_is_not_called_a_fall_out_of_the_valley() -> None:
    visitor = Visitor(2, network=Network((2, 6, 6, 6, 1), hidden="sigmoid", output="sigmoid", seed=1))
    said = verdicts(visitor, "sgd", 8.0, 60)
    assert "flat" in said
    assert "thrown" not in said


def test_who_bounces_about_at_a_big_rate_is_not_told_to_turn_it_up() -> None:
    said = verdicts(Visitor(2), "momentum", 8.0, 80)
    assert "arrived" in said
    assert "small" not in said


def verdicts(visitor: Visitor, optimizer: str, rate: float, laps: int) -> set[str | None]:
    """All that is said of a learning rate on the way."""
    run, said = visitor.scene.run, set()
    run.choose(optimizer, rate)
    visitor.scene.loop.speed = 2
    visitor.tap("training.run")
    while run.now < laps:
        visitor.app.director.step(FRAME)
        said.add(verdict_of(run, 0.06))
    return said


def test_a_timid_rate_is_called_too_small() -> None:
    visitor = Visitor(2)
    visitor.scene.run.choose("sgd", 0.01)
    visitor.run_laps(15)
    assert verdict_of(visitor.scene.run, 0.06) == "small"


def test_diverging_breaks_nothing() -> None:
    network = Network((2, 6, 6, 1), hidden="relu", output="linear", seed=1)
    visitor = Visitor(2, network=network)
    visitor.scene.run.choose("momentum", 200.0)
    visitor.run_laps(200)
    visitor.wait(130)
    scene = visitor.scene
    assert scene.run.diverged
    assert not scene.loop.running
    assert verdict_of(scene.run, None) == "diverged"
    scene.run.rewind(0)
    visitor.wait(3)
    assert np.isfinite(scene.loss)


def test_the_challenge_is_solved_by_a_bold_rate() -> None:
    visitor = Visitor(2)
    assert visitor.scene.trials.mark == 0.06
    assert (visitor.scene.challenge() or 0.0) < 1.0
    visitor.run_laps(45)
    best = visitor.app.director.journey.notes["training.best"]
    assert 15 < best["laps"] < 45
    assert (visitor.scene.challenge() or 0.0) < 1.0
    visitor.tap("training.again")
    visitor.scene.run.choose("sgd", 8.0)
    visitor.run_laps(15)
    assert visitor.app.director.journey.notes["training.best"]["laps"] <= 15
    assert visitor.scene.challenge() == 1.0


def test_the_guess_is_kept_and_laid_beside_the_truth() -> None:
    visitor = Visitor(0)
    visitor.tap("training.guess.some")
    (guess,) = guesses(visitor.app.director.journey)
    assert guess["said"] == "some"
    assert guess["truth"] is None
    visitor.wait(1)
    assert visitor.scene.loop.running
    assert not visitor.offers("training.guess.some")
    visitor.run_laps(60)
    losses = visitor.scene.run.losses
    assert guess["truth"] == int(np.flatnonzero(losses < 0.06)[0])
    assert guess["right"] is (20 <= guess["truth"] <= 100)


def test_a_guess_is_about_the_learning_rate_it_was_made_for() -> None:
    visitor = Visitor(2)
    visitor.tap("training.guess.many")
    visitor.tap("training.run")
    asked = visitor.scene.run.rate
    visitor.scene.run.choose("sgd", 8.0)
    visitor.run_laps(40)
    (guess,) = guesses(visitor.app.director.journey)
    assert guess["right"] is None
    visitor.tap("training.again")
    visitor.scene.run.choose("sgd", asked)
    visitor.run_laps(110)
    assert guess["right"] is False


def test_the_guess_can_be_skipped() -> None:
    visitor = Visitor(0)
    visitor.tap("training.guess.skip")
    visitor.wait(1)
    assert not visitor.offers("training.guess.some")
    assert not guesses(visitor.app.director.journey)


def test_a_network_that_has_learnt_is_sent_back_to_its_first_weights_before_the_question() -> None:
    journey = Journey.fresh()
    journey.train_ahead()
    visitor = Visitor(2, network=journey.network)
    scene, words = visitor.scene, visitor.app.words
    assert scene.run.losses[0] < (scene.trials.mark or 0.0)
    assert not visitor.offers("training.guess.some"), "down to a loss that it is below already?"
    assert scene.caption(words, visitor.app.director.cues()) == words("training.verdict.learnt")
    assert scene.challenge() == 0.0
    visitor.tap("training.again")
    visitor.wait(1)
    assert scene.run.losses[0] > 0.15
    assert visitor.offers("training.guess.some")
    assert scene.caption(words, visitor.app.director.cues()) != words("training.verdict.learnt")


def test_leaving_and_coming_back_takes_up_the_run() -> None:
    visitor = Visitor(1)
    visitor.run_laps(10)
    journey, run = visitor.app.director.journey, visitor.scene.run
    assert TrainingScene(journey).run is run
    journey.network.params[0] += 0.5
    fresh = TrainingScene(journey).run
    assert fresh is not run
    assert fresh.now == 0
    assert journey.laps == run.now


@pytest.mark.parametrize("sizes", [(2, 1, 1), (2, 6, 6, 6, 1)])
@pytest.mark.parametrize("size", [(960, 540), (540, 960)])
def test_any_architecture_trains(sizes: tuple[int, ...], size: tuple[int, int]) -> None:
    visitor = Visitor(2, size, Network(sizes, seed=2))
    before = visitor.scene.run.loss
    visitor.run_laps(8)
    assert visitor.scene.run.loss < before


def test_drawing_changes_nothing_and_is_the_same_every_time() -> None:
    visitor = Visitor(1)
    director, canvas = visitor.app.director, visitor.app.canvas
    for _ in range(40):  # until the relief has appeared
        director.draw(canvas)
    before = (visitor.params.copy(), visitor.scene.loop.position, visitor.scene.shown.drawn)
    director.draw(canvas)
    first = pygame.image.tobytes(canvas.surface, "RGB")
    visitor.scene.player.seek(0.3)
    director.draw(canvas)
    visitor.scene.player.seek(visitor.scene.timeline.rests[1])
    director.draw(canvas)
    assert pygame.image.tobytes(canvas.surface, "RGB") == first
    assert np.array_equal(visitor.params, before[0])
    assert (visitor.scene.loop.position, visitor.scene.shown.drawn) == before[1:]


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 6, 6, 6, 1)])
def test_after_a_fast_run_all_that_followed_in_turn_is_as_if_drawn_afresh(sizes: tuple[int, ...]) -> None:
    visitor = Visitor(2, (1280, 720), Network(sizes, seed=2))
    visitor.scene.loop.speed = 4
    visitor.tap("training.run")
    for _ in range(120):
        visitor.app.frame(FRAME)
    visitor.tap("training.run")
    for _ in range(60):
        visitor.app.frame(FRAME)
    canvas = visitor.app.canvas
    visitor.app.frame(0.0)
    seen = pygame.surfarray.array3d(canvas.surface)
    canvas.forget()
    for _ in range(60):  # a relief appears column by column
        visitor.app.frame(0.0)
    assert np.array_equal(pygame.surfarray.array3d(canvas.surface), seen)
    assert np.array_equal(np.concatenate([w.ravel() for w in visitor.scene.shown.weights()]),
                          np.concatenate([layer.weights.ravel() for layer in visitor.scene.run.network.layers]))


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 4, 1), (2, 6, 6, 6, 1)])
@pytest.mark.parametrize("size", [(960, 540), (540, 960)])
@pytest.mark.parametrize("text", [1.0, 2.0])
def test_values_and_biases_have_room(sizes: tuple[int, ...], size: tuple[int, int], text: float) -> None:
    place = Places(layout_for(*size, text), Cues({"map": 1.0, "play": 1.0}))
    spots = place.spots(sizes)
    taken = [(key, chip) for key in spots if (chip := place.value_chip(sizes, key))]
    for key, (pos, r) in spots.items():
        if key[0] and r >= SMALLEST_PINNED:
            head, radius = pin_place(pos, r)
            taken.append((key, Rect.around(head, 2 * radius)))
    for n, (one, box) in enumerate(taken):
        assert not any(box.overlaps(other, -4.0) for _, other in taken[n + 1:])
        assert not any(box.overlaps(Rect.around(pos, 2 * r), -4.0) for key, (pos, r) in spots.items() if key != one)


def test_a_fast_run_goes_on_beyond_the_first_sixty_laps() -> None:
    visitor = Visitor(2)
    visitor.tap("training.guess.skip")
    visitor.scene.loop.speed = 2
    visitor.tap("training.run")
    for _ in range(200):
        visitor.app.frame(FRAME)
    assert visitor.scene.loop.running
    assert visitor.scene.run.now == pytest.approx(83, abs=2)
