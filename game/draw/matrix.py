"""Draws one layer as what it is, a matrix product: each neuron a row of weights, times the column of its inputs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from game.core.geometry import Rect
from game.core.layout import TARGET
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

    @property
    def lit(self) -> int | None:
        """The row that is looked at: the visitor's, else the one at work."""
        return self.picked[0] if self.picked else self.row

    @property
    def at_work(self) -> int | None:
        """The input whose product for that row is looked at, if it is a single one."""
        if self.picked:
            return self.picked[1]
        return self.cells - 1 if self.row is not None and self.cells > 0 else None


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

    @cached_property
    def choices(self) -> tuple[tuple[int, int, int | None, Rect], ...]:
        """What can be pointed at: row, how many-th in it, the input (``None``: the whole row), and where."""
        found: list[tuple[int, int, int | None, Rect]] = []
        for j in range(self.neurons):
            found += [(j, i, i, self.weight(j, i)) for i in range(self.inputs)]
            found += [(j, self.inputs, None, self.sum(j)), (j, self.inputs + 1, None, self.activation(j))]
        return tuple(found)

    @cached_property
    def targets(self) -> tuple[Rect, ...]:
        """Where a finger finds each of the ``choices``."""
        return tuple(cell.inset(-3) if self.neurons > 1 else cell.at_least(TARGET) for *_, cell in self.choices)

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


grid_of = lru_cache(maxsize=16)(Grid)
"""The cells, worked out once for where they lie and how many they are."""


@dataclass(frozen=True)
class Cell:
    """A plate with a number on it; ``strong``: with a bright edge; ``dim``: no part of the row at work."""

    rect: Rect
    text: str
    fill: Colour
    strong: bool = False
    dim: bool = False


def paint_product(canvas: Canvas, grid: Grid, shown: Product, write: Callable[[float], str],
                  names: tuple[str, str, str, str, str]) -> None:
    """The whole product; the row at work and its column glow. ``write`` turns numbers into text."""
    _paint_names(canvas, grid, names)
    lit = shown.lit
    framed = [] if lit is None else [grid.row(lit), grid.column()]
    if lit is not None:
        lamps = [grid.weight(lit, i) for i in range(grid.inputs)] + [grid.input(i) for i in range(grid.inputs)]
        canvas.glows([(lamp.center, grid.w, 0.16) for lamp in lamps], "active")
    _paint_rows(canvas, grid, lit)
    for cell in _cells(canvas, grid, shown, write):
        _paint_cell(canvas, cell)
    for j, done in enumerate(shown.done):
        if not done:
            for place in (grid.sum(j), grid.activation(j)):
                canvas.box(place, 10, fill="ground_edge", fill_alpha=0.4)
    for rect in framed:
        canvas.box(rect.inset(-5), 13, fill="active", fill_alpha=0.0, line="active", width=2.6)


def paint_at_work(canvas: Canvas, grid: Grid, shown: Product, write: Callable[[float], str]) -> None:
    """What changes from one step to the next: the weight and the input that are multiplied just now, and whose."""
    at_work = shown.at_work
    for i, name in enumerate(shown.columns):
        canvas.text(grid.column_name(i), name, "small", "active" if i == at_work else "soft", "cm", room=grid.w - 4)
    if at_work is not None and shown.lit is not None:
        for cell in (_weight(canvas, grid, shown, write, shown.lit, at_work, strong=True),
                     _input(canvas, grid, shown, write, at_work, strong=True)):
            canvas.cover(cell.rect)
            _paint_cell(canvas, cell)


def get_ready(canvas: Canvas, grid: Grid, shown: Product, write: Callable[[float], str]) -> Iterator[None]:
    """Bake every plate that the product will need while its rows are worked out, one at each step."""
    for j in range(-1, grid.neurons):
        now = replace(shown, row=max(0, j), done=tuple(k <= j for k in range(grid.neurons)))
        at_work = [_weight(canvas, grid, now, write, max(0, j), i, strong=True) for i in range(grid.inputs)]
        at_work += [_input(canvas, grid, now, write, i, strong=True) for i in range(grid.inputs)]
        for cell in (*_cells(canvas, grid, now, write), *at_work):
            if canvas.bake_stamp(*_stamp(canvas, cell)):
                yield


