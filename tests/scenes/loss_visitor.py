"""A visitor in chapter 5, and how a knob is dragged."""

from __future__ import annotations

import pygame

from brain import Network
from game.scenes.loss.game import Game
from game.scenes.loss.scene import LossScene
from tests.visitor import Visitor


def playing(rest: int = 2, network: Network | None = None, **options) -> tuple[Visitor, Game]:
    """A visitor at a rest of the chapter, with the search for the goal done."""
    visitor = Visitor("loss", **options)
    if network is not None:
        journey = visitor.director.journey
        journey.reshape(network)
        visitor.director.scene = LossScene(journey)
    visitor.scene.player.seek(LossScene.timeline.rests[rest])
    visitor.wait(0.6)
    assert isinstance(visitor.scene, LossScene)
    return visitor, visitor.scene.game


def drag(visitor: Visitor, control: str, up: float, finger: int = 1) -> None:
    """Press a control, move it ``up`` design units in steps, let go."""
    x, y = visitor.hit(control).rect.center
    visitor.frame(visitor.finger(pygame.FINGERDOWN, (x, y), finger))
    for n in range(1, 6):
        visitor.frame(visitor.finger(pygame.FINGERMOTION, (x, y - up * n / 5), finger))
    visitor.frame(visitor.finger(pygame.FINGERUP, (x, y - up), finger))
    visitor.frame()


def texts(visitor: Visitor) -> list[str]:
    visitor.app.canvas._layers.clear()
    visitor.app.canvas.marks = []
    visitor.frame(dt=0.0)
    return [mark.text for mark in visitor.app.canvas.marks]
