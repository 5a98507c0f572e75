"""The card of the loss curve: the loss lap by lap, who else is on it, and the visitor's guess beside the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.icons import paint_icon
from game.draw.losscurve import frame_of, paint_curves, paint_legend, paint_span
from game.draw.plot import Plot
from game.scenes.training_lines import guess_shown, laps_of, legend_of, lines_of, shown_loss
from game.scenes.training_places import Places
from game.scenes.training_run import ANSWERS

if TYPE_CHECKING:
    from game.scenes.training import TrainingScene


def draw_curve(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """The loss in numbers, and beside it the curve; before the first run a question."""
    card, words = place.curve, canvas.words
    if scene.asks:
        canvas.box(card)
        text = words("training.guess.question", mark=f"{scene.trials.mark:.2f}", rate=f"{scene.run.rate:g}")
        canvas.paragraph(place.question, text, "strong", valign="m")
        canvas.text((card.x + 32, card.y + 36), words("training.loss"), "heading", room=140)
    else:
        _kept_curve(scene, canvas, place)
    canvas.number((card.x + 32, card.y + 78), shown_loss(canvas.words, scene.loss), "value", "error", "lm", room=140)
    if not (place.large and scene.run.lifted):  # then the button stands there, and the lamps say it as well
        canvas.text((card.x + 32, card.y + 116), words("training.lap", lap=scene.run.now), "small", "soft", room=140)


def _kept_curve(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """The curves as one picture, drawn anew when it is their turn."""
    run, card, mark = scene.run, place.curve, scene.trials.mark
    entries, race, guess = legend_of(scene, canvas), scene.race is not None, guess_shown(scene)

    def paint() -> None:
        lines = lines_of(scene)
        plot = frame_of(place.plot, laps_of(scene), lines)
        canvas.box(card)
        canvas.text((card.x + 32, card.y + 36), canvas.words("training.loss"), "heading", room=140)
        if guess is not None and not entries:
            _guess(scene, canvas, plot, place.legend)
        paint_legend(canvas, place.legend, entries)
        paint_curves(canvas, plot, lines, mark, f"{mark:.2f}" if mark is not None else "")
        now = plot.at(float(scene.shown_row), min(plot.y1, float(np.nan_to_num(run.losses[scene.shown_row]))))
        if guess is not None and guess["truth"] and not entries and mark is not None:
            canvas.ring(plot.at(min(guess["truth"], plot.x1), mark), 8, "passed", 3.0, fill="ink")
        if not race:
            canvas.glow(now, 24, "error", 0.8)
            canvas.disc(now, 7, "hot")

    told = guess and (guess["said"], guess["truth"])
    key = (scene.beat(2, *entries), race, len(entries), run.ghost, mark, told, card, canvas.theme.name,
           canvas.words.language)
    canvas.layer("training.curve", key, card, paint)


def _guess(scene: TrainingScene, canvas: Canvas, plot: Plot, row: Rect) -> None:
    """The laps the visitor foretold as a band of light, in words above it, and when it came to pass."""
    guess, words = guess_shown(scene), canvas.words
    if guess is None:
        return
    low, high = ANSWERS[guess["said"]]
    paint_span(canvas, plot, low, high, "active")
    said = words(f"training.guess.{guess['said']}")
    if guess["truth"] is None:
        text, colour = words("training.guess.open", said=said), "text"
    else:
        text, colour = words("training.guess.truth", said=said, truth=guess["truth"]), "text"
        if guess["right"]:
            colour = "passed"
    written = canvas.text((row.right, row.cy), text, "small", colour, "rm", room=row.w - 30)
    if guess["right"] is not None:
        paint_icon(canvas, "check" if guess["right"] else "cross", (written.x - 20, row.cy), 24,
                   "passed" if guess["right"] else "soft", pen=0.22)
