"""A visitor who taps numbers, and what the open card says."""

from __future__ import annotations

import re

from brain import Network
from game.core.facts import Fact
from game.scenes import SCENES
from tests.visitor import Visitor

SMALL = {"landscape": (800, 450), "portrait": (450, 800)}


NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")


def facts_of(visitor: Visitor) -> list[Fact]:
    """What can be opened now, in the order of walking."""
    return sorted(visitor.director._facts(), key=lambda fact: fact.place)


def fact(visitor: Visitor, name: str) -> Fact:
    return next(one for one in facts_of(visitor) if one.id == name)


def is_open(visitor: Visitor) -> str | None:
    return visitor.director.opener.open


def value(text: str) -> float:
    found = NUMBER.findall(text.replace("h", ""))
    assert found, f"no number in {text!r}"
    return float(found[-1])


def at(chapter: str, rest: int = 0, sizes: tuple[int, ...] | None = None, **options) -> Visitor:
    """A visitor at a rest of a chapter, with a network of those layers."""
    visitor = Visitor(chapter, **options)
    if sizes:
        visitor.director.journey.reshape(Network(sizes, seed=3))
        visitor.director.scene = visitor.director._make(chapter)
    visitor.at_rest(rest)
    visitor.frame()
    go_to(visitor, rest)
    return visitor


def go_to(visitor: Visitor, rest: int) -> None:
    """On to a rest; in the last chapter the program there has run half its way and has numbers to show."""
    visitor.at_rest(rest)
    if visitor.scene.id == "math" and rest < 3:
        reader = visitor.scene.reader(("neuron", "activations", "train")[rest])
        reader.running = False
        reader.seek(reader.last if rest == 0 else reader.last // 2)
    visitor.frame()


def rests(chapter: str) -> range:
    return range(len(next(scene for scene in SCENES if scene.id == chapter).timeline.rests))
