"""What is said while the network learns: the line under the lamps, and the caption that answers the visitor."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from game.core.figures import figure
from game.core.timeline import Cues
from game.core.words import Words
from game.names import place_name
from game.scenes.training.lines import shown_loss, shown_number
from game.scenes.training.loop import PHASES
from game.scenes.training.rivals import Duel
from game.scenes.training.verdict import verdict_of
from game.scores import score_of

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

SPOILT = ("diverged", "thrown", "flat", "full")
"""What has to be said of the run itself, even in a race."""


def caption_of(scene: TrainingScene, words: Words, cues: Cues) -> str | None:
    """What the visitor's own doing calls for, if anything: a duel, a race, a learning rate too timid or too wild."""
    duel, run = scene.duel, scene.run
    if cues.rest > 0 and duel is not None and not duel.open and duel.laps:
        return _decided(scene, duel, words)
    if cues.rest == 1 and scene.map.kind == "weights":
        return words("training.caption_weights")
    if cues.rest < 2 or cues.moving:
        return None
    verdict = verdict_of(run, scene.trials.mark)
    if scene.race is not None and verdict not in SPOILT:
        return _ranked(scene, words)
    return words(f"training.verdict.{verdict}") if verdict else None


def _ranked(scene: TrainingScene, words: Words) -> str:
    """Who is lowest in a race, as far as the shown digits tell; while all are level it is nobody."""
    ranking = scene.shown.figures.ranking
    shown = {name: shown_loss(words, loss) for name, loss in ranking.items()}
    if len(set(shown.values())) == 1:
        return words("training.caption_start")
    lowest = shown[min(ranking, key=lambda name: ranking[name] if math.isfinite(ranking[name]) else math.inf)]
    names = [words(f"training.optimizer.{name}") for name, text in shown.items() if text == lowest]
    return words("training.caption_race", name=", ".join(names))


def _decided(scene: TrainingScene, duel: Duel, words: Words) -> str:
    """Who came lower, hand or machine; beside it, if there is one, the score of the knobs in chapter 5."""
    key, score = f"training.duel.{'won' if duel.won else 'lost'}", score_of(scene.journey)
    if score is None or not score.decided:
        return words(key, all=scene.run.network.params.size, laps=duel.laps)
    return words(f"{key}_again", you=f"{score.you:.3f}", machine=f"{score.machine:.3f}")


def phase_line(scene: TrainingScene, words: Words) -> str:
    """What happens at this moment of the lap, in numbers of this lap."""
    run, lit, shown = scene.run, scene.lit(), scene.shown
    if scene.held:
        return words("training.lap_held", lap=shown.figures.lap)
    if scene.loop.fast:
        return words("training.lap_fast", lap=shown.figures.lap, share=scene.loop.shown_share)
    if lit is None:
        return words("training.lap", lap=shown.figures.lap)
    gradient = shown.gradient_before if lit[0] == 3 else shown.views.gradient
    k = int(np.abs(gradient).argmax())
    lap = run.now + (0 if lit[0] == 3 else 1)
    name = place_name(words, run.network.sizes, run.network.where(k))
    return words(f"training.now.{PHASES[lit[0]]}", lap=lap, count=len(run.data), weight=name,
                 loss=shown_loss(words, shown.figures.loss), gradient=figure(gradient[k], 3),
                 old=shown_number(shown.before[k]), new=shown_number(run.network.params[k]))
