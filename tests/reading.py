"""Reads what is written on the screen: every line of text with its place, and which are cut or lie on each other."""

from __future__ import annotations

from itertools import combinations
from math import inf

from game.core.geometry import Rect
from game.draw.canvas import TextMark
from tests.visitor import Visitor

BOX_SLACK = 1.5
"""Units a line may stand over its box: half a pixel at the smallest size, twice."""
SIDE_SLACK = 3.0
LINE_SLACK = 0.2
"""Share of a line's height that is empty above its capitals and below its feet: so far two lines may share."""


def lines_of(visitor: Visitor) -> list[TextMark]:
    """Every line of text of one frame, those on kept layers too."""
    canvas = visitor.app.canvas
    canvas._layers.clear()
    canvas.cache._slots.clear()
    canvas.marks = []
    visitor.frame(dt=0.0)
    lines, canvas.marks = canvas.marks, None
    return [line for line in lines if line.text.strip()]


def leaving(lines: list[TextMark], screen: Rect) -> list[str]:
    """The lines that leave their box or the screen, with how far."""
    found = []
    for line in lines:
        r, box = line.rect, line.box or screen
        over = max(box.x - r.x, r.right - box.right, box.y - r.y, r.bottom - box.bottom,
                   screen.x - r.x, r.right - screen.right, screen.y - r.y, r.bottom - screen.bottom)
        if over > BOX_SLACK:
            found.append(f"{line.text!r} leaves its box by {over:.0f}")
    return found


def same(a: TextMark, b: TextMark) -> bool:
    """Whether this is one text drawn twice in the same place (a picture fading into itself)."""
    return a.text == b.text and abs(a.rect.x - b.rect.x) < 2 and abs(a.rect.y - b.rect.y) < 2


def colliding(lines: list[TextMark], most: float = inf) -> list[str]:
    """The pairs of lines that lie over each other; however tall they are, they may share no more than ``most``."""
    found = []
    for a, b in combinations(lines, 2):
        wide = min(a.rect.right, b.rect.right) - max(a.rect.x, b.rect.x)
        tall = min(a.rect.bottom, b.rect.bottom) - max(a.rect.y, b.rect.y)
        slack = min(most, max(SIDE_SLACK, LINE_SLACK * min(a.rect.h, b.rect.h)))
        if wide > SIDE_SLACK and tall > slack and not same(a, b):
            found.append(f"{a.text!r} and {b.text!r} overlap by {wide:.0f} x {tall:.0f}")
    return found
