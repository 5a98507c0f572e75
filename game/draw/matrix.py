"""Draws one layer as what it is, a matrix product: each neuron a row of weights, times the column of its inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from game.core.geometry import Rect
from game.draw.canvas import Canvas, Colour
from game.draw.theme import mix_rgb

Array = npt.NDArray[np.float64]
SIGN = 26.0
"""Room for the sign between two blocks."""
HEAD = 34.0
"""Room above for the names of the blocks,"""
NAMES = 36.0
"""below them for the name of each column of the weights, and as much to the left for the name of each row."""


@dataclass(frozen=True)
class Product:
    """One layer at one moment: weights (m, k), inputs (m,), biases, sums and activations (k,).

    ``done`` tells which neurons are computed; ``row`` is at work, with its first ``cells`` products added up.
    """

    weights: Array
    inputs: Array
    biases: Array
    sums: Array
    activations: Array
    done: tuple[bool, ...]
    row: int | None = None
    cells: int = 0
    picked: tuple[int, int | None] | None = None
    """A neuron, and perhaps one of its inputs, that the visitor points at."""
    columns: tuple[str, ...] = ()
    """What each column of weights hears; rows are counted, where there are several."""


class Grid:
    """Where the cells lie: W · x + b = z → a, from left to right, inside ``area``, and their names."""

    def __init__(self, area: Rect, inputs: int, neurons: int) -> None:
        self.inputs, self.neurons = inputs, neurons
        self.w = min(132.0, (area.w - NAMES - 4 * SIGN) / (inputs + 4))
        self.h = min(92.0, (area.h - HEAD - NAMES) / max(inputs, neurons))
        wide = NAMES + self.w * (inputs + 4) + 4 * SIGN
        self.x = area.cx - wide / 2 + NAMES
        self.cy = area.y + HEAD + NAMES + (area.h - HEAD - NAMES) / 2

    def _cell(self, column: int, signs: int, row: int, rows: int) -> Rect:
        x = self.x + column * self.w + signs * SIGN
        y = self.cy + (row - rows / 2) * self.h
        return Rect(x + 3, y + 3, self.w - 6, self.h - 6)

    def weight(self, j: int, i: int) -> Rect:
        return self._cell(i, 0, j, self.neurons)

    def input(self, i: int) -> Rect:
        return self._cell(self.inputs, 1, i, self.inputs)

    def bias(self, j: int) -> Rect:
        return self._cell(self.inputs + 1, 2, j, self.neurons)

    def sum(self, j: int) -> Rect:
        return self._cell(self.inputs + 2, 3, j, self.neurons)

    def activation(self, j: int) -> Rect:
        return self._cell(self.inputs + 3, 4, j, self.neurons)

    def row(self, j: int) -> Rect:
        """All weights of one neuron."""
        first, last = self.weight(j, 0), self.weight(j, self.inputs - 1)
        return Rect(first.x, first.y, last.right - first.x, first.h)

    def column(self) -> Rect:
        """All inputs."""
        first, last = self.input(0), self.input(self.inputs - 1)
        return Rect(first.x, first.y, first.w, last.bottom - first.y)

    def sign(self, k: int) -> tuple[float, float]:
        """The middle of the gap for sign ``k``: · + = →."""
        return (self.x + (self.inputs + k) * self.w + (k + 0.5) * SIGN, self.cy)

    def head(self, cell: Rect) -> tuple[float, float]:
        """Where the name of a block stands."""
        top = self.cy - max(self.inputs, self.neurons) / 2 * self.h
        return (cell.cx, top - NAMES - HEAD / 2)

    def row_name(self, j: int) -> tuple[float, float]:
        """Where the name of the neuron stands that a row of weights belongs to."""
        return (self.x - NAMES / 2 - 3, self.weight(j, 0).cy)

    def column_name(self, i: int) -> tuple[float, float]:
        """Where the name of the input stands that a column of weights belongs to: above the highest block."""
        return (self.weight(0, i).cx, self.weight(0, 0).y - NAMES / 2 - 5)


def paint_product(canvas: Canvas, grid: Grid, shown: Product, write: Callable[[float], str],
                  names: tuple[str, str, str, str, str]) -> None:
    """The whole product; the row at work and its column glow. ``write`` turns numbers into text."""
    _paint_names(canvas, grid, names)
    lit = shown.picked[0] if shown.picked else shown.row
    framed = [] if lit is None else [grid.row(lit), grid.column()]
    if lit is not None:
        lamps = [grid.weight(lit, i) for i in range(grid.inputs)] + [grid.input(i) for i in range(grid.inputs)]
        canvas.glows([(lamp.center, grid.w, 0.16) for lamp in lamps], "active")
    _paint_marks(canvas, grid, shown, lit)
    for j in range(grid.neurons):
        dim = lit not in (None, j)
        for i in range(grid.inputs):
            value = float(shown.weights[i, j])
            _cell(canvas, grid.weight(j, i), write(value), _signed(canvas, value), strong=_is_lit(shown, j, i), dim=dim)
        bias = float(shown.biases[j])
        _cell(canvas, grid.bias(j), write(bias), _signed(canvas, bias), strong=False, dim=dim)
        if shown.done[j]:
            _cell(canvas, grid.sum(j), write(float(shown.sums[j])), "card", strong=False, dim=dim)
            a = float(shown.activations[j])
            _cell(canvas, grid.activation(j), write(a), _gold(canvas, a), strong=j == lit)
        else:
            for place in (grid.sum(j), grid.activation(j)):
                canvas.box(place, 10, fill="ground_edge", fill_alpha=0.4)
    for i in range(grid.inputs):
        x = float(shown.inputs[i])
        _cell(canvas, grid.input(i), write(x), _gold(canvas, x), strong=_is_lit(shown, lit, i))
    for rect in framed:
        canvas.box(rect.inset(-5), 13, fill="active", fill_alpha=0.0, line="active", width=2.6)


def _is_lit(shown: Product, j: int | None, i: int) -> bool:
    """Whether the product of input ``i`` for neuron ``j`` is the one being looked at."""
    if shown.picked:
        return j == shown.picked[0] and shown.picked[1] == i
    return j == shown.row and shown.row is not None and i == shown.cells - 1


def _paint_names(canvas: Canvas, grid: Grid, names: tuple[str, str, str, str, str]) -> None:
    row = grid.row(0)
    cells = (row, grid.input(0), grid.bias(0), grid.sum(0), grid.activation(0))
    for cell, name in zip(cells, names, strict=True):
        canvas.text(grid.head(cell), name, "mono", "soft", "cm", room=max(cell.w + SIGN, 60))
    for k, sign in enumerate("·+=→"):
        canvas.text(grid.sign(k), sign, "value", "soft", "cm")


def _paint_marks(canvas: Canvas, grid: Grid, shown: Product, lit: int | None) -> None:
    """Whose row and whose column is whose."""
    at_work = {i for i in range(grid.inputs) if _is_lit(shown, lit, i)}
    for i, name in enumerate(shown.columns):
        canvas.text(grid.column_name(i), name, "small", "active" if i in at_work else "soft", "cm", room=grid.w - 4)
    if grid.neurons > 1:
        for j in range(grid.neurons):
            canvas.text(grid.row_name(j), str(j + 1), "small", "active" if j == lit else "soft", "cm", room=NAMES)


def _cell(canvas: Canvas, rect: Rect, text: str, fill: Colour, *, strong: bool, dim: bool = False) -> None:
    theme = canvas.theme
    plate, words = theme.plate(canvas.colour(fill))

    def paint() -> None:
        canvas.box(rect, 10, fill=plate, fill_alpha=1.0, line="active" if strong else "line",
                   width=3.0 if strong else 1.2, alpha=0.7 if dim else 1.0)
        style = "value" if rect.w >= 100 else "mono" if rect.w >= 80 else "mono_small"
        most = max(len(text), len("-0.00"))  # a number with a sign is as large as one without
        room = min(rect.w - 2, 0.52 * rect.h * most)  # large type: no higher than its cell
        canvas.number(rect.center, text, style, theme.over(theme.soft, plate) if dim else words, room=room,
                      tall=rect.h, most=most)

    canvas.stamp(("cell", text, plate, words, strong, dim, canvas.type.text_scale), rect.inset(-2), paint)


def _signed(canvas: Canvas, value: float) -> Colour:
    """Dark for 0, towards blue or orange for large numbers, in few steps so that few boxes are baked."""
    share = round(min(1.0, abs(value) / 2.5) * 6) / 6
    return mix_rgb(canvas.theme.ground_edge, canvas.theme.signed(value), 0.18 + 0.46 * share)


def _gold(canvas: Canvas, value: float) -> Colour:
    share = round(min(1.0, max(0.0, value)) * 8) / 8
    return mix_rgb(canvas.theme.card, canvas.theme.active, 0.9 * share)
