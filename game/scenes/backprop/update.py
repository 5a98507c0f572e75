"""The third face of the panel in chapter 6: one step against the blame, what it promised, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.factor import paint_bar
from game.draw.icons import paint_icon, paint_mark
from game.draw.plot import Plot
from game.draw.theme import Style, mix_rgb
from game.scenes.backprop.check import decimals
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.places import Places

FEWEST_STEPS = 4
"""Room for so many updates in the plot at least."""
MOST_DOTS = 40
RULE = Style("regular", 28)
"""How the rule is set: larger than the title over it, for it is what the chapter comes to."""


@dataclass(frozen=True)
class UpdateBoxes:
    """The parts of the panel: its title, the rule, both losses, their way, and all eight students."""

    title: Rect
    rule: Rect
    before: Rect
    after: Rect
    way: Rect
    eight: Rect
    mean: Rect

    @staticmethod
    def of(places: Places) -> UpdateBoxes:
        """Cut the panel into its parts."""
        title, rule, losses, way, eight = places.panel.rect.inset(32, 20).rows([44, 154, 112, 136, 130], 8)
        before, _, after = losses.columns([1, 0.30, 1.1])
        mean = Rect(eight.x, eight.y + 0.62 * eight.h - 40, 0.22 * eight.w, 84)
        return UpdateBoxes(title, rule, before, after, way, eight, mean)


def paint_update(canvas: Canvas, lesson: Lesson, places: Places) -> None:
    """New weight = weight - learning rate x blame; the loss before and after, and its way down."""
    boxes = UpdateBoxes.of(places)
    canvas.box(places.panel.rect)
    _paint_title(canvas, lesson, boxes.title)
    _paint_rule(canvas, lesson, boxes.rule)
    _paint_fall(canvas, lesson, boxes)
    _paint_way(canvas, lesson, boxes.way)
    _paint_class(canvas, lesson, boxes)


def _paint_title(canvas: Canvas, lesson: Lesson, row: Rect) -> None:
    """What this is about; or what went wrong."""
    path = lesson.steps.path[:, lesson.student]
    rose = len(path) > 1 and not lesson.gliding and path[-1] > path[-2]
    key = "diverged" if lesson.steps.diverged else "rose" if rose else "step_title"
    canvas.text((row.x, row.cy), canvas.words(f"backprop.{key}"), "strong", None if key == "step_title" else "error",
                room=row.w)


def _paint_rule(canvas: Canvas, lesson: Lesson, row: Rect) -> None:
    """The rule of gradient descent for the weight that is looked at, in words and in numbers."""
    place, rate = lesson.place, lesson.journey.learning_rate
    w, g = lesson.value_of(place), lesson.gradient_of(place)
    canvas.box(row, 18, fill="line", fill_alpha=0.30)
    words, numbers = row.inset(24, 4).rows([0.68, 0.32])
    canvas.paragraph(words, canvas.words("backprop.rule"), RULE, valign="m")
    text, end = f"{w:.3f} - {rate:g} × {bracket(g)} = ", f"{w - rate * g:.3f}"
    y, whole = numbers.cy - 4, len(text) + len(end)
    here = canvas.number((words.x, y), text, "mono", "soft", "lm", room=numbers.w * len(text) / whole, tall=numbers.h,
                         most=len(text))
    theme = canvas.theme
    colour = theme.over(theme.signed(w - rate * g), mix_rgb(theme.card, theme.line, 0.30))
    canvas.number((here.right, y), end, "mono", colour, "lm", room=here.w * len(end) / len(text), tall=numbers.h,
                  most=len(end))


def bracket(value: float) -> str:
    """A gradient with four decimals, in parentheses if it is negative."""
    text = decimals(value, 4)
    return f"({text})" if text.startswith("-") else text


def _paint_fall(canvas: Canvas, lesson: Lesson, boxes: UpdateBoxes) -> None:
    """The loss before and after the last update; before the first one, what the slope promises of it."""
    words, path, now = canvas.words, lesson.steps.path[:, lesson.student], lesson.loss
    if len(path) > 1:
        pairs = ((boxes.before, "before", f"{path[-2]:.4f}", "soft"),
                 (boxes.after, "after", f"{now:.4f}", "passed" if now < path[-2] else "error"))
    else:
        pairs = ((boxes.before, "now", f"{now:.4f}", "error"),
                 (boxes.after, "promise", f"≈ {lesson.promise:.4f}", "soft"))
    for cell, key, value, colour in pairs:
        canvas.text((cell.x + 4, cell.y + cell.h * 0.17), words(f"backprop.{key}"), "label", room=cell.w - 8)
        canvas.number((cell.x + 4, cell.y + cell.h * 0.66), value, "big", colour, "lm", room=cell.w - 8,
                      tall=0.62 * cell.h)
    at = ((boxes.before.right + boxes.after.x) / 2 - 8, boxes.before.y + boxes.before.h * 0.66)
    paint_icon(canvas, "right", at, 44, "mute", pen=0.16)


def _paint_way(canvas: Canvas, lesson: Lesson, area: Rect) -> None:
    """The loss of this student along all updates so far, and where the slope says that the next one leads."""
    path = lesson.steps.path[:, lesson.student]
    rect = Rect(area.x + 10, area.y + 10, area.w - 20, area.h - 48)
    last = len(path) - 1
    shown = [*(float(v) for v in path[:-1]), lesson.loss]
    plot = Plot(rect, 0.0, float(max(FEWEST_STEPS, last + 1)), 0.0, max(float(path.max()), 1e-6) * 1.12)
    paint_bar(canvas, (rect.x, rect.bottom), (rect.right, rect.bottom), "line")
    paint_bar(canvas, (rect.x, rect.y), (rect.x, rect.bottom), "line")
    if lesson.steps.promised is not None:
        canvas.ring(plot.at(last, lesson.steps.promised), 8, "soft", 2.4)
    here, there = plot.at(last, lesson.loss), plot.at(last + 1, lesson.promise)
    canvas.dashes((here, there), "soft", 3, 9, 8)
    canvas.ring(there, 8, "soft", 2.4, fill="card")
    if last:
        plot.curve(canvas, range(len(shown)), shown, "error", 4)
    for k, value in enumerate(shown[-MOST_DOTS:], max(0, len(shown) - MOST_DOTS)):
        if k == last:
            canvas.glow(plot.at(k, value), 40, "error", 0.9)
        canvas.disc(plot.at(k, value), 10 if k == last else 6, "hot" if k == last else "error")
    _paint_way_names(canvas, lesson, Rect(rect.x, rect.bottom + 12, rect.w, area.bottom - rect.bottom - 12))


def _paint_way_names(canvas: Canvas, lesson: Lesson, row: Rect) -> None:
    """Below the plot, where no curve comes: what the ring in it means, and what runs along it."""
    words, promised = canvas.words, lesson.steps.promised
    said = words("backprop.promise_next") if promised is None else words("backprop.promise_was", loss=f"{promised:.4f}")
    ring, axis = 26.0, 0.27 * row.w
    canvas.ring((row.x + 8, row.cy), 8, "soft", 2.4)
    canvas.text((row.x + ring, row.cy), said, "small", "soft", room=row.w - ring - axis - 12)
    canvas.text((row.right, row.cy), words("backprop.updates"), "small", "mute", "rm", room=axis)


def _paint_class(canvas: Canvas, lesson: Lesson, boxes: UpdateBoxes) -> None:
    """What the same update did to each of the eight: its loss as a column, with the mark where it stood before."""
    words, path, now = canvas.words, lesson.steps.path, lesson.losses
    mean, cells = boxes.mean, boxes.eight.columns([1.25] + [0.5] * len(now), 4)
    canvas.text((mean.x, mean.cy - 17), words("backprop.eight"), "small", "soft", room=cells[0].w)
    canvas.number((mean.x, mean.cy + 17), f"{float(now.mean()):.4f}", "mono", "text", "lm", room=cells[0].w,
                  tall=40)
    high = max(float(path[-2:].max()), float(now.max()), 0.25)
    for k, cell in enumerate(cells[1:]):
        before = float(path[-2, k]) if len(path) > 1 else None
        _paint_column(canvas, lesson, k, cell, float(now[k]) / high, before if before is None else before / high)


def _paint_column(canvas: Canvas, lesson: Lesson, k: int, cell: Rect, now: float, before: float | None) -> None:
    """One student: ``now`` and ``before`` are shares of the highest column."""
    base, tall, half = cell.bottom - 36, cell.h - 46, 0.27 * cell.w
    fell = 0.0 if before is None else now - before
    colour = "soft" if abs(fell) < 2e-4 else "passed" if fell < 0 else "error"
    column = Rect(cell.cx - half, base - max(3.0, tall * now), 2 * half, max(3.0, tall * now))
    canvas.box(column, 5, fill=colour, fill_alpha=0.55, line=colour, width=1.5)
    if before is not None and colour != "soft":
        y = base - tall * before
        paint_bar(canvas, (cell.cx - half - 5, y), (cell.cx + half + 5, y), "text")
    at = (cell.cx, cell.bottom - 15)
    paint_mark(canvas, at, bool(lesson.eight.y[k, 0] > 0.5), 24 if k == lesson.student else 20)
    if k == lesson.student:
        canvas.ring(at, 19, "hot", 2.5)
