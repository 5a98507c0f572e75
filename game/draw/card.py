"""Draws a panel with a heading and rows of sums: formula on the left, number on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.core.geometry import Rect
from game.draw.canvas import Canvas, Colour


@dataclass(frozen=True)
class Row:
    """One line of a card; ``total`` rows stand under a rule and larger."""

    left: str
    right: str = ""
    colour: Colour = "text"
    total: bool = False


def rows_of(rect: Rect, count: int, *, titled: bool = False) -> list[Rect]:
    """The places of ``count`` rows in a card, below its title if it has one."""
    return rect.inset(32, 22).rows([1.0] * (count + titled))[titled:]


def paint_card(canvas: Canvas, rect: Rect, title: str, rows: Sequence[Row], *, line: Colour = "line") -> None:
    """The panel with its rows spread evenly over its height."""
    canvas.box(rect, line=line)
    inner = rect.inset(32, 22)
    lines = inner.rows([1.0] * (len(rows) + bool(title)))
    if title:
        canvas.text((inner.x, lines[0].cy), title, "strong", room=inner.w)
        lines = lines[1:]
    for row, place in zip(rows, lines, strict=True):
        if row.total:
            canvas.polyline(((inner.x, place.y), (inner.right, place.y)), "line", 2)
        shift = 3 if row.total else 0
        style, big = ("value", "big") if row.total else ("mono", "value")
        room = inner.w * (0.64 if row.right else 1.0)
        canvas.text((inner.x, place.cy + shift), row.left, style, None if row.total else "soft", room=room)
        if row.right:
            canvas.number((inner.right, place.cy + shift), row.right, big, row.colour, "rm", room=inner.w * 0.42)
