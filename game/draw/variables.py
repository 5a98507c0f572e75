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
SMALL = Style("regular", 22)
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
            return Variable(name, _row(parts), shape(parts), changed)
        shapes = " ".join(shape(part) for part in parts)
        empty = "" if parts else "{}" if isinstance(value, dict) else "[]"
        return Variable(name, empty, shapes, changed)
    if isinstance(value, np.ndarray) and value.ndim:
        text = _row(value.ravel().tolist()) if value.size <= 4 else ""
        return Variable(name, text, shape(value), changed)
    if isinstance(value, int | np.integer):
        return Variable(name, str(int(value)), "", changed)
    return Variable(name, number(float(value)), "", changed)


def number(value: float) -> str:
    """Four digits after the point, fewer for big numbers."""
    return f"{value:.4f}" if abs(value) < 100 else f"{value:.4g}"


def _row(values: Sequence[float]) -> str:
    shown = " ".join(f"{value:.2f}" for value in values[:MOST_SPELLED])
    return f"[{shown}]" if len(values) <= MOST_SPELLED else f"[{shown} …]"


def shape(value: Any) -> str:
    """The shape of an array as Python writes it."""
    return str(tuple(int(n) for n in np.shape(value)))


def places_of(panel: Rect, values: Mapping[str, Any], changed: frozenset[str]) -> dict[str, Rect]:
    """The row of each variable there is room for, in one column or two."""
    rows = max(1, int((panel.h + 6) / LINE))
    columns = 2 if len(values) > rows else 1
    names, cells = _newest(list(values), changed, rows * columns), panel.columns([1.0] * columns, 28)
    return {name: Rect(cells[i // rows].x, panel.y + (i % rows) * LINE, cells[0].w, LINE)
            for i, name in enumerate(names)}


def paint_variables(canvas: Canvas, panel: Rect, values: Mapping[str, Any], changed: frozenset[str], flash: float,
                    told: Mapping[str, Sequence[str]]) -> None:
    """The variables in ``panel``, as Python writes them; those just ``changed`` glow by ``flash`` 1..0.

    ``told`` are their shapes in words, from the longest way to say it to the shortest; the first that fits is shown.
    """
    for name, row in places_of(panel, values, changed).items():
        with canvas.verbatim():
            _paint(canvas, row, describe(name, values[name], name in changed), told.get(name, ()), flash)


def _newest(names: list[str], changed: frozenset[str], room: int) -> list[str]:
    """As many names as there is room for: those that changed stay."""
    if len(names) <= room:
        return names
    spare = [name for name in names if name not in changed]
    drop = set(spare[:len(names) - room])
    return [name for name in names if name not in drop][:room]


def _paint(canvas: Canvas, row: Rect, variable: Variable, told: Sequence[str], flash: float) -> None:
    if variable.changed:
        canvas.box(row.inset(-10, 2), 10, fill="active", fill_alpha=round(0.10 + 0.20 * flash, 2), line=None)
    name = Style("mono", 24)
    left = canvas.number((row.x, row.cy), variable.name, name, "active" if variable.changed else "soft", "lm",
                         room=row.w * 0.5, tall=LINE).w + 22
    right = row.right
    if variable.value:
        wide = canvas.number((right, row.cy), variable.value, Style("mono_medium", 25), "text", "rm",
                             room=row.w - left, tall=LINE).w
        right -= wide + 18
    room, colour = right - row.x - left, "text" if variable.changed else "mute"
    fitting = next((text for text in (*told, variable.shape) if _wide(canvas, text) <= room), "")
    if fitting:
        canvas.text((right, row.cy), fitting, SMALL, colour, "rm", room=room)


def _wide(canvas: Canvas, text: str) -> float:
    return canvas.type.width(text, SMALL) * canvas.type.growth
