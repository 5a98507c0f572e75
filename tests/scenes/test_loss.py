"""Chapter 5: squares are squared errors, knobs are real weights, and a turn is a turn."""

from __future__ import annotations

import itertools

import numpy as np
import pygame
import pytest

from brain import Network
from game.journey import Journey
from game.scenes.loss.game import Game
from game.scenes.loss.rival import choose_knobs
from game.scenes.loss.scene import LossScene
from tests.scenes.loss_visitor import drag, playing


def test_squares_are_the_squared_errors_of_the_network() -> None:
    journey = Journey.fresh(3)
    game, checked = Game(journey), journey.checked()
    assert np.allclose(game.errors**2, ((journey.network.forward(checked.x) - checked.y) ** 2)[:, 0])
    assert game.loss == pytest.approx(journey.network.loss(checked.x, checked.y))
    assert game.undecided == pytest.approx(0.25)


def test_a_knob_turns_a_real_weight_within_the_first_rest() -> None:
    visitor, game = playing(rest=0)
    before, errors = game.network.params.copy(), game.errors.copy()
    drag(visitor, "loss.w0", 120)
    changed = np.flatnonzero(visitor.director.journey.network.params != before)
    assert list(changed) == [game.knobs[0]]
    assert set(game.changes) == {-1, 1}, "one knob helps some and hurts others"
    for n in range(8):
        assert game.changes[n] == np.sign(game.errors[n] - errors[n])


def test_every_release_is_one_turn() -> None:
    visitor, game = playing()
    for turn, up in enumerate((100, -60, 40), 1):
        drag(visitor, f"loss.w{turn % 3}", up)
        assert game.turns == turn
        assert game.you[-1] == game.loss
    visitor.tap(visitor.hit("loss.w0").rect.point(0.5, 0.2))
    visitor.frame()
    assert game.turns == 4, "a tap is a turn as well"


def test_pressing_and_letting_go_without_moving_back_and_forth_is_no_turn() -> None:
    visitor, game = playing()
    x, y = visitor.hit("loss.w0").rect.center
    visitor.frame(visitor.finger(pygame.FINGERDOWN, (x, y)))
    for at in ((x, y - 90), (x, y)):
        visitor.frame(visitor.finger(pygame.FINGERMOTION, at))
    visitor.frame(visitor.mouse(pygame.MOUSEMOTION, (5, 5)))
    assert game.turns == 0
    assert game.turning


def test_two_fingers_turn_two_knobs_and_make_two_turns() -> None:
    visitor, game = playing()
    a, b = (visitor.hit(f"loss.w{n}").rect.center for n in (0, 2))
    visitor.frame(visitor.finger(pygame.FINGERDOWN, a, 1), visitor.finger(pygame.FINGERDOWN, b, 2))
    for up in (30, 60, 90):
        visitor.frame(visitor.finger(pygame.FINGERMOTION, (a[0], a[1] - up), 1),
                      visitor.finger(pygame.FINGERMOTION, (b[0], b[1] + up), 2))
    assert game.turns == 0
    visitor.frame(visitor.finger(pygame.FINGERUP, (a[0], a[1] - 100), 1))
    visitor.frame()
    visitor.frame(visitor.finger(pygame.FINGERUP, (b[0], b[1] + 100), 2))
    visitor.frame()
    assert game.turns <= 2
    assert not game.turning


def test_keys_turn_a_knob_and_a_pause_ends_the_turn() -> None:
    visitor, game = playing()
    visitor.focus("loss.w0")
    for _ in range(4):
        visitor.key(pygame.K_UP)
    assert game.value(0) == pytest.approx(game.start[game.knobs[0]] + 0.4)
    assert game.turns == 0
    visitor.wait(1.0)
    assert game.turns == 1


def test_first_weights_come_back_exactly() -> None:
    visitor, game = playing()
    start = game.network.params.copy()
    drag(visitor, "loss.w0", 77)
    drag(visitor, "loss.w1", -141)
    assert not np.array_equal(game.network.params, start)
    visitor.tap(visitor.hit("loss.restart").rect.center)
    visitor.frame()
    assert np.array_equal(visitor.director.journey.network.params, start)
    assert game.turns == 0


