"""The busiest states of each chapter: what a visitor can do that makes a frame cost most.

A state puts the visitor there and then gives the events of each frame, for ever. To add one: a function that takes a
``Visitor`` and yields lists of events, and its line in ``BUSIEST``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import pygame

from brain import Network
from tests.visitor import BIGGEST, Visitor

Events = Iterator[list[pygame.event.Event]]
State = Callable[[Visitor], Events]


def story(visitor: Visitor) -> Events:
    """Every move of the chapter, one after another, again and again."""
    while True:
        if visitor.scene.player.resting and not visitor.scene.player.next():
            visitor.scene.player.play_from(0.0)
        yield []


def last_rest(visitor: Visitor) -> Events:
    """The last rest, with everything on it running by itself."""
    visitor.scene.player.seek(visitor.scene.timeline.rests[-1])
    while True:
        yield []


def drag(control: str, rest: int = -1, reach: float = 90.0) -> State:
    """A finger that holds one control and never stands still."""
    def state(visitor: Visitor) -> Events:
        visitor.scene.player.seek(visitor.scene.timeline.rests[rest])
        for _ in range(600):
            yield []
            if any(hit.id == control for hit in visitor.director.ui.hits):
                break
        cx, cy = visitor.hit(control).rect.center
        yield [visitor.finger(pygame.FINGERDOWN, (cx, cy))]
        n = 0
        while True:
            n += 1
            at = (cx + reach * math.sin(n * 0.11), cy + reach * math.sin(n * 0.07))
            yield [visitor.finger(pygame.FINGERMOTION, at)]

    return state


def tapped(*controls: str, rest: int = -1, again: int = 0) -> State:
    """Controls tapped one after another at a rest; the last one again every so many frames."""
    def state(visitor: Visitor) -> Events:
        visitor.scene.player.seek(visitor.scene.timeline.rests[rest])
        yield []
        for control in controls:
            yield from _tap(visitor, control)
        n = 0
        while True:
            n += 1
            if again and n % again == 0:
                yield from _tap(visitor, controls[-1])
            yield []

    return state


def _tap(visitor: Visitor, control: str) -> Events:
    """One tap, if the control is there now; a few frames for what it starts."""
    at = {hit.id: hit.rect.center for hit in visitor.director.ui.hits}.get(control)
    if at is not None:
        yield [visitor.finger(pygame.FINGERDOWN, at)]
        yield [visitor.finger(pygame.FINGERUP, at)]
    for _ in range(4):
        yield []


def big(state: State) -> State:
    """The same with the largest network a visitor can build, entered with it."""
    def bigger(visitor: Visitor) -> Events:
        journey = visitor.director.journey
        journey.reshape(Network(BIGGEST, hidden="tanh", output="sigmoid", seed=1))
        visitor.director.scene = visitor.director._make(visitor.scene.id)
        yield from state(visitor)

    return bigger


FAST = ("training.faster",) * 3
BUSIEST: dict[str, dict[str, State]] = {
    "neuron": {"drag a weight": drag("neuron.w1"), "drag the student": drag("neuron.student")},
    "spark": {"drag a weight": drag("spark.w1", 2), "drag z": drag("spark.z", 1),
              "the contest": tapped("spark.train", again=240)},
    "architecture": {"the largest network": big(last_rest), "its story": big(story),
                     "pull a knob": big(drag("architecture.pull.1"))},
    "forward": {"run": tapped("forward.run", rest=0, again=200), "the largest network": big(story),
                "drag the student": drag("forward.student", 1)},
    "loss": {"drag a weight": drag("loss.w0"), "drag another": drag("loss.w1", 1)},
    "backprop": {"the largest network": big(story), "update": tapped("backprop.update", again=40)},
    "training": {"run fast, the map": tapped(*FAST, "training.run", rest=1),
                 "race": tapped(*FAST, "training.race", rest=2),
                 "drag the ball": drag("training.ball", 1), "the largest network": big(
                     tapped(*FAST, "training.run", rest=1))},
    "demo": {"drag the point": drag("demo.point"), "drag study": drag("demo.study", 1),
             "train": tapped("demo.train", again=200), "the largest network": big(drag("demo.point"))},
    "math": {"a program runs": tapped("math.run", rest=2, again=300), "training runs": tapped(
        "math.tab.train", "math.run", rest=0, again=300)},
}


def states(chapter: str) -> dict[str, State]:
    """All states of a chapter by name; every chapter has its story and its last rest."""
    return {"story": story, "last rest": last_rest, **BUSIEST.get(chapter, {})}
