"""Draws the pictures of the README anew, each from a visit: ``python -m tests.pictures``."""

from __future__ import annotations

import os

os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pygame

from game import files
from game.dev.shots import headless
from tests.visitor import LANDSCAPE, Visitor

FOLDER = files.assets() / "pictures"
WIDE = (1920, 1080)


def turn_the_line(visitor: Visitor) -> None:
    """Drag the knobs of the neuron until its line parts the four students."""
    for knob, by in (("w1", 2.1), ("w2", -0.2), ("b", -0.2)):
        x, y = visitor.hit(f"neuron.{knob}").rect.center
        visitor.swipe((x, y), (x, y - 90.0 * by))


def guess_and_run(visitor: Visitor) -> None:
    """Foretell how long the training takes: then it runs."""
    visitor.wait(1.0)
    visitor.press("training.guess.some")


@dataclass(frozen=True)
class Picture:
    """A chapter at a rest, what is done there, and after how many seconds the picture is taken."""

    chapter: str
    rest: int
    seconds: float
    deed: Callable[[Visitor], None] | None = None
    size: tuple[int, int] = LANDSCAPE

    def draw(self) -> pygame.Surface:
        """The screen at that moment."""
        visitor = Visitor(self.chapter, size=self.size)
        visitor.at_rest(self.rest)
        if self.deed is not None:
            self.deed(visitor)
        visitor.pass_time(self.seconds)
        visitor.frame(dt=0.0)
        return visitor.app.window.target()


PICTURES = (Picture("intro", 0, 6.0), Picture("neuron", 2, 3.0, turn_the_line, WIDE), Picture("backprop", 2, 2.8),
            Picture("training", 2, 5.0, guess_and_run), Picture("demo", 1, 0.8))


def main() -> None:
    """Draw them all."""
    headless()
    for picture in PICTURES:
        file = FOLDER / f"{picture.chapter}.png"
        pygame.image.save(picture.draw(), file)
        print(Path(*file.parts[-3:]))


if __name__ == "__main__":
    main()
