"""A visitor in front of the last test, and where a student lies on its map."""

from __future__ import annotations

from game.app import STEP
from game.core.geometry import Vec
from game.draw.plane import to_plane
from game.scenes.demo.scene import DemoScene
from tests.reading import lines_of
from tests.visitor import Visitor

TEACH = DemoScene.timeline.rests[-1]


def at(rest: int, **options: object) -> Visitor:
    visitor = Visitor("demo", at=DemoScene.timeline.rests[rest], **options)  # type: ignore[arg-type]
    visitor.frame()
    return visitor


def scene_of(visitor: Visitor) -> DemoScene:
    assert isinstance(visitor.scene, DemoScene)
    return visitor.scene


def on_map(visitor: Visitor, hours: Vec) -> Vec:
    scene = scene_of(visitor)
    return to_plane(scene._places(visitor.app.canvas, visitor.director.cues()).plane, hours)


def let_pass(visitor: Visitor, seconds: float) -> None:
    """Let time pass without drawing every frame of it, then draw one."""
    for _ in range(round(seconds / STEP)):
        visitor.director.step(STEP)
    visitor.frame()


def written(visitor: Visitor) -> str:
    """All words and numbers of one frame, one after another."""
    return spaced(" ".join(line.text for line in lines_of(visitor)))


def spaced(text: str) -> str:
    """The same with all spaces alike."""
    return " ".join(text.split())
