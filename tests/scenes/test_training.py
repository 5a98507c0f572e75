"""Chapter 7, driven as a visitor drives it: by mouse, finger and key."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pygame
import pytest

from brain import Network, Trainer
from game.app import App, Options
from game.core.geometry import Rect, Vec
from game.core.layout import layout_for
from game.core.timeline import Cues
from game.dev.shots import headless
from game.draw.neuron import SMALLEST_PINNED, pin_place
from game.draw.surface import Relief
from game.guesses import guesses
from game.journey import Journey
from game.names import place_name
from game.scenes.training import TrainingScene
from game.scenes.training_course import moved_to_lap
from game.scenes.training_lines import shown_loss, told_apart
from game.scenes.training_places import Places
from game.scenes.training_rivals import SHAPES, colour_of
from game.scenes.training_run import RATES
from game.scenes.training_shown import FINE, FRESH_CROWD, FRESH_VIEWS
from game.scenes.training_verdict import verdict_of
from game.scores import Score, keep_score

FRAME = 1 / 60


class Visitor:
    """An app that shows the chapter, and hands to touch it with."""

    def __init__(self, rest: int, size: tuple[int, int] = (960, 540), network: Network | None = None) -> None:
        surface = pygame.Surface(size, 0, 32)
        self.app = App(Options(scene="training", size=size), surface=surface, scenes=(TrainingScene,))
        if network is not None:
            journey = self.app.director.journey
            journey.reshape(network)
            journey.kept.clear()
            self.app.director.scene = TrainingScene(journey)
        self.scene.player.seek(self.scene.timeline.rests[rest])
        self.wait(14)

    @property
    def scene(self) -> TrainingScene:
        scene = self.app.director.scene
        assert isinstance(scene, TrainingScene)
        return scene

    @property
    def params(self) -> np.ndarray:
        return self.app.director.journey.network.params

    def wait(self, frames: int) -> None:
        """Let time pass; only the last frame is drawn."""
        for _ in range(frames - 1):
            self.app.director.step(FRAME)
        self.app.frame(FRAME)

    def send(self, kind: int, at: Vec | None = None, **more: object) -> None:
        values = dict(more)
        if at is not None:
            x, y = self.app.canvas.view.px(at)
            values |= {"pos": (round(x), round(y))}
        self.app.frame(FRAME, [pygame.event.Event(kind, values)])

    def middle(self, control: str) -> Vec:
        return next(hit.rect.center for hit in self.app.director.ui.hits if hit.id == control)

    def tap(self, control: str) -> None:
        at = self.middle(control)
        self.send(pygame.MOUSEBUTTONDOWN, at, button=1)
        self.send(pygame.MOUSEBUTTONUP, at, button=1)

    def drag(self, start: Vec, *stops: Vec, release: bool = True) -> None:
        self.send(pygame.MOUSEBUTTONDOWN, start, button=1)
        for stop in stops:
            self.send(pygame.MOUSEMOTION, stop, rel=(0, 0), buttons=(1, 0, 0))
        if release:
            self.send(pygame.MOUSEBUTTONUP, stops[-1], button=1)

    def key(self, key: int) -> None:
        self.send(pygame.KEYDOWN, key=key, mod=0)

    def offers(self, control: str) -> bool:
        return any(hit.id == control for hit in self.app.director.ui.hits)

    def run_laps(self, laps: int) -> None:
        """Run at 25 laps a second and pause after about so many laps."""
        self.scene.loop.speed = 2
        if not self.scene.loop.running:
            self.tap("training.run")
        while self.scene.run.now < laps and self.scene.loop.running:
            self.app.director.step(FRAME)
        if self.scene.loop.running:
            self.tap("training.run")


@pytest.fixture(autouse=True, scope="module")
def _no_display() -> None:
    headless()


def trained_by_hand(laps: int, rate: float = 1.6, name: str = "sgd") -> np.ndarray:
    journey = Journey.fresh(0)
    trainer = Trainer(journey.network, journey.data(), optimizer=name, learning_rate=rate)
    for _ in range(laps):
        trainer.step()
    return journey.network.params


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


def test_the_map_is_the_networks_own_loss() -> None:
    visitor = Visitor(1)
    the_map, run = visitor.scene.map, visitor.scene.run
    assert the_map.ready
    twin = run.network.copy()
    for row, column in ((0, 0), (17, 40), (60, 33)):
        place = (column / 30 - 1, row / 30 - 1)
        twin.params = the_map.params_at(place)
        assert the_map.losses[row, column] == pytest.approx(twin.loss(run.data.x, run.data.y), abs=1e-12)


def test_a_carried_ball_takes_the_network_along_while_it_moves() -> None:
    visitor = Visitor(1)
    start, before = visitor.middle("training.ball"), visitor.params.copy()
    visitor.drag(start, (start[0] + 60, start[1] + 60), (start[0] + 110, start[1] + 110), release=False)
    scene = visitor.scene
    assert scene.held
    assert not np.array_equal(visitor.params, before)
    assert np.allclose(visitor.params, scene.map.params_at(scene.shown.place))
    assert scene.shown.figures.off_plane < 1e-9
    assert scene.loss == pytest.approx(scene.shown.figures.on_map, abs=1e-9)
    visitor.wait(FRESH_VIEWS)
    assert scene.held
    assert scene.shown.views.key == visitor.params.tobytes()
    assert all(np.allclose(shown, layer.weights, atol=FINE / 2 + 1e-9)
               for shown, layer in zip(scene.shown.weights(), visitor.scene.run.network.layers, strict=True))
    here = visitor.middle("training.ball")
    assert abs(here[0] - (start[0] + 110)) < 6
    assert abs(here[1] - (start[1] + 110)) < 6
    visitor.send(pygame.MOUSEBUTTONUP, here, button=1)
    carried = visitor.params.copy()
    visitor.tap("training.step")
    visitor.wait(100)
    assert not scene.held
    assert not np.array_equal(visitor.params, carried)
    assert scene.run.now == 1
    assert scene.run.losses[0] < 0.32


def test_a_tap_on_the_ball_changes_nothing() -> None:
    visitor = Visitor(1)
    before = visitor.params.copy()
    visitor.tap("training.ball")
    assert np.array_equal(visitor.params, before)


def test_a_ball_carried_off_the_map_stays_at_its_edge() -> None:
    visitor = Visitor(1)
    start = visitor.middle("training.ball")
    visitor.drag(start, (start[0] + 300, start[1]), (start[0] + 2000, start[1] + 40))
    u, v = visitor.scene.shown.place
    assert max(abs(u), abs(v)) == pytest.approx(1.0, abs=1e-3)
    assert np.isfinite(visitor.scene.loss)


def test_arrow_keys_carry_the_focused_ball() -> None:
    visitor = Visitor(1)
    visitor.app.director.ui.focus = "training.ball"
    before = visitor.params.copy()
    visitor.key(pygame.K_DOWN)
    visitor.key(pygame.K_LEFT)
    assert not np.array_equal(visitor.params, before)
    assert visitor.scene.player.t == visitor.scene.timeline.rests[1]
    assert visitor.scene.shown.figures.off_plane < 1e-9


def test_the_hand_races_gradient_descent() -> None:
    visitor = Visitor(1)
    start = visitor.middle("training.ball")
    visitor.drag(start, *((start[0] + 2 * n, start[1] + 2 * n) for n in range(60)))
    duel = visitor.scene.duel
    assert duel is not None
    assert not duel.open
    assert duel.laps == pytest.approx(5, abs=1)
    assert np.array_equal(duel.rival().path[duel.laps], trained_by_hand(duel.laps))
    kept = visitor.app.director.journey.notes["training.hand"]
    assert kept["you"] == duel.best < kept["machine"]


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


def test_the_race_runs_three_optimizers_from_one_start() -> None:
    visitor = Visitor(2)
    visitor.tap("training.race")
    visitor.wait(80)
    scene = visitor.scene
    laps = scene.run.now
    rivals = {rival.name: rival for rival in scene.rivals()}
    assert set(rivals) == {"momentum", "adam"}
    assert laps >= 5
    for name, rival in rivals.items():
        assert np.array_equal(rival.path[0], scene.run.path[0])
        assert np.array_equal(rival.path[-1], trained_by_hand(laps, scene.rates[name], name))
    assert np.array_equal(visitor.params, trained_by_hand(laps))
    visitor.tap("training.run")
    scene.run.rewind(2)
    moved_to_lap(scene)
    assert all(len(rival.path) == 3 for rival in scene.rivals())


def shown_texts(visitor: Visitor) -> list[str]:
    """Everything that one frame writes on the stage."""
    canvas = visitor.app.canvas
    canvas.marks = []
    visitor.app.frame(FRAME)
    marks, canvas.marks = canvas.marks, None
    return [mark.text for mark in marks]


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 6, 6, 6, 1)])
def test_all_numbers_of_a_race_are_of_the_same_lap(sizes: tuple[int, ...]) -> None:
    visitor = Visitor(2, network=Network(sizes, seed=2))
    visitor.tap("training.race")
    visitor.scene.loop.speed = 3
    visitor.wait(60)  # all have been seen at the start
    laps = set()
    for _ in range(100):
        texts, scene = shown_texts(visitor), visitor.scene
        lap = next(int(text.split()[1]) for text in texts if text.startswith("lap ") and "lamps" not in text)
        assert any(text.startswith(f"lap {lap} ·") for text in texts)
        assert scene.run.now - lap <= 100 * FRESH_CROWD / 60
        truth = {rival.name: f"{rival.losses[lap]:.3f}" for rival in scene.rivals()}
        own = f"{scene.run.losses[lap]:.3f}"
        names = [visitor.app.words(f"training.optimizer.{name}") for name in RATES]
        shown = {name: texts[texts.index(text) + 1] for name, text in zip(RATES, names, strict=True)}
        assert shown == truth | {scene.run.optimizer: own}
        assert not [text for text in texts if text.startswith("loss ") and text != f"loss {own}"]
        laps.add(lap)
    assert len(laps) > 5


@pytest.mark.parametrize("chosen", list(RATES))
def test_when_a_race_begins_all_three_marbles_can_be_seen(chosen: str) -> None:
    visitor = Visitor(2, (1920, 1080))
    visitor.tap(f"training.optimizer.{chosen}")
    visitor.tap("training.race")
    around = np.zeros((0, 0, 3))
    while visitor.scene.run.now == 0:
        visitor.app.frame(FRAME)
        if visitor.offers("training.ball"):
            x, y = map(int, visitor.app.canvas.view.px(visitor.middle("training.ball")))
            around = pygame.surfarray.array3d(visitor.app.canvas.surface)[x - 80:x + 80, y - 60:y + 60].astype(int)
    for name in RATES:
        colour = visitor.app.canvas.colour(colour_of(name, chosen))
        alike = np.abs(around - colour).max(axis=-1) < 70
        assert alike.sum() > 300, name


def test_as_long_as_all_are_level_nobody_is_called_the_lowest() -> None:
    visitor = Visitor(2)
    visitor.tap("training.race")
    assert visitor.scene.run.now == 0
    assert visitor.scene.caption(visitor.app.words, visitor.app.director.cues()) == visitor.app.words(
        "training.caption_start")


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


def test_the_caption_of_a_race_names_who_is_lowest() -> None:
    visitor = Visitor(2)
    visitor.tap("training.race")
    visitor.run_laps(60)
    scene, words = visitor.scene, visitor.app.words
    assert scene.race is not None
    losses = {one.name: float(one.losses[-1]) for one in scene.race.rivals()} | {scene.run.optimizer: scene.run.loss}
    lowest = words(f"training.optimizer.{min(losses, key=losses.__getitem__)}")
    assert scene.caption(words, visitor.app.director.cues()).count(lowest) == 2


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


def test_other_planes_can_be_chosen() -> None:
    visitor = Visitor(1)
    visitor.tap("training.plane.weights")
    visitor.wait(14)
    scene = visitor.scene
    scene.atlas.weights, before = scene.atlas.weights, visitor.params.copy()
    visitor.tap("training.weight.1")
    visitor.wait(14)
    assert scene.atlas.weights == (0, 2)
    start = visitor.middle("training.ball")
    visitor.drag(start, (start[0] - 40, start[1] + 50))
    assert set(np.flatnonzero(np.abs(visitor.params - before) > 1e-9)) <= {0, 2}
    visitor.tap("training.plane.random")
    visitor.wait(14)
    assert scene.map.kind == "random"
    assert scene.map.ready


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 6, 6, 6, 1)])
def test_weights_are_called_by_the_neurons_they_join(sizes: tuple[int, ...]) -> None:
    visitor = Visitor(1, network=Network(sizes, seed=2))
    visitor.tap("training.plane.weights")
    visitor.wait(14)
    app, network = visitor.app, visitor.scene.run.network
    said = " ".join(shown_texts(visitor))
    for k in visitor.scene.atlas.weights:
        assert all(word in said for word in place_name(app.words, network.sizes, network.where(k)).split())
    facts = [fact.told() for fact in visitor.scene.facts(app.words, app.canvas.layout, app.director.cues())]
    said += " ".join(f"{told.title} {told.formula} {told.filled}" for told in facts)
    steepest = int(np.abs(visitor.scene.run.gradient()).argmax())
    assert place_name(app.words, network.sizes, network.where(steepest)) in said
    assert not re.search(r"\b[wb]\d", said)


def test_where_the_map_is_not_quite_right_the_truth_stands_beside_it() -> None:
    visitor = Visitor(1)
    figures, words = visitor.scene.shown.figures, visitor.app.words
    assert f"{figures.on_map:.3f}" != f"{figures.loss:.3f}"
    assert {words("training.on_map", loss=f"{figures.on_map:.3f}"),
            words("training.in_truth", loss=f"{figures.loss:.3f}")} <= set(shown_texts(visitor))
    fact = next(one for one in visitor.scene.facts(words, visitor.app.canvas.layout, visitor.app.director.cues())
                if one.id == "training.on_map")
    assert float(fact.told().result) == pytest.approx(figures.loss - figures.on_map, abs=1e-4)
    assert f"{figures.off_plane:.2f}" in fact.told().formula
    assert figures.on_map == pytest.approx(visitor.scene.map.loss_at(visitor.scene.shown.place))


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


# -- the loss map's card ------------------------------------------------------------------------


def words_on_the_block(visitor: Visitor) -> list[str]:
    """The lines in the loss map's card that lie on the block of ground, the one at the ball left out."""
    scene, canvas = visitor.scene, visitor.app.canvas
    place = Places(canvas.layout, visitor.app.director.cues())
    area, ball = place.relief, visitor.app.words("training.loss_is", loss="").split()[0]
    ground = Relief(scene.map.losses, (round(area.w), round(area.h)), keep=place.keep(scene.map.kind))
    ground.work(ground.size[0])
    solid = pygame.surfarray.array_alpha(ground.image) > 0
    canvas.marks = []
    visitor.app.frame(FRAME)
    marks, canvas.marks = canvas.marks, None
    found = []
    for mark in marks:
        rect = mark.rect.moved(-area.x, -area.y)
        covered = solid[max(0, int(rect.x)):max(0, int(rect.right)), max(0, int(rect.y)):max(0, int(rect.bottom))]
        if place.card.contains(mark.rect.center) and covered.any() and not mark.text.startswith(ball):
            found.append(mark.text)
    return found


