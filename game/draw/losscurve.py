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
POINTS = 100
FEWEST_LAPS = 60


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


def frame_of(rect: Rect, laps: int, lines: Sequence[Line]) -> Plot:
    """Laps across and losses up, so that every line fits."""
    finite = [float(line.losses[np.isfinite(line.losses)].max(initial=0.0)) for line in lines]
    return Plot(rect, 0.0, float(laps), 0.0, max(0.1, 1.06 * min(1.0, max(finite, default=0.1))))


def paint_curves(canvas: Canvas, plot: Plot, lines: Sequence[Line], mark: float | None, mark_name: str = "") -> None:
    """Axes, the dashed mark, then every line, the last one on top, each with its sign at its end."""
    r = plot.rect
    canvas.polyline(((r.x, r.bottom), (r.right, r.bottom)), "line", 2)
    if mark is not None and mark < plot.y1:
        y = plot.at(0, mark)[1]
        canvas.dashes(((r.x, y), (r.right, y)), "passed", 2, 14, 14, alpha=0.75)
        if mark_name:
            canvas.text((r.right, y - 16), mark_name, "small", "passed", "rm", room=180)
    for line in lines:
        points = points_of(plot, line)
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


def points_of(plot: Plot, line: Line) -> list[Vec]:
    """A curve's points on the screen, thinned to what can be seen; numbers that are not finite lie at the top."""
    losses = np.clip(np.nan_to_num(line.losses, nan=plot.y1, posinf=plot.y1), 0.0, plot.y1)
    if len(losses) > POINTS:
        rows = np.unique(np.linspace(0, len(losses) - 1, POINTS).astype(int))
    else:
        rows = np.arange(len(losses))
    return [plot.at(float(line.start + row), float(losses[row])) for row in rows]


def paint_legend(canvas: Canvas, row: Rect, entries: Sequence[tuple[str, str, str]]) -> None:
    """Shape, colour and words of each curve, in one line that ends at the right of ``row``."""
    style, sign, gap = style_of("small"), 34.0, 22.0
    wides = [canvas.type.growth * canvas.type.width(text, style) for _, _, text in entries]
    taken = (sign + gap) * len(entries) - gap
    share = min(1.0, (row.w - taken) / max(1.0, sum(wides)))
    x = row.right - taken - share * sum(wides)
    for (shape, colour, text), wide in zip(entries, wides, strict=True):
        paint_shape(canvas, shape, (x + 13, row.cy), 22, colour)
        canvas.text((x + sign, row.cy), text, "small", "text", room=share * wide)
        x += sign + share * wide + gap


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
