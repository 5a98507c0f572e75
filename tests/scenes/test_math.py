"""The last chapter beside its programs: stepped, tapped, dragged and foretold, back and forth."""

from __future__ import annotations

import re

import numpy as np
import pygame
import pytest

from brain import Network, activation
from game import files, programs
from game.core.words import Words
from game.draw.code import listing
from game.draw.variables import places_of
from game.journey import Journey
from game.scenes.math.activations import CURVES, orb_of, plot_of, rides_of, sums_of, tiles_of
from game.scenes.math.curve import REACH, lights
from game.scenes.math.guess import answers, slip_of, wrong_answers
from game.scenes.math.places import Places
from game.scenes.math.scene import MathScene
from game.scenes.math.shapes import parts_of, shape_words
from tests.visitor import PORTRAIT, Visitor


@pytest.fixture
def visitor() -> Visitor:
    found = Visitor("math")
    found.frame()
    return found


def scene_of(visitor: Visitor) -> MathScene:
    assert isinstance(visitor.scene, MathScene)
    return visitor.scene


def reader_of(visitor: Visitor):
    scene = scene_of(visitor)
    return scene.reader(scene.which(visitor.director.cues()))


# -- touch ----------------------------------------------------------------------------------------------


def test_step_and_back_are_exact(visitor: Visitor) -> None:
    reader = reader_of(visitor)
    for _ in range(6):
        visitor.press("math.step")
    seen = [reader.run.steps[i] for i in range(7)]
    assert reader.at == 6
    for expected in reversed(range(6)):
        visitor.press("math.back")
        assert reader.at == expected
        assert reader.step is seen[expected]


def test_run_goes_to_the_question_and_waits_there(visitor: Visitor) -> None:
    visitor.press("math.run")
    visitor.pass_time(8.0)
    reader = reader_of(visitor)
    assert reader.at == reader.first("sum")
    assert not reader.running
    assert reader.known("z") is None


def test_the_challenge_is_solved_when_z_is_computed_not_before(visitor: Visitor) -> None:
    journey = visitor.director.journey
    truth = wrong_answers(journey.network, journey.x)[0]
    visitor.press(f"math.answer.{answers(journey.network, journey.x).index(truth)}")
    visitor.wait(0.2)
    assert scene_of(visitor).challenge() == 0.0


def test_foretelling_z_solves_the_challenge(visitor: Visitor) -> None:
    scene, journey = scene_of(visitor), visitor.director.journey
    truth = wrong_answers(journey.network, journey.x)[0]
    visitor.press(f"math.answer.{answers(journey.network, journey.x).index(truth)}")
    visitor.pass_time(11.0)
    assert "math" in journey.solved
    assert scene.play.guess()["right"]
    assert float(reader_of(visitor).known("z")) == pytest.approx(truth, abs=1e-12)


def test_a_wrong_answer_solves_nothing_and_another_student_asks_again(visitor: Visitor) -> None:
    scene, journey = scene_of(visitor), visitor.director.journey
    truth, wrong = wrong_answers(journey.network, journey.x)
    visitor.press(f"math.answer.{answers(journey.network, journey.x).index(wrong[0])}")
    visitor.wait(1.0)
    assert "math" not in journey.solved
    assert not scene.play.asking()
    visitor.press("math.other")
    assert scene.play.asking()
    assert wrong_answers(journey.network, journey.x)[0] != truth


def test_a_wrong_answer_is_told_what_went_wrong(visitor: Visitor) -> None:
    journey = visitor.director.journey
    layer = journey.network.layers[0]
    without_bias = wrong_answers(journey.network, journey.x)[0] - float(layer.biases[0])
    assert slip_of(journey.network, journey.x, without_bias) == "bias"
    offered = answers(journey.network, journey.x)
    chosen = min(range(3), key=lambda k: abs(offered[k] - without_bias))
    visitor.press(f"math.answer.{chosen}")
    visitor.pass_time(11.0)
    visitor.app.canvas.marks = []
    visitor.frame(dt=0.0)
    assert any("the bias is missing" in mark.text for mark in visitor.app.canvas.marks)
    assert "math" not in journey.solved


def test_answers_that_were_seen_are_not_asked_for(visitor: Visitor) -> None:
    reader = reader_of(visitor)
    reader.seek(reader.last)
    visitor.wait(0.1)
    reader.seek(0)
    visitor.wait(0.1)
    assert not scene_of(visitor).play.asking()


def test_there_are_three_different_answers_for_any_neuron() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        network = Network((2, 3, 1), seed=1)
        network.params = rng.choice([0.0, 0.5, -1.0, 2.0], network.params.size)
        x = tuple(rng.choice([-1.0, 0.0, 0.3], 2))
        offered = answers(network, x)
        assert len({round(value, 2) for value in offered}) == 3
        assert wrong_answers(network, x)[0] in offered


