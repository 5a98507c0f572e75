"""Draws one factor of the chain rule as a card: its symbol, what it is, today's numbers, its value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas, Colour
from game.draw.theme import mix_rgb

SYMBOL = 128.0
"""Room for the symbol at the left."""
VALUE, VALUE_SHARE = 150.0, 0.27
"""Room for the value at the right; for large text more, but no larger share of the card."""
HEAD, LINE, PAD = 36.0, 28.0, 14.0
"""How tall the words are, and each line of a sum below them; what is left free at least."""


@dataclass(frozen=True)
class FactorCard:
    """What a card says. ``lines`` are sums with today's numbers, ``columns`` of them abreast."""

    symbol: str
    words: str
    lines: Sequence[str]
    value: str
    colour: Colour = "text"
    columns: int = 1


def paint_factor(canvas: Canvas, rect: Rect, card: FactorCard, lit: float = 0.0) -> None:
    """The card; ``lit`` 0..1 makes it glow in the colour of the part of the picture it is read from."""
    theme = canvas.theme
    lit = round(lit * 8) / 8
    colour = canvas.colour(card.colour)
    if lit > 0:
        canvas.glow(rect.center, rect.w * 0.45, colour, 0.14 * lit)
    fill = mix_rgb(mix_rgb(theme.card, theme.line, 0.35), colour, 0.16 * lit)
    canvas.box(rect, 18, fill=fill, fill_alpha=0.94, line=mix_rgb(theme.line, colour, lit), width=1.5 + 1.5 * lit)
    head, below = _cut(canvas, rect, -(-len(card.lines) // card.columns))
    symbol = theme.over(mix_rgb(theme.error, theme.text, 0.25), fill)
    canvas.number((rect.x + 22, head.cy), card.symbol, "value", symbol, "lm", room=SYMBOL - 30, tall=head.h)
    value = max(VALUE, min(VALUE * canvas.type.growth, VALUE_SHARE * rect.w))
    room = rect.w - SYMBOL - value - 20
    canvas.text((rect.x + SYMBOL, head.cy), card.words, "label", "text", room=room)
    x, many = rect.x + (SYMBOL if len(card.lines) == 1 else 40), card.columns > 1
    _lines(canvas, Rect(x, below.y, rect.right - (22 if many else value + 6) - x, below.h), card)
    at = (rect.right - 22, head.cy if many else rect.cy)  # sums in columns take all the room below
    canvas.number(at, card.value, "value", "text", "rm", room=value - 22, tall=head.h if many else rect.h - 20, most=7)


def _cut(canvas: Canvas, rect: Rect, rows: int) -> tuple[Rect, Rect]:
    """The room for the words and for ``rows`` lines below them: as tall as the visitor's text, if the card is."""
    wanted = HEAD + LINE * rows
    grown = min(canvas.type.growth, max(1.0, (rect.h - PAD) / wanted))
    top = rect.y + (rect.h - wanted * grown) / 2
    return Rect(rect.x, top, rect.w, HEAD * grown), Rect(rect.x, top + HEAD * grown, rect.w, LINE * rows * grown)


def _lines(canvas: Canvas, area: Rect, card: FactorCard) -> None:
    """Sums with today's numbers, all in digits of one size."""
    wide, tall = area.w / max(1, card.columns), area.h / max(1, -(-len(card.lines) // card.columns))
    most = max(map(len, card.lines), default=0)
    for k, line in enumerate(card.lines):
        row, column = divmod(k, card.columns)
        at: Vec = (area.x + column * wide, area.y + tall * (row + 0.5))
        canvas.number(at, line, "mono_small", "soft", "lm", room=wide - 6, tall=tall + 4, most=most)


def paint_bar(canvas: Canvas, a: Vec, b: Vec, colour: Colour, width: float = 2.5) -> None:
    """A level or upright line as a box: its ends are exact, where an anti-aliased line's are not."""
    box = Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])).inset(-width / 2)
    canvas.box(box, width / 2, fill=colour, fill_alpha=1.0, line=None)


def paint_times(canvas: Canvas, above: Rect, below: Rect) -> None:
    """The sign between two factors."""
    at = (above.cx, (above.bottom + below.y) / 2)
    canvas.disc(at, 15, "card")
    canvas.ring(at, 15, "line", 1.5)
    canvas.number((at[0], at[1] - 1), "×", "mono", "soft", "cm")
