"""The second face of the panel in chapter 6: one weight's blame as a product, and its check by nudging."""

from __future__ import annotations

from brain import Factor, Term
from game.core.figures import figure, signed
from game.core.geometry import Rect
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.factor import FactorCard, paint_bar, paint_factor, paint_times
from game.draw.icons import paint_icon
from game.names import neuron_name, place_name
from game.scenes.backprop.boxes import Boxes, term_columns
from game.scenes.backprop.check import HAIR, RUN_SECONDS, Check, decimals, places_for
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.places import Places


def boxes_of(lesson: Lesson, places: Places) -> Boxes:
    """The parts of the explaining panel for the weight that is looked at."""
    return places.panel.boxes(len(lesson.terms()), len(lesson.factors()))


def paint_chain(canvas: Canvas, lesson: Lesson, places: Places, lit: tuple[float, ...], nudged: float) -> None:
    """The factors, their product, and the check by nudging."""
    boxes, factors = boxes_of(lesson, places), lesson.factors()
    canvas.box(places.panel.rect)
    title = boxes.title
    name = place_name(canvas.words, lesson.shown.sizes, lesson.place)
    value = lesson.value_of(lesson.place)
    sign = "b" if lesson.place.i is None else "w"
    said = canvas.number((title.right - 4, title.cy), f"{sign} = {value:.2f}", "mono", canvas.theme.signed(value), "rm",
                         room=0.34 * title.w, tall=title.h)
    canvas.text((title.x + 4, title.cy), canvas.words("backprop.blame_of", name=name), "strong",
                room=said.x - title.x - 24)
    for k, (box, factor) in enumerate(zip(boxes.factors, factors, strict=True)):
        paint_factor(canvas, box, _card(canvas.words, lesson, factor, places.portrait), lit[k])
    for above, below in zip(boxes.factors, boxes.factors[1:], strict=False):
        paint_times(canvas, above, below)
    _paint_product(canvas, lesson, boxes.product, places.portrait)
    _paint_check(canvas, lesson, boxes.check, nudged)


def _card(words: Words, lesson: Lesson, factor: Factor, wide: bool) -> FactorCard:
    """One factor in words and in today's numbers."""
    value, last = f"{factor.value:.4f}", factor.layer == len(lesson.trace.layers) - 1
    if factor.name == "slope":
        act = lesson.shown.activation_of(factor.layer)
        a = float(lesson.trace.layers[factor.layer].activations[factor.neuron])
        z = float(lesson.trace.layers[factor.layer].z[factor.neuron])
        return FactorCard("∂a/∂z", words(f"backprop.slope.{act}"), (slope_sum(act, a, z),), value, "active")
    if factor.name == "input":
        name = neuron_name(words, lesson.shown.sizes, factor.layer + 1, factor.neuron)
        return FactorCard("∂z/∂w", words("backprop.came_in"), (words("backprop.from", name=name),), value, "active")
    if factor.name == "one":
        return FactorCard("∂z/∂b", words("backprop.just_added"), (), "1", "active")
    if last:
        return FactorCard("∂L/∂a", words("backprop.two_times"), (f"2 × ({lesson.guess:.3f} - {lesson.wanted:.0f})",),
                          value, "error")
    terms = lesson.terms()
    columns = term_columns(len(terms), wide)
    result = 1 < len(terms) <= 3 and not wide
    lines = [term_sum(t) + (f" = {figure(t.value, 3)}" if result else "") for t in terms]
    return FactorCard("∂L/∂a", words("backprop.paths" if len(terms) > 1 else "backprop.path", count=len(terms)), lines,
                      value, "error", columns)


def term_sum(term: Term) -> str:
    """What comes along one path: the blame at its end times its weight."""
    return f"{figure(term.blame.value, 3)} × {signed(term.weight.value)}"


def slope_sum(name: str, a: float, z: float) -> str:
    """How the slope of an activation comes about, with today's numbers."""
    return {"sigmoid": f"{a:.3f} × (1 - {a:.3f})", "tanh": f"1 - ({a:.3f})²",
            "relu": f"z = {z:.3f} {'>' if z > 0 else '≤'} 0", "leaky_relu": f"z = {z:.3f} {'>' if z > 0 else '≤'} 0",
            }.get(name, "a = z")


