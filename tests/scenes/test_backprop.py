"""Chapter 6 played by hand: blame is the gradient, a nudge agrees, one press is one step, undo is exact."""

from __future__ import annotations

import json
from statistics import median

import numpy as np
import pygame
import pytest

from brain import Network, Where, numeric_gradient
from game import files
from game.core.figures import figure
from game.core.geometry import distance
from game.core.words import Words, languages
from game.journey import Journey
from game.names import neuron_name
from game.scenes.backprop import flow
from game.scenes.backprop.chain import COLOURS, slope_sum, term_sum
from game.scenes.backprop.check import HAIR, compare, decimals
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.places import Places, places_of
from game.scenes.backprop.scene import BackpropScene
from tests.reading import lines_of
from tests.visitor import Visitor

RESTS = BackpropScene.timeline.rests
SHAPES = [(2, 1, 1), (2, 3, 1), (2, 6, 1), (2, 4, 3, 1), (2, 6, 6, 6, 1)]


def playing(rest: int, **options) -> tuple[Visitor, Lesson]:
    """A visitor at a rest of the chapter."""
    visitor = Visitor("backprop", **options)
    visitor.at_rest(rest)
    visitor.frame()
    assert isinstance(visitor.scene, BackpropScene)
    return visitor, visitor.scene.lesson


def places(visitor: Visitor) -> Places:
    assert isinstance(visitor.scene, BackpropScene)
    return places_of(visitor.app.canvas.layout, visitor.scene.lesson.shown.sizes)


def press(visitor: Visitor, control: str) -> None:
    visitor.tap(visitor.hit(control).rect.center)


def lesson_of(sizes: tuple[int, ...], hidden: str = "tanh", seed: int = 3) -> Lesson:
    journey = Journey.fresh(0)
    journey.network = Network(sizes, hidden=hidden, seed=seed)
    return Lesson(journey)


def every(lesson: Lesson) -> list[Where]:
    return [lesson.shown.where(k) for k in range(lesson.shown.params.size)]


# -- what is shown is true ---------------------------------------------------------------------------------


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
    press(visitor, "backprop.nudge")
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


# -- touch ----------------------------------------------------------------------------------------------------


def test_another_student_can_be_chosen_at_once() -> None:
    visitor, lesson = playing(0)
    other = (lesson.student + 3) % 8
    before = lesson.loss
    press(visitor, f"backprop.student.{other}")
    assert lesson.student == other
    assert lesson.loss != before
    press(visitor, "backprop.other")
    assert lesson.student == (other + 1) % 8
    kept = json.loads(json.dumps(visitor.director.journey.to_dict()))
    assert Lesson(Journey.from_dict(kept)).student == lesson.student


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)], ids=["landscape", "portrait"])
def test_a_tap_on_any_fibre_or_neuron_opens_its_weight_or_bias(size: tuple[int, int]) -> None:
    visitor, lesson = playing(2, size=size)
    for place in every(lesson):
        at = places(visitor)
        spot = at.grips.of(place) if place.i is not None else at.nodes[place.layer + 1, place.j][0]
        visitor.tap(spot)
        assert lesson.picked == place


def test_the_first_tap_on_a_fibre_tells_its_factors() -> None:
    visitor, lesson = playing(1)
    visitor.tap(places(visitor).grips.of(Where(0, 1, 2)))
    assert lesson.picked == Where(0, 1, 2)
    visitor.settle()
    assert visitor.where == ("backprop", 2)


def test_a_tap_beside_the_fibres_changes_nothing() -> None:
    visitor, lesson = playing(2)
    net = places(visitor).net
    visitor.tap((net.right - 4, net.y + 4))
    assert lesson.picked is None


@pytest.mark.parametrize("sizes", SHAPES)
def test_arrow_keys_walk_to_every_fibre_and_bias(sizes: tuple[int, ...]) -> None:
    visitor = Visitor("backprop")
    at = Places(visitor.app.canvas.layout, sizes)
    order = at.grips.order()
    assert sum(map(len, order)) == Network(sizes).params.size
    for row in order:
        walked = [row[0]]
        for _ in row[1:]:
            walked.append(at.grips.walk(walked[-1], 0, -1))
        assert walked == row
        assert at.grips.walk(walked[-1], 0, -1) == row[0]
    assert at.grips.walk(order[0][0], 1, 0).layer == min(1, len(order) - 1)