@pytest.mark.parametrize("size", [(960, 540), (540, 960)])
@pytest.mark.parametrize("text", [1.0, 2.0])
def test_no_words_lie_on_the_ground_but_the_loss_at_the_ball(size: tuple[int, int], text: float) -> None:
    visitor = Visitor(1, size)
    visitor.app._apply(replace(visitor.app.settings, text_scale=text))
    visitor.run_laps(30)
    for kind in ("path", "weights", "random"):
        visitor.scene.atlas.make(kind)
        visitor.wait(16)
        visitor.scene.loop.play_lap()
        visitor.wait(60)
        assert not words_on_the_block(visitor), kind


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_at_twice_the_text_size_the_map_stays_large_and_no_word_gets_smaller(size: tuple[int, int]) -> None:
    scales, words = [], []
    for text in (1.0, 2.0):
        visitor = Visitor(2, size)
        visitor.app._apply(replace(visitor.app.settings, text_scale=text))
        visitor.tap("training.race")
        visitor.run_laps(3)
        canvas = visitor.app.canvas
        ground = visitor.scene.ground(Places(canvas.layout, visitor.app.director.cues()))
        scales.append(ground.camera.scale)
        canvas.marks = []
        visitor.app.frame(FRAME)
        marks, canvas.marks = canvas.marks, None
        words.append({mark.text: mark.rect.h for mark in marks})
    assert scales[1] > 0.8 * scales[0]
    numbers = [f"{loss:.3f}" for loss in visitor.scene.shown.figures.ranking.values()]
    named = [visitor.app.words(f"training.optimizer.{name}") for name in RATES]
    for text in (*numbers, *named, "1.6"):
        assert words[1][text] > 1.1 * words[0][text], text


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


