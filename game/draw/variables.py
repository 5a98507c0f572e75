"""Draws what a program knows at one moment: names, values and shapes, the changed ones lit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.theme import Style

LINE = 41.0
MOST_SPELLED = 3
"""Longer rows of numbers show so many and three dots."""


@dataclass(frozen=True)
class Variable:
    """One variable as shown: its name, its value in short, and its shape if it is an array."""

    name: str
    value: str
    shape: str = ""
    changed: bool = False


def describe(name: str, value: Any, changed: bool = False) -> Variable:
    """A variable as a line of text: numbers to four digits, vectors spelled out, matrices by their shape."""
    if isinstance(value, list | tuple | dict):
        parts = list(value.values()) if isinstance(value, dict) else list(value)
        if parts and all(isinstance(part, float) for part in parts):
            return Variable(name, _row(parts), str(len(parts)), changed)
        shapes = " ".join(_shape(part) for part in parts)
        empty = "" if parts else "{}" if isinstance(value, dict) else "[]"
        return Variable(name, empty, shapes, changed)
    if isinstance(value, np.ndarray) and value.ndim:
        text = _row(value.ravel().tolist()) if value.size <= 4 else ""
        return Variable(name, text, _shape(value), changed)
    if isinstance(value, int | np.integer):
        return Variable(name, str(int(value)), "", changed)
    return Variable(name, number(float(value)), "", changed)


def number(value: float) -> str:
    """Four digits after the point, fewer for big numbers."""
    return f"{value:.4f}" if abs(value) < 100 else f"{value:.4g}"


def _row(values: Sequence[float]) -> str:
    shown = " ".join(f"{value:.2f}" for value in values[:MOST_SPELLED])
    return f"[{shown}]" if len(values) <= MOST_SPELLED else f"[{shown} …]"


def _shape(value: Any) -> str:
    return "×".join(str(n) for n in np.shape(value)) or "1"


def paint_variables(canvas: Canvas, panel: Rect, values: Mapping[str, Any], changed: frozenset[str], flash: float,
                    *, columns: int = 2) -> None:
    """The variables in ``panel``, in columns, as Python writes them; those just ``changed`` glow by ``flash`` 1..0."""
    names = list(values)
    rows = max(1, int((panel.h + 6) / LINE))
    columns = columns if len(names) > rows else 1
    names = _newest(names, changed, rows * columns)
    cells = panel.columns([1.0] * columns, 28)
    for i, name in enumerate(names):
        cell = cells[i // rows]
        row = Rect(cell.x, cell.y + (i % rows) * LINE, cell.w, LINE)
        with canvas.verbatim():
            _paint(canvas, row, describe(name, values[name], name in changed), flash)


def _newest(names: list[str], changed: frozenset[str], room: int) -> list[str]:
    """As many names as there is room for: those that changed stay."""
    if len(names) <= room:
        return names
    spare = [name for name in names if name not in changed]
    drop = set(spare[:len(names) - room])
    return [name for name in names if name not in drop][:room]


def _paint(canvas: Canvas, row: Rect, variable: Variable, flash: float) -> None:
    if variable.changed:
        canvas.box(row.inset(-10, 2), 10, fill="active", fill_alpha=round(0.10 + 0.20 * flash, 2), line=None)
    name = Style("mono", 24)
    left = canvas.number((row.x, row.cy), variable.name, name, "active" if variable.changed else "soft", "lm",
                         room=row.w * 0.5, tall=LINE).w + 22
    shape_wide = 0.0
    if variable.shape:
        shape_wide = canvas.number((row.right, row.cy), variable.shape, Style("mono", 22),
                                   "text" if variable.changed else "mute", "rm", room=row.w - left, tall=LINE).w + 18
    if variable.value:
        canvas.number((row.right - shape_wide, row.cy), variable.value, Style("mono_medium", 25), "text", "rm",
                      room=row.w - left - shape_wide, tall=LINE)
