"""A visitor of chapter 7 with hands of its own: the mouse, keys, and a run of so many laps."""

from __future__ import annotations

import numpy as np
import pygame

from brain import Network, Trainer
from game.app import App, Options
from game.core.geometry import Vec
from game.journey import Journey
from game.scenes.training.scene import TrainingScene

FRAME = 1 / 60


class Visitor:
    """An app that shows the chapter, and hands to touch it with."""

    def __init__(self, rest: int, size: tuple[int, int] = (960, 540), network: Network | None = None) -> None:
        surface = pygame.Surface(size, 0, 32)
        self.app = App(Options(scene="training", size=size), surface=surface, scenes=(TrainingScene,))
        if network is not None:
            journey = self.app.director.journey
            journey.reshape(network)
            journey.kept.clear()
            self.app.director.scene = TrainingScene(journey)
        self.scene.player.seek(self.scene.timeline.rests[rest])
        self.wait(14)

    @property
    def scene(self) -> TrainingScene:
        scene = self.app.director.scene
        assert isinstance(scene, TrainingScene)
        return scene

    @property
    def params(self) -> np.ndarray:
        return self.app.director.journey.network.params

    def wait(self, frames: int) -> None:
        """Let time pass; only the last frame is drawn."""
        for _ in range(frames - 1):
            self.app.director.step(FRAME)
        self.app.frame(FRAME)

    def send(self, kind: int, at: Vec | None = None, **more: object) -> None:
        values = dict(more)
        if at is not None:
            x, y = self.app.canvas.view.px(at)
            values |= {"pos": (round(x), round(y))}
        self.app.frame(FRAME, [pygame.event.Event(kind, values)])

    def middle(self, control: str) -> Vec:
        return next(hit.rect.center for hit in self.app.director.ui.hits if hit.id == control)

    def tap(self, control: str) -> None:
        at = self.middle(control)
        self.send(pygame.MOUSEBUTTONDOWN, at, button=1)
        self.send(pygame.MOUSEBUTTONUP, at, button=1)

    def drag(self, start: Vec, *stops: Vec, release: bool = True) -> None:
        self.send(pygame.MOUSEBUTTONDOWN, start, button=1)
        for stop in stops:
            self.send(pygame.MOUSEMOTION, stop, rel=(0, 0), buttons=(1, 0, 0))
        if release:
            self.send(pygame.MOUSEBUTTONUP, stops[-1], button=1)

    def key(self, key: int) -> None:
        self.send(pygame.KEYDOWN, key=key, mod=0)

    def offers(self, control: str) -> bool:
        return any(hit.id == control for hit in self.app.director.ui.hits)

    def run_laps(self, laps: int) -> None:
        """Run at 25 laps a second and pause after about so many laps."""
        self.scene.loop.speed = 2
        if not self.scene.loop.running:
            self.tap("training.run")
        while self.scene.run.now < laps and self.scene.loop.running:
            self.app.director.step(FRAME)
        if self.scene.loop.running:
            self.tap("training.run")


def trained_by_hand(laps: int, rate: float = 1.6, name: str = "sgd") -> np.ndarray:
    journey = Journey.fresh(0)
    trainer = Trainer(journey.network, journey.data(), optimizer=name, learning_rate=rate)
    for _ in range(laps):
        trainer.step()
    return journey.network.params


def shown_texts(visitor: Visitor) -> list[str]:
    """Everything that one frame writes on the stage."""
    canvas = visitor.app.canvas
    canvas.marks = []
    visitor.app.frame(FRAME)
    marks, canvas.marks = canvas.marks, None
    return [mark.text for mark in marks]