def test_a_ball_off_the_map_stands_at_the_edge_and_then_gets_a_map_that_holds_it() -> None:
    visitor = Visitor(2)
    visitor.scene.run.choose("sgd", 200.0)
    number = visitor.scene.map.number
    visitor.run_laps(4)
    scene = visitor.scene
    assert scene.shown.outside
    beyond = scene.map.places(visitor.params)
    assert max(np.abs(scene.shown.place)) == pytest.approx(1.0)
    assert scene.shown.place[0] * beyond[1] == pytest.approx(scene.shown.place[1] * beyond[0])
    visitor.wait(110)
    assert scene.map.number > number
    assert not scene.shown.outside


def test_back_from_far_away_the_map_comes_closer_again() -> None:
    visitor = Visitor(2)
    visitor.scene.run.choose("sgd", 200.0)
    visitor.run_laps(12)
    visitor.wait(110)
    far = visitor.scene.map
    visitor.scene.run.rewind(0)
    visitor.scene.run.choose("sgd", 3.0)
    visitor.run_laps(30)
    visitor.wait(110)
    near = visitor.scene.map
    assert near.extent.u_high - near.extent.u_low < 0.25 * (far.extent.u_high - far.extent.u_low)


def test_everyone_in_a_race_has_a_colour_and_a_sign() -> None:
    for chosen in RATES:
        assert len({colour_of(name, chosen) for name in RATES}) == len(RATES)
        assert colour_of(chosen, chosen) == "active"
    assert len(set(SHAPES.values())) == len(RATES)


