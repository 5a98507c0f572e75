"""No word leaves its box or runs into another, in any window, at any text size, at every rest of every chapter."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median

import pytest

from game import files
from game.app import STEP
from game.challenge import HINT_SECONDS
from game.core.geometry import distance
from game.core.words import languages
from game.scenes.math.places import Places as MathPlaces
from tests.reading import colliding, leaving, lines_of
from tests.visitor import Visitor, chapters

NUMBERS = {"architecture": r"−?\d+\.\d\d", "forward": r"−?\d+\.\d\d", "loss": r"[+−]\d\.\d\d|\d+ %"}
"""Numbers with a place of their own: weights, sums, guesses; not the areas that are written into their squares."""
SMALLEST = 22.0 * 1.15
"""Height of a line set in the smallest type there is: 22 units, its line box a little more."""
SCREENS = [((1280, 720), 1.0), ((1280, 720), 1.5), ((1280, 720), 2.0), ((1920, 1080), 1.0), ((1920, 1080), 1.5),
           ((1920, 1080), 2.0), ((1080, 1920), 1.0), ((1080, 1920), 1.5), ((1080, 1920), 2.0), ((3840, 2160), 1.0)]
"""3840 x 2160 is the layout of 1920 x 1080 with finer pixels: looked at in one text size."""


@pytest.mark.parametrize("chapter", chapters())
@pytest.mark.parametrize(("size", "text"), SCREENS, ids=[f"{w}x{h}-{text:.0%}" for (w, h), text in SCREENS])
def test_text_stays_in_its_box_and_apart(chapter: str, size: tuple[int, int], text: float) -> None:
    visitor = Visitor(chapter, size=size, text=text)
    screen = visitor.app.canvas.layout.screen
    faults = []
    for rest in range(len(visitor.scene.timeline.rests)):
        visitor.at_rest(rest)
        visitor.wait(2 * STEP)
        for name, tried in (("", 0.0), (" with its hint", HINT_SECONDS + 1)):
            visitor.director.challenge.tried = tried
            lines = lines_of(visitor)
            faults += [f"rest {rest}{name}: {fault}" for fault in leaving(lines, screen) + colliding(lines)]
    assert not faults, "\n" + "\n".join(dict.fromkeys(faults))


@pytest.mark.parametrize("chapter", chapters())
@pytest.mark.parametrize("language", [code for code in languages(files.assets() / "words") if code != "en"])
@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920)], ids=["landscape", "portrait"])
def test_every_language_stays_in_its_box_at_twice_the_size(chapter: str, size: tuple[int, int], language: str) -> None:
    visitor = Visitor(chapter, size=size, text=2.0)
    visitor.app._apply(replace(visitor.app.settings, language=language))
    faults = []
    for rest in range(len(visitor.scene.timeline.rests)):
        visitor.at_rest(rest)
        visitor.wait(2 * STEP)
        lines = lines_of(visitor)
        found = leaving(lines, visitor.app.canvas.layout.screen) + colliding(lines)
        faults += [f"rest {rest}: {fault}" for fault in found]
    assert not faults, "\n" + "\n".join(dict.fromkeys(faults))


@pytest.mark.parametrize(("size", "text"), SCREENS, ids=[f"{w}x{h}-{text:.0%}" for (w, h), text in SCREENS])
def test_no_line_of_a_program_is_cut(size: tuple[int, int], text: float) -> None:
    visitor = Visitor("math", size=size, text=text)
    for rest in range(3):
        visitor.at_rest(rest)
        visitor.wait(2 * STEP)
        canvas = visitor.app.canvas
        panel = MathPlaces(canvas.layout).code
        lines = [line for line in lines_of(visitor) if panel.contains(line.rect.center)]
        assert len(lines) > 10
        assert max(line.rect.right for line in lines) <= panel.right + 14


@pytest.mark.parametrize("chapter", chapters())
@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
def test_nothing_is_set_smaller_than_22(chapter: str, size: tuple[int, int]) -> None:
    visitor = Visitor(chapter, size=size)
    faults = []
    for rest in range(len(visitor.scene.timeline.rests)):
        visitor.at_rest(rest)
        visitor.wait(2 * STEP)
        faults += [f"rest {rest}: {line.text!r} is {line.rect.h:.0f} high" for line in lines_of(visitor)
                   if min(line.rect.w, line.rect.h) < SMALLEST and line.rect.h < SMALLEST]
    assert not faults, "\n" + "\n".join(dict.fromkeys(faults))


@pytest.mark.parametrize("language", languages(files.assets() / "words"))
@pytest.mark.parametrize("kind", ["help", "leave", "display", "idle"])
@pytest.mark.parametrize(("size", "text"), SCREENS[:9], ids=[f"{w}x{h}-{text:.0%}" for (w, h), text in SCREENS[:9]])
def test_dialogs_hold_their_words(kind: str, size: tuple[int, int], text: float, language: str) -> None:
    visitor = Visitor("neuron", size=size, text=text)
    visitor.app._apply(replace(visitor.app.settings, language=language))
    visitor.frame()
    visitor.director.dialog = kind
    visitor.frame()
    lines = lines_of(visitor)
    own = lines[max(i for i, line in enumerate(lines) if line.text == visitor.app.words(f"{kind}.title")):]
    assert len(own) >= 3
    faults = leaving(own, visitor.app.canvas.layout.screen) + colliding(own)
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("chapter", sorted(NUMBERS))
def test_most_numbers_beside_the_network_grow_with_the_text(chapter: str, size: tuple[int, int]) -> None:
    """A few have no room for it, as in long sums; those inside orbs fill them at any text size, and are not counted."""
    heights = []
    for text in (1.0, 2.0):
        visitor = Visitor(chapter, size=size, text=text)
        visitor.at_rest(2)
        visitor.wait(2 * STEP)
        nodes = visitor.scene.cast(visitor.app.canvas, visitor.director.cues()).nodes.values()
        heights.append([line.rect.h for line in lines_of(visitor) if re.fullmatch(NUMBERS[chapter], line.text)
                        and not any(distance(line.rect.center, node.pos) < node.r for node in nodes)])
    assert len(heights[0]) >= 3
    assert median(heights[1]) >= 1.2 * median(heights[0])


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("chapter", chapters())
def test_nothing_gets_smaller_when_the_visitor_asks_for_larger_text(chapter: str, size: tuple[int, int]) -> None:
    """Values inside orbs and pictures have the size of their orb, which makes room for the words around it."""
    faults = []
    for rest in range(len(Visitor(chapter).scene.timeline.rests)):
        before, after = (heights_beside_orbs(chapter, rest, size, text) for text in (1.0, 2.0))
        assert len(before.keys() & after.keys()) >= 0.6 * len(before), "the same words are there in both sizes"
        faults += [f"rest {rest}: {text!r} from {before[text]:.0f} to {after[text]:.0f}"
                   for text in before.keys() & after.keys() if after[text] < 0.98 * before[text]]
    assert not faults, "\n" + "\n".join(faults)


def heights_beside_orbs(chapter: str, rest: int, size: tuple[int, int], text: float) -> dict[str, float]:
    """How tall each line of text is at a rest, outside every neuron; the largest where it stands twice."""
    visitor = Visitor(chapter, size=size, text=text)
    visitor.at_rest(rest)
    visitor.wait(2 * STEP)
    nodes = visitor.scene.cast(visitor.app.canvas, visitor.director.cues()).nodes.values()
    heights: dict[str, float] = {}
    for line in lines_of(visitor):
        if not any(distance(line.rect.center, node.pos) < node.r for node in nodes):
            heights[line.text] = max(line.rect.h, heights.get(line.text, 0.0))
    return heights
