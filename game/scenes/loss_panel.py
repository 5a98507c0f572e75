"""Draws the panel of chapter 5: the mean square, the gauge from good to bad, and the race against gradient descent."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.easing import lerp, window
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.draw.canvas import Canvas, Colour
from game.draw.gauge import apart, paint_gauge
from game.draw.icons import paint_icon
from game.draw.plot import Plot
from game.draw.squares import paint_square
from game.scenes.loss_game import Game
from game.scenes.loss_places import Places

WINDOW = 10
"""The race shows so many turns at first, and grows by as many."""


def paint_panel(canvas: Canvas, place: Places, game: Game, cues: Cues) -> None:
    """Everything in the panel, as far as the story has come."""
    with canvas.fade(cues.room):
        canvas.box(place.panel)
        inner = place.inner
        canvas.text((inner.x, inner.y + 22), canvas.words("loss.mean"), "strong", room=inner.w - 130)
    with canvas.fade(window(cues.mean, 0.55, 1.0)):
        canvas.number((inner.right, inner.y + 22), f"{game.loss:.3f}", "big", "error", "rm")
        paint_square(canvas, place.mean_corner, game.loss**0.5 * place.unit, place.unit, up=True, edge=False)
        _gauge(canvas, place, game, cues)
    beside = place.beside_mean
    with canvas.fade(window(cues.mean, 0.55, 1.0) * (1.0 - cues.race)):
        _formula(canvas, beside, game)
    with canvas.fade(cues.race):
        _score(canvas, beside, game)
        _race(canvas, place, game)


def _formula(canvas: Canvas, box: Rect, game: Game) -> None:
    """The mean with today's numbers."""
    rows = box.rows([1, 1, 1])
    total, count = float((game.errors**2).sum()), len(game.errors)
    canvas.text((box.x, rows[0].cy), canvas.words("loss.sum"), "label", room=box.w)
    canvas.number((box.x, rows[1].cy), f"{total:.2f} ÷ {count}", "value", "text", "lm", room=box.w)
    canvas.number((box.x, rows[2].cy), f"= {game.loss:.3f}", "value", "error", "lm", room=box.w)


def _score(canvas: Canvas, box: Rect, game: Game) -> None:
    """Who is ahead after as many turns."""
    machine = game.machine[min(game.turns, len(game.machine) - 1)]
    you = game.you[-1]
    rows = box.rows([1, 1, 1, 1])
    entries: Sequence[tuple[str, float, Colour, bool]] = (
        ("you", you, "text", you < machine), ("machine", machine, "soft", machine < you))
    for i, (name, loss, colour, ahead) in enumerate(entries):
        top, low = rows[2 * i].cy + 4, rows[2 * i + 1].cy - 2
        _sign(canvas, name, (box.x + 10, top))
        canvas.text((box.x + 32, top), canvas.words(f"loss.{name}"), "label", colour, room=box.w - 34)
        canvas.number((box.x + 32, low), f"{loss:.3f}", "value", colour, "lm")
        if ahead and game.turns:
            paint_icon(canvas, "check", (box.x + 144, low), 28, "passed", pen=0.24)


def _sign(canvas: Canvas, name: str, at: tuple[float, float]) -> None:
    if name == "you":
        canvas.disc(at, 8, "hot")
    else:
        paint_icon(canvas, "diamond", at, 20, "soft")


def scale_of(game: Game) -> float:
    """The loss at the top of the gauge."""
    return max(0.4, 1.15 * game.you[0], 1.15 * game.undecided)


def _gauge(canvas: Canvas, place: Places, game: Game, cues: Cues) -> None:
    bar, words = place.bar, canvas.words
    paint_gauge(canvas, bar, game.loss / scale_of(game))
    canvas.text((bar.cx, bar.y - 20), words("loss.bad"), "small", "soft", "cm")
    canvas.text((bar.cx, bar.bottom + 20), words("loss.good"), "small", "soft", "cm")
    marks: list[tuple[str, float, Colour]] = [("undecided", game.undecided, "soft")]
    if game.goal is not None:
        marks.append(("goal", game.goal, "touch" if game.loss > game.goal else "passed"))
    if game.lowest is not None:
        marks.append(("lowest", game.lowest, "soft"))
    chart = place.chart
    ys = [chart.bottom - chart.h * min(1.0, value / scale_of(game)) for _, value, _ in marks]
    labels = apart([y - 17 * cues.race for y in ys], 32, chart.y + 8, chart.bottom - 6)
    for (name, value, colour), y, label in zip(marks, ys, labels, strict=True):
        _mark(canvas, chart, words(f"loss.{name}", loss=f"{value:.3f}"), colour, y, label, cues.race)


def _mark(canvas: Canvas, chart: Rect, text: str, colour: Colour, y: float, label: float, race: float) -> None:
    """A named height of the gauge; in the race it becomes a line across the chart."""
    end = lerp(chart.x + 12, chart.right, race)
    canvas.polyline(((chart.x - 22, y), (chart.x - 6, y), (chart.x + 12, lerp(label, y, race)), (end, y if race else label)),
                    colour, 2, 0.75)
    canvas.text((chart.right, label), text, "small", colour, "rm", room=chart.w - 20)


def _race(canvas: Canvas, place: Places, game: Game) -> None:
    """Loss over turns, two lines: the visitor's, and gradient descent's as far as the visitor has come."""
    span = WINDOW * max(1, -(-game.turns // WINDOW))
    plot = Plot(place.chart, 0.0, float(span), 0.0, scale_of(game))
    rect = place.chart
    canvas.polyline(((rect.x, rect.y), (rect.x, rect.bottom), (rect.right, rect.bottom)), "line", 2)
    for name, losses in (("machine", game.machine[: game.turns + 1]), ("you", game.you)):
        top = plot.y1
        points = [plot.at(float(n), min(loss, top)) for n, loss in enumerate(losses)]
        canvas.polyline(points, "hot" if name == "you" else "soft", 4.0 if name == "you" else 3.0)
        for point in points:
            _sign(canvas, name, point)
    turns = canvas.words("loss.turns", turns=game.turns, rate=f"{game.rate:g}")
    canvas.text((rect.right, rect.bottom + 20), turns, "small", "soft", "rm", room=rect.w)
