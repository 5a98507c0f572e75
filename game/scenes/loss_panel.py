"""Draws the panel of chapter 5: the mean square, the gauge from good to bad, and the race against gradient descent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from game.core.easing import lerp, window
from game.core.geometry import Rect, mix
from game.core.timeline import Cues
from game.draw.canvas import Canvas, Colour
from game.draw.factor import paint_bar
from game.draw.gauge import apart, paint_gauge, paint_pointer
from game.draw.icons import paint_icon
from game.draw.plot import Plot
from game.draw.squares import light_squares, paint_square, square_of
from game.draw.text import style_of
from game.scenes.loss_game import ROUND, Game
from game.scenes.loss_places import Places

NAME_WIDE, NAME_TALL = 200.0, 44.0
"""About how much of the chart the name of a mark covers."""


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
    with canvas.fade(_landed(cues) * (1.0 - cues.race)):
        _formula(canvas, place.beside_mean, game)
    with canvas.fade(cues.race):
        _next(canvas, place, game)


def _landed(cues: Cues) -> float:
    """How far the panel has lit up as the squares arrive."""
    return window(cues.mean, 0.55, 1.0)


def _still(canvas: Canvas, place: Places, game: Game, cues: Cues) -> None:
    """What changes only from turn to turn."""
    with canvas.fade(window(cues.room, 0.7, 1.0)):
        canvas.box(place.panel)
        canvas.text((place.inner.x, place.inner.y + 22), canvas.words("loss.mean"), "strong", room=place.inner.w - 156)
    with canvas.fade(cues.race):
        _score(canvas, place.beside_mean, game)
        _race(canvas, place, game)
    with canvas.fade(_landed(cues)):  # over the curves, so that its names can be read
        _gauge(canvas, place, game, cues)


def _mean(canvas: Canvas, place: Places, game: Game) -> None:
    """The mean square, on the scale of the eight."""
    side, (x, y) = game.loss**0.5 * place.unit, place.mean_corner
    light_squares(canvas, [square_of((x, y), side, True)], place.unit)
    paint_square(canvas, (x, y), side, place.unit, up=True, edge=False)
    if side > 78:
        canvas.number((x + side / 2, y - side / 2), f"{game.loss:.2f}", "value", edge="ink",
                      room=side - 8, tall=side)
    canvas.number((place.inner.right, place.inner.y + 22), f"{game.loss:.3f}", "big", "error", "rm")


def _formula(canvas: Canvas, box: Rect, game: Game) -> None:
    """The mean with today's numbers."""
    rows = box.rows([1, 1, 1])
    total, count = float((game.errors**2).sum()), len(game.errors)
    canvas.text((box.x, rows[0].cy), canvas.words("loss.sum"), "small", "soft", room=box.w)
    canvas.number((box.x, rows[1].cy), f"{total:.2f} ÷ {count}", "value", "text", "lm", room=box.w, tall=rows[1].h)
    canvas.number((box.x, rows[2].cy), f"= {game.loss:.3f}", "value", "error", "lm", room=box.w, tall=rows[2].h)


def _score(canvas: Canvas, box: Rect, game: Game) -> None:
    """Who is ahead after as many turns."""
    machine = game.machine[min(game.turns, len(game.machine) - 1)]
    you = game.you[-1]
    rows = box.rows([1, 1, 1, 1])
    entries: Sequence[tuple[str, float, Colour, bool]] = (
        ("you", you, "text", you < machine), ("machine", machine, "soft", machine < you))
    for i, (name, loss, colour, ahead) in enumerate(entries):
        top, low, left = rows[2 * i].cy + 2, rows[2 * i + 1].cy, box.x + 28
        _sign(canvas, name, (box.x + 10, top))
        canvas.text((left, top), canvas.words(f"loss.{name}"), "small", colour, room=box.right - left)
        value = canvas.number((left, low), f"{loss:.3f}", "value", colour, "lm", room=box.right - left - 40,
                              tall=rows[0].h)
        if ahead and game.turns:
            paint_icon(canvas, "check", (value.right + 24, low), 28, "passed", pen=0.24)


def _sign(canvas: Canvas, name: str, at: tuple[float, float]) -> None:
    if name == "you":
        canvas.disc(at, 8, "hot")
    else:
        paint_icon(canvas, "diamond", at, 20, "soft")


def scale_of(game: Game) -> float:
    """The loss at the top of the gauge."""
    return max(0.4, 1.15 * game.you[0], 1.15 * game.undecided, 1.06 * max(game.you))


def marks_of(game: Game) -> list[tuple[str, float, Colour]]:
    """The named heights of the gauge that are known by now."""
    marks: list[tuple[str, float, Colour]] = [("undecided", game.undecided, "soft")]
    if game.goal is not None:
        marks.append(("goal", game.goal, "touch" if game.loss > game.goal else "passed"))
    if game.lowest is not None:
        marks.append(("lowest", game.lowest, "soft"))
    return marks


