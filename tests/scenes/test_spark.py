"""The spark, played by events: z dragged, sparks chosen, the plane bent, two networks with and without."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pygame
import pytest

from brain import activation
from game.core.geometry import Bezier, Vec
from game.core.layout import portrait
from game.draw.plane import to_plane
from game.guesses import guesses
from game.journey import Journey
from game.scenes.spark.contest import LAPS, MANY, PLAIN, POINTS, SPARK, Contest, fold
from game.scenes.spark.curve import Curve
from game.scenes.spark.panel_places import ContestPlaces
from game.scenes.spark.plane import FIRES, band_sums, line_of, progress, sums
from game.scenes.spark.route import Route
from game.scenes.spark.scene import SparkScene
from tests.visitor import LANDSCAPE, PORTRAIT, Visitor

RESTS = SparkScene.timeline.rests
CURVE, CHOOSE, PLANE, WITHOUT = RESTS
STEP = 1 / 60


def at(rest: float, **options: object) -> Visitor:
    visitor = Visitor("spark", at=rest, **options)  # type: ignore[arg-type]
    visitor.frame()
    return visitor


def scene_of(visitor: Visitor) -> SparkScene:
    assert isinstance(visitor.scene, SparkScene)
    return visitor.scene


def drag(visitor: Visitor, start: Vec, end: Vec) -> None:
    visitor.frame(visitor.finger(pygame.FINGERDOWN, start))
    visitor.frame(visitor.finger(pygame.FINGERMOTION, end))
    visitor.frame(visitor.finger(pygame.FINGERUP, end))


def tap(visitor: Visitor, control: str) -> None:
    visitor.tap(visitor.hit(control).rect.center)


def handle(visitor: Visitor, control: str) -> Vec:
    return next(mark.rect.center for mark in visitor.director.ui.marks if mark.id == control)


def train_to_the_end(visitor: Visitor) -> None:
    for _ in range(LAPS):
        visitor.director.step(STEP)
    visitor.frame()


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_dragging_z_turns_the_bias_and_leaves_weights_and_student_alone(size):
    visitor = at(CURVE, size=size)
    scene = scene_of(visitor)
    (w1, w2, b), z, student = scene.rider.neuron, scene.rider.z, scene.journey.student
    x, y = handle(visitor, "spark.z")
    drag(visitor, (x, y), (x + 150, y))
    assert scene.rider.z > z + 0.5
    assert scene.rider.neuron[:2] == (w1, w2)
    assert scene.journey.student == student
    assert scene.rider.neuron[2] - b == pytest.approx(scene.rider.z - z)


def test_z_goes_no_further_than_the_bias_can_carry_it():
    visitor = at(CURVE)
    drag(visitor, handle(visitor, "spark.z"), (1900, 600))
    assert scene_of(visitor).rider.neuron[2] == pytest.approx(3.0)


def test_z_can_be_moved_by_keys_alone():
    visitor = at(CURVE)
    z = scene_of(visitor).rider.z
    visitor.focus("spark.z")
    for _ in range(4):
        visitor.key(pygame.K_RIGHT)
    assert scene_of(visitor).rider.z > z


def test_looking_changes_nothing():
    visitor = at(CURVE)
    before = visitor.director.journey.network.params.copy()
    for rest in RESTS:
        visitor.scene.player.seek(rest)
        visitor.wait(0.3)
    assert np.array_equal(visitor.director.journey.network.params, before)


def test_the_inputs_can_be_changed():
    visitor = at(CURVE)
    x, y = visitor.hit("spark.study").rect.center
    drag(visitor, (x, y), (x, y - 60))
    assert visitor.director.journey.student[0] > 7.2


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "linear"])
def test_the_chosen_spark_is_that_of_the_travelling_network(name):
    visitor = at(CHOOSE)
    params = visitor.director.journey.network.params.copy()
    tap(visitor, f"spark.choose.{name}")
    visitor.wait(0.1)
    scene = scene_of(visitor)
    assert scene.journey.network.hidden == name
    assert np.array_equal(scene.journey.network.params, params)
    hidden = scene.journey.network.activations([scene.journey.x])[1][0, 0]
    assert scene.rider.curve.value(scene.rider.z) == pytest.approx(float(hidden))


def test_what_the_card_says_of_slopes_is_true():
    zs = np.linspace(-8, 8, 161)
    assert activation("sigmoid").slope(zs).max() == pytest.approx(0.25)
    assert activation("relu").high == math.inf
    assert float(activation("relu").slope(-1.0)) == 0.0


def test_numbers_open_with_formula_and_result():
    visitor = at(CURVE)
    scene = scene_of(visitor)
    facts = {f.id: f for f in scene.facts(visitor.app.words, visitor.app.canvas.layout, visitor.director.cues())}
    visitor.tap(facts["spark.slope"].area.center)
    assert visitor.director.opener.open == "spark.slope"
    assert facts["spark.slope"].told().result == f"{scene.rider.curve.slope(scene.rider.z):.4f}"
    assert facts["spark.z"].told().result == f"{scene.rider.z:.4f}"


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "linear"])
def test_range_and_steepest_slope_open_on_the_card(name):
    visitor = at(CHOOSE)
    tap(visitor, f"spark.choose.{name}")
    visitor.wait(0.6)
    scene = scene_of(visitor)
    facts = {f.id: f for f in scene.facts(visitor.app.words, visitor.app.canvas.layout, visitor.director.cues())}
    for key in ("spark.range", "spark.steepest"):
        visitor.tap(facts[key].area.center)
        assert visitor.director.opener.open == key
        visitor.tap(facts[key].area.center)
    steepest = float(activation(name).slope(np.linspace(-8, 8, 161)).max())
    assert float(facts["spark.steepest"].told().result) == pytest.approx(steepest)


def test_the_student_can_be_put_anywhere_on_the_plane():
    visitor = at(PLANE)
    plane = visitor.hit("spark.student").rect
    visitor.tap(to_plane(plane, (2.0, 8.0)))
    assert visitor.director.journey.student == pytest.approx((2.0, 8.0), abs=0.1)


def test_the_challenge_can_be_solved_with_every_spark_and_is_not_at_first():
    for name in ("sigmoid", "tanh", "relu", "leaky_relu", "linear"):
        assert progress((3.0, -3.0, -1.6), activation(name)) == 1.0
        assert progress((-0.6, 0.8, 0.3), activation(name)) < 1.0


def test_the_challenge_is_solved_by_hand_and_noted():
    visitor = at(PLANE)
    for control, by in (("spark.w1", 330), ("spark.w2", -345), ("spark.b", -190)):
        x, y = visitor.hit(control).rect.center
        drag(visitor, (x, y), (x, y - by))
    visitor.wait(0.1)
    scene = scene_of(visitor)
    assert scene.challenge() == 1.0
    assert "spark" in visitor.director.journey.solved


def test_progress_grows_as_the_neuron_comes_nearer():
    path = [progress((-0.6 + 3.6 * t, 0.8 - 3.8 * t, 0.3 - 1.9 * t), activation("tanh")) for t in np.linspace(0, 1, 12)]
    assert path[0] < path[4] < path[-1] == 1.0
    assert 0 < FIRES < 1


# -- without the spark -------------------------------------------------------------------------------------


def test_both_networks_start_with_the_same_weights():
    contest = Contest("relu")
    assert np.array_equal(contest.networks[SPARK].params, contest.networks[PLAIN].params)


def test_the_guess_is_kept_and_laid_beside_the_outcome():
    visitor = at(WITHOUT)
    tap(visitor, "spark.guess.neither")
    assert guesses(visitor.director.journey)[0]["right"] is None
    tap(visitor, "spark.train")
    train_to_the_end(visitor)
    assert scene_of(visitor).contest.outcome() == "spark"
    (guess,) = guesses(Journey.from_dict(visitor.director.journey.to_dict()))
    assert (guess["said"], guess["truth"], guess["right"]) == ("neither", "spark", False)


def test_training_can_be_paused_and_started_over():
    visitor = at(WITHOUT)
    tap(visitor, "spark.train")
    visitor.wait(0.2)
    contest = scene_of(visitor).contest
    tap(visitor, "spark.train")
    laps = contest.laps
    visitor.wait(0.1)
    assert 0 < laps == contest.laps
    tap(visitor, "spark.again")
    assert contest.laps == 0
    assert np.array_equal(contest.networks[SPARK].params, Contest("tanh").networks[SPARK].params)


@pytest.mark.parametrize(("hidden", "count"), [*itertools.product(("sigmoid", "tanh", "relu", "leaky_relu"), (4,)),
                                               ("tanh", MANY)])
def test_only_the_network_with_the_spark_learns(hidden, count):
    contest = Contest(hidden, count)
    contest.running = True
    while not contest.finished:
        contest.step(STEP)
    assert contest.right(SPARK) == POINTS
    assert contest.right(PLAIN) < 0.8 * POINTS
    assert contest.loss(PLAIN) > 0.2


def test_without_the_spark_a_hundred_neurons_are_one():
    contest = Contest("tanh", MANY)
    contest.running = True
    for _ in range(60):
        contest.step(STEP)
    points = np.random.default_rng(1).uniform(-1, 1, (200, 2))
    plain = contest.shown[PLAIN]
    assert np.allclose(fold(plain).forward(points), plain.forward(points), atol=1e-12)
    assert not np.allclose(fold(contest.shown[SPARK]).forward(points), contest.shown[SPARK].forward(points), atol=0.01)
    assert contest.fold_error() < 1e-12


# -- the picture -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", range(4))  # the end of the tangent once differed in every third run
def test_any_path_of_seeks_draws_the_same_picture(turn):
    visitor = at(CURVE)
    for rest in range(len(RESTS)):
        visitor.at_rest(rest)
        first = visitor.pixels
        for other in (RESTS[-1], 0.3, 1.4, 3.1):
            visitor.scene.player.seek(other)
            visitor.frame(dt=0.0)
        visitor.at_rest(rest)
        assert np.array_equal(first, visitor.pixels)


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_words_stay_in_their_boxes_and_off_each_other(size, text):
    visitor = Visitor("spark", size=size, text=text)
    canvas = visitor.app.canvas
    for rest, name in ((0, "tanh"), (1, "relu"), (1, "sigmoid"), (2, "leaky_relu"), (3, "linear")):
        visitor.director.journey.use_activation(name)
        scene_of(visitor).rider.old = name
        visitor.at_rest(rest)
        canvas._layers.clear()
        canvas.cache.clear()
        canvas.marks = []
        visitor.frame(dt=0.0)
        marks, canvas.marks = canvas.marks, None
        for k, mark in enumerate(marks):
            if mark.box is not None:
                assert mark.rect.bottom <= mark.box.bottom + 4, mark.text
                assert mark.rect.w <= mark.box.w + 4, mark.text
            for other in marks[k + 1:]:
                assert not mark.rect.inset(0, 5).overlaps(other.rect.inset(0, 5), 2), (rest, mark.text, other.text)


# -- the lines on the plane, and the way of the signal -------------------------------------------------------


@pytest.mark.parametrize("neuron", [(1.0, 0.5, 0.2), (-0.6, 0.8, 0.3), (0.0, 2.0, -1.0), (3.0, 0.0, 1.0)])
def test_a_line_on_the_plane_is_where_the_neuron_hears_that_sum(neuron):
    ends = line_of(neuron, 0.1)
    assert ends is not None
    for x, y in ends:
        assert neuron[0] * x + neuron[1] * y + neuron[2] == pytest.approx(0.1)
        assert max(abs(x), abs(y)) == pytest.approx(1.0)
    assert line_of(neuron, 50.0) is None


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "linear"])
def test_the_bands_lie_where_the_curve_reaches_their_levels(name):
    curve = Curve(name, name, 1.0, 6.0)
    z = sums((2.0, 1.0, 0.5))
    top = float(curve.values(z).max())
    for level, at in zip((0.25 * top, 0.75 * top), band_sums(curve, z, [0.25 * top, 0.75 * top, top + 1]), strict=True):
        assert curve.value(at) == pytest.approx(level, abs=0.01)


def test_a_route_is_travelled_at_an_even_pace_and_has_no_gap():
    first = Bezier((0.0, 0.0), (100.0, 0.0), (200.0, 0.0), (300.0, 0.0))
    route = Route((first, Bezier.between((300.0, 0.0), (300.0, 100.0), vertical=True)))
    points = route.points(240)
    assert len(points) == 241
    assert points[0] == pytest.approx((0.0, 0.0))
    assert points[-1] == pytest.approx((300.0, 100.0))
    assert points[180] == pytest.approx((300.0, 0.0), abs=2.0)
    steps = [math.dist(a, b) for a, b in itertools.pairwise(points)]
    assert max(steps) < 4.0
    assert route.at(0.75) == pytest.approx((300.0, 0.0), abs=1.0)


def test_every_number_of_the_contest_opens_and_the_folded_weights_are_the_product():
    visitor = at(WITHOUT)
    tap(visitor, "spark.fold")
    visitor.wait(1.2)
    scene = scene_of(visitor)
    facts = {f.id: f for f in scene.facts(visitor.app.words, visitor.app.canvas.layout, visitor.director.cues())}
    assert {"spark.loss.0", "spark.right.1", "spark.folded.0", "spark.folded.1", "spark.same"} <= set(facts)
    for name, fact in facts.items():
        visitor.tap(fact.area.center)
        assert visitor.director.opener.open == name
        visitor.tap(fact.area.center)
    first, second = scene.contest.shown[PLAIN].layers
    product = float((first.weights @ second.weights)[0, 0])
    assert facts["spark.folded.0"].told().result == f"{product:.4f}"
    assert facts["spark.right.0"].told().result == str(scene.contest.right(SPARK))


def test_who_comes_back_finds_the_contest_as_it_was_left():
    visitor = at(WITHOUT)
    tap(visitor, "spark.train")
    train_to_the_end(visitor)
    visitor.director.next()
    visitor.wait(1.5)
    assert visitor.where[0] == "architecture"
    visitor.director.back()
    visitor.wait(1.5)
    assert visitor.where == ("spark", 3)
    assert scene_of(visitor).contest.outcome() == "spark"
    visitor.director.restart()
    assert "spark.contest" not in visitor.director.journey.kept


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_the_networks_of_the_contest_are_not_squashed_on_an_upright_screen(text: float) -> None:
    for panel in ContestPlaces(portrait(text)).parts:
        assert panel.net.h >= 0.45 * panel.net.w
        assert panel.note.y >= panel.net.bottom
        assert panel.curve.h >= 40
        assert panel.right_count.x >= panel.net.right
