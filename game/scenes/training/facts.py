"""What a tap on a lamp or on the loss opens: the formula of that phase with the numbers of this lap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from brain import OPTIMIZERS, Trainer
from game.core.facts import Fact, Told
from game.core.figures import figure
from game.core.geometry import Rect
from game.core.words import Words
from game.draw.lamps import cells_of
from game.names import place_name
from game.scenes.training.lines import shown_number
from game.scenes.training.loop import PHASES
from game.scenes.training.mapcard import share_of
from game.scenes.training.places import Places

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

NUDGE = 0.01
"""With losses in six digits such a step gives a slope in four."""


def facts_of(scene: TrainingScene, words: Words, place: Places) -> Sequence[Fact]:
    """The four lamps, the loss, and what the map says of it."""
    tellers = (_forward, _loss, _backprop, _update)
    cells = cells_of(place.lamps, len(PHASES), 34.0 if place.portrait else 44.0)
    facts = [Fact(f"training.{phase}", cell, partial(tell, scene, words))
             for phase, cell, tell in zip(PHASES, cells, tellers, strict=True)]
    if not scene.asks:
        card = place.curve
        facts.append(Fact("training.loss_now", Rect(card.x + 20, card.y + 14, 150, 88), partial(_loss, scene, words)))
    if place.map == 1.0 and not scene.shown.outside:
        facts.append(Fact("training.on_map", place.says(scene.map.kind), partial(_on_map, scene, words)))
    return facts


def _on_map(scene: TrainingScene, words: Words) -> Told:
    """Why the map may be a little wrong, and by how much: it shows but two directions."""
    figures, all_ = scene.shown.figures, scene.run.network.params.size
    truth, told = (round(loss, 4) for loss in (figures.loss, figures.on_map))
    shown = words("training.tell.map", all=all_, rest=all_ - 2, off=shown_number(figures.off_plane),
                  share=share_of(scene))
    return Told(words("training.tell.map_title"), shown, f"{figure(truth, 4)} - {figure(told, 4)}",
                f"{truth - told:+.4f}" if math.isfinite(truth - told) else words("training.diverged"))


def _forward(scene: TrainingScene, words: Words) -> Told:
    last = scene.run.network.trace(scene.journey.x).layers[-1]
    z, a = float(last.z[0]), float(last.activations[0])
    return Told(words("training.phase.forward"), "a = σ(Σ a·w + b)", f"σ({z:.4f})", f"{a:.4f}")


def _loss(scene: TrainingScene, words: Words) -> Told:
    data = scene.run.data
    guesses, wanted = scene.run.network.forward(data.x)[:, 0], data.y[:, 0]
    first = " + ".join(f"({guesses[k]:.2f} - {wanted[k]:.0f})²" for k in range(2))
    return Told(words("training.phase.loss"), "L = Σ (a - y)² / n", f"({first} + …) / {len(data)}",
                f"{scene.loss:.4f}", "error")


def _steepest(scene: TrainingScene) -> tuple[int, float]:
    gradient = scene.run.gradient()
    k = int(np.abs(np.nan_to_num(gradient)).argmax())
    return k, float(gradient[k])


def _name(scene: TrainingScene, words: Words, k: int) -> str:
    network = scene.run.network
    return place_name(words, network.sizes, network.where(k))


def _backprop(scene: TrainingScene, words: Words) -> Told:
    """The steepest slope, with the check that anyone can make: nudge the weight, and look at the loss."""
    run, (k, slope) = scene.run, _steepest(scene)
    losses = []
    twin = run.network.copy()
    for way in (NUDGE, -NUDGE):
        twin.params = run.network.params
        twin.params[k] += way
        losses.append(twin.loss(run.data.x, run.data.y))
    filled = f"w: {_name(scene, words, k)}\n≈ ({losses[0]:.6f} - {losses[1]:.6f}) / {2 * NUDGE:g}"
    return Told(words("training.phase.backprop"), "∂L/∂w", filled, f"{slope:+.4f}", "error")


def _update(scene: TrainingScene, words: Words) -> Told:
    """The next step of the steepest weight, taken by a twin with the same memory."""
    run, (k, slope) = scene.run, _steepest(scene)
    twin = run.network.copy()
    trainer = Trainer(twin, run.data, optimizer=run.optimizer, learning_rate=run.rate)
    if run.trainer.optimizer.name == run.optimizer:
        trainer.optimizer.restore(run.trainer.optimizer.state())
        trainer.optimizer.learning_rate = run.rate
    before = float(twin.params[k])
    trainer.step()
    filled = f"w: {_name(scene, words, k)}\nw = {before:.4f}\nη = {run.rate:g},  g = {slope:.4f}"
    return Told(words("training.phase.update"), OPTIMIZERS[run.optimizer].formula, filled, f"{twin.params[k]:.4f}",
                "positive")
