"""The page a visitor takes home as a picture: title, both networks, the figures, the challenges, and every guess."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.geometry import Rect
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import paint_cast
from game.journey import Journey
from game.scenes.math.half import shape_of
from game.scenes.math.page import Page
from game.scenes.math.places import Places
from game.scenes.math.story import guess_lines
from game.scenes.math.tiles import paint_done


def draw_poster(canvas: Canvas, page: Page) -> None:
    """The page alone, to be kept."""
    place, words, screen = Places(canvas.layout), canvas.words, canvas.layout.screen
    edge = 80.0 if not place.portrait else 56.0
    canvas.box(Rect(28, 28, screen.w - 56, screen.h - 56), 34, fill_alpha=0.0, line="rim", width=2.5)
    canvas.text((screen.cx, 104), words("math.poster"), "hero", anchor="cm", room=screen.w - 2 * edge)
    canvas.text((screen.cx, 190), words("intro.title"), "subtitle", anchor="cm", room=screen.w - 2 * edge)
    told = guess_lines(words, page.journey)
    rows = 1 + (len(told) if place.portrait else (len(told) + 1) // 2)
    ledger = Rect(screen.x + edge, screen.bottom - 66 - 38 * rows, screen.w - 2 * edge, 38 * rows)
    area = Rect(screen.x + edge, 246, screen.w - 2 * edge, ledger.y - 246 - 26)
    paint_cast(canvas, page.cast(canvas, place, area), "math.after")
    page.draw(canvas, place, area)
    _draw_ledger(canvas, ledger.rows([1.0] * rows), _made(words, page.journey), told, 1 if place.portrait else 2)


def _made(words: Words, journey: Journey) -> str:
    """What it is made of."""
    network = journey.network
    return words("math.made", shape=shape_of(network.sizes), spark=network.hidden, count=network.params.size,
                 students=len(journey.data()))


def _draw_ledger(canvas: Canvas, rows: Sequence[Rect], made: str, told: Sequence[tuple[str, bool]],
                 columns: int) -> None:
    """What the brain is made of; below it every guess with a tick if it came true."""
    canvas.text(rows[0].center, made, "label", "text", "cm", room=rows[0].w)
    for n, (text, right) in enumerate(told):
        cell = rows[1 + n // columns].columns([1.0] * columns, 48)[n % columns]
        paint_done(canvas, (cell.x + 14, cell.cy), right)
        canvas.text((cell.x + 38, cell.cy), text, "label", room=cell.w - 38)
