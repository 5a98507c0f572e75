"""The card of the loss curve: the loss lap by lap, who else is on it, and the visitor's guess beside the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.icons import paint_icon
from game.draw.losscurve import frame_of, paint_curves, paint_legend, paint_ranks, paint_span
from game.draw.plot import Plot
from game.scenes.training.lines import guess_shown, laps_of, legend_of, lines_of, ranks_of, shown_loss
from game.scenes.training.places import Places
from game.scenes.training.run import ANSWERS
from game.scenes.training.shown import NUMBERS

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

LONGEST_LOSS = 5
"""Signs of a loss as it is nearly always shown: the number keeps its size."""


def draw_curve(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """The loss in numbers, and beside it the curve; before the first run a question."""
    if scene.asks:
        canvas.box(place.curve)
        text = canvas.words("training.guess.question", mark=f"{scene.trials.mark:.2f}", rate=f"{scene.run.rate:g}",
                            loss=shown_loss(canvas.words, scene.shown.figures.loss))
        canvas.paragraph(place.question, text, "strong", valign="m")
        return
    racing, entries = scene.race is not None, legend_of(scene, canvas.words)
    _kept_curve(scene, canvas, place, guess=not racing and not entries)
    if not racing:
        paint_legend(canvas, place.legend, entries)
        _numbers(scene, canvas, place)


def _ranks(scene: TrainingScene, canvas: Canvas, box: Rect) -> None:
    """In a race the loss is everyone's: its name, the lap it is of, and everyone's number."""
    row, ranks = box.rows([1.0, 3.0])
    paint_ranks(canvas, ranks, ranks_of(scene, canvas.words))
    name = canvas.text((row.x, row.cy), canvas.words("training.loss"), "heading", room=0.5 * row.w)
    lap = canvas.words("training.lap", lap=scene.shown.figures.lap)
    canvas.text((row.right, row.cy), lap, "small", "soft", "rm", room=row.right - name.right - 12)


def _numbers(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """The loss, and the lap it is of."""
    words, figures = canvas.words, scene.shown.figures
    head, value, lap, _ = place.numbers().rows([44.0, 40.0, 36.0, max(4.0, place.curve.h - 148.0)])
    canvas.text((head.x, head.cy), words("training.loss"), "heading", room=head.w)
    canvas.number((value.x, value.cy), shown_loss(words, figures.loss), "value", "error", "lm", room=value.w,
                  tall=value.h, most=LONGEST_LOSS)
    if not (place.large and scene.run.lifted):  # then the button stands there, and the lamps say it as well
        canvas.text((lap.x, lap.cy), words("training.lap", lap=figures.lap), "small", "soft", room=lap.w)


def _kept_curve(scene: TrainingScene, canvas: Canvas, place: Places, *, guess: bool) -> None:
    """The curves as one picture, drawn anew when it is their turn; with the visitor's guess if there is room for it."""
    run, card, mark = scene.run, place.curve, scene.trials.mark
    racing, row = scene.race is not None, scene.shown.figures.lap
    told = guess_shown(scene) if guess else None

    def paint() -> None:
        lines = lines_of(scene)
        plot = frame_of(place.plot(racing), laps_of(scene), lines)
        canvas.box(card)
        if told is not None:
            _guess(scene, canvas, plot, place.legend)
        goal = canvas.words("training.goal", mark=f"{mark:.2f}") if mark is not None else ""
        paint_curves(canvas, plot, lines, mark, goal)
        now = plot.at(float(row), min(plot.y1, float(np.nan_to_num(run.losses[row]))))
        if told is not None and told["truth"] and mark is not None:
            canvas.ring(plot.at(min(told["truth"], plot.x1), mark), 8, "passed", 3.0, fill="ink")
        if racing:
            _ranks(scene, canvas, place.numbers(racing))
        else:
            canvas.glow(now, 24, "error", 0.8)
            canvas.disc(now, 7, "hot")

    key = (scene.shown.beat(NUMBERS), racing, run.ghost, mark, told and (told["said"], told["truth"]), card,
           canvas.theme.name, canvas.words.language)
    canvas.layer("training.curve", key, card, paint)


def _guess(scene: TrainingScene, canvas: Canvas, plot: Plot, row: Rect) -> None:
    """The laps the visitor foretold as a band of light, in words above it, and when it came to pass."""
    guess, words = guess_shown(scene), canvas.words
    if guess is None:
        return
    (low, high), colour = ANSWERS[guess["said"]], "passed" if guess["right"] else "text"
    paint_span(canvas, plot, low, high, "passed" if guess["right"] else "positive")
    key = "open" if guess["truth"] is None else "truth"
    text = words(f"training.guess.{key}", said=words(f"training.guess.{guess['said']}"), truth=guess["truth"])
    written = canvas.text((row.right, row.cy), text, "small", colour, "rm", room=row.w - 30)
    if guess["right"] is not None:
        paint_icon(canvas, "check" if guess["right"] else "cross", (written.x - 20, row.cy), 24,
                   "passed" if guess["right"] else "soft", pen=0.22)
