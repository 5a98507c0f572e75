"""Draws a matrix product as it is done by hand: a row from the left meets a column from above, and makes one number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from game.core.easing import clamp
from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas
from game.draw.theme import Rgb, Style, mix_rgb

Array = npt.NDArray[np.float64]
GAP = 34.0
"""Between the two factors and the product."""
NAME = 36.0
CELL = 78.0
SMALLEST = 22.0
LOWEST = 24.0
"""Cells lower than this show the sign alone."""


@dataclass(frozen=True)
class Matrix:
    """A matrix on the stage: its cells' places, and which row and column of it are lit."""

    values: Array
    box: Rect
    row: int | None = None
    column: int | None = None
    name: str = ""

    @property
    def scale(self) -> float:
        """The largest number: the cells' colours are a share of it, so that small gradients show too."""
        known = np.abs(self.values[np.isfinite(self.values)])
        return float(known.max(initial=0.0)) or 1.0

    def cell(self, i: int, j: int) -> Rect:
        """The box of one number."""
        rows, columns = self.values.shape
        w, h = self.box.w / columns, self.box.h / rows
        return Rect(self.box.x + j * w, self.box.y + i * h, w, h)


@dataclass(frozen=True)
class Product:
    """``left @ above = result``, cut to the rows and columns there is room for, laid out around a corner."""

    left: Matrix
    above: Matrix
    result: Matrix

    @classmethod
    def laid_out(cls, area: Rect, left: Array, above: Array, result: Array, names: tuple[str, str, str] = ("", "", ""),
                 *, row: int = 0, column: int = 0, most: tuple[int, int, int] = (6, 6, 6)) -> Product:
        """Place (n, m) @ (m, k) = (n, k) in ``area``; of long ones the first ``most``."""
        n, m, k = min(left.shape[0], most[0]), min(left.shape[1], most[1]), min(above.shape[1], most[2])
        w = min(CELL, (area.w - GAP) / (m + k))
        h = min(54.0, (area.h - GAP - 2 * NAME) / (m + n), w)
        corner = (area.cx + (m - k) * w / 2 + GAP / 2, area.cy + (m - n) * h / 2 + GAP / 2)
        row, column = min(row, n - 1), min(column, k - 1)
        x, y = corner
        return cls(
            Matrix(left[:n, :m], Rect(x - GAP - m * w, y, m * w, n * h), row, None, names[0]),
            Matrix(above[:m, :k], Rect(x, y - GAP - m * h, k * w, m * h), None, column, names[1]),
            Matrix(result[:n, :k], Rect(x, y, k * w, n * h), row, column, names[2]))


def paint_product(canvas: Canvas, product: Product, *, level: float = 1.0, term: int | None = None) -> None:
    """The three matrices, the lit row and column, and beams from both to the number they make.

    ``term``: only that pair of the row and column is lit, as far as the sum has come.
    """
    left, above, result = product.left, product.above, product.result
    _beams(canvas, product)
    for matrix in (left, above, result):
        paint_matrix(canvas, matrix, level, term if matrix is not result else None)
    _name(canvas, (left.box.cx, left.box.bottom + NAME * 0.55), left)
    _name(canvas, (above.box.cx, above.box.y - NAME * 0.55), above)
    _name(canvas, (result.box.cx, result.box.bottom + NAME * 0.55), result)


def paint_matrix(canvas: Canvas, matrix: Matrix, level: float = 1.0, term: int | None = None) -> None:
    """The numbers in their cells, blue or orange by sign; the lit row, column or crossing in gold."""
    box = matrix.box
    canvas.box(box.inset(-7), 12, fill_alpha=0.9)
    rows, columns = matrix.values.shape
    for i in range(rows):
        for j in range(columns):
            _cell(canvas, matrix, i, j, level, term)


def _lit(matrix: Matrix, i: int, j: int) -> bool:
    if matrix.row is not None and matrix.column is not None:
        return i == matrix.row and j == matrix.column
    return i == matrix.row or j == matrix.column