def test_a_carried_ball_can_be_put_back_exactly_with_all_its_laps() -> None:
    visitor = Visitor(1)
    visitor.run_laps(20)
    scene = visitor.scene
    scene.run.rewind(12)
    visitor.wait(3)
    path, last, loss = scene.run.path.copy(), scene.run.last, scene.loss
    assert not visitor.offers("training.put_back")
    visitor.app.director.ui.focus = "training.ball"
    visitor.key(pygame.K_LEFT)
    visitor.key(pygame.K_UP)
    visitor.run_laps(15)
    visitor.wait(2)
    assert not np.array_equal(scene.run.path[12], path[12])
    assert scene.run.last < last
    visitor.tap("training.put_back")
    visitor.wait(2)
    assert scene.run.now == 12
    assert scene.loss == loss
    assert np.array_equal(scene.run.path, path)
    assert np.array_equal(visitor.params, path[12])
    assert scene.run.ghost is not None
    assert scene.run.ghost.start == 12
    assert not visitor.offers("training.put_back")
    visitor.run_laps(last)
    assert np.array_equal(scene.run.path[:last + 1], path)


def test_each_time_the_ball_was_taken_up_it_can_be_put_back_once() -> None:
    visitor = Visitor(1)
    start = visitor.params.copy()
    places = []
    for dx in (40, -60):
        places.append(visitor.params.copy())
        at = visitor.middle("training.ball")
        visitor.drag(at, (at[0] + dx, at[1] + 30), (at[0] + dx, at[1] + 50))
        visitor.wait(3)
    for place in reversed(places):
        visitor.tap("training.put_back")
        visitor.wait(2)
        assert np.array_equal(visitor.params, place)
    assert np.array_equal(visitor.params, start)
    assert not visitor.offers("training.put_back")


def test_who_got_lower_can_be_seen_in_the_digits() -> None:
    words = Visitor(0).app.words
    assert told_apart(words, 0.0551, 0.0552) == ("0.0551", "0.0552")
    assert told_apart(words, 0.2, 0.1) == ("0.200", "0.100")
    assert told_apart(words, 0.05, 0.05) == ("0.050", "0.050")
    assert told_apart(words, float("inf"), 0.1) == (words("training.diverged"), "0.100")


def test_the_duel_remembers_the_score_of_chapter_five() -> None:
    visitor = Visitor(1)
    keep_score(visitor.app.director.journey, Score(10, 0.3, 0.214, 0.19, True))
    at = visitor.middle("training.ball")
    visitor.drag(at, (at[0] - 20, at[1] + 20), (at[0] - 40, at[1] + 60), release=False)
    visitor.wait(30)
    visitor.send(pygame.MOUSEBUTTONUP, (at[0] - 40, at[1] + 60), button=1)
    visitor.wait(3)
    caption = visitor.scene.caption(visitor.app.words, visitor.app.director.cues())
    assert "0.214" in caption
    assert "0.190" in caption