def _cells(canvas: Canvas, grid: Grid, shown: Product, write: Callable[[float], str]) -> Iterator[Cell]:
    """All plates, none as the one at work."""
    lit = shown.lit
    for j in range(grid.neurons):
        dim = lit not in (None, j)
        yield from (_weight(canvas, grid, shown, write, j, i) for i in range(grid.inputs))
        bias = float(shown.biases[j])
        yield Cell(grid.bias(j), write(bias), _signed(canvas, bias), dim=dim)
        if shown.done[j]:
            a = float(shown.activations[j])
            yield Cell(grid.sum(j), write(float(shown.sums[j])), "card", dim=dim)
            yield Cell(grid.activation(j), write(a), _gold(canvas, a), strong=j == lit)
    yield from (_input(canvas, grid, shown, write, i) for i in range(grid.inputs))


def _weight(canvas: Canvas, grid: Grid, shown: Product, write: Callable[[float], str], j: int, i: int, *,
            strong: bool = False) -> Cell:
    value = float(shown.weights[i, j])
    return Cell(grid.weight(j, i), write(value), _signed(canvas, value), strong, shown.lit not in (None, j))


def _input(canvas: Canvas, grid: Grid, shown: Product, write: Callable[[float], str], i: int, *,
           strong: bool = False) -> Cell:
    x = float(shown.inputs[i])
    return Cell(grid.input(i), write(x), _gold(canvas, x), strong)


def _paint_names(canvas: Canvas, grid: Grid, names: tuple[str, str, str, str, str]) -> None:
    row = grid.row(0)
    cells = (row, grid.input(0), grid.bias(0), grid.sum(0), grid.activation(0))
    for cell, name in zip(cells, names, strict=True):
        canvas.text(grid.head(cell), name, "mono", "soft", "cm", room=max(cell.w + SIGN, 60))
    for k, sign in enumerate("·+=→"):
        canvas.text(grid.sign(k), sign, "value", "soft", "cm")


def _paint_rows(canvas: Canvas, grid: Grid, lit: int | None) -> None:
    """Whose row is whose."""
    if grid.neurons > 1:
        for j in range(grid.neurons):
            canvas.text(grid.row_name(j), str(j + 1), "small", "active" if j == lit else "soft", "cm", room=NAMES)


def _paint_cell(canvas: Canvas, cell: Cell) -> None:
    canvas.stamp(*_stamp(canvas, cell))


def _stamp(canvas: Canvas, cell: Cell) -> tuple[Hashable, Rect, Callable[[], None]]:
    """A plate as a stamp: what it shows, where, and how it is painted."""
    theme, rect, text = canvas.theme, cell.rect, cell.text
    plate, words = theme.plate(canvas.colour(cell.fill))

    def paint() -> None:
        canvas.box(rect, 10, fill=plate, fill_alpha=1.0, line="active" if cell.strong else "line",
                   width=3.0 if cell.strong else 1.2, alpha=0.7 if cell.dim else 1.0)
        style = "value" if rect.w >= 100 else "mono" if rect.w >= 80 else "mono_small"
        most = max(len(text), len("-0.00"))  # a number with a sign is as large as one without
        room = min(rect.w - 2, 0.52 * rect.h * most)  # large type: no higher than its cell
        canvas.number(rect.center, text, style, theme.over(theme.soft, plate) if cell.dim else words, room=room,
                      tall=rect.h, most=most)

    key = ("cell", text, plate, words, cell.strong, cell.dim, canvas.type.text_scale)
    return key, rect.inset(-2), paint


def _signed(canvas: Canvas, value: float) -> Colour:
    """Dark for 0, towards blue or orange for large numbers, in few steps so that few boxes are baked."""
    share = round(min(1.0, abs(value) / 2.5) * 6) / 6
    return mix_rgb(canvas.theme.ground_edge, canvas.theme.signed(value), 0.18 + 0.46 * share)


def _gold(canvas: Canvas, value: float) -> Colour:
    share = round(min(1.0, max(0.0, value)) * 8) / 8
    return mix_rgb(canvas.theme.card, canvas.theme.active, 0.9 * share)
