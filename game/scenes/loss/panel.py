"""Draws the panel of chapter 5: the mean square, the gauge from good to bad, and the race against gradient descent."""

from __future__ import annotations

from game.core.easing import window
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.gauge import paint_pointer
from game.draw.squares import light_squares, paint_square, square_of
from game.scenes.loss.game import Game
from game.scenes.loss.marks import marks_of, paint_marks, scale_of
from game.scenes.loss.places import Places
from game.scenes.loss.race import paint_next, paint_race, paint_score


def paint_panel(canvas: Canvas, place: Places, game: Game, cues: Cues) -> None:
    """Everything in the panel, as far as the story has come."""
    if cues.mean >= 1.0 and cues.race in (0.0, 1.0):
        key = (place.panel, canvas.theme.name, canvas.words.language, cues.race, tuple(game.you), tuple(marks_of(game)))
        canvas.layer("loss.panel", key, place.panel, lambda: _still(canvas, place, game, cues))
    else:
        _still(canvas, place, game, cues)
    with canvas.fade(_landed(cues)):
        _mean(canvas, place, game)
        paint_pointer(canvas, place.bar, game.loss / scale_of(game))
    with canvas.fade(_landed(cues) * (1.0 - 2.0 * cues.race)):
        _formula(canvas, place.beside_mean, game)
    with canvas.fade(cues.race):
        paint_next(canvas, place, game)


def _landed(cues: Cues) -> float:
    """How far the panel has lit up as the squares arrive."""
    return window(cues.mean, 0.55, 1.0)


def _still(canvas: Canvas, place: Places, game: Game, cues: Cues) -> None:
    """What changes only from turn to turn."""
    with canvas.fade(window(cues.room, 0.7, 1.0)):
        canvas.box(place.panel)
        canvas.text((place.inner.x, place.inner.y + 22), canvas.words("loss.mean"), "strong", room=place.inner.w - 156)
    with canvas.fade(2.0 * cues.race - 1.0):  # where the formula stood before
        if canvas.alpha > 0.01:
            paint_score(canvas, place, game)
    with canvas.fade(cues.race):
        paint_race(canvas, place, game)
    with canvas.fade(_landed(cues)):  # over the curves, so that its names can be read
        paint_marks(canvas, place, game, cues.race)


def _mean(canvas: Canvas, place: Places, game: Game) -> None:
    """The mean square, on the scale of the eight."""
    side, (x, y) = game.loss**0.5 * place.unit, place.mean_corner
    light_squares(canvas, [square_of((x, y), side, True)], place.unit)
    paint_square(canvas, (x, y), side, place.unit, up=True, edge=False)
    if side > 64:
        canvas.number((x + side / 2, y - side / 2), f"{game.loss:.2f}", "value", edge="ink",
                      room=side - 8, tall=side)
    canvas.number((place.inner.right, place.inner.y + 22), f"{game.loss:.3f}", "big", "error", "rm", room=160, tall=56)


def _formula(canvas: Canvas, box: Rect, game: Game) -> None:
    """The mean with today's numbers."""
    rows = box.rows([1, 1, 1])
    total, count = float((game.errors**2).sum()), len(game.errors)
    canvas.text((box.x, rows[0].cy), canvas.words("loss.sum"), "small", "soft", room=box.w)
    canvas.number((box.x, rows[1].cy), f"{total:.2f} ÷ {count}", "value", "text", "lm", room=box.w, tall=rows[1].h)
    canvas.number((box.x, rows[2].cy), f"= {game.loss:.3f}", "value", "error", "lm", room=box.w, tall=rows[2].h)
