"""Draws the card that opens on a number: the formula, today's numbers in it, the result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from game.core.facts import Told
from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.icons import paint_icon
from game.draw.text import style_of
from game.draw.theme import Style

WIDTHS = (440.0, 540.0, 640.0, 720.0, 820.0, 940.0)
"""A card is as wide as it must be to hold its sums in few lines."""
LIKED = 640.0
FACTORS = (1.6, 1.45, 1.3, 1.15, 1.0, 0.92)
"""Text sizes that are tried, from the visitor's own down to the least that can be read."""
MOST_LINES = 4
"""A sum of more lines makes the card wider, while there is room."""
SLIDES = (0.5, 0.1, 0.9)
"""How a card lies along its number: level with it, or shifted to either side."""
AWAY = 30.0
"""Between a number and its card."""
RING = 8.0
PAD_X, PAD_Y, GAP = 32.0, 24.0, 14.0
CLOSE = 60.0

Way = tuple[str, float]
"""On which side of its number a card lies, and how far it is shifted along it."""


@dataclass(frozen=True)
class Shape:
    """How a card lies: its box, how large its text is, and where it lies beside its number."""

    place: Rect
    factor: float
    way: Way

    @property
    def inner(self) -> Rect:
        return self.place.inset(PAD_X, PAD_Y)


def shape_card(canvas: Canvas, subject: Rect, told: Told, *, busy: Sequence[Rect] = (),
               before: Shape | None = None) -> Shape:
    """Where the card lies: beside its number, inside the stage, over as few of the ``busy`` places as can be.

    The shape it had ``before`` stays as long as it fits, so that a card does not jump while its numbers change.
    """
    stage = canvas.layout.stage
    if before is not None:
        tall = max(before.place.h, _tall(canvas, told, before.place.w, before.factor)[0])
        place = _beside(stage, subject, before.way, before.place.w, tall)
        if place is not None:
            return replace(before, place=place)
    for factor in FACTORS:
        if factor <= max(1.0, canvas.type.text_scale):
            found = list(_fitting(canvas, subject, told, factor))
            if found:
                return min(found, key=lambda shape: _cost(stage, shape, busy))
    return _least_bad(canvas, subject, told)


def _fitting(canvas: Canvas, subject: Rect, told: Told, factor: float) -> Iterator[Shape]:
    """All ways in which a card with text of this size fits, the most natural ones first."""
    least = _widest_word(canvas, told, factor) + 2 * PAD_X
    widths = [wide for wide in WIDTHS if least <= wide <= canvas.layout.stage.w]
    for wide in sorted(widths, key=lambda w: abs(w - LIKED * factor)):
        tall, lines = _tall(canvas, told, wide, factor)
        if lines <= MOST_LINES or wide == WIDTHS[-1]:
            for slide in SLIDES:
                for side in _sides(canvas, subject):
                    place = _beside(canvas.layout.stage, subject, (side, slide), wide, tall)
                    if place is not None:
                        yield Shape(place, factor, (side, slide))


def _cost(stage: Rect, shape: Shape, busy: Sequence[Rect]) -> float:
    """How much of what the visitor looks at and touches a card hides; a little for an unusual shape."""
    place = shape.place
    return (_covered(place, busy) / (stage.w * stage.h) + 0.01 * abs(place.w / (LIKED * shape.factor) - 1.0)
            + 0.002 * (shape.way[1] != SLIDES[0]))


def _sides(canvas: Canvas, subject: Rect) -> list[str]:
    """The sides of a number, those first on which there is room in this orientation."""
    stage = canvas.layout.stage
    level = ["right", "left"] if subject.cx < stage.cx else ["left", "right"]
    upright = ["below", "above"] if subject.cy < stage.cy else ["above", "below"]
    return [*upright, *level] if canvas.layout.portrait else [*level, *upright]


def _beside(stage: Rect, subject: Rect, way: Way, wide: float, tall: float) -> Rect | None:
    """The card on that side, if the stage has room for it there."""
    side, slide = way
    x, y = subject.cx - wide * slide, subject.cy - tall * slide
    if side == "right":
        x = subject.right + AWAY
    elif side == "left":
        x = subject.x - AWAY - wide
    elif side == "below":
        y = subject.bottom + AWAY
    else:
        y = subject.y - AWAY - tall
    if side in ("right", "left"):
        y = min(max(y, stage.y), stage.bottom - tall)
    else:
        x = min(max(x, stage.x), stage.right - wide)
    fits = x >= stage.x - 1 and y >= stage.y - 1 and x + wide <= stage.right + 1 and y + tall <= stage.bottom + 1
    return Rect(x, y, wide, tall) if fits else None


