"""What the signs on the map of students mean, in one line below it all while there is no task yet."""

from __future__ import annotations

from collections.abc import Callable

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas
from game.draw.icons import paint_mark
from game.draw.text import style_of

SIGN = 44.0
"""How much room a sign takes, its distance to its name included."""
GAP = 32.0


def draw_legend(canvas: Canvas, row: Rect) -> None:
    """The signs with their names, from the left; where they have to be smaller, all are."""
    names = [canvas.words(f"demo.legend.{name}") for name in SIGNS]
    widths = [canvas.type.growth * canvas.type.width(name, style_of("label")) for name in names]
    room = row.w - 8 - len(names) * SIGN - (len(names) - 1) * GAP
    share, x = min(1.0, room / sum(widths)), row.x + 4
    for name, width, paint in zip(names, widths, SIGNS.values(), strict=True):
        paint(canvas, (x + SIGN / 2 - 6, row.cy))
        x = canvas.text((x + SIGN, row.cy), name, "label", "soft", room=share * width).right + GAP


def _asked(canvas: Canvas, at: Vec) -> None:
    canvas.ring(at, 13, "touch", 3.0)
    canvas.disc(at, 4, "text")


def _border(canvas: Canvas, at: Vec) -> None:
    x, y = at
    canvas.polyline([(x - 11, y - 12), (x - 3, y - 2), (x + 3, y + 3), (x + 11, y + 12)], "text", 2.6)


def _unknown(canvas: Canvas, at: Vec) -> None:
    canvas.text(at, "?", "strong", "soft", "cm")


SIGNS: dict[str, Callable[[Canvas, Vec], None]] = {
    "passed": lambda canvas, at: paint_mark(canvas, at, True, 24),
    "failed": lambda canvas, at: paint_mark(canvas, at, False, 24),
    "asked": _asked,
    "border": _border,
    "unknown": _unknown,
}
"""How each sign is drawn, in the order they are named."""
