"""What is noted of the training: the fewest laps, the truth of the guess, the hand's result; and the challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.guesses import settle
from game.scenes.training.lines import guess_shown
from game.scenes.training.run import ANSWERS
from game.scores import HandScore, keep_hand

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene


def note_laps(scene: TrainingScene) -> None:
    """Note in how few laps the run got below the mark, and lay that beside the guess."""
    run, mark, notes = scene.run, scene.trials.mark, scene.journey.notes
    laps = run.laps_below(mark) if mark is not None else None
    if laps is not None:
        best = notes.get("training.best")
        if not isinstance(best, dict) or laps < best["laps"]:
            notes["training.best"] = {"laps": laps, "rate": run.rate, "optimizer": run.optimizer}
    guess = guess_shown(scene)
    if guess is not None and (laps is not None or run.now > ANSWERS["some"][1]) and not run.carried:
        truth = laps if laps is not None else run.now
        low, high = ANSWERS[guess["said"]]
        settle(scene.journey, scene.id, truth, low <= truth <= high)


def note_hand(scene: TrainingScene) -> None:
    """Note the result of hand against machine once the ball is put down."""
    duel = scene.duel
    if duel is not None and not duel.open and duel.laps and duel.best < duel.start:
        keep_hand(scene.journey, HandScore(duel.best, duel.machine, duel.laps))


def nearness(scene: TrainingScene) -> float | None:
    """1 when the mark was passed in as few laps as asked for; before that, how far down the ball is."""
    mark, loss = scene.trials.asked, scene.loss
    if mark is None:
        return None
    best = scene.journey.notes.get("training.best")
    if isinstance(best, dict):
        return min(1.0, scene.trials.laps / max(1, int(best["laps"])))
    start = float(scene.run.losses[0])
    return min(0.95, max(0.0, (start - loss) / max(1e-9, start - mark))) if np.isfinite(loss) else 0.0