def tap_line(visitor: Visitor, number: int) -> None:
    reader, place = reader_of(visitor), Places(visitor.app.canvas.layout)
    laid = listing(place.code, reader.run.program.lines, reader.line)
    visitor.tap(laid.row(number).center)


def test_a_tap_on_a_line_goes_to_the_next_time_it_runs(visitor: Visitor) -> None:
    reader = reader_of(visitor)
    visitor.frame()
    seen = []
    for _ in range(3):
        tap_line(visitor, 6)
        seen.append((reader.step.line, reader.step.values["i"]))
    assert seen == [(6, 0), (6, 1), (6, 0)]
    at = reader.at
    tap_line(visitor, 2)
    assert reader.at == at, "an empty line never runs"


def test_up_and_down_pick_a_line_while_the_listing_has_the_focus(visitor: Visitor) -> None:
    visitor.focus("math.listing")
    reader, story = reader_of(visitor), visitor.scene.player.t
    runs, seen = sorted(reader.lines), [reader.step.line]
    for _ in range(len(runs) + 2):
        visitor.key(pygame.K_DOWN)
        seen.append(reader.step.line)
    assert seen == [*runs, runs[-1], runs[-1], runs[-1]], "every line that runs, one after another, and no further"
    for line in [*runs[-2::-1], runs[0]]:
        visitor.key(pygame.K_UP)
        assert reader.step.line == line
    assert visitor.scene.player.t == story, "the story stays where it is"


def test_down_goes_on_in_time_and_up_goes_back(visitor: Visitor) -> None:
    visitor.press("math.tab.train")
    visitor.wait(0.2)
    visitor.focus("math.listing")
    reader = reader_of(visitor)
    middle = [at for at, step in enumerate(reader.run.steps) if step.line == 12][1]
    reader.seek(middle)
    visitor.key(pygame.K_UP)
    assert reader.at < middle
    visitor.key(pygame.K_DOWN)
    assert reader.at == middle, "up and down again is where it was"


def test_up_and_down_move_the_story_while_the_listing_has_no_focus(visitor: Visitor) -> None:
    at, story = reader_of(visitor).at, visitor.scene.player.t
    visitor.key(pygame.K_DOWN)
    assert reader_of(visitor).at == at
    assert visitor.scene.player.t > story


def test_the_listing_is_dragged_by_finger_and_follows_again_at_the_next_step(visitor: Visitor) -> None:
    visitor.press("math.tab.train")
    visitor.wait(0.2)
    reader, panel = reader_of(visitor), visitor.hit("math.listing").rect
    visitor.swipe(panel.center, (panel.cx + 10, panel.cy - 250))
    visitor.wait(0.5)
    assert reader.line > 12
    assert visitor.where == ("math", 2)
    visitor.press("math.step")
    visitor.wait(1.5)
    assert reader.line == reader.step.line
    visitor.swipe(panel.center, (panel.cx + 300, panel.cy))
    visitor.settle()
    assert visitor.where == ("math", 1), "a swipe across turns the page as anywhere"


@pytest.mark.parametrize(("sizes", "name", "told"), [
    ((2, 3, 1), "W", ["2 inputs × 3 neurons", "3 inputs × 1 neuron"]), ((2, 3, 1), "b", ["3 neurons", "1 neuron"]),
    ((2, 6, 6, 1), "W", ["2 inputs × 6 neurons", "6 inputs × 6 neurons", "6 inputs × 1 neuron"]),
    ((2, 3, 1), "X", ["60 students × 2 inputs"]), ((2, 3, 1), "y", ["60 students × 1 answer"]),
    ((2, 3, 1), "a", ["60 students × 2 inputs", "60 students × 3 neurons", "60 students × 1 neuron"]),
    ((2, 3, 1), "dW", ["3 inputs × 1 neuron"])])
def test_shapes_are_told_in_plain_words(sizes: tuple[int, ...], name: str, told: list[str]) -> None:
    journey = Journey.fresh()
    run = programs.run_train(Network(sizes, hidden="tanh", output="sigmoid", seed=1), journey.data(), 1.0)
    at = next(at for at, step in enumerate(run.steps) if step.values.get("dW") or (name != "dW" and name in step.values
                                                                                   and step.line > 18))
    value = run.steps[at].values[name]
    words = Words.load(files.assets() / "words", "en")
    parts = parts_of(name, value)
    assert [shape_words(words, name, part, k) for _, part, k in parts] == told
    for (_, part, _), text in zip(parts, told, strict=True):
        assert [int(number) for number in re.findall(r"\d+", text)] == list(np.shape(part))


