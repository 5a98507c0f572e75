"""Draws a listing: calm colours, a soft band on the line that runs, and as much of it as the panel holds."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import pygame

from game.core.easing import clamp
from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas
from game.draw.theme import STYLES, Style

LEADING = 1.28
SMALLEST = 22.0
ADVANCE = 0.6
"""Width of a letter of the code font as a share of its size."""
TOKENS = re.compile(r"(?P<comment>#.*)|(?P<number>\b\d+(\.\d+)?\b)|(?P<word>\w+)|(?P<space>\s+)|(?P<sign>[^\w\s#]+)")
GUTTER = 3.2
"""Room for the line numbers, in letters."""
VEIL = 46.0
"""How far the listing sinks into the panel where it goes on."""
COLOURS = {"comment": "passed", "number": "active", "keyword": "negative", "name": "text", "call": "positive",
           "sign": "soft"}
"""The roles that the parts of a line are written in: four calm colours, and the text's own two."""


@dataclass(frozen=True)
class Listing:
    """Where the lines of a program stand: letter size, the height of a line, how many are seen, which is on top."""

    panel: Rect
    size: float
    step: float
    shown: int
    top: float

    def row(self, number: int) -> Rect:
        """The band of line ``number`` (from 1), inside the panel or not."""
        return Rect(self.panel.x - 12, self.panel.y + (number - 1 - self.top) * self.step, self.panel.w + 24, self.step)

    def line_on_top(self, top: float, count: int) -> float:
        """The line that ``listing`` must be given so that line ``top`` of ``count`` (from 0) comes first."""
        return clamp(top, 0.0, max(0.0, count - self.shown)) + 1 + self.shown // 2

    def line_at(self, y: float) -> int:
        """The number of the line at a height."""
        return int((y - self.panel.y) / self.step + self.top) + 1


def listing(panel: Rect, lines: Sequence[str], at: float, text_scale: float = 1.0) -> Listing:
    """Lay ``lines`` out in ``panel``, scrolled so that line ``at`` (from 1) is seen with some before and after it.

    The letters are as large as the visitor wants, as far as the longest line fits; whole lines are seen at rest.
    """
    widest = max(len(line) for line in lines) + GUTTER + 2.2
    size = min(STYLES["code"].size * text_scale, panel.w / (widest * ADVANCE))
    if text_scale <= 1.0:  # a little smaller, if it is then seen as a whole
        size = min(size, max(SMALLEST, panel.h / (len(lines) * LEADING)))
    size = max(SMALLEST, size)
    shown = max(1, min(len(lines), int(panel.h / (size * LEADING))))
    step = min(panel.h / shown, 1.16 * size * LEADING)
    return Listing(panel, size, step, shown, clamp(at - 1 - shown // 2, 0.0, max(0.0, len(lines) - shown)))


def paint_code(canvas: Canvas, name: str, place: Listing, lines: Sequence[str], current: int,
               runs: Collection[int]) -> None:
    """``lines`` as they are laid out, ``current`` (from 1) lit; soft edges and a mark at the side where more follows.

    The letters are kept as one picture for each ``name``. The numbers of the lines that ever run, ``runs``, are
    written in the colour of what can be touched.
    """
    panel, style = place.panel, _fitting(canvas, place, lines)
    tall = Rect(panel.x - 12, place.row(1).y, panel.w + 24, place.step * len(lines))
    with canvas.clip(panel.inset(-14, 0)), canvas.verbatim():
        band = place.row(current)
        canvas.box(band, 8, fill="active", fill_alpha=0.11, line=None)
        canvas.box(Rect(band.x, band.y + 3, 5, band.h - 6), 2.5, fill="active", fill_alpha=0.95, line=None)

        def paint() -> None:
            advance = canvas.type.width("0" * 40, style) / 40
            for number, line in enumerate(lines, 1):
                y = place.row(number).cy
                if canvas.marks is None or panel.y < y < panel.bottom:
                    start = panel.x + GUTTER * advance
                    canvas.number((start - 0.9 * advance, y), str(number), style,
                                  "touch" if number in runs else "mute", "rm")
                    _line(canvas, (start, y), line, style, advance)

        canvas.sheet(("code", name), (tuple(lines), style), tall, paint)
    above, below = place.top > 0.1, place.top + place.shown < len(lines) - 0.1
    _veils(canvas, panel, above, below)
    if above or below:
        _thumb(canvas, place, len(lines))


def _fitting(canvas: Canvas, place: Listing, lines: Sequence[str]) -> Style:
    """The letters of a listing, a little smaller where whole pixels would make its longest line wider than planned."""
    style, longest = Style("mono", place.size), max(len(line) for line in lines) + GUTTER
    while style.size > SMALLEST / 2 and canvas.type.width("0" * 40, style) / 40 * longest > place.panel.w + 8:
        style = Style("mono", style.size - 0.5)
    return style


def _line(canvas: Canvas, start: Vec, line: str, style: Style, advance: float) -> None:
    """Every part in its colour, each at its own column, so that all letters stand in columns."""
    for column, part, kind in tokens(line):
        canvas.text((start[0] + column * advance, start[1]), part, style, COLOURS[kind])


def _veils(canvas: Canvas, panel: Rect, above: bool, below: bool) -> None:
    """The listing sinks into the panel at an edge where it goes on."""
    for shown, upwards, y in ((above, True, panel.y), (below, False, panel.bottom - VEIL)):
        if shown:
            left, top, w, h = canvas.view.box(Rect(panel.x - 14, y, panel.w + 28, VEIL))
            rgb = canvas.colour("card")
            veil = canvas.cache.get(("veil", w, h, rgb, upwards), partial(_veil, (w, h), rgb, upwards))
            canvas.blit_px(veil, (left, top))


def _veil(size: tuple[int, int], rgb: tuple[int, int, int], upwards: bool) -> pygame.Surface:
    """The colour of the panel, from nothing to almost all."""
    veil = pygame.Surface(size, pygame.SRCALPHA, 32)
    for y in range(size[1]):
        share = y / max(1, size[1] - 1)
        veil.fill((*rgb, round(235 * (1.0 - share if upwards else share))), (0, y, size[0], 1))
    return veil


def _thumb(canvas: Canvas, place: Listing, count: int) -> None:
    """A slim mark at the side: which part of the listing is seen."""
    panel = place.panel
    x, long = panel.right + 16, panel.h * place.shown / count
    y = panel.y + (panel.h - long) * place.top / max(1e-9, count - place.shown)
    canvas.polyline(((x, y), (x, y + long)), "rim", 5, 0.8)


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
