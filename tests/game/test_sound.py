"""What a visitor hears: each sound belongs to something that happens on the stage, and to its real number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pygame
import pytest

from game.app import STEP, App, Options
from game.core.notes import Note, activation_level, loss_level
from game.ear import GAP_SECONDS, RING_SECONDS
from game.scenes.backprop.flow import LARGEST, arrivals, pulse_size
from game.scenes.spark.scene import SparkScene
from tests.visitor import Visitor, chapters

SIZE = (800, 450)


class Recorder:
    """Stands where the speaker stands, and writes down what it is asked to play."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.notes: list[tuple[float, Note]] = []
        self.hums: list[tuple[float, float]] = []
        self.hushed = 0
        visitor.app.speaker = self  # type: ignore[assignment]

    def play(self, notes: Sequence[Note], hum: float | None, dt: float) -> None:
        now = self.visitor.director.now
        self.notes += [(now, note) for note in notes]
        if hum is not None:
            self.hums.append((now, hum))
        assert not (hum is not None and any(note.kind != "press" for note in notes)), "two layers at once"

    def hush(self, dt: float) -> None:
        self.hushed += 1

    def of(self, kind: str) -> list[Note]:
        return [note for _, note in self.notes if note.kind == kind]

    def clear(self) -> None:
        self.notes.clear()
        self.hums.clear()


def heard(scene: str, **more: object) -> tuple[Visitor, Recorder]:
    visitor = Visitor(scene, size=SIZE, **more)  # type: ignore[arg-type]
    visitor.wait(0.1)
    return visitor, Recorder(visitor)


def go_on(visitor: Visitor) -> None:
    visitor.key(pygame.K_SPACE)
    visitor.settle()


def drag(visitor: Visitor, control: str, dx: float, dy: float, frames: int = 40) -> None:
    """One finger, pressed on a control and moved evenly."""
    at = visitor.hit(control).rect.center
    visitor.frame(visitor.finger(pygame.FINGERDOWN, at))
    for n in range(1, frames + 1):
        to = (at[0] + dx * n / frames, at[1] + dy * n / frames)
        visitor.frame(visitor.finger(pygame.FINGERMOTION, to))
    visitor.frame(visitor.finger(pygame.FINGERUP, (at[0] + dx, at[1] + dy)))


def expected_plucks(visitor: Visitor) -> list[float]:
    """The level of every neuron behind the inputs, layer by layer, straight from the brain."""
    network, journey = visitor.director.journey.network, visitor.director.journey
    hidden, output = network.activations([journey.x])[1:-1], network.activations([journey.x])[-1]
    low = {"tanh": -1.0, "sigmoid": 0.0}[network.hidden]
    return [activation_level(a, low, 1.0) for layer in hidden for a in layer[0]] + [float(output[0, 0])]


def test_a_forward_run_plucks_every_neuron_at_the_pitch_of_its_activation() -> None:
    visitor, ear = heard("forward")
    go_on(visitor)
    plucks = ear.of("pluck")
    assert [note.level for note in plucks] == pytest.approx(expected_plucks(visitor))
    times = [now for now, note in ear.notes if note.kind == "pluck"]
    assert min(np.diff(times)) >= GAP_SECONDS - 1e-6


def test_where_motion_is_reduced_a_run_is_strummed_in_the_same_order() -> None:
    visitor, ear = heard("forward")
    visitor.app._apply(replace(visitor.app.settings, reduced_motion=True))
    go_on(visitor)
    visitor.wait(0.5)
    assert [note.level for note in ear.of("pluck")] == pytest.approx(expected_plucks(visitor))


def test_a_program_that_runs_is_heard_where_it_answers() -> None:
    visitor, ear = heard("math")
    visitor.director.journey.solved.add("math")  # or a right answer's chord would drown it
    reader = visitor.scene.reader("neuron")  # type: ignore[attr-defined]
    while reader.at < reader.last:
        visitor.tap(visitor.hit("math.step").rect.center)
        visitor.wait(0.1)
        if reader.at == reader.first("sum") and visitor.scene.play.asking():  # type: ignore[attr-defined]
            visitor.tap(visitor.hit("math.answer.0").rect.center)
    visitor.wait(0.2)
    assert [note.level for note in ear.of("pluck")] == [pytest.approx(float(reader.returned("spark")))]


