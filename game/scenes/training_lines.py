"""The curves of the loss card, and how numbers of this chapter are written, even those that ran away."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from game.draw.canvas import Canvas
from game.draw.losscurve import Line
from game.scenes.training_rivals import COLOURS, SHAPES

if TYPE_CHECKING:
    from game.scenes.training import TrainingScene


def lines_of(scene: TrainingScene) -> list[Line]:
    """Every curve, the run itself last."""
    run, row = scene.run, scene.shown_row
    lines = []
    if run.ghost is not None:
        lines.append(Line(run.ghost.start, run.ghost.losses, "mute", 2.5, dashed=True))
    start = scene.duel.row if scene.duel is not None and scene.race is None else 0
    for rival in scene.rivals():
        upto = row + 1 if scene.race is not None else len(rival.losses)
        lines.append(Line(start, rival.losses[:upto], COLOURS.get(rival.name, "text"), 2.5,
                          shape=SHAPES.get(rival.name, "diamond")))
    if scene.duel is not None and scene.race is None:
        lines.append(Line(scene.duel.row, np.array(scene.duel.trace), "active", 2.5, shape="disc"))
    if row < run.last and run.now < run.last:
        lines.append(Line(row, run.losses[row:], "error", 2.5, alpha=0.4))
    lines.append(Line(0, run.losses[:row + 1], "error", 4.0))
    return lines


def shown_loss(canvas: Canvas, loss: float) -> str:
    """A loss in three digits, or the word for a number that ran away."""
    return f"{loss:.3f}" if math.isfinite(loss) else canvas.words("training.diverged")


def shown_number(value: float) -> str:
    """Two digits after the point, or the power of ten of a number that ran away."""
    return f"{value:.2f}" if abs(value) < 1000 else f"{value:.0e}"
