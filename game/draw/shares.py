"""Draws signed shares as bars from one zero line: blue to the right, orange and hatched to the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.core.easing import clamp
from game.core.geometry import Rect
from game.draw.canvas import Canvas


@dataclass(frozen=True)
class Share:
    """One bar: its name, its value, and the number as it is shown."""

    name: str
    value: float
    shown: str


def paint_shares(canvas: Canvas, area: Rect, shares: Sequence[Share], reach: float) -> None:
    """A row for each share; a value of ``reach`` fills its half of the bar's room."""
    names, bars, numbers = area.columns([0.24, 0.50, 0.26], 14)
    for share, row in zip(shares, area.rows([1.0] * len(shares)), strict=True):
        colour = canvas.theme.signed(share.value)
        canvas.text((names.x, row.cy), share.name, "label", "text", room=names.w)
        canvas.number((numbers.right, row.cy), share.shown, "value", colour, "rm", room=numbers.w)
        _bar(canvas, Rect(bars.x, row.cy - 17, bars.w, 34), clamp(share.value / reach, -1.0, 1.0), share.value)
    canvas.polyline(((bars.cx, area.y + 4), (bars.cx, area.bottom - 4)), "mute", 2)


def _bar(canvas: Canvas, room: Rect, share: float, value: float) -> None:
    canvas.box(room, 10, fill="ground_edge", fill_alpha=0.6)
    long = abs(share) * room.w / 2
    if long < 2:
        return
    bar = Rect(room.cx - (0.0 if share > 0 else long), room.y + 4, long, room.h - 8)
    colour = canvas.theme.signed(value)
    if share > 0:
        canvas.box(bar, min(6.0, long / 2), fill=colour, fill_alpha=1.0, line=None)
        return
    with canvas.clip(bar):
        canvas.box(bar, min(6.0, long / 2), fill=colour, fill_alpha=0.35, line=colour, width=2)
        x = bar.x - bar.h
        while x < bar.right:
            canvas.polyline(((x, bar.bottom), (x + bar.h, bar.y)), colour, 4)
            x += 15
