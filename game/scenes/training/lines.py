"""The curves of the loss card, and how numbers of this chapter are written, even those that ran away."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from game.core.figures import figure, power
from game.core.words import Words
from game.draw.losscurve import FEWEST_LAPS, Entry, Line
from game.guesses import Guess, guess_of
from game.scenes.training.rivals import SHAPES, colour_of
from game.scenes.training.run import ANSWERS, Ghost

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

LAPS_FORETOLD = {"few": 60, "some": 115, "many": 130}
"""So many laps the box of the curves holds at least, so that each guess can be seen in it."""


def lines_of(scene: TrainingScene) -> list[Line]:
    """Every curve, the run itself last."""
    run, row, race, duel = scene.run, scene.shown.figures.lap, scene.race, scene.duel
    lines = []
    if (ghost := ghost_of(scene)) is not None:
        lines.append(Line(ghost.start, ghost.losses, "text", 2.5, alpha=0.8, dashed=True))
    start = duel.row if duel is not None and race is None else 0
    for rival in scene.rivals():
        upto = row + 1 if race is not None else len(rival.losses)
        lines.append(Line(start, rival.losses[:upto], colour_of(rival.name, run.optimizer), 3.0,
                          shape=SHAPES.get(rival.name, "diamond")))
    if duel is not None and race is None:
        lines.append(Line(duel.row, np.array(duel.trace), "active", 3.0, shape="flag"))
    if row < run.last and run.now < run.last:
        lines.append(Line(row, run.losses[row:], "error", 2.5, alpha=0.4))
    own = run.losses[:row + 1]
    lines.append(Line(0, own, "active", 4.0, shape=SHAPES[run.optimizer]) if race is not None
                 else Line(0, own, "error", 4.0))
    return lines


def laps_of(scene: TrainingScene) -> int:
    """How many laps the box of the curves holds: all that any of them has."""
    run, ghost, duel = scene.run, ghost_of(scene), scene.duel
    behind = ghost.start + len(ghost.losses) - 1 if ghost is not None else 0
    aside = duel.row + max(duel.laps, len(duel.trace) - 1) if duel is not None else 0
    foretold = LAPS_FORETOLD[guess["said"]] if (guess := guess_shown(scene)) is not None else 0
    return max(FEWEST_LAPS, run.last, behind, aside, foretold)


def guess_shown(scene: TrainingScene) -> Guess | None:
    """The visitor's guess while the run it was about goes on, with the rate it was about."""
    about = scene.foretold == (scene.run.optimizer, scene.run.rate)
    guess = guess_of(scene.journey, scene.id) if about else None
    return guess if guess is not None and guess["said"] in ANSWERS else None


def ghost_of(scene: TrainingScene) -> Ghost | None:
    """The way that was left, if it is on show: a race is about those who run in it."""
    return scene.run.ghost if scene.race is None else None


def ranks_of(scene: TrainingScene, words: Words) -> list[Entry]:
    """Everyone in a race, with the loss of the lap on show."""
    return [Entry(SHAPES[name], colour_of(name, scene.run.optimizer), words(f"training.optimizer.{name}"),
                  shown_loss(words, loss)) for name, loss in scene.shown.figures.ranking.items()]


def legend_of(scene: TrainingScene, words: Words) -> list[Entry]:
    """Who is on curve and map beside the run itself: the way before, the hand and the machine against it."""
    entries, duel = [], scene.duel
    if ghost_of(scene) is not None:
        entries.append(Entry("dashes", "text", words("training.way_before")))
    if duel is not None and duel.laps:
        you, machine = told_apart(words, duel.best, duel.machine)
        entries += [Entry("flag", "active", words("training.duel.you"), you),
                    Entry("diamond", "text", words("training.duel.machine"), machine)]
    return entries


def told_apart(words: Words, one: float, other: float) -> tuple[str, str]:
    """Two losses in as few digits as it takes to see which is lower, five at most."""
    for digits in (3, 4, 5):
        pair = shown_loss(words, one, digits), shown_loss(words, other, digits)
        if pair[0] != pair[1] or one == other:
            break
    return pair


def shown_loss(words: Words, loss: float, digits: int = 3) -> str:
    """A loss in three digits or so, a very large one as a power of ten, or the word for one that ran away."""
    if not math.isfinite(loss):
        return words("training.diverged")
    return f"{loss:.{digits}f}" if loss < 1000 else power(loss, 1)


def shown_number(value: float) -> str:
    """Two digits after the point, or the power of ten of a number that ran away."""
    return f"{value:.2f}" if abs(value) < 1000 else power(value) if math.isfinite(value) else figure(value)
