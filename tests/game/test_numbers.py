"""What a visitor reads has the decimal sign of the language; programs keep Python's point."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from game import files
from game.core.geometry import Rect
from game.core.words import Words, languages
from game.draw.canvas import Canvas
from tests.visitor import Visitor, chapters

FOLDER = files.assets() / "words"
COMMA = [code for code in languages(FOLDER) if Words.load(FOLDER, code).decimal == ","]


def test_german_spanish_and_french_have_a_comma() -> None:
    assert {"de", "es", "fr"} <= set(COMMA)
    assert Words.load(FOLDER, "en").decimal == "."


class Lines:
    """Every line that is drawn, and whether it is a program's."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shown: list[str] = []
        self.programs: list[str] = []
        mark = Canvas._mark

        def watched(canvas: Canvas, text: str, rect: Rect, *rest: object) -> None:
            (self.programs if canvas._verbatim else self.shown).append(text)
            mark(canvas, text, rect, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(Canvas, "_mark", watched)


def read(chapter: str, language: str, lines: Lines) -> None:
    """Draw every rest of a chapter, and the card of every number there that opens."""
    visitor = Visitor(chapter, size=(1280, 720))
    visitor.app._apply(replace(visitor.app.settings, language=language))
    for rest in range(len(visitor.scene.timeline.rests)):
        visitor.at_rest(rest)
        visitor.wait(0.2)
        visitor.app.canvas.forget()
        visitor.app.canvas.marks = []
        visitor.frame(dt=0.0)
        for fact in visitor.director._facts()[:12]:
            visitor.director.opener.open = fact.id
            visitor.frame(dt=0.0)
        visitor.director.opener.close()
        visitor.app.canvas.marks = None


@pytest.mark.parametrize("chapter", chapters())
@pytest.mark.parametrize("language", COMMA)
def test_no_number_has_a_point_but_in_programs(chapter: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = Lines(monkeypatch)
    read(chapter, language, lines)
    assert any(re.search(r"\d,\d", line) for line in lines.shown)
    assert not [line for line in lines.shown if re.search(r"\d\.\d|\s\.\d", line)]
    assert not [line for line in lines.shown if re.search(r"(^|[\s(=·])-\d", line)], "a hyphen for a minus"
    assert chapter != "math" or any(re.search(r"\d\.\d", line) for line in lines.programs)


def test_english_keeps_its_point(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = Lines(monkeypatch)
    read("neuron", "en", lines)
    assert any(re.search(r"\d\.\d", line) for line in lines.shown)
    assert not [line for line in lines.shown if re.search(r"\d,\d", line)]
