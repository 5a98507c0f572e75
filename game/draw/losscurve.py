"""Draws the loss lap by lap: the way so far, the way ahead, the ghost of a way that was left, and the mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas, Colour
from game.draw.icons import paint_icon
from game.draw.plot import Plot
from game.draw.text import style_of

Array = npt.NDArray[np.float64]
POINTS = 72
FEWEST_LAPS = 60
DIGITS, NAME = style_of("mono_small"), style_of("small")
MARK_ROOM = 180.0
NEAR = 5.0
"""Closer than this a curve touches the name of the mark."""
LINE = 1.3
"""How tall a line of digits may be in its row: they have neither heads nor tails."""


@dataclass(frozen=True)
class Line:
    """One curve: the lap it starts at, its losses, how it looks."""

    start: int
    losses: Array
    colour: Colour
    width: float = 3.0
    alpha: float = 1.0
    dashed: bool = False
    shape: str = ""


@dataclass(frozen=True)
class Entry:
    """What a legend says of one curve: its sign and colour, its name, and its number if it has one."""

    shape: str
    colour: Colour
    name: str
    number: str = ""


def frame_of(rect: Rect, laps: int, lines: Sequence[Line]) -> Plot:
    """Laps across and losses up, so that every line fits."""
    finite = [float(line.losses[np.isfinite(line.losses)].max(initial=0.0)) for line in lines]
    return Plot(rect, 0.0, float(laps), 0.0, max(0.1, 1.06 * min(1.0, max(finite, default=0.1))))


def paint_curves(canvas: Canvas, plot: Plot, lines: Sequence[Line], mark: float | None, mark_name: str = "") -> None:
    """Axes, the dashed mark, then every line, the last one on top, each with its sign at its end."""
    r, ways = plot.rect, [points_of(plot, line) for line in lines]
    canvas.polyline(((r.x, r.bottom), (r.right, r.bottom)), "line", 2)
    if mark is not None and mark < plot.y1:
        y = plot.at(0, mark)[1]
        canvas.dashes(((r.x, y), (r.right, y)), "passed", 2, 14, 14, alpha=0.75)
        if mark_name:
            size = (min(MARK_ROOM, canvas.type.width(canvas.printed(mark_name), NAME)), canvas.type.line_height(NAME))
            canvas.text(place_of_name(r, y - 9, size, ways), mark_name, NAME, "passed", "rb", room=MARK_ROOM)
    for line, points in zip(lines, ways, strict=True):
        if line.dashed:
            canvas.dashes(points, line.colour, line.width, 10, 8, line.alpha)
        else:
            canvas.polyline(points, line.colour, line.width, line.alpha)
        if points and line.shape:
            paint_shape(canvas, line.shape, points[-1], 22, line.colour)


def paint_span(canvas: Canvas, plot: Plot, low: float, high: float, colour: Colour) -> None:
    """A band of light over the laps from ``low`` to ``high``, as far as they are in the box."""
    r = plot.rect
    x0, x1 = plot.at(low, 0)[0], plot.at(min(high, plot.x1), 0)[0]
    if x1 > x0 + 2:
        canvas.box(Rect(x0, r.y - 6, x1 - x0, r.h + 6), 8, fill=colour, fill_alpha=0.13, line=None)
        for x in (x0, x1):
            canvas.polyline(((x, r.y - 6), (x, r.bottom)), colour, 2, 0.5)


def place_of_name(rect: Rect, low: float, size: Vec, ways: Sequence[Sequence[Vec]]) -> Vec:
    """The lower right corner for a name of ``size`` above a level line at ``low``, where no curve runs through it.

    It is looked for from the right end to the left, then a little higher; if all is full, it stays at the right.
    """
    wide, tall = size
    points = np.concatenate([np.empty((0, 2)), *map(dense, ways)])
    for lift in (0.0, 0.7 * tall, 1.4 * tall):
        for share in (1.0, 0.7, 0.4):
            right, bottom = max(rect.x + wide, rect.x + share * rect.w), low - lift
            near = np.abs(points - (right - wide / 2, bottom - tall / 2)) < (wide / 2 + NEAR, tall / 2 + NEAR)
            if bottom - tall >= rect.y - tall / 2 and not near.all(1).any():
                return right, bottom
    return rect.right, low


def dense(way: Sequence[Vec]) -> Array:
    """The corners of a curve, with seven points between each two, (n, 2)."""
    corners = np.array(way, float).reshape(-1, 2)
    between = corners[:-1, None] + np.diff(corners, axis=0)[:, None] * np.linspace(0.0, 1.0, 8, endpoint=False)[:, None]
    return np.concatenate([between.reshape(-1, 2), corners[-1:]])


def points_of(plot: Plot, line: Line) -> list[Vec]:
    """A curve's points on the screen, thinned to what can be seen; numbers that are not finite lie at the top."""
    losses = np.clip(np.nan_to_num(line.losses, nan=plot.y1, posinf=plot.y1), 0.0, plot.y1)
    if len(losses) > POINTS:
        rows = np.unique(np.linspace(0, len(losses) - 1, POINTS).astype(int))
    else:
        rows = np.arange(len(losses))
    return [plot.at(float(line.start + row), float(losses[row])) for row in rows]