def _covered(place: Rect, busy: Sequence[Rect]) -> float:
    """How much of the ``busy`` places a card would hide."""
    return sum(max(0.0, min(place.right, r.right) - max(place.x, r.x))
               * max(0.0, min(place.bottom, r.bottom) - max(place.y, r.y)) for r in busy)


def _least_bad(canvas: Canvas, subject: Rect, told: Told) -> Shape:
    """Beside a number that fills the stage there is no room: the corner that hides least of it."""
    stage, wide, factor = canvas.layout.stage, LIKED, FACTORS[-1]
    tall = min(_tall(canvas, told, wide, factor)[0], stage.h)
    corners = [Rect(x, y, wide, tall) for x in (stage.right - wide, stage.x) for y in (stage.y, stage.bottom - tall)]
    return Shape(min(corners, key=lambda place: _covered(place, [subject])), factor, ("over", SLIDES[0]))


# -- what is on it -------------------------------------------------------------------------------------


def _style(canvas: Canvas, name: str, factor: float) -> Style:
    """A text style at a factor of its own, whatever the visitor's text size is."""
    style = style_of(name)
    return replace(style, size=style.size * factor / canvas.type.text_scale)


def _block(canvas: Canvas, text: str, name: str, wide: float, factor: float) -> tuple[float, int]:
    """Height and number of lines of some words at a width."""
    style, scale = _style(canvas, name, factor), canvas.type.text_scale
    lines = len(canvas.type.wrap(text, style, wide, scale))
    return lines * canvas.type.line_height(style, scale), lines


def _widest_word(canvas: Canvas, told: Told, factor: float) -> float:
    """How wide the longest part is that cannot be broken."""
    style, scale = _style(canvas, "mono", factor), canvas.type.text_scale
    return max(canvas.type.width(word, style, scale) for word in f"{told.formula} {told.filled}".split())


def _heights(canvas: Canvas, told: Told, wide: float, factor: float) -> tuple[list[float], int]:
    """The heights of title, formula, numbers and result, and the lines of the numbers."""
    room = wide - 2 * PAD_X
    filled, lines = _block(canvas, told.filled, "mono", room, factor)
    return [_block(canvas, told.title, "heading", room - CLOSE, factor)[0],
            _block(canvas, told.formula, "mono", room, factor)[0], filled, 58.0 * factor], lines


def _tall(canvas: Canvas, told: Told, wide: float, factor: float) -> tuple[float, int]:
    heights, lines = _heights(canvas, told, wide, factor)
    return sum(heights) + GAP * len(heights) + 2 * PAD_Y, lines


def paint_told(canvas: Canvas, shape: Shape, subject: Rect, told: Told, *, round_: bool = False) -> None:
    """The card, and a ring around the number it tells of."""
    paint_ring(canvas, subject, round_=round_)
    place, inner, factor = shape.place, shape.inner, shape.factor
    canvas.box(place, fill_alpha=1.0, line="touch", width=2.2)
    paint_icon(canvas, "cross", (place.right - 40, place.y + 42), 26, "touch")
    heights, _ = _heights(canvas, told, place.w, factor)
    extra = max(0.0, inner.h - sum(heights) - GAP * len(heights)) / 2
    y = inner.y
    for text, name, colour, tall in zip((told.title, told.formula, told.filled), ("heading", "mono", "mono"),
                                        ("text", "soft", "text"), heights, strict=False):
        room = inner.w - (CLOSE if name == "heading" else 0.0)
        canvas.paragraph(Rect(inner.x, y, room, tall + 2), text, _style(canvas, name, factor), colour)
        y += tall + GAP + (extra if name == "mono" else 0.0)
    canvas.polyline(((inner.x, y), (inner.right, y)), "line", 2)
    middle = (y + inner.bottom) / 2 + 4
    big, sign = (replace(style_of(name), size=style_of(name).size * factor) for name in ("big", "value"))
    canvas.number((inner.x, middle), "=", sign, "mute", "lm")
    canvas.number((inner.right, middle), told.result, big, told.role, "rm", room=inner.w - 1.5 * sign.size)


def paint_ring(canvas: Canvas, subject: Rect, *, round_: bool) -> None:
    """The ring around the number that is told of."""
    if round_:
        canvas.ring(subject.center, max(subject.w, subject.h) / 2 + RING, "touch", 3.5)
    else:
        canvas.box(subject.inset(-RING), 14, fill="card", fill_alpha=0.0, line="touch", width=3)
