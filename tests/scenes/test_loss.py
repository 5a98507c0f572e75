"""Chapter 5 played by hand: squares are errors, turns are counted, nothing is lost by leaving."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pygame
import pytest

from brain import Network
from game.app import STEP
from game.draw.gauge import apart
from game.draw.squares import square_of
from game.journey import Journey
from game.scenes.loss.game import MOST_TURNS, ROUND, Game
from game.scenes.loss.knobs import knobs_of, values_of
from game.scenes.loss.marks import heights_of, leans_left, scale_of
from game.scenes.loss.net import Net, net_for
from game.scenes.loss.places import Places
from game.scenes.loss.rival import choose_knobs, descend
from game.scenes.loss.scene import JOY_SECONDS, LossScene
from game.scores import Score, score_of
from tests.visitor import Visitor


def playing(rest: int = 2, network: Network | None = None, **options) -> tuple[Visitor, Game]:
    """A visitor at a rest of the chapter, with the search for the goal done."""
    visitor = Visitor("loss", **options)
    if network is not None:
        journey = visitor.director.journey
        journey.reshape(network)
        visitor.director.scene = LossScene(journey)
    visitor.scene.player.seek(LossScene.timeline.rests[rest])
    visitor.wait(0.6)
    assert isinstance(visitor.scene, LossScene)
    return visitor, visitor.scene.game


def hard_to_mend() -> Network:
    """A network whose three knobs alone cannot bring the loss near nothing: the mark of the best stands clear of it."""
    network = Network((2, 3, 1), seed=0)
    network.layers[0].block[:, 0] = (-0.6, 0.8, 0.3)
    return network


def drag(visitor: Visitor, control: str, up: float, finger: int = 1) -> None:
    """Press a control, move it ``up`` design units in steps, let go."""
    x, y = visitor.hit(control).rect.center
    visitor.frame(visitor.finger(pygame.FINGERDOWN, (x, y), finger))
    for n in range(1, 6):
        visitor.frame(visitor.finger(pygame.FINGERMOTION, (x, y - up * n / 5), finger))
    visitor.frame(visitor.finger(pygame.FINGERUP, (x, y - up), finger))
    visitor.frame()


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


def test_labels_are_pushed_apart_and_squares_stand_on_their_corner() -> None:
    spread = apart([10.0, 12.0, 60.0], 20, 0, 100)
    assert spread == [10.0, 30.0, 60.0]
    assert all(b - a >= 20 for a, b in itertools.pairwise(sorted(apart([95, 96, 97], 20, 0, 100))))
    assert square_of((5, 50), 20, up=True).bottom == 50
    assert square_of((5, 50), 20, up=False).y == 50


def texts(visitor: Visitor) -> list[str]:
    visitor.app.canvas._layers.clear()
    visitor.app.canvas.marks = []
    visitor.frame(dt=0.0)
    return [mark.text for mark in visitor.app.canvas.marks]


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


def test_the_chart_reaches_as_high_as_the_worst_turn() -> None:
    visitor, game = playing()
    drag(visitor, "loss.w0", 500)
    assert game.you[1] > game.you[0]
    assert scale_of(game) > max(game.you)


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


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 6, 1), (2, 6, 6, 6, 1)], ids=str)
@pytest.mark.parametrize("room", [0.0, 1.0])
def test_the_names_of_the_inputs_touch_no_neuron(size, text: float, sizes: tuple[int, ...], room: float) -> None:
    visitor, _ = playing(size=size, text=text)
    net = Net(Places(visitor.app.canvas.layout, room), sizes, [(len(sizes) - 2, 0, 0)])
    for i in range(2):
        name = net.name(i)
        for (x, y), r in net.nodes.values():
            near = (min(max(x, name.x), name.right), min(max(y, name.y), name.bottom))
            assert np.hypot(x - near[0], y - near[1]) >= r
        assert net.place.network.inset(-1).contains((name.x, name.y))


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("rest", [0, 2])
def test_the_areas_of_the_squares_grow_with_the_text(size: tuple[int, int], rest: int) -> None:
    heights = []
    for text in (1.0, 2.0):
        visitor, game = playing(rest, size=size, text=text)
        said = [f"{error**2:.2f}" for error in game.errors]
        canvas, grid = visitor.app.canvas, Places(visitor.app.canvas.layout, min(1.0, rest)).grid
        texts(visitor)
        heights.append([mark.rect.h for mark in canvas.marks or []
                        if mark.text in said and grid.contains(mark.rect.center)])
    assert len(heights[0]) == 8
    assert all(large >= 22 * 1.15 for large in heights[0])
    assert all(large >= small for small, large in zip(*heights, strict=True))
    assert min(heights[1]) >= 28 * 1.15


def test_at_first_the_squares_have_most_of_the_stage() -> None:
    visitor, _ = playing(0)
    layout = visitor.app.canvas.layout
    first, later = Places(layout, 0.0), Places(layout, 1.0)
    assert first.grid.w > first.network.w
    assert first.unit > 1.3 * later.unit
    assert first.grid.bottom < layout.caption.y


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 6, 1), (2, 6, 6, 6, 1)])
def test_knobs_keep_clear_of_the_orbs(sizes: tuple[int, ...], size: tuple[int, int]) -> None:
    visitor, _ = playing(size=size)
    visitor.director.journey.reshape(Network(sizes, seed=5))
    visitor.director.scene = scene = LossScene(visitor.director.journey)
    scene.player.seek(scene.timeline.rests[-1])
    visitor.wait(0.1)
    net = net_for(visitor.app.canvas.layout, 1.0, sizes, scene.links)
    for x, y in knobs_of(net):
        for (a, b), r in net.nodes.values():
            assert np.hypot(x - a, y - b) > 34 + r + 4


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_the_numbers_of_the_knobs_touch_neither_rings_nor_neurons(size: tuple[int, int], text: float) -> None:
    visitor, _ = playing(size=size, text=text)
    scene = visitor.scene
    net = net_for(visitor.app.canvas.layout, 1.0, scene.game.network.sizes, scene.links)
    round_things = [(at, 34.0) for at in knobs_of(net)] + list(net.nodes.values())
    for box in values_of(net):
        for (x, y), r in round_things:
            near = (min(max(x, box.x), box.right), min(max(y, box.y), box.bottom))
            assert np.hypot(x - near[0], y - near[1]) >= r


def test_the_name_of_a_mark_stands_where_fewer_curves_pass() -> None:
    # There is no room below the lowest mark.
    visitor, game = playing(network=hard_to_mend(), size=(1080, 1920), text=2.0)
    place = Places(visitor.app.canvas.layout, 1.0)
    (*_, (line, low)) = heights_of(place, game, 1.0)
    assert low < line
    game.you += [0.30, 0.25, 0.2, 0.15]
    assert leans_left(place, game, "lowest", low), "no curve is down there yet: it keeps its side"
    game.you += [0.06] * 6
    assert leans_left(place, game, "lowest", low), "the end of the curve is at the right"
    game.you[1:] = [0.06] * 3
    assert not leans_left(place, game, "lowest", low)


def test_the_best_there_is_has_its_name_below_its_line_where_no_curve_comes() -> None:
    visitor, game = playing(network=hard_to_mend())
    place = Places(visitor.app.canvas.layout, 1.0)
    (*_, (line, name)) = heights_of(place, game, 1.0)
    assert line + 15 <= name <= place.chart.bottom - 15
    assert game.lowest is not None
    assert game.lowest <= min(game.machine)
