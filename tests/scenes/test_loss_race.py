"""Chapter 5: the visitor against gradient descent, from the same start, and the score that is kept."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest

from game.app import STEP
from game.journey import Journey
from game.scenes.loss.game import MOST_TURNS, ROUND, Game
from game.scenes.loss.rival import descend
from game.scenes.loss.scene import JOY_SECONDS
from game.scores import Score, score_of
from tests.scenes.loss_visitor import drag, playing, texts
from tests.visitor import Visitor


def test_solving_it_is_noticed_and_scored() -> None:
    visitor, game = playing()
    assert visitor.scene.challenge() == 0.0
    for control, up in (("loss.w2", 270), ("loss.w1", 160), ("loss.w0", -60)):
        drag(visitor, control, up)
    assert game.goal is not None
    assert game.loss < game.goal
    visitor.wait(3 * STEP)
    assert "loss" in visitor.director.journey.solved
    score = visitor.director.journey.notes["loss.score"]
    assert score["you"] == min(game.you)
    assert score["turns"] == 3
    assert score["machine"] == game.machine[3]
    json.dumps(visitor.director.journey.to_dict(), allow_nan=False)


def test_the_score_of_a_round_travels_in_a_saved_journey() -> None:
    """Also when the round is over and the visitor turns on, or starts over and plays worse."""
    visitor, game = playing()
    for turn in range(ROUND):
        drag(visitor, f"loss.w{turn % 3}", 40 if turn % 2 else 70)
    kept = Score(ROUND, game.you[0], min(game.you), game.machine[ROUND], True)
    assert score_of(visitor.director.journey) == kept
    drag(visitor, "loss.w2", -300)
    visitor.click(visitor.hit("loss.restart").rect.center)
    drag(visitor, "loss.w2", -300)
    assert game.turns == 1
    saved = json.loads(json.dumps(visitor.director.journey.to_dict(), allow_nan=False))
    assert score_of(Journey.from_dict(saved)) == kept


@pytest.mark.parametrize("damage", [None, 3, {}, {"turns": "x"}, {"start": None}, {"you": float("nan")}])
def test_a_damaged_score_is_no_score(damage: object) -> None:
    journey = Journey.fresh()
    sound = {"turns": 10, "start": 0.3, "you": 0.1, "machine": 0.2, "won": True, "decided": True}
    journey.notes["loss.score"] = {**sound, **damage} if isinstance(damage, dict) and damage else damage
    assert score_of(journey) is None


def test_gradient_descent_moves_the_same_three_weights_and_always_falls() -> None:
    journey = Journey.fresh()
    game = Game(journey)
    twin, free = journey.network.copy(), np.zeros_like(journey.network.params)
    free[list(game.knobs)] = 1.0
    for expected in game.machine[:4]:
        loss, gradient = twin.loss_and_gradient(game.x, game.y)
        assert loss == pytest.approx(expected)
        twin.params -= game.rate * gradient * free
    assert all(b <= a for a, b in itertools.pairwise(game.machine))
    assert len(descend(twin, game.knobs, twin.params.copy(), game.x, game.y, MOST_TURNS)[0]) == MOST_TURNS + 1


def test_after_ten_turns_it_is_told_who_came_lower() -> None:
    visitor, game = playing()
    assert game.won is None
    assert "turn 0 of 10" in texts(visitor)
    for turn in range(10):
        drag(visitor, f"loss.w{turn % 3}", 30)
    assert game.won is (min(game.you) < game.machine[10])
    assert {"Machine won", f"{min(game.you):.3f}", f"{game.machine[10]:.3f}"} <= set(texts(visitor))
    said = visitor.scene.caption(visitor.director.ui.words, visitor.director.cues())
    assert said == visitor.director.ui.words(f"loss.decided.{'won' if game.won else 'lost'}")
    game.you[5] = 0.5 * game.machine[10]
    assert game.won is True


WON, LOST = (("loss.w2", 540), ("loss.w1", 340), ("loss.w0", -60)), (("loss.w2", -30), ("loss.w0", 30))


def play_round(visitor: Visitor, turns: tuple[tuple[str, float], ...]) -> None:
    """Ten turns: these, then to and fro with the last knob."""
    for turn in range(ROUND):
        drag(visitor, *(turns[turn] if turn < len(turns) else ("loss.w1", 40 if turn % 2 else -40)))
    visitor.wait(3 * STEP)


def test_a_round_that_is_won_is_told_with_joy_and_a_chord_once() -> None:
    visitor, game = playing()
    scene = visitor.scene
    quiet = scene.heard().arrived
    play_round(visitor, WON)
    assert game.won
    assert scene.joy < 0.2
    assert scene.heard().arrived == quiet + 1
    assert scene.heard().note(0).kind == "chord"
    assert "You won!" in texts(visitor)
    visitor.wait(JOY_SECONDS + 0.1)
    drag(visitor, "loss.w1", 60)
    assert scene.joy == JOY_SECONDS, "another turn after the round is no second victory"
    visitor.director.go("neuron")
    visitor.director.go("loss")
    assert visitor.scene.game.won
    visitor.wait(0.1)
    assert visitor.scene.joy == JOY_SECONDS, "whoever comes back is not cheered again"


def test_a_round_that_is_lost_has_no_sparks() -> None:
    visitor, game = playing()
    play_round(visitor, LOST)
    assert game.won is False
    assert visitor.scene.joy == JOY_SECONDS
    assert visitor.scene.heard().arrived == 0
    visitor.tap(visitor.hit("loss.restart").rect.center)
    visitor.frame()
    assert game.won is None, "the next round begins"
    assert "turn 0 of 10" in texts(visitor)


def test_both_runners_set_out_from_the_same_loss_with_the_same_three_weights() -> None:
    journey = Journey.fresh()
    game, start = Game(journey), journey.network.params.copy()
    assert game.machine[0] == game.you[0] == game.loss
    twin = journey.network.copy()
    free = np.zeros_like(start)
    free[list(game.knobs)] = 1.0
    twin.params -= game.rate * free * twin.loss_and_gradient(game.x, game.y)[1]
    assert game.machine[1] == pytest.approx(twin.loss(game.x, game.y))
    for knob in range(3):
        game.turn(knob, 1.0, held=True)
    assert set(np.flatnonzero(journey.network.params != start)) == set(game.knobs)