def test_the_best_turn_can_be_kept() -> None:
    visitor, game = playing()
    drag(visitor, "loss.w2", 150)
    best = game.network.params.copy()
    drag(visitor, "loss.w2", -500)
    assert not game.at_best
    visitor.tap(visitor.hit("loss.keep").rect.center)
    visitor.frame()
    assert np.array_equal(game.network.params, best)
    assert game.at_best


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 1, 1), (2, 6, 4, 1)], ids=str)
@pytest.mark.parametrize("seed", range(8))
def test_the_goal_can_be_reached_with_the_three_knobs_alone(seed: int, sizes: tuple[int, ...]) -> None:
    journey = Journey.fresh(seed)
    if sizes != journey.network.sizes:
        journey.reshape(Network(sizes, hidden="tanh", output="sigmoid", seed=seed))
    game = Game(journey)
    while not game.search.done:
        game.search.advance()
    assert game.goal is not None
    assert game.lowest is not None
    assert game.lowest < game.goal < game.you[0]
    for knob in (0, 1, 2) * 3:  # by hand: one knob to its best place, then the next
        tries = np.linspace(-game.reach, game.reach, 41)
        losses = []
        for value in tries:
            game.turn(knob, float(value), held=True)
            losses.append(game.loss)
        game.turn(knob, float(tries[int(np.argmin(losses))]), held=True)
        game.release(knob)
    assert game.loss <= game.goal


def test_leaving_in_the_middle_of_a_turn_breaks_nothing_and_coming_back_goes_on() -> None:
    visitor, game = playing()
    drag(visitor, "loss.w2", 90)
    x, y = visitor.hit("loss.w0").rect.center
    visitor.frame(visitor.finger(pygame.FINGERDOWN, (x, y)))
    visitor.frame(visitor.finger(pygame.FINGERMOTION, (x, y - 60)))
    left = game.network.params.copy()
    visitor.director.go("neuron")
    visitor.settle()
    visitor.director.go("loss")
    visitor.settle()
    again = visitor.scene.game
    assert np.array_equal(again.network.params, left)
    assert np.array_equal(again.start, game.start)
    assert again.you == game.you


def test_other_weights_mean_a_new_game_and_damaged_notes_are_ignored() -> None:
    journey = Journey.fresh()
    first = Game(journey)
    first.turn(0, 1.5, held=True)
    first.release(0)
    journey.network.params[0] += 0.25
    assert Game(journey).turns == 0
    for damaged in (3, {}, [], {"sizes": 1}, {**journey.notes["loss.game"], "you": ["x"]},
                    {**journey.notes["loss.game"], "now": journey.network.params.tolist(), "knobs": [99, 1, 2]}):
        journey.notes["loss.game"] = damaged
        assert np.array_equal(Game(journey).start, journey.network.params)


def test_forgetting_the_visitor_while_the_chapter_is_on_is_survived() -> None:
    visitor, _ = playing()
    visitor.director.journey.reshape(Network((2, 6, 6, 6, 1), seed=2))
    visitor.director.scene = LossScene(visitor.director.journey)
    visitor.wait(0.1)
    visitor.director.restart()
    visitor.wait(0.3)


@pytest.mark.parametrize("sizes", [(2, 1, 1), (2, 2, 1), (2, 6, 1), (2, 6, 6, 6, 1)])
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_any_architecture_has_three_knobs_that_can_be_told_apart(sizes, size) -> None:
    visitor, _ = playing(size=size)
    visitor.director.journey.reshape(Network(sizes, seed=5))
    visitor.director.scene = scene = LossScene(visitor.director.journey)
    scene.player.seek(scene.timeline.rests[-1])
    visitor.wait(0.1)
    assert len(set(choose_knobs(scene.game.network, scene.game.x, scene.game.y))) == 3
    centres = [visitor.hit(f"loss.w{n}").rect.center for n in range(3)]
    for a, b in itertools.combinations(centres, 2):
        assert np.hypot(a[0] - b[0], a[1] - b[1]) >= 66
    stage = visitor.app.canvas.layout.stage
    assert all(stage.inset(30).contains(at) for at in centres)


def test_a_student_can_be_sent_through_the_network() -> None:
    visitor, game = playing(rest=0)
    visitor.tap(visitor.hit("loss.student.5").rect.center)
    visitor.frame()
    assert visitor.scene.chosen == 5
    cast = visitor.scene.cast(visitor.app.canvas, visitor.director.cues())
    assert cast.nodes[2, 0].text == f"{game.guesses[5]:.2f}"


@pytest.mark.parametrize("rest", [0, 2])
def test_the_words_tell_how_many_a_turn_helped_and_hurt_while_it_turns(rest: int) -> None:
    visitor, game = playing(rest=rest)
    x, y = visitor.hit("loss.w0").rect.center
    visitor.frame(visitor.finger(pygame.FINGERDOWN, (x, y)))
    visitor.frame(visitor.finger(pygame.FINGERMOTION, (x, y - 100)))
    visitor.frame()
    helped, hurt = (game.changes.count(way) for way in (-1, 1))
    assert helped
    assert hurt
    said = visitor.scene.caption(visitor.director.ui.words, visitor.director.cues())
    assert f": {helped}" in said
    assert f": {hurt}" in said
