"""The box behind "Aa": how large, in which colours, how lively and how loud the program is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from game.core.geometry import Rect
from game.core.layout import TARGET, Layout
from game.draw.canvas import Canvas
from game.draw.theme import THEMES
from game.settings import TEXT_SIZES, Settings
from game.ui import Ui

CLOSE = "dialog.close"


@dataclass(frozen=True)
class Question:
    """One row of the box: which field of the settings it sets, and the values it offers, each with its word."""

    name: str
    field: str
    options: tuple[tuple[object, str], ...]

    def control(self, word: str) -> str:
        """The id of the control that chooses this option."""
        return f"display.{self.name}.{word}"


QUESTIONS = (
    Question("text", "text_scale", tuple((size, f"{size * 100:.0f}") for size in TEXT_SIZES)),
    Question("theme", "theme", tuple((name, name) for name in THEMES)),
    Question("motion", "reduced_motion", ((False, "full"), (True, "reduced"))),
    Question("sound", "sound", ((True, "on"), (False, "off"))),
)


def box_of(layout: Layout) -> Rect:
    """Where the box lies: as wide as the three choices of a row need."""
    wide, tall = (layout.width - 120, 1000.0) if layout.portrait else (1320.0, 740.0)
    return Rect.around((layout.width / 2, layout.height / 2), wide, tall)


def _rows(layout: Layout) -> Iterator[tuple[Question, Rect, Rect]]:
    """Every question with the places of its name and of its choices: side by side, upright one below the other."""
    inner = box_of(layout).inset(48, 40)
    rows = Rect(inner.x, inner.y + 70, inner.w, inner.h - 70 - 124).rows([1.0] * len(QUESTIONS), 16)
    for question, row in zip(QUESTIONS, rows, strict=True):
        if layout.portrait:
            yield question, replace(row, h=row.h - TARGET - 4), Rect(row.x, row.bottom - TARGET, row.w, TARGET)
        else:
            name, choices = row.columns([0.24, 0.76], 24)
            yield question, name, Rect.around(choices.center, choices.w, TARGET)


def close_place(layout: Layout) -> Rect:
    """Where the button that closes the box lies."""
    box = box_of(layout)
    return Rect.around((box.cx, box.bottom - 90), 420, 92)


def touch_display(ui: Ui, settings: Settings) -> tuple[Settings, bool]:
    """Offer every choice and the button; returns the settings as they are now, and whether the box shall close."""
    grid, first = [], CLOSE
    for question, _, place in _rows(ui.layout):
        options = [(word, ui.words(f"display.{question.name}.{word}")) for _, word in question.options]
        now = next(word for value, word in question.options if value == getattr(settings, question.field))
        chosen = ui.choice(f"display.{question.name}", place, options, now)
        value = next(value for value, word in question.options if word == chosen)
        settings = replace(settings, **{question.field: value})
        grid.append([question.control(word) for _, word in question.options])
        first = question.control(chosen) if len(grid) == 1 else first
    close = ui.button(CLOSE, close_place(ui.layout), ui.words("display.close"), look="primary")
    _walk(ui, [*grid, [CLOSE]], first)
    return settings, close


def _walk(ui: Ui, grid: Sequence[Sequence[str]], first: str) -> None:
    """The arrow keys go from choice to choice and from row to row, and start at ``first``."""
    for action, down, along in (("up", -1, 0), ("down", 1, 0), ("left", 0, -1), ("right", 0, 1)):
        while ui.take(action):
            ui.keyboard = True
            at = next(((r, row.index(ui.focus)) for r, row in enumerate(grid) if ui.focus in row), None)
            if at is None:
                ui.focus = first
                continue
            row = grid[(at[0] + down) % len(grid)]
            ui.focus = row[max(0, min(at[1] + along, len(row) - 1))]


def draw_display(canvas: Canvas) -> None:
    """The names of the questions, inside the box."""
    for question, place, _ in _rows(canvas.layout):
        name = canvas.words(f"display.{question.name}.name")
        canvas.text((place.x, place.cy), name, "heading", "soft", room=place.w)
