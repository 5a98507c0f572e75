"""A visitor in chapter 6, and lessons of networks of any shape."""

from __future__ import annotations

from brain import Network, Where
from game.journey import Journey
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.places import Places, places_of
from game.scenes.backprop.scene import BackpropScene
from tests.visitor import Visitor

RESTS = BackpropScene.timeline.rests
SHAPES = [(2, 1, 1), (2, 3, 1), (2, 6, 1), (2, 4, 3, 1), (2, 6, 6, 6, 1)]


def playing(rest: int, **options) -> tuple[Visitor, Lesson]:
    """A visitor at a rest of the chapter."""
    visitor = Visitor("backprop", **options)
    visitor.at_rest(rest)
    visitor.frame()
    assert isinstance(visitor.scene, BackpropScene)
    return visitor, visitor.scene.lesson


def places(visitor: Visitor) -> Places:
    assert isinstance(visitor.scene, BackpropScene)
    return places_of(visitor.app.canvas.layout, visitor.scene.lesson.shown.sizes)


def lesson_of(sizes: tuple[int, ...], hidden: str = "tanh", seed: int = 3) -> Lesson:
    journey = Journey.fresh(0)
    journey.network = Network(sizes, hidden=hidden, seed=seed)
    return Lesson(journey)


def every(lesson: Lesson) -> list[Where]:
    return [lesson.shown.where(k) for k in range(lesson.shown.params.size)]
