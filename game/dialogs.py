"""The boxes that can lie over everything: help, display and sound, the question before leaving, and who is there."""

from __future__ import annotations

from game import display
from game.core.geometry import Rect
from game.core.layout import Layout
from game.draw.canvas import Canvas
from game.draw.text import style_of
from game.settings import Settings
from game.ui import Ui

HELP_ROWS = ("touch", "next", "focus", "scrub", "home", "leave")
QUESTIONS = ("leave", "idle")
"""Boxes that ask one thing: whether to leave, and whether anybody is there."""
CLOSING = ("escape", "activate", "next", "back")
"""What keys and pad buttons that no control of the box wanted say: enough of this."""


def box_of(kind: str, layout: Layout) -> Rect:
    """Where a dialog lies."""
    if kind == "display":
        return display.box_of(layout)
    large = layout.growth > 1.0
    width = min(1700.0 if large and kind == "help" else 1040.0, layout.width - 120)
    tall = (1640.0 if large else 860.0) if layout.portrait else (1040.0 if large else 720.0)
    height = (440.0 if large else 330.0) if kind in QUESTIONS else tall
    return Rect.around((layout.width / 2, layout.height / 2), width, height)


def touch_dialog(ui: Ui, kind: str, settings: Settings) -> tuple[Settings, str | None]:
    """Offer the dialog's buttons: the settings as they are now; ``"close"``, ``"leave"``, ``None`` to stay open."""
    if kind == "display":
        settings, closed = display.touch_display(ui, settings)
        answer = "close" if closed else None
    else:
        answer = _touch_buttons(ui, kind)
    return settings, answer or ("close" if any(ui.take(key) for key in CLOSING) else None)


def _touch_buttons(ui: Ui, kind: str) -> str | None:
    """The buttons of help and of the questions."""
    box = box_of(kind, ui.layout)
    row = Rect(box.x + 48, box.bottom - 136, box.w - 96, 92)
    if kind == "leave":
        stay, leave = row.columns([1.2, 1], 28)
        if ui.button("dialog.stay", stay, ui.words("leave.stay"), look="primary"):
            return "close"
        return "leave" if ui.button("dialog.leave", leave, ui.words("leave.leave")) else None
    closed = ui.button("dialog.close", Rect.around(row.center, 420, 92), ui.words(f"{kind}.close"), look="primary")
    return "close" if closed else None


def draw_dialog(canvas: Canvas, kind: str) -> None:
    """Darken the room and lay the box over it; its buttons come with the other controls."""
    box = box_of(kind, canvas.layout)
    canvas.box(canvas.layout.screen, 0, fill="ground_edge", fill_alpha=0.72, line=None)
    canvas.box(box, 28, fill_alpha=0.97, line="touch", width=2)
    inner = box.inset(48, 40)
    canvas.text((inner.x, inner.y + 20), canvas.words(f"{kind}.title"), "title", room=inner.w)
    if kind in QUESTIONS:
        rest = Rect(inner.x, inner.y + 58, inner.w, inner.h - 58 - 108)
        canvas.paragraph(rest, canvas.words(f"{kind}.text"), "body", "soft", valign="m")
        return
    if kind == "display":
        display.draw_display(canvas)
        return
    _draw_help(canvas, Rect(inner.x, inner.y + 66, inner.w, inner.h - 66 - 118))


def _draw_help(canvas: Canvas, area: Rect) -> None:
    """What can be done, and how: all names in one size, and all explanations."""
    for part, (x, share), style, colour in (("what", (0.0, 0.34), "heading", "touch"),
                                            ("how", (0.36, 0.64), "label", "soft")):
        boxes = [Rect(row.x + x * row.w, row.y, share * row.w, row.h) for row in area.rows([1.0] * len(HELP_ROWS), 6)]
        texts = [canvas.words(f"help.{name}.{part}") for name in HELP_ROWS]
        same = canvas.type.alike(texts, style_of(style), boxes[0].w, boxes[0].h)
        for box, text in zip(boxes, texts, strict=True):
            canvas.paragraph(box, text, same, colour, valign="m")
