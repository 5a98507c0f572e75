"""What is to be said of a learning rate after the last few laps: too timid, too wild, thrown out, arrived.

And before the first lap, that the network has learnt already.
"""

from __future__ import annotations

import math

import numpy as np

from brain import Array
from game.scenes.training.run import Run

RECENT = 12
"""So many laps say how the learning rate suits."""
JUMP = 0.02
"""A loss that rises by more than this in one lap was no small slip: the step led over the valley."""
HIGH, FLAT, STEEP = 0.2, 0.004, 0.06
"""A high loss; the length of the gradient where the ground is flat, and where it is steep."""
VERY_HIGH = 1e300
CREEPING = 0.008
"""Whoever loses less than this share of the loss in a lap on steep ground takes tiny steps."""


def verdict_of(run: Run, mark: float | None) -> str | None:
    """A key of ``training.verdict``, or ``None`` if there is nothing to say; ``mark`` is the loss to get below."""
    if run.diverged or not math.isfinite(run.losses[run.now]):
        return "diverged"
    if run.full:
        return "full"
    recent = _losses_from(run, max(run.turn, run.now - RECENT))
    if len(recent) < 3:
        return "learnt" if run.learnt and run.now == 0 else None
    steps, slope = np.diff(recent), float(run.slopes[run.now - 2:run.now].max())
    if recent[-1] > HIGH and slope < FLAT:
        return "thrown" if np.diff(_losses_from(run, run.turn)).max() > JUMP else "flat"
    if steps.max() > JUMP:
        return "big"
    if len(recent) > 8 and slope > STEEP and steps.max() <= 0 and -steps.mean() < CREEPING * recent[0]:
        return "small"
    return "arrived" if mark is not None and recent.min() < mark else None


def _losses_from(run: Run, row: int) -> Array:
    """The losses from a row on; those that ran away are merely very high."""
    losses = run.losses[row:run.now + 1]
    return np.where(np.isfinite(losses), losses, VERY_HIGH)
