"""Chapter 1 by mouse, finger and keys: knobs turn the network's own weights, the line parts the four students."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.app import STEP, App, Options
from game.scenes.neuron.scene import FOUR, NeuronScene
from game.scenes.neuron.sum import Sum
from game.scenes.parts import REACH
from tests.visitor import LANDSCAPE, PORTRAIT, Visitor

SIZE = (1280, 720)


@pytest.fixture
def app() -> App:
    app = App(Options(scene="neuron", size=SIZE), surface=pygame.Surface(SIZE, 0, 32))
    app.director.scene.player.seek(app.director.scene.timeline.length)
    app.frame(STEP)
    return app


def place_of(app: App, control: str) -> tuple[float, float]:
    hit = next(hit for hit in app.director.ui.hits if hit.id == control)
    return app.canvas.view.px(hit.rect.center)


def drag(app: App, start: tuple[float, float], end: tuple[float, float]) -> None:
    app.frame(STEP, [pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=start, button=1)])
    for share in (0.25, 0.5, 0.75, 1.0):
        at = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
        app.frame(STEP, [pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(1, 0, 0))])
    app.frame(STEP, [pygame.event.Event(pygame.MOUSEBUTTONUP, pos=end, button=1)])


def first_neuron(app: App) -> np.ndarray:
    return app.director.journey.network.layers[0].block[:, 0].copy()


@pytest.mark.parametrize(("control", "row"), [("neuron.w1", 0), ("neuron.w2", 1), ("neuron.b", 2)])
def test_a_knob_dragged_up_raises_its_own_number_only(app: App, control: str, row: int) -> None:
    before = first_neuron(app)
    x, y = place_of(app, control)
    drag(app, (x, y), (x, y - 60))
    change = first_neuron(app) - before
    assert change[row] == pytest.approx(60 / app.canvas.scale / 90.0, abs=0.02)
    assert np.count_nonzero(change) == 1


def test_a_finger_turns_a_knob_too(app: App) -> None:
    before = first_neuron(app)
    x, y = place_of(app, "neuron.w1")
    for kind, dy in ((pygame.FINGERDOWN, 0), (pygame.FINGERMOTION, -50), (pygame.FINGERUP, -50)):
        spot = {"x": x / SIZE[0], "y": (y + dy) / SIZE[1], "finger_id": 3, "touch_id": 1, "dx": 0.0, "dy": 0.0}
        app.frame(STEP, [pygame.event.Event(kind, **spot)])
    assert first_neuron(app)[0] > before[0] + 0.3


def test_tab_and_arrows_turn_a_knob(app: App) -> None:
    before = first_neuron(app)
    app.frame(STEP, [pygame.event.Event(pygame.KEYDOWN, key=pygame.K_TAB, mod=0)])
    app.frame(STEP, [pygame.event.Event(pygame.KEYDOWN, key=pygame.K_UP, mod=0)])
    assert first_neuron(app)[0] == pytest.approx(before[0] + 0.1)


def test_a_trained_weight_beyond_the_knobs_reach_is_left_alone(app: App) -> None:
    layer = app.director.journey.network.layers[0]
    layer.weights[0, 0] = 2 * REACH
    for _ in range(5):
        app.frame(STEP)
    assert layer.weights[0, 0] == 2 * REACH


def test_the_challenge_counts_the_students_on_their_side(app: App) -> None:
    scene = app.director.scene
    assert isinstance(scene, NeuronScene)
    block = app.director.journey.network.layers[0].block
    block[:, 0] = (2.0, 0.0, 0.0)
    assert scene.challenge() == 1.0
    app.frame(STEP)
    assert "neuron" in app.director.journey.solved
    block[:, 0] = (-2.0, 0.0, 0.0)
    assert scene.challenge() == 0.0
    assert len(FOUR) == 4


def test_the_student_is_dragged_over_the_plane(app: App) -> None:
    x, y = place_of(app, "neuron.student")
    drag(app, (x, y), (x + 30, y - 30))
    plane = next(hit.rect for hit in app.director.ui.hits if hit.id == "neuron.student")
    moved = 5.0 + 10 * 30 / app.canvas.scale / plane.w
    assert app.director.journey.student == pytest.approx((moved, moved), abs=0.3)


def test_the_pushes_lead_from_zero_to_z() -> None:
    total = Sum((0.44, -0.3), (-0.6, 0.8, 0.3))
    assert total.stops == pytest.approx([0.0, -0.264, -0.504, -0.204])
    assert total.stops[-1] == total.z


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_every_number_of_the_sum_opens_at_every_rest_and_stays_live(size: tuple[int, int]) -> None:
    visitor = Visitor("neuron", size=size)
    wanted = [{"push"}, {"push", "sum"}, {"push"}]
    for rest, groups in enumerate(wanted):
        visitor.at_rest(rest)
        scene = visitor.scene
        facts = {fact.id: fact for fact in
                 scene.facts(visitor.app.words, visitor.app.canvas.layout, visitor.director.cues())}
        assert {name.split(".")[0] for name in facts} - {"hours", "written"} == groups
        for group in groups:
            for i in range(4):
                visitor.tap(facts[f"{group}.{i}"].area.center)
                assert visitor.director.opener.open == f"{group}.{i}", (rest, visitor.director.opener.open)
                visitor.tap(facts[f"{group}.{i}"].area.center)
        z = facts["push.3"].told().result
        visitor.director.journey.network.layers[0].biases[0] += 0.5
        assert facts["push.3"].told().result != z


def test_a_push_of_nothing_has_no_sign_and_a_solved_challenge_says_so() -> None:
    visitor = Visitor("neuron")
    visitor.at_rest(2)
    visitor.director.journey.network.layers[0].block[:, 0] = (2.0, 0.0, 0.0)
    visitor.wait(0.1)
    canvas = visitor.app.canvas
    canvas.marks = []
    visitor.frame()
    told, canvas.marks = [mark.text for mark in canvas.marks], None
    assert "0.00" in told
    assert not {"+0.00", "-0.00", "−0.00"} & set(told)
    task = visitor.app.words("neuron.challenge")
    assert visitor.app.words("try.done", task=task) in told


def test_large_weights_keep_their_formula_within_its_card() -> None:
    visitor = Visitor("neuron")
    visitor.at_rest(1)
    visitor.director.journey.network.layers[0].block[:, 0] = (19.4, -17.33, -104.2)
    canvas = visitor.app.canvas
    canvas.marks = []
    visitor.frame()
    told, canvas.marks = [mark for mark in canvas.marks if "104" in mark.text], None
    inner = canvas.layout.tray.inset(32, 0)
    assert any("(" in mark.text for mark in told)
    assert all(mark.rect.right <= inner.right + 2 for mark in told if mark.rect.x > inner.x)


def test_a_trained_weight_is_turned_faster_so_that_the_hand_goes_no_farther_and_can_come_back() -> None:
    visitor = Visitor("neuron")
    layer = visitor.director.journey.network.layers[0]
    layer.weights[0, 0] = 4 * REACH
    visitor.director.go("spark")
    visitor.wait(1.5)
    visitor.director.back()
    visitor.wait(1.5)
    visitor.at_rest(2)
    x, y = visitor.hit("neuron.w1").rect.center
    visitor.frame(visitor.finger(pygame.FINGERDOWN, (x, y)))
    for dy in (90.0, 270.0):
        visitor.frame(visitor.finger(pygame.FINGERMOTION, (x, y + dy)))
    assert layer.weights[0, 0] == pytest.approx(0.0, abs=0.2)
    visitor.frame(visitor.finger(pygame.FINGERMOTION, (x, y - 40)))
    visitor.frame(visitor.finger(pygame.FINGERUP, (x, y - 40)))
    assert layer.weights[0, 0] == pytest.approx(4 * REACH)


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_the_numbers_of_knobs_and_pushes_grow_with_the_text(size: tuple[int, int]) -> None:
    def wide(text: float, number: str) -> float:
        visitor = Visitor("neuron", size=size, text=text)
        visitor.at_rest(0)
        visitor.app.canvas.marks = []
        visitor.frame(dt=0.0)
        return max(mark.rect.w for mark in visitor.app.canvas.marks if mark.text == number)

    for number in ("w₁ = −0.60", "b = 0.30", "+0.30"):
        assert wide(2.0, number) >= 1.25 * wide(1.0, number)
