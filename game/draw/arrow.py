"""Draws an arrow from one point to another."""

from __future__ import annotations

import math

from game.core.geometry import Vec, mix
from game.draw.canvas import Canvas, Colour

HEAD = 22.0


def paint_arrow(canvas: Canvas, start: Vec, end: Vec, colour: Colour = "text", width: float = 5.0, *,
                start_gap: float = 0.0, dashed: bool = False) -> None:
    """An arrow whose tip is at ``end``; ``start_gap`` leaves room at its start. Too short ones are only a head."""
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    if length < 1.0:
        return
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    head = min(HEAD * (0.6 + width / 12), max(12.0, length * 0.6))
    neck = (end[0] - ux * head * 0.8, end[1] - uy * head * 0.8)
    if start_gap < length - head:
        line = (mix(start, end, start_gap / length), neck)
        if dashed:
            canvas.dashes(line, colour, width, 10.0, 8.0)
        else:
            canvas.polyline(line, colour, width)
    side = head * 0.46
    back = (end[0] - ux * head, end[1] - uy * head)
    left, right = (back[0] - uy * side, back[1] + ux * side), (back[0] + uy * side, back[1] - ux * side)
    canvas.polygon((end, left, neck, right), colour)
