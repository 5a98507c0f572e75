"""The numbers of the title that can be opened: what the network is told of a point, and its loss."""

from __future__ import annotations

from brain import Array
from brain.training import Trainer
from game.core.facts import Fact, Told
from game.core.figures import figure, signed
from game.core.geometry import Vec
from game.core.words import Words
from game.facts import result
from game.scenes.intro.places import Places

CENTRE = 0.35
"""What is taken from the squares, so that they lie around zero."""
SHOWN = 2
"""So many terms of the loss are written out."""


def told_senses(point: Vec) -> tuple[tuple[str, str], ...]:
    """How each of the four inputs comes from the point: formula, and the formula with its numbers."""
    x, y = point
    return (("x", f"x = {figure(x, 4)}"), ("y", f"y = {figure(y, 4)}"),
            (f"x² - {CENTRE}", f"{signed(x, 4)}² - {CENTRE}"), (f"y² - {CENTRE}", f"{signed(y, 4)}² - {CENTRE}"))


def loss_fact(words: Words, place: Places, trainer: Trainer, x: Array, targets: Array) -> Fact:
    """The line below the title: laps and loss."""

    def told() -> Told:
        chances = (trainer.network.forward(x) * targets).sum(axis=1)
        first = " + ".join(f"ln {figure(chance, 3)}" for chance in chances[:SHOWN].tolist())
        filled = f"-({first} + …) / {len(chances)}"
        return Told(words("intro.tell.loss", laps=trainer.steps), words("intro.tell.formula"), filled,
                    result(words, trainer.loss()), "error")

    return Fact("intro.loss", place.footer.inset(max(0.0, (place.footer.w - 960.0) / 2), 0.0), told)
