"""Draws how a neuron's sum comes about: every push as an arrow, then the formula with today's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from game.core.figures import figure, signed, times
from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas, Colour
from game.draw.text import style_of
from game.scenes.neuron.places import Places

NAMES = ("study", "sleep", "bias", "z")
AIR = 0.2
"""The arrows' scale goes so much further than the farthest of them: small sums fill less of it, none sticks out."""
LABEL, BARS = 0.22, 0.72
"""Where the arrows lie in their line, as shares of its width: the name before them, the number behind."""
HEAD = 26.0
FORMULA = "z = x₁·w₁ + x₂·w₂ + b"


@dataclass(frozen=True)
class Sum:
    """Inputs (2) and weights, the bias last (3): what is added up."""

    x: Vec
    w: tuple[float, float, float]

    @property
    def pushes(self) -> tuple[float, ...]:
        """x₁·w₁, x₂·w₂ and b."""
        return (self.x[0] * self.w[0], self.x[1] * self.w[1], self.w[2])

    @property
    def z(self) -> float:
        return sum(self.pushes)

    @property
    def stops(self) -> list[float]:
        """How far one has come before the first push and after each: from 0 to z."""
        stops = [0.0]
        for push in self.pushes:
            stops.append(stops[-1] + push)
        return stops

    @property
    def filled(self) -> list[str]:
        """The three terms with their numbers."""
        return [times(self.x[0], self.w[0]), times(self.x[1], self.w[1]), signed(self.w[2])]


def draw_pushes(canvas: Canvas, place: Places, total: Sum) -> None:
    """Each push an arrow that begins where the one before it ended; where the last one ends, there is z."""
    canvas.box(place.pushes)
    head = place.heading
    canvas.text((head.x, head.cy), canvas.words("neuron.pushes"), "strong", room=head.w)
    rows = place.push_rows
    stops = total.stops
    reach = AIR + max(map(abs, stops))

    def at(row: Rect, value: float) -> Vec:
        return row.point(LABEL + (BARS - LABEL) * (0.5 + 0.5 * value / reach), 0.5)

    canvas.polyline(((at(rows[0], 0.0)[0], rows[0].y + 2), (at(rows[0], 0.0)[0], rows[-1].bottom - 2)), "line", 2)
    for (row, below), stop in zip(pairwise(rows), stops[1:], strict=True):
        canvas.polyline((at(row, stop), at(below, stop)), "mute", 2, 0.8)
    low = rows[-1]
    canvas.polyline(((low.x, low.y), (low.right, low.y)), "line", 2)
    ways = [*pairwise(stops), (0.0, total.z)]
    for row, name, (start, end) in zip(rows, NAMES, ways, strict=True):
        last = name == "z"
        colour = canvas.theme.signed(end - start)
        canvas.text((row.x, row.cy), canvas.words(f"neuron.name.{name}"), "strong" if last else "label",
                    room=row.w * LABEL - 16)
        _arrow(canvas, at(row, start), at(row, end), colour, 24.0 if last else 18.0)
        canvas.number((row.right, row.cy), _shown(end - start, last),
                      "big" if last else "value", "active" if last else colour, "rm", room=row.w * (1 - BARS) - 10,
                      tall=64)


def _arrow(canvas: Canvas, start: Vec, end: Vec, colour: Colour, thick: float) -> None:
    """A level arrow; a very short one is hardly more than its head."""
    way = end[0] - start[0]
    if abs(way) < 1.0:
        canvas.disc(end, 4.0, "mute")
        return
    ahead = 1.0 if way > 0 else -1.0
    head = min(HEAD, abs(way))
    foot, (x, y) = end[0] - ahead * head, start
    wing = (0.5 * thick + 7.0) * head / HEAD
    shape = [(foot, y - wing), end, (foot, y + wing)]
    if abs(way) > head:
        body = 0.5 * thick
        shape += [(foot, y + body), (x, y + body), (x, y - body), (foot, y - body)]
    canvas.polygon(shape, colour)


def draw_formula(canvas: Canvas, place: Places, total: Sum) -> None:
    """What a neuron computes: in words, in letters, with today's numbers, and the result."""
    canvas.box(place.formula)
    words, letters, numbers, result = place.formula_rows
    canvas.text((words.x, words.cy), canvas.words("neuron.equation"), "strong", room=words.w)
    pieces = formula_pieces(total)
    letters_in_all = sum(len(text) for text, _ in pieces)
    style = style_of("mono")
    style = replace(style, size=canvas.type.digits(letters_in_all, style, numbers.w, numbers.h) / canvas.type.scale)
    canvas.number((letters.x, letters.cy), FORMULA, style, "soft", "lm")
    x = numbers.x
    for text, push in pieces:
        colour = "soft" if push is None else canvas.theme.signed(push)
        x = canvas.number((x, numbers.cy), text, style, colour, "lm").right
    canvas.number((result.right, result.cy), f"z = {figure(total.z)}", "big", "active", "rm", room=result.w)


def formula_pieces(total: Sum) -> list[tuple[str, float | None]]:
    """The line with today's numbers in pieces of one colour: text, and the push it stands for."""
    pieces: list[tuple[str, float | None]] = [("z = ", None)]
    for i, (text, push) in enumerate(zip(total.filled, total.pushes, strict=True)):
        pieces += [(" + ", None)] * (i > 0)
        pieces.append((text, push))
    return pieces


def formula_areas(row: Rect, total: Sum) -> list[Rect]:
    """About where the three terms stand in the line with today's numbers."""
    pieces = formula_pieces(total)
    boxes = row.columns([float(len(text)) for text, _ in pieces])
    return [box for box, (_, push) in zip(boxes, pieces, strict=True) if push is not None]


def draw_short(canvas: Canvas, place: Places, total: Sum) -> None:
    """The three pushes and z once more, beside the plane."""
    canvas.box(place.short)
    cells = place.short_cells
    _rule(canvas, cells[-1], place.portrait)
    for cell, name, value in zip(cells, NAMES, (*total.pushes, total.z), strict=True):
        last = name == "z"
        text = _shown(value, last)
        colour: Colour = "active" if last else canvas.theme.signed(value)
        style, word = "big" if last else "value", canvas.words(f"neuron.name.{name}")
        if place.portrait:
            canvas.text((cell.x + 8, cell.cy), word, "label", room=cell.w * 0.5)
            canvas.number((cell.right - 8, cell.cy), text, style, colour, "rm", room=cell.w * 0.44, tall=64)
        else:
            canvas.text((cell.cx, cell.y + 18), word, "label", None, "cm", room=cell.w - 16)
            canvas.number((cell.cx, cell.bottom - 24), text, "value" if last else style, colour, "cm",
                          room=cell.w - 12, tall=64)


def _shown(value: float, last: bool) -> str:
    """A push with its sign, or (``last``) the sum; nothing is neither plus nor minus."""
    text = figure(value)
    return text if last or float(f"{value:.2f}") <= 0.0 else f"+{text}"


def _rule(canvas: Canvas, cell: Rect, portrait: bool) -> None:
    """The line between what is added and what comes out."""
    ends: Sequence[Vec] = ((cell.x, cell.y), (cell.right, cell.y)) if portrait else (
        (cell.x, cell.y + 4), (cell.x, cell.bottom - 4))
    canvas.polyline(ends, "line", 2)
