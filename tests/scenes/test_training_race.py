"""Chapter 7, its races: three optimizers from one start, and the hand against gradient descent."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from brain import Network
from game.scenes.training.course import moved_to_lap
from game.scenes.training.lines import told_apart
from game.scenes.training.rivals import SHAPES, colour_of
from game.scenes.training.run import RATES
from game.scenes.training.shown import FRESH_CROWD
from game.scores import Score, keep_score
from tests.scenes.trainee import FRAME, Visitor, shown_texts, trained_by_hand


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


def test_the_caption_of_a_race_names_who_is_lowest() -> None:
    visitor = Visitor(2)
    visitor.tap("training.race")
    visitor.run_laps(60)
    scene, words = visitor.scene, visitor.app.words
    assert scene.race is not None
    losses = {one.name: float(one.losses[-1]) for one in scene.race.rivals()} | {scene.run.optimizer: scene.run.loss}
    lowest = words(f"training.optimizer.{min(losses, key=losses.__getitem__)}")
    assert scene.caption(words, visitor.app.director.cues()).count(lowest) == 2


def test_everyone_in_a_race_has_a_colour_and_a_sign() -> None:
    for chosen in RATES:
        assert len({colour_of(name, chosen) for name in RATES}) == len(RATES)
        assert colour_of(chosen, chosen) == "active"
    assert len(set(SHAPES.values())) == len(RATES)


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