def _cell(canvas: Canvas, matrix: Matrix, i: int, j: int, level: float, term: int | None) -> None:
    cell, value = matrix.cell(i, j).inset(2), float(matrix.values[i, j])
    if np.isnan(value):
        canvas.box(cell, 7, fill="ground_edge", fill_alpha=0.5)
        return
    strength = 0.14 + 0.52 * round(clamp(abs(value) / matrix.scale) * 6) / 6
    theme = canvas.theme
    fill = mix_rgb(theme.card, theme.signed(value), strength)
    lit = _lit(matrix, i, j) and level > 0.02
    if lit:
        whole = matrix.row is not None and matrix.column is not None
        here = whole or term is None or term == (j if matrix.column is None else i)
        fill, words = theme.plate(mix_rgb(fill, theme.active, 0.12 if here else 0.04))
        canvas.box(cell.inset(-1), 8, fill=fill, fill_alpha=1.0, line="active" if here else "mute",
                   width=2.6 if here else 1.6)
    else:
        fill, words = theme.plate(fill)
        canvas.box(cell, 7, fill=fill, fill_alpha=1.0, line=None)
    text = written(value, matrix.scale, int(cell.w / (SMALLEST * 0.6)))
    if text and cell.h >= LOWEST:
        size = clamp((cell.w - 8) / 5 / 0.6, SMALLEST, 26.0)
        canvas.number(cell.center, text, Style("mono_medium", size),
                      words if lit else theme.over(theme.soft, fill), room=cell.w - 4, tall=cell.h)
    elif value:
        paint_sign(canvas, cell, value, words)


def paint_sign(canvas: Canvas, cell: Rect, value: float, colour: Rgb) -> None:
    """Plus or minus, where there is no room for the number: colour alone does not tell."""
    arm, (x, y) = min(7.0, 0.3 * cell.w, 0.3 * cell.h), cell.center
    canvas.polyline(((x - arm, y), (x + arm, y)), colour, 2.4)
    if value > 0:
        canvas.polyline(((x, y - arm), (x, y + arm)), colour, 2.4)


def written(value: float, scale: float, letters: int) -> str:
    """A number in so many letters: three digits after the point where all are small; "" if it does not fit."""
    text = f"{value:z.3f}" if scale < 0.1 else f"{value:z.2f}" if abs(value) < 99.5 else f"{value:.0f}"
    if len(text) > letters:
        text = text.replace("0.", ".", 1)
    return text if len(text) <= letters else ""


def _beams(canvas: Canvas, product: Product) -> None:
    """Soft bands that lead the lit row and the lit column to their crossing."""
    crossing = product.result.cell(product.result.row or 0, product.result.column or 0)
    left, above = product.left.box, product.above.box
    canvas.box(Rect(left.right + 7, crossing.cy - 5, crossing.x - left.right - 9, 10), 5, fill="active",
               fill_alpha=0.35, line=None)
    canvas.box(Rect(crossing.cx - 5, above.bottom + 7, 10, crossing.y - above.bottom - 9), 5, fill="active",
               fill_alpha=0.35, line=None)


def _name(canvas: Canvas, at: Vec, matrix: Matrix) -> None:
    if matrix.name:
        canvas.text(at, matrix.name, "mono_small", "soft", "cm", room=max(matrix.box.w + 60, 130))


def paint_equation(canvas: Canvas, area: Rect, parts: list[tuple[str, Array]], signs: list[str], *, row: int | None = 0,
                   most: int = 6) -> None:
    """Matrices side by side with signs between them: for what is done number by number. ``row`` is lit."""
    shown = [(name, values[:most, :6]) for name, values in parts]
    columns = sum(values.shape[1] for _, values in shown)
    rows = max(values.shape[0] for _, values in shown)
    between = 44 if columns < 6 else 32  # where it is narrow, the numbers need the room more
    w = min(CELL * 1.1, (area.w - between * len(signs) - 2) / columns)
    h = min(54.0, (area.h - NAME) / rows, w)
    x = area.cx - (w * columns + between * len(signs)) / 2
    for index, (name, values) in enumerate(shown):
        box = Rect(x, area.cy - NAME / 2 - values.shape[0] * h / 2, values.shape[1] * w, values.shape[0] * h)
        matrix = Matrix(values, box, row if row is not None and values.shape[0] > row else None, None, name)
        paint_matrix(canvas, matrix)
        _name(canvas, (box.cx, box.bottom + NAME * 0.55), matrix)
        x = box.right + between
        if index < len(signs):
            canvas.text((x - between / 2, area.cy - NAME / 2), signs[index], "value", "soft", "cm")


def paint_stack(canvas: Canvas, area: Rect, parts: list[tuple[str, Array]]) -> None:
    """Matrices one below another, each with its name at the left: for a difference of numbers that belong together."""
    rows, columns = parts[0][1].shape
    name = 0.36 * area.w
    w = min(CELL, (area.w - name - 20) / columns)
    h = min(44.0, (area.h - 20 * (len(parts) - 1)) / (rows * len(parts)))
    tall = h * rows * len(parts) + 20 * (len(parts) - 1)
    left, y = area.x + (area.w - name - w * columns) / 2 + name, area.cy - tall / 2
    for title, values in parts:
        box = Rect(left, y, w * columns, h * rows)
        paint_matrix(canvas, Matrix(values, box))
        canvas.text((left - 20, box.cy), title, "mono_small", "soft", "rm", room=name - 20)
        y = box.bottom + 20
