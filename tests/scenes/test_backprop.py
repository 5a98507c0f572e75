"""Chapter 6: every factor, every share of the blame and every check of it is what the brain says."""

from __future__ import annotations

import numpy as np
import pytest

from brain import Network, Where, numeric_gradient
from game import files
from game.core.words import Words, languages
from game.journey import Journey
from game.names import neuron_name
from game.scenes.backprop import flow
from game.scenes.backprop.chain import COLOURS, slope_sum
from game.scenes.backprop.check import HAIR, compare, decimals
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.scene import BackpropScene
from tests.scenes.backprop_visitor import SHAPES, every, lesson_of, places, playing
from tests.visitor import Visitor


def test_it_begins_with_the_student_of_the_worst_error() -> None:
    lesson = Lesson(Journey.fresh(0))
    errors = (lesson.shown.forward(lesson.eight.x) - lesson.eight.y) ** 2
    assert lesson.student == int(errors.argmax())
    assert lesson.loss == pytest.approx(float(errors.max()))


@pytest.mark.parametrize("sizes", SHAPES)
def test_the_factors_multiply_to_the_gradient_of_every_weight_and_bias(sizes: tuple[int, ...]) -> None:
    lesson = lesson_of(sizes)
    exact = numeric_gradient(lesson.shown, lesson.x[None], lesson.y[None])
    for k, place in enumerate(every(lesson)):
        lesson.pick(place)
        assert np.prod([f.value for f in lesson.factors()]) == pytest.approx(lesson.gradient_of(place), abs=1e-12)
        assert lesson.gradient_of(place) == pytest.approx(exact[k], abs=1e-8)
        if place.layer < len(sizes) - 2:
            assert sum(t.value for t in lesson.terms()) == pytest.approx(lesson.factors()[0].value)


@pytest.mark.parametrize("hidden", ["tanh", "sigmoid", "relu", "leaky_relu"])
@pytest.mark.parametrize("sizes", SHAPES)
def test_the_nudge_agrees_with_the_gradient_of_every_weight_and_bias(sizes: tuple[int, ...], hidden: str) -> None:
    lesson = lesson_of(sizes, hidden)
    for place in every(lesson):
        lesson.pick(place)
        lesson.nudge()
        check = lesson.check
        assert check is not None
        assert check.agrees
        assert (check.losses[1] - check.losses[0]) / (2 * HAIR) == pytest.approx(check.slope)
        assert check.gradient == lesson.gradient_of(place)
        assert check.digits >= 4
        assert decimals(check.slope, check.digits) == decimals(check.gradient, check.digits)


def test_the_product_is_written_with_the_digits_to_which_its_check_agrees() -> None:
    visitor, lesson = playing(2)
    visitor.press("backprop.nudge")
    visitor.wait(2.0)
    assert lesson.check is not None
    product = decimals(lesson.gradient_of(lesson.place), lesson.check.digits)
    canvas = visitor.app.canvas
    canvas.marks = []
    visitor.frame()
    marks, canvas.marks = canvas.marks, None
    assert [mark.text.replace("−", "-") for mark in marks or []].count(product) == 2


def test_the_nudge_says_so_when_a_relu_switches_between_its_runs() -> None:
    lesson = lesson_of((2, 3, 1), "relu")
    layer = lesson.shown.layers[0]
    layer.biases[0] -= lesson.trace.layers[0].z[0] - 1e-9
    lesson.journey.network.params = lesson.shown.params
    lesson.refresh()
    lesson.pick(Where(0, None, 0))
    lesson.nudge()
    assert lesson.check is not None
    assert lesson.check.corner
    assert not lesson.check.agrees


def test_a_relu_that_is_off_lets_no_blame_through_and_the_check_says_so() -> None:
    lesson = lesson_of((2, 3, 1), "relu")
    off = int(np.flatnonzero(lesson.trace.layers[0].z <= 0)[0])
    lesson.pick(Where(0, 0, off))
    lesson.nudge()
    assert lesson.check is not None
    assert lesson.check.verdict == "none"
    assert lesson.check.gradient == 0.0
    assert lesson.check.losses[0] == lesson.check.losses[1]


def test_a_gradient_that_has_vanished_is_called_too_small_to_see() -> None:
    lesson = lesson_of((2, 3, 1), "tanh")
    lesson.journey.network.params = lesson.shown.params * 12
    lesson = Lesson(lesson.journey)
    verdicts = set()
    for place in every(lesson):
        lesson.pick(place)
        lesson.nudge()
        assert lesson.check is not None
        verdicts.add(lesson.check.verdict)
        if lesson.check.verdict == "vanished":
            assert 0.0 < abs(lesson.check.gradient) < 1e-8
    assert "vanished" in verdicts
    assert verdicts <= {"agrees", "vanished", "none"}


@pytest.mark.parametrize("hidden", ["tanh", "sigmoid", "relu", "leaky_relu", "linear"])
def test_a_trained_network_is_checked_as_well(hidden: str) -> None:
    journey = Journey.fresh(1)
    journey.use_activation(hidden)
    journey.train_ahead()
    lesson = Lesson(journey)
    for place in every(lesson):
        lesson.pick(place)
        lesson.nudge()
        assert lesson.check is not None
        assert lesson.check.verdict in ("agrees", "none", "vanished")
        assert lesson.check.slope == pytest.approx(lesson.check.gradient, rel=1e-3, abs=1e-9)


