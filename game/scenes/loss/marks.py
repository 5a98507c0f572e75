"""The gauge of chapter 5 and the named heights along it: always saying 50 %, the goal, the best there is."""

from __future__ import annotations

from itertools import pairwise

from game.core.easing import lerp
from game.core.geometry import Rect, mix
from game.draw.canvas import Canvas, Colour
from game.draw.factor import paint_bar
from game.draw.gauge import apart, paint_gauge
from game.draw.plot import Plot
from game.draw.text import style_of
from game.scenes.loss.game import ROUND, Game
from game.scenes.loss.places import Places

NAME_WIDE, NAME_TALL = 200.0, 44.0
"""About how much of the chart the name of a mark covers."""
APART = 32.0
"""So far apart names stand."""
BELOW = 26.0
"""So much room a name needs below its line."""


def scale_of(game: Game) -> float:
    """The loss at the top of the gauge."""
    return max(0.4, 1.15 * game.you[0], 1.15 * game.undecided, 1.06 * max(game.you))


def plot_of(place: Places, game: Game) -> Plot:
    """Losses over turns, round after round, on the scale of the gauge."""
    span = ROUND * max(1, -(-game.turns // ROUND))
    return Plot(place.chart, 0.0, float(span), 0.0, scale_of(game))


def marks_of(game: Game) -> list[tuple[str, float, Colour]]:
    """The named heights of the gauge that are known by now."""
    marks: list[tuple[str, float, Colour]] = [("undecided", game.undecided, "soft")]
    if game.goal is not None:
        marks.append(("goal", game.goal, "touch" if game.loss > game.goal else "passed"))
    if game.lowest is not None:
        marks.append(("lowest", game.lowest, "soft"))
    return marks


def heights_of(place: Places, game: Game, race: float) -> list[tuple[float, float]]:
    """For each mark of the gauge, how high it is, and how high its name stands.

    In the race the first one, always saying 50 %, steps aside. The best stands below its line, where no curve ever
    comes, if there is room.
    """
    chart, marks = place.chart, marks_of(game)
    ys = [chart.bottom - chart.h * min(1.0, value / scale_of(game)) for _, value, _ in marks]
    below = [name == "lowest" and chart.bottom - y >= BELOW for (name, _, _), y in zip(marks, ys, strict=True)]
    names = [y + (17 if under else -17) * race for y, under in zip(ys, below, strict=True)]
    low, high = chart.y + 8, chart.bottom - 6
    every, others = apart(names, APART, low, high), apart(names[1:], APART, low, high)
    return list(zip(ys, [every[0], *(lerp(a, b, race) for a, b in zip(every[1:], others, strict=True))], strict=True))


def leans_left(place: Places, game: Game, name: str, label: float) -> bool:
    """Whether in the race the name of a mark stands at the left end of its line: where fewer of the curves pass."""
    plot, chart, crowd = plot_of(place, game), place.chart, {True: 0, False: 0}
    for losses in (game.machine[: game.turns + 1], game.you):
        points = [plot.at(float(n), loss) for n, loss in enumerate(losses)]
        for x, y in (*points, *(mix(a, b, 0.5) for a, b in pairwise(points))):
            if abs(y - label) < NAME_TALL / 2:
                crowd[True] += x < chart.x + NAME_WIDE
                crowd[False] += x > chart.right - NAME_WIDE
    return crowd[True] < crowd[False] or (name == "lowest" and crowd[True] == crowd[False])


def paint_marks(canvas: Canvas, place: Places, game: Game, race: float) -> None:
    """The gauge from good to bad, with its named heights."""
    bar, chart, words, marks = place.bar, place.chart, canvas.words, marks_of(game)
    paint_gauge(canvas, bar)
    canvas.text((bar.cx, bar.y - 20), words("loss.bad"), "small", "soft", "cm")
    canvas.text((bar.cx, bar.bottom + 20), words("loss.good"), "small", "soft", "cm")
    for (name, value, colour), (y, label) in zip(marks, heights_of(place, game, race), strict=True):
        text = words(f"loss.{name}", loss=f"{value:.3f}")
        left = race > 0.0 and leans_left(place, game, name, label)
        with canvas.fade(1.0 - 2.0 * race if name == "undecided" else 1.0):
            if canvas.alpha > 0.01:
                _mark(canvas, chart, text, colour, y, label, race, left)


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