@pytest.mark.parametrize("program", range(3))
def test_every_variable_with_a_shape_opens(visitor: Visitor, program: int) -> None:
    visitor.at_rest(program)
    reader = reader_of(visitor)
    reader.seek(reader.last // 2)
    visitor.frame()
    shown = places_of(Places(visitor.app.canvas.layout).rows, reader.variables(), reader.step.changed)
    arrays = {name: row for name, row in shown.items() if parts_of(name, reader.variables()[name])}
    assert arrays
    for name, row in arrays.items():
        visitor.tap(row.center)
        assert visitor.director.opener.open == f"shape.{name}"
        visitor.key(pygame.K_ESCAPE)


def test_every_point_on_the_curves_is_what_the_program_returned(visitor: Visitor) -> None:
    visitor.press("math.tab.activations")
    visitor.wait(0.2)
    reader = reader_of(visitor)
    reader.seek(reader.last)
    rides = rides_of(reader)
    assert len(rides) == 5
    for ride in rides:
        assert set(ride.values) == {"sigmoid", "tanh", "relu", "leaky_relu"}
        for name, a in ride.values.items():
            assert a == pytest.approx(float(activation(name).value(ride.z)), abs=1e-12)
    assert rides[0].z == pytest.approx(wrong_answers(visitor.director.journey.network, visitor.director.journey.x)[0])


@pytest.mark.parametrize("size", [(1280, 720), PORTRAIT])
def test_every_sum_has_its_ring_on_every_curve_before_the_program_runs(size: tuple[int, int]) -> None:
    visitor = Visitor("math", size=size)
    visitor.at_rest(1)
    place, pixels = Places(visitor.app.canvas.layout), visitor.pixels.max(axis=2)
    for name, tile in zip(CURVES, tiles_of(place), strict=True):
        plot = plot_of(tile)
        for z in sums_of(reader_of(visitor)):
            x, y = visitor.px(plot.at(z, float(activation(name).value(z))))
            assert pixels[x - 5:x + 6, y - 5:y + 6].max() > 120, f"{name} has nothing at z = {z:.2f}"


def test_the_sum_that_comes_first_stands_in_the_neuron_and_opens_before_the_program_runs(visitor: Visitor) -> None:
    visitor.at_rest(1)
    visitor.wait(0.2)
    visitor.app.canvas.marks = []
    visitor.frame(dt=0.0)
    shown = visitor.app.canvas.printed(f"{sums_of(reader_of(visitor))[0]:z.2f}")
    assert shown in [mark.text for mark in visitor.app.canvas.marks]
    visitor.app.canvas.marks = None
    visitor.tap(orb_of(Places(visitor.app.canvas.layout)))
    assert visitor.director.opener.open


def test_a_curve_turns_golden_where_a_sum_has_ridden() -> None:
    xs = np.linspace(-REACH, REACH, 65)
    assert not lights(xs, ()).any()
    lit = lights(xs, (-1.0, 9.0))
    assert lit[np.argmin(abs(xs + 1.0))] > 0.95
    assert lit[-1] == 1.0, "what lies outside lights the edge"
    assert lit[np.argmin(abs(xs - 1.0))] < 0.01


def test_tabs_lead_to_each_program(visitor: Visitor) -> None:
    for name in ("train", "activations", "neuron"):
        visitor.press(f"math.tab.{name}")
        visitor.wait(0.2)
        assert reader_of(visitor).run.program.name == f"{name}.py"


def test_train_py_starts_untrained_or_trained(visitor: Visitor) -> None:
    journey = visitor.director.journey
    visitor.press("math.tab.train")
    assert np.array_equal(reader_of(visitor).run.steps[0].values["W"][0], journey.before.layers[0].weights)
    visitor.press("math.start.after")
    visitor.frame()
    assert np.array_equal(reader_of(visitor).run.steps[0].values["W"][0], journey.network.layers[0].weights)


def test_the_slider_scrubs_with_arrow_keys(visitor: Visitor) -> None:
    visitor.director.ui.focus = "math.at"
    for _ in range(3):
        visitor.key(pygame.K_RIGHT)
    assert reader_of(visitor).at == 3
    visitor.key(pygame.K_LEFT)
    assert reader_of(visitor).at == 2


def test_entered_directly_the_network_has_learnt(visitor: Visitor) -> None:
    journey = visitor.director.journey
    assert journey.laps > 0
    assert scene_of(visitor).page.losses()[1] < 0.5 * scene_of(visitor).page.losses()[0]


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_the_cells_beside_neuron_py_hold_their_numbers_at_any_text_size(size: tuple[int, int]) -> None:
    visitor = Visitor("math", size=size, text=2.0)
    visitor.settle()
    canvas, journey = visitor.app.canvas, visitor.director.journey
    card = Places(canvas.layout).halves[1]
    canvas.marks = []
    visitor.frame(dt=0.0)
    shown = [mark.text for mark in canvas.marks if card.contains(mark.rect.center)]
    for value in (*journey.x, *journey.network.layers[0].weights[:, 0]):
        assert canvas.printed(f"{value:.2f}") in shown
