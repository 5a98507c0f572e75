"""Draws a listing: calm colours, a soft band on the line that runs, and as much of it as the panel holds."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from functools import lru_cache

from game.core.easing import clamp
from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.theme import STYLES, Style

LEADING = 1.46
SMALLEST = 22.0
ADVANCE = 0.6
"""Width of a letter of the code font as a share of its size."""
TOKENS = re.compile(r"(?P<comment>#.*)|(?P<number>\b\d+(\.\d+)?\b)|(?P<word>\w+)|(?P<space>\s+)|(?P<sign>[^\w\s#]+)")
GUTTER = 3.6
"""Room for the line numbers, in letters."""
COLOURS = {"comment": "passed", "number": "active", "keyword": "negative", "name": "text", "call": "positive",
           "sign": "soft"}
"""The roles that the parts of a line are written in: four calm colours, and the text's own two."""


def code_size(canvas: Canvas, panel: Rect, lines: Sequence[str]) -> float:
    """The letter size: the visitor's, as far as the longest line fits into the panel."""
    widest = max(len(line) for line in lines) + GUTTER
    return clamp(STYLES["code"].size * canvas.type.text_scale, SMALLEST, max(SMALLEST, panel.w / (widest * ADVANCE)))


def lines_shown(canvas: Canvas, panel: Rect, lines: Sequence[str]) -> int:
    """How many lines the panel holds: whole ones, so that none is cut while the listing rests."""
    return max(1, int(panel.h / (code_size(canvas, panel, lines) * LEADING)))


def first_line(shown: int, count: int, current: float) -> float:
    """The line that stands at the top, so that line ``current`` (from 1) is seen with some before and after it."""
    return clamp(current - 1 - shown // 2, 0.0, max(0.0, count - shown))


def paint_code(canvas: Canvas, panel: Rect, lines: Sequence[str], current: int, at: float, *,
               colour: str = "active") -> None:
    """``lines`` in ``panel``, ``current`` (from 1) lit; ``at`` is where the listing is scrolled to, as a line."""
    size = code_size(canvas, panel, lines)
    shown, style = lines_shown(canvas, panel, lines), Style("mono", size)
    step = min(panel.h / shown, 1.12 * size * LEADING)
    top = first_line(shown, len(lines), at)
    gutter = size * ADVANCE * GUTTER
    with canvas.clip(panel.inset(-14, 0)):
        for number, line in enumerate(lines, 1):
            y = panel.y + (number - 0.5 - top) * step
            if y < panel.y - 0.1 * step or y > panel.bottom + 0.1 * step:
                continue
            if number == current:
                _band(canvas, Rect(panel.x - 12, y - step / 2, panel.w + 24, step), colour)
            canvas.number((panel.x + gutter - size * 0.75, y), str(number), style,
                          colour if number == current else "mute", "rm")
            _line(canvas, panel.x + gutter, y, line, style)
    _more(canvas, panel, top > 0.4, top + shown < len(lines) - 0.4)


def _band(canvas: Canvas, rect: Rect, colour: str) -> None:
    canvas.box(rect, 8, fill=colour, fill_alpha=0.14, line=None)
    canvas.box(Rect(rect.x, rect.y + 3, 5, rect.h - 6), 2.5, fill=colour, fill_alpha=0.95, line=None)


def _line(canvas: Canvas, x: float, y: float, line: str, style: Style) -> None:
    """Every part in its colour, each at its own column, so that all letters stand in columns."""
    advance = canvas.type.width("0" * 40, style) / 40
    for column, part, kind in tokens(line):
        canvas.text((x + column * advance, y), part, style, COLOURS[kind])


def _more(canvas: Canvas, panel: Rect, above: bool, below: bool) -> None:
    """A small shade at an edge where the listing goes on."""
    for shown, y in ((above, panel.y - 8), (below, panel.bottom + 6)):
        if shown:
            for i in (-1, 0, 1):
                canvas.disc((panel.cx + 16 * i, y), 3.2, "mute")


@lru_cache(maxsize=512)
def tokens(line: str) -> tuple[tuple[int, str, str], ...]:
    """The visible parts of a line of Python: column, text, and what it is (a key of ``COLOURS``)."""
    parts = []
    for found in TOKENS.finditer(line):
        kind, text = found.lastgroup or "sign", found.group()
        if kind == "word":
            called = line[found.end():found.end() + 1] == "("
            kind = "keyword" if keyword.iskeyword(text) else "call" if called else "name"
        if kind != "space":
            parts.append((found.start(), text, kind))
    return tuple(parts)