def test_by_keyboard_alone_a_weight_is_chosen_and_nudged() -> None:
    visitor, lesson = playing(2)
    visitor.focus("backprop.fibres")
    before = lesson.place
    visitor.key(pygame.K_DOWN)
    assert lesson.place not in (before, None)
    visitor.key(pygame.K_LEFT)
    assert lesson.place.layer == 0
    visitor.focus("backprop.nudge")
    visitor.key(pygame.K_RETURN)
    assert lesson.check is not None
    assert lesson.check.place == lesson.place


def test_a_factor_card_lights_its_part_of_the_picture() -> None:
    visitor, _ = playing(2)
    scene = visitor.scene
    assert isinstance(scene, BackpropScene)
    for k in range(3):
        press(visitor, f"backprop.factor.{k}")
        assert [round(v) for v in scene.levels(visitor.director.cues())] == [int(n == k) for n in range(3)]
    press(visitor, "backprop.factor.2")
    assert scene.lit is None


def looking(sizes: tuple[int, ...], place: Where, lit: int, **options) -> tuple[Visitor, BackpropScene]:
    """A visitor who looks at one weight with one of its factors lit."""
    visitor = Visitor("backprop", **options)
    visitor.director.journey.reshape(Network(sizes, seed=4))
    visitor.director.scene = scene = BackpropScene(visitor.director.journey)
    scene.lesson.pick(place)
    visitor.at_rest(2)
    scene.light(lit)
    return visitor, scene


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 4, 3, 1), (2, 3, 3, 2, 1), (2, 6, 6, 6, 1)])
def test_each_path_of_the_sum_says_on_the_stage_what_it_gives(sizes: tuple[int, ...]) -> None:
    visitor, scene = looking(sizes, Where(0, 1, 0), 0)
    net, terms = places(visitor).net, scene.lesson.terms()
    assert len(terms) == sizes[2]
    assert sum(term.value for term in terms) == pytest.approx(scene.lesson.factors()[0].value)
    said = [line.text.replace("−", "-") for line in lines_of(visitor) if net.contains(line.rect.center)]
    for term in terms:
        assert (term_sum(term) if len(terms) == 1 else figure(term.value, 3)) in said


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)], ids=["landscape", "portrait"])
def test_the_signal_that_came_in_is_written_at_the_neuron_it_came_from(size: tuple[int, int]) -> None:
    visitor, scene = looking((2, 6, 6, 6, 1), Where(2, 3, 1), 2, size=size)
    value = scene.lesson.factors()[2].value
    near = [line for line in lines_of(visitor) if line.text.replace("−", "-") == f"{value:.4f}"
            and places(visitor).net.contains(line.rect.center)]
    assert near
    pos, r = places(visitor).nodes[2, 3]
    assert distance(near[0].rect.center, pos) < r + 100


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_the_rule_of_the_update_is_no_smaller_than_the_title_over_it(size: tuple[int, int], text: float) -> None:
    visitor, _ = playing(3, size=size, text=text)
    words = visitor.app.words
    lines = lines_of(visitor)
    (title,) = [line for line in lines if line.text == words("backprop.step_title")]
    rule = [line for line in lines if line.text and line.text in words("backprop.rule").replace(" - ", " − ")
            and places(visitor).panel.rect.contains(line.rect.center)]
    assert rule
    assert min(line.rect.h for line in rule) >= title.rect.h


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("sizes", [(2, 1, 1), (2, 3, 1), (2, 4, 3, 1), (2, 6, 6, 6, 1)], ids=str)
def test_everybodys_blame_can_be_read_and_touches_no_neuron(size, text: float, sizes: tuple[int, ...]) -> None:
    visitor = Visitor("backprop", size=size, text=text)
    visitor.director.journey.reshape(Network(sizes, seed=4))
    visitor.director.scene = scene = BackpropScene(visitor.director.journey)
    visitor.at_rest(1)
    lines, at = lines_of(visitor), places(visitor)
    for layer, j in at.nodes:
        if layer == 0:
            continue
        area, value = at.share_area(layer, j), f"{scene.lesson.blame(layer - 1)[0][j]:.3f}".replace("-", "−")
        (line,) = [one for one in lines if value in one.text and area.inset(-3).contains(one.rect.center)]
        assert line.rect.h >= 22 * 1.15
        for pos, r in at.nodes.values():
            assert distance(line.rect.clamp(pos), pos) >= r - 1


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("rest", range(4))
def test_numbers_beside_the_picture_grow_with_the_text(size: tuple[int, int], rest: int) -> None:
    heights: list[dict[str, float]] = []
    for text in (1.0, 2.0):
        visitor, _ = playing(rest, size=size, text=text)
        nodes = places(visitor).nodes.values()
        heights.append({line.text: line.rect.h for line in lines_of(visitor)
                        if any(sign.isdigit() for sign in line.text) and "." in line.text
                        and not any(distance(line.rect.center, pos) < r for pos, r in nodes)})
    both = [(heights[0][text], heights[1][text]) for text in heights[0] if text in heights[1]]
    assert len(both) >= 5
    assert all(large >= small for small, large in both)
    assert median(large / small for small, large in both) >= 1.15


