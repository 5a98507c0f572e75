"""The first face of the panel in chapter 6: whose mistake it is, how far off the guess was, the loss as a square."""

from __future__ import annotations

from dataclasses import dataclass

from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.factor import paint_bar
from game.draw.icons import paint_mark
from game.draw.squares import light_squares, paint_square, square_of
from game.draw.theme import mix_rgb
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.places import Places


def paint_mistake(canvas: Canvas, lesson: Lesson, places: Places) -> None:
    """Which student, how far the guess is from what was wanted, and the square of that: the loss."""
    canvas.box(places.panel.whole)
    inner = places.panel.whole.inset(28, 20)
    canvas.text((inner.x + 4, inner.y + 22), canvas.words("backprop.which"), "strong", room=inner.w)
    for k, chip in enumerate(places.panel.chips(len(lesson.eight))):
        _paint_chip(canvas, lesson, chip, k)
    _paint_gap(canvas, lesson, NumberBoxes.of(places))


def _paint_chip(canvas: Canvas, lesson: Lesson, chip: Rect, k: int) -> None:
    """One student: passed or failed, and the loss on it."""
    theme, on = canvas.theme, k == lesson.student
    fill = mix_rgb(theme.card, theme.touch, 0.18 if on else 0.04)
    canvas.box(chip, 18, fill=fill, fill_alpha=0.95,
               line=theme.touch if on else mix_rgb(theme.line, theme.touch, 0.45), width=3.0 if on else 1.8)
    paint_mark(canvas, (chip.cx, chip.y + chip.h * 0.33), bool(lesson.eight.y[k, 0] > 0.5), 28)
    loss = float(lesson.losses[k])
    canvas.number((chip.cx, chip.y + chip.h * 0.72), f"{loss:.3f}", "mono_small",
                  theme.over(mix_rgb(theme.soft, theme.error, min(1.0, 2.5 * loss)), fill), "cm",
                  room=chip.w - 12, tall=0.5 * chip.h, most=5)


@dataclass(frozen=True)
class NumberBoxes:
    """Where guess, what was wanted, and the loss stand as numbers, beside the square ``wide`` at most from ``x0``."""

    x0: float
    base: float
    wide: float
    guess: Rect
    wanted: Rect
    loss: Rect

    @staticmethod
    def of(places: Places) -> NumberBoxes:
        """Cut the lower part of the panel."""
        area = places.panel.below_chips
        wide = min(area.h - 72, 0.54 * area.w)
        x0 = area.x + 30 + max(0.0, area.w - wide - 330) / 2
        numbers = Rect(x0 + wide + 70, area.y, area.right - x0 - wide - 70, area.h)
        return NumberBoxes(x0, area.y + 12 + wide, wide, *numbers.rows([1, 1, 1.7]))


def _paint_gap(canvas: Canvas, lesson: Lesson, boxes: NumberBoxes) -> None:
    """A line from 0 to 1 with guess and wanted on it; the square over the gap is the loss."""
    x0, base, wide = boxes.x0, boxes.base, boxes.wide
    guess, wanted = x0 + wide * lesson.guess, x0 + wide * lesson.wanted
    side, corner = abs(guess - wanted), (min(guess, wanted), base)
    light_squares(canvas, [square_of(corner, side, True)], wide)
    paint_square(canvas, corner, side, wide, up=True, edge=False)
    paint_bar(canvas, (x0, base), (x0 + wide, base), "soft")
    paint_bar(canvas, (guess, base), (wanted, base), "error", 6)
    for value in (0, 1):
        paint_bar(canvas, (x0 + wide * value, base - 8), (x0 + wide * value, base + 8), "soft")
        canvas.number((x0 + wide * value, base + 38), str(value), "mono_small", "mute", "cm", tall=40)
    canvas.glow((guess, base), 34, "active", 0.8)
    canvas.disc((guess, base), 11, "active")
    paint_mark(canvas, (wanted, base), lesson.passed, 30)
    _paint_numbers(canvas, lesson, boxes)


def _paint_numbers(canvas: Canvas, lesson: Lesson, boxes: NumberBoxes) -> None:
    """Guess, wanted, and the loss as the square of the gap."""
    words, sign = canvas.words, "passed" if lesson.passed else "error"
    for row, key, value, colour in ((boxes.guess, "guess", f"{lesson.guess:.3f}", "active"),
                                    (boxes.wanted, "wanted", f"{lesson.wanted:.0f}", sign)):
        canvas.text((row.x, row.y + row.h * 0.28), words(f"backprop.{key}"), "label", anchor="lm", room=row.w)
        canvas.number((row.x, row.y + row.h * 0.70), value, "value", colour, "lm", room=row.w, tall=0.5 * row.h)
    row = boxes.loss
    canvas.text((row.x, row.y + row.h * 0.17), words("backprop.loss_is"), "label", anchor="lm", room=row.w)
    canvas.number((row.x, row.y + row.h * 0.44), f"({lesson.guess - lesson.wanted:.3f})²", "mono", "soft", "lm",
                  room=row.w, tall=0.26 * row.h)
    canvas.number((row.x, row.y + row.h * 0.78), f"{lesson.loss:.3f}", "big", "error", "lm", room=row.w,
                  tall=0.4 * row.h)
