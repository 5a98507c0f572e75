"""Draws the eight students: each one's truth, the guess, and the square that hangs on the error."""

from __future__ import annotations

from game.core.easing import lerp, window
from game.core.geometry import Rect, Vec, mix
from game.draw.canvas import Canvas
from game.draw.icons import paint_icon, paint_mark
from game.draw.squares import paint_ghost, paint_square, square_of
from game.draw.theme import mix_rgb
from game.scenes.loss_game import Game
from game.scenes.loss_places import LINE, Places


def paint_students(canvas: Canvas, place: Places, game: Game) -> None:
    """All eight, side by side, on one scale."""
    key = (place.grid, place.unit, canvas.theme.name, canvas.words.language, game.hours.tobytes())
    canvas.layer("loss.students", key, place.grid, lambda: _still(canvas, place, game))
    for n in range(len(game.truths)):
        _student(canvas, place, game, n)


def paint_flight(canvas: Canvas, place: Places, game: Game, share: float) -> None:
    """Copies of the eight squares on their way to the one that is as large as their mean."""
    if not 0.0 < share < 1.0:
        return
    mean = game.loss ** 0.5 * place.unit
    for n, error in enumerate(game.errors):
        t = window(share, 0.035 * n, 0.62 + 0.035 * n)
        if 0.0 < t < 1.0:
            side = float(error) * place.unit
            box = square_of(place.level(n, float(game.truths[n])), side, game.truths[n] < 0.5)
            corner = mix((box.x, box.bottom), place.mean_corner, t)
            paint_square(canvas, (corner[0], corner[1] - 70 * t * (1 - t)), lerp(side, mean, t), place.unit, up=True,
                         edge=False, alpha=1.0 if t < 0.8 else (1.0 - t) * 5)


def _still(canvas: Canvas, place: Places, game: Game) -> None:
    """What stays while the knobs turn: cards, hours, the lines of 0 and 1, the truth."""
    t = canvas.theme
    for n, cell in enumerate(place.cells):
        canvas.box(cell, 16, fill_alpha=0.62, line=mix_rgb(t.line, t.touch, 0.30))
        for value in (0.0, 1.0):
            at = place.level(n, value)
            canvas.polyline((at, (cell.right - 14, at[1])), t.line, 2)
        canvas.polyline((place.level(n, 0.0), place.level(n, 1.0)), t.line, 2)
        for i, name in enumerate(("study", "sleep")):
            text = canvas.words(f"hours.{name}", hours=f"{game.hours[n][i]:.1f}")
            canvas.text((cell.x + 16, cell.bottom - 8 - LINE * (1.5 - i)), text, "small", "soft", room=cell.w - 56)
        canvas.text((cell.right - 16, cell.bottom - 8 - LINE * 0.5), str(n + 1), "strong", "touch", "rm")


def _student(canvas: Canvas, place: Places, game: Game, n: int) -> None:
    truth, guess, error = float(game.truths[n]), float(game.guesses[n]), float(game.errors[n])
    up = truth < 0.5
    corner, at, side = place.level(n, truth), place.level(n, guess), error * place.unit
    change = game.change(n)
    if change and game.before is not None:
        paint_ghost(canvas, corner, float(game.before[n]) * place.unit, up=up)
    paint_square(canvas, corner, side, place.unit, up=up)
    paint_mark(canvas, corner, truth > 0.5, 28)
    canvas.glow(at, 34, "active", 0.85)
    canvas.disc(at, 10, "active")
    canvas.disc(at, 5, "hot")
    label = (at[0] - 14, at[1] + (-24 if up else 24))
    canvas.number(label, f"{100 * guess:.0f} %", "mono", "active", "lm")
    _area(canvas, place, square_of(corner, side, up), error)
    if change:
        _arrow(canvas, place.cells[n], up, change)


def _area(canvas: Canvas, place: Places, box: Rect, error: float) -> None:
    """The area in the middle of the square, or beside it while there is no room inside."""
    inside = box.w > 84
    at: Vec = box.center if inside else (box.right + 12, box.cy)
    canvas.number(at, f"{error * error:.2f}", "value" if inside else "mono", "text", "cm" if inside else "lm")


def _arrow(canvas: Canvas, cell: Rect, up: bool, change: int) -> None:
    """Better or worse since the last touch: green and down, or red and up."""
    at = (cell.right - 26, cell.y + 24)
    colour = "passed" if change < 0 else "error"
    canvas.glow(at, 40, colour, 0.55)
    paint_icon(canvas, "down" if change < 0 else "up", at, 34, colour, pen=0.26)
