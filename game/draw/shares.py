"""Draws signed shares as bars from one zero line: blue to the right, orange and dashed to the left."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.easing import clamp
from game.core.geometry import Rect
from game.draw.canvas import Canvas

HALF = 13.0
"""Half the height of a bar."""
DASH, GAP = 11.0, 5.0


def paint_shares(canvas: Canvas, area: Rect, names: Sequence[str]) -> None:
    """What stands still: a row for each share with its name and an empty trough, and the zero line."""
    column, bars, _ = _columns(area)
    for name, row in zip(names, area.rows([1.0] * len(names)), strict=True):
        canvas.text((column.x, row.cy), name, "label", "text", room=column.w)
        canvas.box(Rect(bars.x, row.cy - HALF - 4, bars.w, 2 * HALF + 8), 10, fill="ground_edge", fill_alpha=0.6)
    canvas.polyline(((bars.cx, area.y + 4), (bars.cx, area.bottom - 4)), "mute", 2)


def paint_share_bars(canvas: Canvas, area: Rect, values: Sequence[float], reach: float) -> None:
    """What moves: the bars and their numbers; a value of ``reach`` fills its half of the trough."""
    _, bars, numbers = _columns(area)
    for value, row in zip(values, area.rows([1.0] * len(values)), strict=True):
        colour = canvas.theme.signed(value)
        canvas.number((numbers.right, row.cy), f"{value:+.1f}", "value", colour, "rm", room=numbers.w, tall=row.h)
        end = bars.cx + clamp(value / reach, -1.0, 1.0) * (bars.w / 2 - 4)
        if value >= 0:
            canvas.polyline(((bars.cx + 1, row.cy), (end, row.cy)), colour, 2 * HALF)
            continue
        x = bars.cx - 1
        while x > end:
            canvas.polyline(((max(end, x - DASH), row.cy), (x, row.cy)), colour, 2 * HALF)
            x -= DASH + GAP


def _columns(area: Rect) -> list[Rect]:
    """Names, bars, numbers."""
    return area.columns([0.24, 0.50, 0.26], 14)
