"""The frame around every chapter follows the text size: nothing of it stays small, nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from game import files
from game.chrome import draw_frame
from game.core.geometry import distance
from game.core.words import languages
from game.dialogs import HELP_ROWS, draw_dialog
from game.draw.canvas import Canvas, TextMark
from game.draw.controls import paint_controls
from tests.reading import colliding, leaving
from tests.visitor import Visitor, chapters

LANGUAGES = languages(files.assets() / "words")
SHAPES = pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
GROWN = 1.17
"""By so much everything around a chapter is larger at 150 % and at 200 %; most of it by a third or more."""


def frame(visitor: Visitor, *, hint: bool) -> list[TextMark]:
    """The words of the frame and of its buttons, and of nothing else."""
    canvas, director = visitor.app.canvas, visitor.director
    own = [mark for mark in director.ui.marks if mark.id in ("back", "forward") or mark.id.startswith("tool.")]
    canvas.marks = []
    canvas.clear_ground()
    draw_frame(canvas, director.scene, director.cues(), director.ids, hint=hint)
    paint_controls(canvas, own)
    marks, canvas.marks = canvas.marks, None
    return [mark for mark in marks if mark.text.strip()]


Moment = tuple[Visitor, str, list[TextMark]]


def moments(chapter: str, size: tuple[int, int], language: str, text: float) -> Iterator[Moment]:
    """Every rest of a chapter, without the hint and with it."""
    visitor = Visitor(chapter, size=size, text=text)
    visitor.app._apply(replace(visitor.app.settings, language=language))
    for rest in range(len(visitor.scene.timeline.rests)):
        visitor.at_rest(rest)
        for hint in (False, True):
            yield visitor, f"rest {rest}{' with its hint' * hint}", frame(visitor, hint=hint)


def parts(visitor: Visitor, marks: list[TextMark]) -> dict[str, float]:
    """How high the smallest letters of each part of the frame are."""
    layout = visitor.app.canvas.layout
    areas = {"header": layout.header, "tools": layout.tools, "challenge": layout.prompt, "caption": layout.caption,
             "button": layout.forward}
    found: dict[str, float] = {}
    for mark in marks:
        at = mark.rect.center
        name = min(areas, key=lambda name: distance(areas[name].clamp(at), at))
        kind = "badge" if mark.text == visitor.app.words(f"{visitor.scene.id}.badge") else name
        found[kind] = min(found.get(kind, 1e9), mark.rect.h)
    return found


@SHAPES
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", chapters()[1:])
def test_everything_around_a_chapter_grows_with_the_text(chapter: str, size: tuple[int, int], language: str) -> None:
    small = {when: parts(visitor, marks) for visitor, when, marks in moments(chapter, size, language, 1.0)}
    faults = []
    for text in (1.5, 2.0):
        for visitor, when, marks in moments(chapter, size, language, text):
            now = parts(visitor, marks)
            assert now.keys() == small[when].keys()
            faults += [f"{text:.0%}, {when}: {part} is {now[part] / high:.2f} as high" for part, high
                       in small[when].items() if now[part] < GROWN * high]
    assert not faults, "\n" + "\n".join(faults)


@SHAPES
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", chapters()[1:])
def test_nothing_around_a_chapter_is_cut_or_runs_into_another(chapter: str, size: tuple[int, int],
                                                             language: str) -> None:
    faults = []
    for text in (1.0, 1.5, 2.0):
        for visitor, when, marks in moments(chapter, size, language, text):
            found = leaving(marks, visitor.app.canvas.layout.screen) + colliding(marks)
            faults += [f"{text:.0%}, {when}: {fault}" for fault in found]
    assert not faults, "\n" + "\n".join(faults)


def heights(canvas: Canvas, paint: Callable[..., None], *about: object) -> dict[str, float]:
    """How high the letters of every line are that ``paint`` draws."""
    canvas.marks = []
    paint(canvas, *about)
    marks, canvas.marks = canvas.marks, None
    return {mark.text: mark.rect.h for mark in marks}


@SHAPES
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_grows_with_the_text_and_says_everything_in_letters_of_one_size(size: tuple[int, int],
                                                                             language: str) -> None:
    found = []
    for text in (1.0, 1.5, 2.0):
        visitor = Visitor("neuron", size=size, text=text)
        visitor.app._apply(replace(visitor.app.settings, language=language))
        words = visitor.app.words
        drawn = heights(visitor.app.canvas, draw_dialog, "help")
        names = " ".join(words(f"help.{name}.what") for name in HELP_ROWS)
        title = words("help.title")
        found.append([{high for line, high in drawn.items() if (line in names) is named and line != title}
                      for named in (True, False)])
    assert all(len(sizes) == 1 for now in found for sizes in now), "one size for all names, one for all else"
    for now in found[1:]:
        assert min(now[0]) >= GROWN * max(found[0][0])
        assert min(now[1]) >= GROWN * max(found[0][1])


@SHAPES
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_title_says_below_its_name_grows_with_the_text(size: tuple[int, int], language: str) -> None:
    found = []
    for text in (1.0, 1.5, 2.0):
        visitor = Visitor(size=size, text=text)
        visitor.app._apply(replace(visitor.app.settings, language=language))
        visitor.frame()
        canvas = visitor.app.canvas
        name = visitor.app.words("intro.title")
        drawn = heights(canvas, visitor.scene.draw, visitor.director.cues())
        drawn |= heights(canvas, paint_controls, visitor.director.ui.marks)
        found.append(min(high for line, high in drawn.items() if line not in name))
    assert min(found[1:]) >= GROWN * found[0]
