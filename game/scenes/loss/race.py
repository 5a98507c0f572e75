"""The race of chapter 5: the visitor's losses against gradient descent's, turn by turn, and who has won."""

from __future__ import annotations

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas, Colour
from game.draw.factor import paint_bar
from game.draw.icons import paint_icon
from game.scenes.loss.game import ROUND, Game
from game.scenes.loss.marks import plot_of
from game.scenes.loss.places import Places

RUNNERS: tuple[tuple[str, Colour], ...] = (("you", "text"), ("machine", "soft"))


def score_boxes(place: Places, game: Game) -> tuple[Rect, Rect, Rect]:
    """Where the verdict stands, and both runners; before there is one, the two share all the room."""
    box = place.beside_mean
    if game.won is None:
        you, machine = box.rows([1, 1])
        return Rect(box.x, box.y, box.w, 0.0), you, machine
    verdict, you, machine = box.inset(0, 6).rows([1.15, 1, 1])
    return verdict, you, machine


def paint_score(canvas: Canvas, place: Places, game: Game) -> None:
    """Who is ahead after as many turns; after a round, who has won, by how much."""
    verdict, *rows = score_boxes(place, game)
    losses = game.standing
    best = min(losses)
    if game.won is not None:
        _verdict(canvas, verdict, place.beside_mean, game.won)
    for (name, colour), loss, row in zip(RUNNERS, losses, rows, strict=True):
        ahead = game.turns > 0 and loss == best and losses[0] != losses[1]
        top, low = row.rows([1, 1]) if game.won is None else (row, row)
        _sign(canvas, name, (row.x + 10, top.cy))
        if game.won is None:
            canvas.text((row.x + 28, top.cy), canvas.words(f"loss.{name}"), "small", colour, room=row.w - 28)
        number = "passed" if ahead and game.won is not None else colour
        value = canvas.number((row.x + 28, low.cy), f"{loss:.3f}", "value", number, "lm", room=row.w - 68, tall=low.h)
        if ahead:
            paint_icon(canvas, "check", (value.right + 24, low.cy), 28, "passed", pen=0.24)


def _verdict(canvas: Canvas, head: Rect, box: Rect, won: bool) -> None:
    """The word of the moment, on a plate of its colour."""
    colour = "passed" if won else "active"
    canvas.box(box.inset(-10, 2), 18, fill=colour, fill_alpha=0.10, line=colour, width=2.4)
    canvas.text((head.x + 4, head.cy), canvas.words(f"loss.{'won' if won else 'lost'}"), "heading", colour,
                room=head.w - 8)


def _sign(canvas: Canvas, name: str, at: Vec) -> None:
    if name == "you":
        canvas.disc(at, 8, "hot")
    else:
        paint_icon(canvas, "diamond", at, 20, "soft")


def paint_race(canvas: Canvas, place: Places, game: Game) -> None:
    """Loss over turns, two lines: the visitor's, and gradient descent's as far as the visitor has come."""
    plot, rect = plot_of(place, game), place.chart
    paint_bar(canvas, (rect.x, rect.y), (rect.x, rect.bottom), "line", 2)
    paint_bar(canvas, (rect.x, rect.bottom), (rect.right, rect.bottom), "line", 2)
    if game.won is not None and plot.x1 > ROUND:
        end = plot.at(float(ROUND), 0.0)[0]
        canvas.dashes(((end, rect.y), (end, rect.bottom)), "mute", 2, 8, 8)
    for name, losses in (("machine", game.machine[: game.turns + 1]), ("you", game.you)):
        points = [plot.at(float(n), loss) for n, loss in enumerate(losses)]
        canvas.polyline(points, "hot" if name == "you" else "soft", 4.0 if name == "you" else 3.0)
        for point in points:
            _sign(canvas, name, point)
    key = "turns" if game.won is None else "over"
    text = canvas.words(f"loss.{key}", turns=game.turns, most=ROUND)
    canvas.text((rect.right, rect.bottom + 20), text, "small", "soft", "rm", room=rect.w - 20)


def paint_next(canvas: Canvas, place: Places, game: Game) -> None:
    """Where the line would go on if the knob were let go now."""
    plot = plot_of(place, game)
    if game.turning and game.turns < plot.x1:
        here, there = (plot.at(game.turns + n, min(loss, plot.y1)) for n, loss in enumerate((game.you[-1], game.loss)))
        canvas.polyline((here, there), "hot", 3.0, 0.4)
        canvas.ring(there, 8, "hot", 2.5)
