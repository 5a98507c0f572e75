"""The last page: the brain before and after, what the visitor has done, and taking it home."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pygame
import pytest

from brain import Network
from game.cli import main
from game.guesses import foretell, guesses, settle, tally
from game.journey import Journey
from game.scenes.math.half import MOST_COMETS, halves, signals
from game.scenes.math.places import Places
from game.scenes.math.scene import MathScene
from game.scenes.math.story import CHALLENGES
from game.scenes.math.tiles import cells_of
from game.scores import HandScore, Score, keep_hand, keep_score
from tests.visitor import PORTRAIT, Visitor


def scene_of(visitor: Visitor) -> MathScene:
    assert isinstance(visitor.scene, MathScene)
    return visitor.scene


@pytest.mark.parametrize("size", [(1280, 720), PORTRAIT])
def test_the_page_is_saved_as_a_picture(size: tuple[int, int], tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    visitor = Visitor("math", size=size, at=MathScene.timeline.length)
    visitor.press("math.save")
    visitor.press("math.save")
    saved = sorted(path.name for path in tmp_path.iterdir())
    assert saved == ["my_brain-2.png", "my_brain.png"]
    assert pygame.image.load("my_brain.png").get_size() == ((1920, 1080) if size[0] > size[1] else (1080, 1920))
    assert "my_brain-2.png" in visitor.scene.caption(visitor.app.words, visitor.director.cues())


def test_export_writes_a_program_that_says_the_same(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    visitor = Visitor("math", at=MathScene.timeline.length)
    visitor.press("math.export")
    printed = subprocess.run([sys.executable, "-I", "my_brain.py"], check=True, capture_output=True, text=True).stdout
    journey = visitor.director.journey
    said = [float(number) for number in re.findall(r"h:  (\S+)", printed)]
    np.testing.assert_allclose(said, journey.network.forward(journey.data().x)[:, 0], rtol=0, atol=1e-12)
    assert "my_brain.py" in visitor.scene.caption(visitor.app.words, visitor.director.cues())


def test_a_folder_that_cannot_be_written_loses_nothing(tmp_path: Path) -> None:
    visitor = Visitor("math", at=MathScene.timeline.length)
    scene, before = scene_of(visitor), visitor.director.journey.to_dict()
    scene.export(tmp_path / "not there", visitor.app.words)
    visitor.frame()
    assert "not there" in scene.message
    assert visitor.director.journey.to_dict() == before


def test_export_from_the_command_line(tmp_path: Path, capsys) -> None:
    path = tmp_path / "brain.py"
    assert main(["--export", str(path)]) == 0
    assert str(path) in capsys.readouterr().out
    written = path.read_bytes()
    assert main(["--export", str(path)]) == 2
    problem = capsys.readouterr().err
    assert problem.count("\n") == 1
    assert "already" in problem
    assert path.read_bytes() == written
    assert main(["--export", str(tmp_path / "none" / "brain.py")]) == 2
    assert os.listdir(tmp_path) == ["brain.py"]


def test_guesses_of_all_chapters_are_counted_once_their_truth_is_known() -> None:
    journey = Journey.fresh()
    assert tally(journey) == (0, 0)
    foretell(journey, "forward", True, [7.2, 3.5])
    foretell(journey, "forward", False, [7.2, 3.5])
    foretell(journey, "forward", True, [1.0, 2.0])
    foretell(journey, "training", "few")
    assert tally(journey) == (0, 0)
    settle(journey, "forward", False, True, [7.2, 3.5])
    settle(journey, "training", 44, False)
    settle(journey, "spark", "neither", True)
    assert tally(journey) == (1, 2)
    foretell(journey, "training", "some")
    assert guesses(journey, "training")[0]["said"] == "few", "the truth is known: the guess stands"
    journey.notes["guesses"] = [*guesses(journey), "x", {"chapter": "spark"}]
    assert tally(Journey.from_dict(json.loads(json.dumps(journey.to_dict())))) == (1, 2)
    journey.notes["guesses"] = "broken"
    assert tally(journey) == (0, 0)


def test_the_race_against_the_machine_is_told_unless_what_was_kept_is_damaged() -> None:
    visitor = Visitor("math", at=MathScene.timeline.length)
    journey = visitor.director.journey

    def race() -> list[tuple[str, bool]]:
        figures = scene_of(visitor).page.figures(visitor.app.words)
        return [(one.text, one.good) for one in figures if one.name == visitor.app.words("math.figure.race")]

    journey.notes.update({"loss.score": {"you": "x"}, "training.hand": 3})
    assert race() == []
    keep_score(journey, Score(10, 0.3, 0.2, 0.1, True))
    assert race() == [("0.200 : 0.100", False)]
    keep_hand(journey, HandScore(0.05, 0.06, 40))
    keep_hand(journey, HandScore(0.09, 0.06, 40))
    assert race() == [("0.050 : 0.060", True)], "the lowest by hand stands"


def test_the_page_counts_what_was_opened_solved_and_foretold() -> None:
    visitor = Visitor("math", at=MathScene.timeline.length)
    journey = visitor.director.journey
    visitor.frame()
    foretell(journey, "spark", "both", ["tanh", 3])
    settle(journey, "spark", "spark", False, ["tanh", 3])
    journey.solved |= {"loss", "demo"}
    loss = halves(Places(visitor.app.canvas.layout))[1].loss
    for _ in range(2):
        visitor.tap(loss.center)
        visitor.frame()
        visitor.tap(loss.center)
        visitor.frame()
    page = scene_of(visitor).page
    shown = {one.name: (one.text, one.marks) for one in page.figures(visitor.app.words)}
    assert shown["numbers opened"][0] == "1"
    solved = page.solved(visitor.app.words)
    assert (solved.text, solved.marks) == ("2 / 9", tuple(name in ("loss", "demo") for name in CHALLENGES))
    assert shown["guesses that came true"] == ("0 / 1", (False,))
    assert Journey.from_dict(json.loads(json.dumps(journey.to_dict()))).opened == journey.opened


@pytest.mark.parametrize("size", [(1280, 720), PORTRAIT])
def test_a_tap_on_an_unsolved_challenge_goes_to_its_chapter(size: tuple[int, int]) -> None:
    visitor = Visitor("math", size=size, at=MathScene.timeline.length)
    visitor.director.journey.solved |= {"loss", "demo"}
    visitor.frame()
    offered = [hit.id for hit in visitor.director.ui.hits if hit.id.startswith("math.go.")]
    assert offered == [f"math.go.{name}" for name in CHALLENGES if name not in ("loss", "demo")]
    visitor.press("math.go.spark")
    assert visitor.scene.id == "spark"


def test_the_challenge_of_this_chapter_is_at_its_beginning() -> None:
    visitor = Visitor("math", at=MathScene.timeline.length)
    visitor.focus("math.go.math")
    visitor.key(pygame.K_RETURN)
    assert visitor.where == ("math", 0)


@pytest.mark.parametrize("count", [0, 3, 9])
def test_every_solved_challenge_has_its_tick(count: int) -> None:
    visitor = Visitor("math", at=MathScene.timeline.length)
    visitor.director.journey.solved |= set(CHALLENGES[:count])
    visitor.frame()
    visitor.sharpen()
    cells = cells_of(Places(visitor.app.canvas.layout).brains()[3])[1:]
    green = visitor.app.canvas.theme.passed
    ticked = []
    for cell in cells:
        (x0, y0), (x1, y1) = visitor.px((cell.cx - 20, cell.y + 12)), visitor.px((cell.cx + 20, cell.y + 50))
        ticked.append(bool((np.abs(visitor.pixels[x0:x1, y0:y1].astype(int) - green).sum(axis=2) < 30).any()))
    assert ticked == [n < count for n in range(len(CHALLENGES))]


def caption_of(visitor: Visitor) -> str:
    return visitor.scene.caption(visitor.app.words, visitor.director.cues())


def test_the_caption_tells_when_the_network_has_grown() -> None:
    visitor = Visitor("math", at=MathScene.timeline.length)
    assert "2-3-1" not in caption_of(visitor)
    journey = visitor.director.journey
    journey.reshape(Network((2, 6, 6, 1), seed=1))
    assert "2-3-1" in caption_of(visitor)
    assert "2-6-6-1" in caption_of(visitor)
    journey.before = Network((2, 6, 6, 1), seed=2)
    assert "began as 2-3-1" in caption_of(visitor), "it was built before its first lap"


def test_the_first_figure_is_the_loss_from_and_to() -> None:
    visitor = Visitor("math", at=MathScene.timeline.length)
    page = scene_of(visitor).page
    old, new = page.losses()
    first = page.figures(visitor.app.words)[0]
    assert first.text == f"{old:.3f} → {new:.3f}"
    assert first.good
    assert f"{old / new:.1f}" in first.name
    visitor.director.journey.network = page.old
    assert not page.figures(visitor.app.words)[0].good


def test_the_signals_of_the_student_run_through_the_brain_strongest_first() -> None:
    network = Network((2, 6, 6, 6, 1), seed=3)
    seen = {comet.link for t in range(120) for comet in signals(network, (0.4, -0.3), t / 20)}
    layers = network.activations([(0.4, -0.3)])
    sizes = {(k, i, j): abs(float(layers[k][0, i] * layer.weights[i, j])) for k, layer in enumerate(network.layers)
             for i in range(layer.weights.shape[0]) for j in range(layer.weights.shape[1])}
    assert seen == set(sorted(sizes, key=lambda link: -sizes[link])[:MOST_COMETS])


def test_buttons_come_and_go_with_the_picture_they_belong_to() -> None:
    visitor = Visitor("math")
    timeline, player = MathScene.timeline, visitor.scene.player
    start = timeline.rests[2]
    levels = {}
    for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        player.seek(start + 0.9 * share)
        visitor.frame(dt=0.0)
        brain = timeline.at(player.t).brain
        marks = {mark.id: mark.level for mark in visitor.director.ui.marks}
        assert ("math.save" in marks) == (brain > 0.5)
        assert ("math.run" in marks) == (brain <= 0.5)
        levels[brain] = marks.get("math.save", marks.get("math.run"))
        assert marks["forward"] == 1.0, "the way on never goes"
    assert levels.pop(0.0) == levels.pop(1.0) == 1.0
    assert all(level < 0.9 for level in levels.values()), levels