def test_two_slopes_agree_to_the_digits_that_are_shown_and_not_to_fewer_than_two() -> None:
    assert compare(0.12341, 0.123411) == (5, True)
    assert compare(0.12341, 0.12339) == (4, True)
    assert compare(0.131, 0.134) == (2, True)
    assert compare(0.13, 0.15) == (5, False)
    digits, agrees = compare(12.3456, 12.3478)
    assert agrees
    assert digits == 2
    assert compare(0.5, 0.25) == (5, False)
    assert not compare(float("nan"), float("nan"))[1]
    assert not compare(float("inf"), float("inf"))[1]


def test_every_network_that_can_travel_here_ends_in_a_sigmoid_that_has_its_three_factors() -> None:
    journey = Journey.fresh(2)
    for hidden in ("relu", "linear", "sigmoid", "leaky_relu", "tanh"):
        journey.use_activation(hidden)
        lesson = Lesson(journey)
        assert lesson.shown.output == "sigmoid"
        assert [f.name for f in lesson.factors()] == ["dloss_da", "slope", "input"]


WORDS = "backprop.verdict"


@pytest.mark.parametrize("language", languages(files.assets() / "words"))
def test_every_outcome_of_a_check_has_words_and_a_look(language: str) -> None:
    words = Words.load(files.assets() / "words", language)
    said = [words(f"{WORDS}.{outcome}") for outcome in COLOURS]
    assert len(set(said)) == len(COLOURS) == 5


def test_pulses_grow_with_the_gradient_and_haloes_with_the_blame() -> None:
    sizes = [flow.pulse_size(g) for g in (0.0, 0.001, 0.01, 0.1, 0.2)]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == len(sizes)
    levels = [flow.blame_level(b) for b in (0.0, 0.01, 0.1, 1.0, float("inf"))]
    assert levels == sorted(levels)
    assert levels[-1] == 1.0


@pytest.mark.parametrize("layers", [2, 3, 4])
def test_blame_arrives_layer_by_layer_from_the_output(layers: int) -> None:
    for back in np.linspace(0, 1, 21):
        shares = [flow.arrived(layers, layer, back) for layer in range(1, layers + 1)]
        assert shares == sorted(shares)
    assert flow.arrived(layers, layers, 0.0) == 1.0
    assert flow.arrived(layers, 1, 1.0) == 1.0


def test_the_backward_flow_can_be_scrubbed_and_then_repeats() -> None:
    _, lesson = playing(0)
    line = BackpropScene.timeline
    waves = [tuple(flow.comets(lesson, line.at(t, now=3.0))) for t in (0.3, 1.2, 0.3)]
    assert waves[0] == waves[2] != waves[1]
    assert {c.link[0] for c in waves[0]} == {1}
    assert {c.link[0] for c in flow.comets(lesson, line.at(2.0))} == {0}
    assert all(c.backwards and c.colour == "error" for c in waves[0])
    late = [tuple(flow.comets(lesson, line.at(line.rests[1], now=now))) for now in (5.0, 5.4)]
    assert late[0] != late[1]


def test_the_challenge_is_solved_by_the_connection_with_the_most_blame() -> None:
    visitor, lesson = playing(2)
    assert visitor.scene.challenge() == 0.0
    weights = [p for p in every(lesson) if p.i is not None]
    ranked = sorted(weights, key=lambda p: abs(lesson.gradient_of(p)))
    progress = []
    for place in (ranked[0], ranked[len(ranked) // 2], ranked[-2]):
        visitor.tap(places(visitor).grips.of(place))
        progress.append(visitor.scene.challenge())
    assert progress == sorted(progress)
    assert progress[-1] < 1.0
    visitor.tap(places(visitor).grips.of(ranked[-1]))
    visitor.frame()
    assert visitor.scene.challenge() == 1.0
    assert "backprop" in visitor.director.journey.solved


def test_the_first_weight_shown_does_not_give_the_challenge_away() -> None:
    for seed in range(6):
        lesson = Lesson(Journey.fresh(seed))
        last = lesson.gradients(len(lesson.trace.layers) - 1)
        assert abs(lesson.gradient_of(lesson.place)) < np.abs(last).max()


@pytest.mark.parametrize("size", [(800, 450), (450, 800)], ids=["landscape", "portrait"])
@pytest.mark.parametrize(("sizes", "hidden"), [((2, 6, 6, 6, 1), "tanh"), ((2, 5, 1), "relu"), ((2, 1, 1), "linear"),
                                               ((2, 2, 6, 1), "leaky_relu"), ((2, 4, 4, 1), "sigmoid")])
def test_every_architecture_is_drawn_and_can_be_played(size: tuple[int, int], sizes: tuple[int, ...],
                                                       hidden: str) -> None:
    visitor = Visitor("backprop", size=size)
    visitor.director.journey.network = Network(sizes, hidden=hidden, seed=2)
    visitor.director.scene = BackpropScene(visitor.director.journey)
    scene = visitor.director.scene
    for rest in range(4):
        visitor.at_rest(rest)
        visitor.wait(0.1)
    visitor.at_rest(2)
    area = places(visitor)
    assert all(area.net.at_least(1).contains(pos) for pos, _ in area.nodes.values())
    visitor.tap(area.grips.of(Where(0, 1, 0)))
    visitor.frame()
    visitor.press("backprop.nudge")
    visitor.wait(0.3)
    visitor.at_rest(3)
    visitor.frame()
    visitor.press("backprop.update")
    visitor.wait(0.2)
    assert scene.lesson.steps.path.shape == (2, 8)


def test_names_and_sums_are_the_fields_own() -> None:
    words = Visitor("backprop").app.words
    assert neuron_name(words, (2, 3, 1), 1, 1) == "neuron 2"
    assert neuron_name(words, (2, 3, 3, 1), 2, 0) == "neuron 2.1"
    assert slope_sum("tanh", 0.5, 0.0) == "1 - (0.500)²"
    assert decimals(-0.00001, 3) == "0.000"