def heights_of(place: Places, game: Game, race: float) -> list[tuple[float, float]]:
    """For each mark of the gauge, how high it is, and how high its name stands."""
    chart = place.chart
    ys = [chart.bottom - chart.h * min(1.0, value / scale_of(game)) for _, value, _ in marks_of(game)]
    return list(zip(ys, apart([y - 17 * race for y in ys], 32, chart.y + 8, chart.bottom - 6), strict=True))


def leans_left(place: Places, game: Game, name: str, label: float) -> bool:
    """Whether in the race the name of a mark stands at the left end of its line: where fewer of the curves pass."""
    plot, chart, crowd = _plot(place, game), place.chart, {True: 0, False: 0}
    for losses in (game.machine[: game.turns + 1], game.you):
        points = [plot.at(float(n), loss) for n, loss in enumerate(losses)]
        for x, y in (*points, *(mix(a, b, 0.5) for a, b in pairwise(points))):
            if abs(y - label) < NAME_TALL / 2:
                crowd[True] += x < chart.x + NAME_WIDE
                crowd[False] += x > chart.right - NAME_WIDE
    return crowd[True] < crowd[False] or (name == "lowest" and crowd[True] == crowd[False])


def _gauge(canvas: Canvas, place: Places, game: Game, cues: Cues) -> None:
    bar, chart, words, marks = place.bar, place.chart, canvas.words, marks_of(game)
    paint_gauge(canvas, bar)
    canvas.text((bar.cx, bar.y - 20), words("loss.bad"), "small", "soft", "cm")
    canvas.text((bar.cx, bar.bottom + 20), words("loss.good"), "small", "soft", "cm")
    heights = heights_of(place, game, cues.race)
    for (name, value, colour), (y, label) in zip(marks, heights, strict=True):
        text = words(f"loss.{name}", loss=f"{value:.3f}")
        left = cues.race > 0.0 and leans_left(place, game, name, label)
        _mark(canvas, chart, text, colour, y, label, cues.race, left)


def _mark(canvas: Canvas, chart: Rect, text: str, colour: Colour, y: float, label: float, race: float,
          left: bool) -> None:
    """A named height of the gauge; in the race it becomes a line across the chart, with its name above one end."""
    room = chart.w - 24
    wide = min(room, canvas.type.width(text, style_of("small")) * canvas.type.growth)
    right = lerp(chart.right, chart.x + 14 + wide, race) if left else chart.right
    end = (lerp(right - wide - 12, chart.right, race), lerp(label, y, race))
    bend = (chart.x - 6, chart.x + 8) if abs(y - end[1]) > 0.5 else (chart.x, chart.x)
    with canvas.fade(0.75):
        paint_bar(canvas, (chart.x - 22, y), (bend[0], y), colour, 2)
        paint_bar(canvas, (bend[1], end[1]), end, colour, 2)
    if bend[0] < bend[1]:
        canvas.polyline(((bend[0], y), (bend[1], end[1])), colour, 2, 0.75)
    canvas.box(Rect(right - wide - 6, label - 15, wide + 12, 30), 12, fill_alpha=0.72, line=None, alpha=race)
    canvas.text((right, label), text, "small", colour, "rm", room=room)


def _plot(place: Places, game: Game) -> Plot:
    span = ROUND * max(1, -(-game.turns // ROUND))
    return Plot(place.chart, 0.0, float(span), 0.0, scale_of(game))


def _race(canvas: Canvas, place: Places, game: Game) -> None:
    """Loss over turns, two lines: the visitor's, and gradient descent's as far as the visitor has come."""
    plot, rect = _plot(place, game), place.chart
    paint_bar(canvas, (rect.x, rect.y), (rect.x, rect.bottom), "line", 2)
    paint_bar(canvas, (rect.x, rect.bottom), (rect.right, rect.bottom), "line", 2)
    for name, losses in (("machine", game.machine[: game.turns + 1]), ("you", game.you)):
        points = [plot.at(float(n), loss) for n, loss in enumerate(losses)]
        canvas.polyline(points, "hot" if name == "you" else "soft", 4.0 if name == "you" else 3.0)
        for point in points:
            _sign(canvas, name, point)
    said = "turns" if game.won is None else "won" if game.won else "lost"
    text = canvas.words(f"loss.{said}", turns=game.turns, most=ROUND, rate=f"{game.rate:g}")
    canvas.text((rect.right, rect.bottom + 20), text, "small", "passed" if game.won else "soft", "rm", room=rect.w - 20)


def _next(canvas: Canvas, place: Places, game: Game) -> None:
    """Where the line would go on if the knob were let go now."""
    plot = _plot(place, game)
    if game.turning and game.turns < plot.x1:
        here, there = (plot.at(game.turns + n, min(loss, plot.y1)) for n, loss in enumerate((game.you[-1], game.loss)))
        canvas.polyline((here, there), "hot", 3.0, 0.4)
        canvas.ring(there, 8, "hot", 2.5)
