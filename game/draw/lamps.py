"""Draws lamps in a row that are lit in turn, with the way back from the last to the first."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.easing import smooth
from game.core.geometry import Bezier, Rect
from game.draw.canvas import Canvas
from game.draw.icons import paint_icon
from game.draw.theme import mix_rgb

DROP = 26.0
"""How far below the lamps the way back runs."""


def cells_of(row: Rect, count: int, gap: float = 44.0) -> list[Rect]:
    """The places of the lamps."""
    return row.columns([1.0] * count, gap)


def paint_lamps(canvas: Canvas, row: Rect, names: Sequence[str], colours: Sequence[str],
                lit: tuple[int, float] | None, under: str = "") -> None:
    """Lamps called ``names``; ``lit`` is the number of the one that is on and how far its turn has come, 0 to 1.

    The light swells and fades with its turn, so that lamps that go round quickly never flash.
    ``under`` is a word on the way back.
    """
    cells = cells_of(row, len(names), 44.0 if not canvas.layout.portrait else 34.0)
    middle = (cells[0].x + cells[-1].right) / 2
    half = min(0.36 * row.w, 330.0 * round(1.0 + 0.4 * (canvas.type.text_scale - 1.0), 2)) if len(under) > 10 else 60.0

    def dark() -> None:
        _way_back(canvas, cells, half)
        for n, (cell, name) in enumerate(zip(cells, names, strict=True)):
            _lamp(canvas, cell, name, "line", 0.0)
            if n + 1 < len(cells):
                paint_icon(canvas, "right", ((cell.right + cells[n + 1].x) / 2, cell.cy), 20, "mute", pen=0.2)

    area = Rect(row.x - 4, row.y - 4, row.w + 8, row.h + DROP + 8)
    canvas.layer("lamps", (row, tuple(names), half, canvas.theme.name), area, dark)
    if under:
        canvas.text((middle, row.bottom + DROP), under, "small", "soft", "cm", room=2 * half - 20)
    if lit is not None:
        n = lit[0]
        _lamp(canvas, cells[n], names[n], colours[n], _level(lit, n))


def _level(lit: tuple[int, float] | None, n: int) -> float:
    """How bright lamp ``n`` is: swelling over the first quarter of its turn and staying on to its end."""
    if lit is None or lit[0] != n:
        return 0.0
    return 0.45 + 0.55 * smooth(min(1.0, lit[1] * 4))


def _lamp(canvas: Canvas, cell: Rect, name: str, colour: str, level: float) -> None:
    theme = canvas.theme
    rgb = canvas.colour(colour)
    step = round(level * 4) / 4
    if step:
        canvas.glow(cell.center, cell.w * 0.62, colour, 0.20 * level)
    canvas.box(cell, cell.h / 2, fill=mix_rgb(theme.card, rgb, 0.20 * step), line=mix_rgb(theme.line, rgb, step),
               width=1.5 + 1.3 * step)
    dot = (cell.x + 34, cell.cy)
    if level:
        canvas.glow(dot, 26, colour, 0.9 * level)
    canvas.disc(dot, 9, mix_rgb(theme.line, rgb, step))
    if step:
        canvas.disc(dot, 4.5, "hot", level)
    canvas.text((cell.x + 58, cell.cy), name, "strong", "text" if step else "soft", room=cell.w - 72)


def _way_back(canvas: Canvas, cells: Sequence[Rect], half: float) -> None:
    """A soft line from under the last lamp to under the first, open ``half`` to either side of its middle."""
    first, last = cells[0], cells[-1]
    y, colour, middle = first.bottom + DROP, "line", (first.x + last.right) / 2
    left, right = first.x + 40, last.right - 40
    down = Bezier((right, last.bottom + 2), (right, y), (right - 6, y), (right - 40, y)).points(10)
    up = Bezier((left + 40, y), (left + 6, y), (left, y), (left, first.bottom + 8)).points(10)
    canvas.polyline([*down, (middle + half, y)], colour, 2.5)
    canvas.polyline([(middle - half, y), *up], colour, 2.5)
    paint_icon(canvas, "up", (left, first.bottom + 10), 18, "mute", pen=0.22)