def test_the_value_of_the_weight_hides_no_words_and_no_neuron() -> None:
    for text in (1.0, 1.5, 2.0):
        visitor, lesson = playing(2, size=(1920, 1080), text=text)
        at = places(visitor)
        for place in every(lesson):
            box = at.grips.label(place, [(160 * at.growth, 34 * at.growth), (150, 34)], at.written)
            assert not any(box.overlaps(area) for area in at.written)
            assert all(distance(box.clamp(pos), pos) >= r for pos, r in at.nodes.values())


def test_factors_light_up_one_after_another_during_the_move() -> None:
    visitor, _ = playing(1)
    scene = visitor.scene
    assert isinstance(scene, BackpropScene)
    start = scene.timeline.start_of("factors")
    brightest = [int(np.argmax(scene.levels(scene.timeline.at(start + t)))) for t in (0.5, 1.5, 2.5)]
    assert brightest == [0, 1, 2]


# -- update and undo ------------------------------------------------------------------------------------------


def test_one_press_is_one_step_of_gradient_descent_on_this_student() -> None:
    visitor, lesson = playing(3)
    journey = visitor.director.journey
    before, laps, loss = journey.network.params.copy(), journey.laps, lesson.loss
    gradient = journey.network.loss_and_gradient(lesson.x[None], lesson.y[None])[1]
    press(visitor, "backprop.update")
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
        press(visitor, "backprop.update")
    assert visitor.director.journey.laps == 4
    for _ in range(4):
        press(visitor, "backprop.undo")
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
        press(visitor, "backprop.update")
        visitor.wait(1.0)
    assert np.isfinite(journey.network.params).all()
    assert np.isfinite(lesson.loss)
    while lesson.steps.undone:
        press(visitor, "backprop.undo")
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
    press(visitor, "backprop.update")
    visitor.wait(1.0)
    worse = int((lesson.losses > before).sum())
    assert worse > 0
    assert str(worse) in visitor.scene.caption(visitor.app.words, visitor.director.cues())


def test_the_weight_that_is_looked_at_stays_the_same_after_an_update() -> None:
    visitor, lesson = playing(3)
    place = lesson.place
    for _ in range(3):
        press(visitor, "backprop.update")
        visitor.wait(1.0)
        assert lesson.place == place


# -- challenge ------------------------------------------------------------------------------------------------


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


# -- any architecture -----------------------------------------------------------------------------------------


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
    press(visitor, "backprop.nudge")
    visitor.wait(0.3)
    visitor.at_rest(3)
    visitor.frame()
    press(visitor, "backprop.update")
    visitor.wait(0.2)
    assert scene.lesson.steps.path.shape == (2, 8)


def test_names_and_sums_are_the_fields_own() -> None:
    words = Visitor("backprop").app.words
    assert neuron_name(words, (2, 3, 1), 1, 1) == "neuron 2"
    assert neuron_name(words, (2, 3, 3, 1), 2, 0) == "neuron 2.1"
    assert slope_sum("tanh", 0.5, 0.0) == "1 - (0.500)²"
    assert decimals(-0.00001, 3) == "0.000"
