"""Draws the pictures of the README anew, each from a visit: ``python -m tests.pictures``."""

from __future__ import annotations

import os

os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"

from pathlib import Path

import pygame

from game import files
from game.dev.shots import headless
from tests.visitor import LANDSCAPE, Visitor

FOLDER = files.assets() / "pictures"
WIDE = (1920, 1080)


def intro() -> Visitor:
    """The title, once its network has learnt for a while."""
    visitor = Visitor("intro", size=LANDSCAPE)
    visitor.pass_time(6.0)
    return visitor


def neuron() -> Visitor:
    """A neuron that has been turned so that its line parts the four students."""
    visitor = Visitor("neuron", size=WIDE)
    visitor.director.journey.network.layers[0].block[:, 0] = (1.5, 0.6, 0.1)
    visitor.at_rest(2)
    visitor.pass_time(3.0)
    return visitor


def backprop() -> Visitor:
    """The factors of one weight, and the blame on its way back."""
    visitor = Visitor("backprop", size=LANDSCAPE)
    visitor.at_rest(2)
    visitor.pass_time(2.8)
    return visitor


def training() -> Visitor:
    """The ball on its way, after a guess."""
    visitor = Visitor("training", size=LANDSCAPE)
    visitor.at_rest(2)
    visitor.wait(1.0)
    visitor.press("training.guess.some")
    visitor.pass_time(5.0)
    return visitor


def demo() -> Visitor:
    """Why a student passes, and the smallest change that would turn it around."""
    visitor = Visitor("demo", size=LANDSCAPE)
    visitor.at_rest(1)
    visitor.pass_time(0.8)
    return visitor


def main() -> None:
    """Draw them all."""
    headless()
    for draw in (intro, neuron, backprop, training, demo):
        visitor = draw()
        visitor.frame(dt=0.0)
        file = FOLDER / f"{draw.__name__}.png"
        pygame.image.save(visitor.app.window.target(), file)
        print(Path(*file.parts[-3:]))


if __name__ == "__main__":
    main()