def test_the_matrix_product_plucks_them_one_by_one() -> None:
    visitor, ear = heard("forward")
    go_on(visitor)
    ear.clear()
    go_on(visitor)
    assert [note.level for note in ear.of("pluck")] == pytest.approx(expected_plucks(visitor))
    assert min(np.diff([now for now, _ in ear.notes])) > 0.5


def test_dragging_time_is_silent_both_ways() -> None:
    visitor, ear = heard("forward")
    go_on(visitor)
    ear.clear()
    for _ in range(30):
        visitor.wheel(1.0)
    for _ in range(30):
        visitor.wheel(-1.0)
    area = visitor.hit("rail.time").rect
    visitor.swipe((area.x + 10, area.cy), (area.right - 10, area.cy))
    assert not [note for note in ear.notes if note[1].kind != "press"]


def test_running_again_after_rewinding_sounds_again() -> None:
    visitor, ear = heard("forward")
    for _ in range(2):
        ear.clear()
        visitor.tap(visitor.hit("forward.rewind").rect.center)
        visitor.tap(visitor.hit("forward.run").rect.center)
        visitor.settle()
        assert len(ear.of("pluck")) == 4


def test_red_pulses_are_low_and_as_strong_as_their_gradients() -> None:
    visitor, ear = heard("backprop")
    go_on(visitor)
    visitor.wait(0.4)
    pulses = ear.of("blame")
    lesson = visitor.scene.lesson  # type: ignore[attr-defined]
    assert len(pulses) == len(arrivals(lesson))
    sizes = sorted((pulse_size(g) for layer in range(2) for g in lesson.gradients(layer).ravel()), reverse=True)
    loudest = max(note.strength for note in pulses)
    assert loudest == pytest.approx(0.35 + 0.65 * sizes[0] / LARGEST)
    deepest, highest = (pick(pulses, key=lambda note: note.level) for pick in (min, max))
    assert deepest.strength > highest.strength
    assert deepest.pitch < 293.0


def test_turning_a_knob_plays_up_and_down_the_scale() -> None:
    visitor, ear = heard("spark")
    drag(visitor, "spark.z", 260, 0)
    up = [note.pitch for note in ear.of("pluck")]
    ear.clear()
    drag(visitor, "spark.z", -400, 0)
    down = [note.pitch for note in ear.of("pluck")]
    assert len(up) > 2
    assert up == sorted(up)
    assert len(down) > 2
    assert down == sorted(down, reverse=True)


def test_the_last_tone_of_a_turn_is_that_of_the_value_it_ends_at() -> None:
    visitor, ear = heard("demo")
    drag(visitor, "demo.study", -600, 0, frames=6)
    visitor.wait(0.2)
    chance = visitor.director.journey.network.forward([visitor.director.journey.x])[0, 0]
    assert ear.of("pluck")[-1].step == Note("pluck", float(chance)).step


def test_a_tapped_neuron_is_heard() -> None:
    visitor, ear = heard("architecture")
    go_on(visitor)
    ear.clear()
    visitor.tap(visitor.hit("architecture.neuron1.2").rect.center)
    visitor.wait(0.3)
    a = visitor.director.journey.network.activations([visitor.director.journey.x])[1][0, 2]
    assert [note.level for note in ear.of("pluck")] == pytest.approx([activation_level(float(a), -1.0, 1.0)])


def test_the_loss_hums_while_a_knob_is_turned_and_rests_with_it() -> None:
    visitor, ear = heard("loss")
    visitor.wait(1.0)
    assert not ear.hums
    drag(visitor, "loss.w0", 0, 150)
    assert ear.hums[-1][1] == pytest.approx(loss_level(visitor.scene.game.loss), abs=0.01)  # type: ignore[attr-defined]
    visitor.wait(3.0)
    ear.clear()
    visitor.wait(1.0)
    assert not ear.hums


def test_the_hum_falls_as_training_brings_the_loss_down() -> None:
    visitor, ear = heard("training")
    visitor.tap(visitor.hit("training.faster").rect.center)
    visitor.tap(visitor.hit("training.run").rect.center)
    visitor.wait(6.0)
    levels = [level for _, level in ear.hums]
    assert levels[0] - levels[-1] > 0.1
    assert max(np.diff(levels)) < 0.02
    assert levels[-1] == pytest.approx(loss_level(visitor.scene.loss), abs=0.01)  # type: ignore[attr-defined]
    visitor.tap(visitor.hit("training.run").rect.center)
    visitor.wait(2.0)
    ear.clear()
    visitor.wait(1.0)
    assert not ear.hums