def shown_digits(lesson: Lesson) -> int:
    """With how many decimals the product is written: with as many as the check found to agree."""
    return lesson.check.digits if lesson.check is not None else places_for(lesson.gradient_of(lesson.place))


def _paint_product(canvas: Canvas, lesson: Lesson, row: Rect, tall: bool) -> None:
    symbol = "∂L/∂b" if lesson.place.i is None else "∂L/∂w"
    value = decimals(lesson.gradient_of(lesson.place), shown_digits(lesson))
    paint_bar(canvas, (row.x, row.y - 2), (row.right, row.y - 2), "line", 2)
    if tall:
        upper, lower = row.rows([0.9, 1.1])
        canvas.number((row.x + 6, upper.cy), f"{symbol} =", "value", "error", "lm", room=row.w, tall=upper.h)
        canvas.number((row.x + 6, lower.cy), value, "big", "error", "lm", room=row.w - 6, tall=lower.h)
    else:
        sign, number = row.inset(22, 0).columns([0.36, 0.64])
        canvas.number((sign.x, row.cy + 2), f"{symbol} =", "value", "error", "lm", room=sign.w, tall=row.h)
        canvas.number((number.right, row.cy + 2), value, "big", "error", "rm", room=number.w, tall=row.h)


COLOURS = {"agrees": "passed", "none": "passed", "vanished": "active", "corner": "active", "differs": "error"}
"""How each outcome of a check looks."""


def _paint_check(canvas: Canvas, lesson: Lesson, area: Rect, nudged: float) -> None:
    """Both forward runs and whether their difference agrees; before the nudge an invitation."""
    words, check = canvas.words, lesson.check
    if check is None:
        canvas.box(area, 18, fill="card", fill_alpha=0.4)
        canvas.paragraph(area.inset(24, 10), words("backprop.doubt"), "label", "soft", align="c", valign="m")
        return
    done = run_stage(nudged) == 3
    colour = COLOURS[check.verdict]
    canvas.box(area, 18, fill="card", fill_alpha=0.5, line=colour if done else "line", width=2.4 if done else 1.5)
    rows = area.inset(20, 8).rows([1, 1, 1.25])
    for k, row in enumerate(rows[:2]):
        if run_stage(nudged) > k:
            _paint_run(canvas, check, k, row)
    if done:
        _paint_verdict(canvas, check, rows[2], colour)


def run_stage(nudged: float) -> int:
    """How much of a check is shown: 1 the first run, 2 both, 3 the verdict."""
    return sum(nudged >= RUN_SECONDS * at for at in (0.8, 1.8, 2.0))


def _paint_run(canvas: Canvas, check: Check, k: int, row: Rect) -> None:
    """One forward run: the nudged weight, and the loss that comes of it."""
    left, right = row.columns([0.38, 0.62])
    symbol = "b" if check.place.i is None else "w"
    canvas.number((left.x, row.cy), f"{symbol} {'-+'[k]} {HAIR}", "mono", "soft", "lm", room=left.w - 8, tall=row.h + 6)
    loss = f"{canvas.words('backprop.loss')} {check.losses[k]:.{check.digits + 4}f}"
    canvas.number((row.right, row.cy), loss, "mono", "text", "rm", room=right.w, tall=row.h + 6)


def _paint_verdict(canvas: Canvas, check: Check, row: Rect, colour: str) -> None:
    """The difference of the two losses over the difference of the two weights, and whether it agrees."""
    icon = {"passed": "check", "active": "minus", "error": "cross"}[colour]
    paint_icon(canvas, icon, (row.x + 14, row.cy), 30, colour, pen=0.24)
    value = canvas.number((row.right, row.cy), decimals(check.slope, check.digits), "value", colour, "rm",
                          room=0.34 * row.w, tall=row.h + 6)
    canvas.text((row.x + 42, row.cy), canvas.words(f"backprop.verdict.{check.verdict}"), "strong", colour,
                room=value.x - row.x - 54)
