"""Draws a verdict: a green word with a tick, or a red one with a diamond."""

from __future__ import annotations

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas
from game.draw.icons import paint_icon
from game.draw.text import style_of

GLOW = 0.16


def paint_verdict(canvas: Canvas, centre: Vec, passed: bool, word: str, *, room: float = 320.0) -> Rect:
    """The word with its sign before it, as one group around ``centre``; returns the box of the word."""
    colour, icon, style = ("passed", "check", "verdict") if passed else ("error", "diamond", "verdict")
    size = 46.0 if passed else 38.0
    wide = min(room - size - 14, canvas.type.width(word, style_of(style)) * canvas.type.growth)
    left = centre[0] - (wide + size + 14) / 2
    canvas.glow(centre, 150, colour, GLOW)
    paint_icon(canvas, icon, (left + size / 2, centre[1]), size, colour, pen=0.3)
    theme = canvas.theme
    lit = [min(255, round(a + GLOW * b)) for a, b in zip(theme.ground, theme.role(colour), strict=True)]
    readable = theme.over(theme.role(colour), (lit[0], lit[1], lit[2]))
    return canvas.text((left + size + 14, centre[1]), word, style, readable, "lm", room=wide * 1.04)
