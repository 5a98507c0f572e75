"""Draws the card that opens on a number: the formula, today's numbers in it, the result."""

from __future__ import annotations

from game.core.facts import Told
from game.core.geometry import Rect
from game.core.layout import Layout
from game.draw.canvas import Canvas
from game.draw.icons import paint_icon

SIZE = (640.0, 330.0)


def card_place(layout: Layout, subject: Rect) -> Rect:
    """Where a card lies: beside the number it tells of, on the side with more room, inside the stage."""
    w, h = SIZE
    stage = layout.stage
    if layout.portrait:
        y = subject.bottom + 28 if subject.cy < stage.cy else subject.y - 28 - h
        x = subject.cx - w / 2
    else:
        x = subject.right + 30 if subject.cx < stage.cx else subject.x - 30 - w
        y = subject.cy - h / 2
    return Rect(min(max(x, stage.x), stage.right - w), min(max(y, stage.y), stage.bottom - h), w, h)


def paint_told(canvas: Canvas, place: Rect, subject: Rect, told: Told, *, round_: bool = False) -> None:
    """The card, and a ring around the number it tells of."""
    if round_:
        canvas.ring(subject.center, max(subject.w, subject.h) / 2 + 8, "touch", 3.5)
    else:
        canvas.box(subject.inset(-8), 14, fill="card", fill_alpha=0.0, line="touch", width=3)
    canvas.box(place, fill_alpha=1.0, line="touch", width=2.2)
    paint_icon(canvas, "cross", (place.right - 40, place.y + 40), 26, "touch")
    inner = place.inset(32, 24)
    rows = inner.rows([0.9, 1.15, 1.35, 0.2, 1.1])
    canvas.text((inner.x, rows[0].cy), told.title, "heading", room=inner.w - 60)
    canvas.paragraph(rows[1], told.formula, "mono", "soft", valign="m")
    canvas.paragraph(rows[2], told.filled, "mono", "text", valign="m")
    canvas.polyline(((inner.x, rows[3].cy), (inner.right, rows[3].cy)), "line", 2)
    canvas.number((inner.right, rows[4].cy + 6), told.result, "big", told.role, "rm", room=inner.w)
    canvas.text((inner.x, rows[4].cy + 6), "=", "value", "mute")
