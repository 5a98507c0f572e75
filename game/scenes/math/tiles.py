"""The figures of the last page as tiles, and the nine challenges, each with its chapter's name."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.easing import clamp, linear, pop, window
from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas
from game.draw.icons import paint_icon
from game.draw.particles import paint_joy
from game.draw.theme import STYLES, Style
from game.scenes.math.places import Places
from game.scenes.math.story import CHALLENGES, Figure

MOST_MARKS = 14
BURSTS = ((0.2, 0.4), (0.8, 0.5), (0.5, 0.6))
"""Where along the challenges, and when, sparks fly once all are solved."""
LOWEST_MARKED = 92.0
"""A tile lower than this, without its edges, has no room for marks."""
SMALLEST = 24.0
"""The numbers of low tiles are never set smaller."""
PER_ROW = 3
"""Tiles side by side where it is narrow."""


def tiles_of(row: Rect, count: int) -> list[Rect]:
    """The places of so many figures: side by side, in rows where it is narrow."""
    per_row = count if row.w > 1200 or count <= PER_ROW else (count + 1) // 2
    counts = [min(per_row, count - start) for start in range(0, count, per_row)]
    strips = row.rows([1.0] * len(counts), 14)
    return [tile for n, strip in zip(counts, strips, strict=True) for tile in strip.columns([1.0] * n, 16)]


def draw_figures(canvas: Canvas, row: Rect, figures: Sequence[Figure]) -> None:
    """Tiles side by side, in two rows where it is narrow."""
    for figure, tile in zip(figures, tiles_of(row, len(figures)), strict=True):
        draw_figure(canvas, tile, figure)


def draw_figure(canvas: Canvas, tile: Rect, figure: Figure) -> None:
    """A number, what it counts, and a mark for each part of it."""
    canvas.box(tile, line="passed" if figure.good else "line", width=2.0)
    inner = tile.inset(22, 8)
    marked = figure.marks and inner.h >= LOWEST_MARKED
    number, name, marks = inner.rows([1.0, 0.72, 0.5 if marked else 0.01])
    _count(canvas, number, figure)
    canvas.paragraph(name, figure.name, "label", align="c", valign="m")
    if marked:
        _draw_marks(canvas, marks, figure.marks)


def _count(canvas: Canvas, row: Rect, figure: Figure) -> None:
    """The number itself, no taller than its row."""
    size = clamp(0.72 * row.h, SMALLEST, STYLES["big"].size)
    canvas.number(row.center, figure.text, Style("mono_medium", size), "passed" if figure.good else "text", room=row.w,
                  tall=row.h)


def _draw_marks(canvas: Canvas, row: Rect, marks: Sequence[bool]) -> None:
    """A tick for what was reached, an empty ring for what was not."""
    shown = marks[-MOST_MARKS:]
    step = min(32.0, row.w / max(1, len(shown)))
    for n, done in enumerate(shown):
        at = (row.cx + (n - (len(shown) - 1) / 2) * step, row.cy)
        paint_done(canvas, at, done)


def paint_done(canvas: Canvas, at: Vec, done: bool) -> None:
    """A tick, or an empty ring."""
    if done:
        paint_icon(canvas, "check", at, 24, "passed", pen=0.24)
    else:
        canvas.ring(at, 8, "mute", 2.2)


# -- the challenges --------------------------------------------------------------------------------------


def cells_of(strip: Rect) -> list[Rect]:
    """Ten places: how many are solved, and the nine challenges, in one row or in two."""
    rows = strip.rows([1.0] * (1 if strip.w > 1200 else 2), 14)
    return [cell for row in rows for cell in row.columns([1.0] * (10 // len(rows)), 14)]


def draw_challenges(canvas: Canvas, strip: Rect, solved: Figure, *, touchable: bool) -> None:
    """How many are solved; and those that are. The others can be touched, or else are drawn here as well."""
    first, *cells = cells_of(strip)
    canvas.box(first, line="passed" if solved.good else "line", width=2.0)
    number, name = first.inset(10, 6).rows([1.0, 0.72])
    _count(canvas, number, solved)
    canvas.paragraph(name, solved.name, "label", align="c", valign="m")
    for chapter, done, cell in zip(CHALLENGES, solved.marks, cells, strict=True):
        if done or not touchable:
            canvas.box(cell, 20, line="passed" if done else "line", width=2.0)
            if not touchable:
                paint_done(canvas, _tick(cell), done)
            canvas.text((cell.cx, cell.y + 0.74 * cell.h), canvas.words(f"math.chip.{chapter}"), "strong",
                        "passed" if done else "mute", "cm", room=cell.w - 16)


def draw_ticks(canvas: Canvas, strip: Rect, solved: Figure, joy: float) -> None:
    """One tick after another lights up as ``joy`` goes from 0 to 1; once all nine do, sparks fly."""
    cells, count, n = cells_of(strip)[1:], sum(solved.marks), 0
    for done, cell in zip(solved.marks, cells, strict=True):
        if not done:
            continue
        start = 0.7 * n / count
        here, n = window(joy, start, start + 0.3), n + 1
        if here > 0.0:
            canvas.glow(_tick(cell), 60, "passed", 0.25 + 0.75 * clamp(4 * here * (1 - here)))
            paint_icon(canvas, "check", _tick(cell), 34 * (0.6 + 0.4 * pop(here)), "passed", pen=0.24)
    for share, start in BURSTS if solved.good else ():
        t = window(joy, start, start + 0.4, linear)
        wide, x = 0.5 * strip.w, strip.x + share * strip.w
        if t > 0.0:
            paint_joy(canvas, Rect(x - 0.3 * wide, strip.y - 0.9 * strip.w / 10, wide, 0.0), t)


def _tick(cell: Rect) -> Vec:
    return (cell.cx, cell.y + 0.34 * cell.h)


def unsolved(place: Places, solved: Figure) -> list[tuple[str, Rect]]:
    """The chapters whose challenge is still to be solved, and where each stands."""
    cells = cells_of(place.brains()[3])[1:]
    return [(chapter, cell) for chapter, done, cell in zip(CHALLENGES, solved.marks, cells, strict=True) if not done]