def paint_legend(canvas: Canvas, row: Rect, entries: Sequence[Entry]) -> None:
    """Sign, name and number of each curve, in one line that ends at the right of ``row``."""
    sign, gap, between = 34.0, 22.0, 10.0
    parts = [(canvas.type.width(one.name, style_of("small")), len(one.number) * canvas.type.width("0", DIGITS))
             for one in entries]
    fixed = (sign + gap) * len(entries) - gap + between * sum(bool(one.number) for one in entries)
    factor = min(canvas.type.growth, (row.w - fixed) / max(1.0, sum(sum(part) for part in parts)))
    x = row.right - fixed - factor * sum(sum(part) for part in parts)
    for one, part in zip(entries, parts, strict=True):
        name, number = (factor * wide for wide in part)
        paint_shape(canvas, one.shape, (x + 13, row.cy), 22, one.colour)
        canvas.text((x + sign, row.cy), one.name, "small", "text", room=name + 1)
        x += sign + name + between * bool(one.number)
        if one.number:
            canvas.number((x, row.cy), one.number, DIGITS, "text", "lm", room=number + 1, tall=LINE * row.h,
                          most=len(one.number))
        x += number + gap


def paint_ranks(canvas: Canvas, box: Rect, entries: Sequence[Entry]) -> None:
    """The same one below another: names at the left, numbers at the right."""
    most, style = max(len(one.number) for one in entries), style_of("small")
    digits = most * canvas.type.width("0", DIGITS) * canvas.type.growth
    names = canvas.type.evenly([one.name for one in entries], style, box.w - 34 - 12 - digits)
    for one, room, row in zip(entries, names, box.rows([1.0] * len(entries)), strict=True):
        paint_shape(canvas, one.shape, (row.x + 13, row.cy), 22, one.colour)
        canvas.text((row.x + 34, row.cy), one.name, style, "text", room=room + 1)
        canvas.number((row.right, row.cy), one.number, DIGITS, "text", "rm", room=digits + 1, tall=LINE * row.h,
                      most=most)


def paint_sign(canvas: Canvas, shape: str, at: Vec, size: float) -> None:
    """The dark sign on a marble that tells it from the others."""
    if shape == "disc":
        canvas.disc(at, size * 0.42, "ink", 0.85)
    else:
        paint_icon(canvas, shape, at, size, "ink", alpha=0.85)


def paint_shape(canvas: Canvas, shape: str, at: Vec, size: float, colour: Colour, alpha: float = 1.0) -> None:
    """A small sign with a dark edge: disc, square, diamond or flag; or the dashes of what is remembered."""
    if shape == "dashes":
        for n in (-1, 1):
            canvas.polyline(((at[0] + n * 7 - 5, at[1]), (at[0] + n * 7 + 5, at[1])), colour, 4, alpha)
        return
    if shape == "disc":
        canvas.disc(at, size * 0.60, "ink", alpha * 0.8)
        canvas.disc(at, size * 0.44, colour, alpha)
    else:
        paint_icon(canvas, shape, at, size * 1.5, "ink", alpha=alpha * 0.8)
        paint_icon(canvas, shape, at, size * 1.12, colour, alpha=alpha)