def test_a_single_lap_plays_its_signals_then_its_blame_then_lets_the_loss_fall() -> None:
    visitor, ear = heard("training")
    visitor.wait(0.4)
    start, signals = loss_level(visitor.scene.loss), expected_plucks(visitor)  # type: ignore[attr-defined]
    visitor.tap(visitor.hit("training.step").rect.center)
    visitor.wait(3.0)
    sounds = [note for _, note in ear.notes if note.kind != "press"]
    assert [note.kind for note in sounds] == ["pluck"] * 4 + ["blame"] * 3
    assert [note.level for note in sounds[:4]] == pytest.approx(signals)
    assert ear.hums
    assert ear.hums[-1][1] < start


def test_a_solved_challenge_is_one_chord_and_nothing_sounds_into_it() -> None:
    visitor, ear = heard("neuron", at=1.8)
    layer = visitor.director.journey.network.layers[0]
    layer.block[:, 0] = (3.0, 0.0, 0.0)
    visitor.wait(0.5)
    assert "neuron" in visitor.director.journey.solved
    assert len(ear.of("chord")) == 1
    when = next(now for now, note in ear.notes if note.kind == "chord")
    drag(visitor, "neuron.w2", 0, -200)
    visitor.wait(3.0)
    assert len(ear.of("chord")) == 1
    assert not [now for now, note in ear.notes if when < now < when + RING_SECONDS["chord"] - 0.02]


def test_entering_a_chapter_is_silent_and_so_is_waiting() -> None:
    visitor, ear = heard("intro")
    for chapter in chapters():
        visitor.director.go(chapter)
        visitor.wait(2.0)
    assert not ear.notes
    assert not ear.hums


def test_a_loss_that_comes_on_the_stage_hums_only_once_it_moves() -> None:
    visitor, ear = heard("spark", at=SparkScene.timeline.rests[2])
    go_on(visitor)
    visitor.wait(1.0)
    assert not ear.hums
    visitor.scene.contest.running = True  # type: ignore[attr-defined]
    visitor.wait(1.0)
    assert ear.hums


def test_a_press_is_heard_only_where_nothing_else_sounds() -> None:
    visitor, ear = heard("architecture")
    visitor.tap(visitor.hit("architecture.layer1.more").rect.center)
    visitor.wait(0.3)
    assert [note.kind for _, note in ear.notes] == ["press", "pluck"]
    visitor.tap(visitor.hit("tool.language").rect.center)
    visitor.wait(0.1)
    assert len(ear.of("press")) == 1


def test_a_dialog_lets_everything_rest() -> None:
    visitor, ear = heard("training")
    visitor.tap(visitor.hit("training.run").rect.center)
    visitor.wait(2.0)
    assert ear.hums
    visitor.tap(visitor.hit("tool.help").rect.center)
    ear.clear()
    visitor.wait(1.0)
    assert not ear.hums


def test_muted_it_plays_nothing_and_wakes_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.sound.Speaker.open", lambda self: pytest.fail("a device was opened"))
    app = App(Options(scene="forward", size=SIZE, mute=True), surface=pygame.Surface(SIZE, 0, 32))
    played: list[object] = []
    monkeypatch.setattr(app.speaker, "play", lambda *what: played.append(what))
    app.director.next()
    for _ in range(200):
        app.frame(STEP)
    assert not app.settings.sound
    assert not played


def test_sound_turned_off_is_hushed_and_comes_back() -> None:
    visitor, ear = heard("forward")
    visitor.app._apply(replace(visitor.app.settings, sound=False))
    go_on(visitor)
    assert not ear.notes
    assert ear.hushed
    visitor.app._apply(replace(visitor.app.settings, sound=True))
    go_on(visitor)
    assert ear.notes


def test_losses_and_activations_beyond_all_bounds_still_have_a_note() -> None:
    for wild in (float("nan"), float("inf"), float("-inf"), 1e300):
        assert loss_level(wild) == 1.0
        for low, high in ((-1.0, 1.0), (0.0, float("inf")), (float("-inf"), float("inf"))):
            assert 10 <= Note("pluck", activation_level(wild, low, high)).step <= 20
        assert 10 <= Note("pluck", wild).step <= 20


def test_pictures_alone_open_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    from game.dev import shots

    monkeypatch.setattr("pygame.mixer.init", lambda *a, **k: pytest.fail("a device was opened"))
    shots.picture(Options(scene="forward", size=SIZE), seconds=0.2)
