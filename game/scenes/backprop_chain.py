"""The second face of the panel in chapter 6: one weight's blame as a product, and its check by nudging."""

from __future__ import annotations

from brain import Factor
from game.core.geometry import Rect
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.factor import FactorCard, paint_bar, paint_factor, paint_times
from game.draw.icons import paint_icon
from game.names import neuron_name, place_name
from game.scenes.backprop_check import HAIR, RUN_SECONDS, Check, decimals, places_for
from game.scenes.backprop_lesson import Lesson
from game.scenes.backprop_places import Boxes, Places, term_columns


def boxes_of(lesson: Lesson, places: Places) -> Boxes:
    """The parts of the explaining panel for the weight that is looked at."""
    return places.boxes(len(lesson.terms()), len(lesson.factors()))


def paint_chain(canvas: Canvas, lesson: Lesson, places: Places, lit: tuple[float, ...], nudged: float) -> None:
    """The factors, their product, and the check by nudging."""
    boxes, factors = boxes_of(lesson, places), lesson.factors()
    canvas.box(places.panel)
    title = boxes.title
    name = place_name(canvas.words, lesson.shown.sizes, lesson.place)
    value = lesson.value_of(lesson.place)
    sign = "b" if lesson.place.i is None else "w"
    canvas.number((title.right - 4, title.cy), f"{sign} = {value:.2f}", "mono", canvas.theme.signed(value), "rm")
    canvas.text((title.x + 4, title.cy), canvas.words("backprop.blame_of", name=name), "strong", room=title.w - 170)
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
    lines = [f"{t.blame.value:.3f} × {t.weight.value:.2f}" + (f" = {t.value:.3f}" if result else "") for t in terms]
    return FactorCard("∂L/∂a", words("backprop.paths" if len(terms) > 1 else "backprop.path", count=len(terms)), lines,
                      value, "error", columns)


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
        canvas.number((row.x + 6, row.y + row.h * 0.28), f"{symbol} =", "value", "error", "lm")
        canvas.number((row.x + 6, row.y + row.h * 0.70), value, "big", "error", "lm", room=row.w)
    else:
        canvas.number((row.x + 22, row.cy + 2), f"{symbol} =", "value", "error", "lm")
        canvas.number((row.right - 22, row.cy + 2), value, "big", "error", "rm", room=row.w * 0.6)


def _paint_check(canvas: Canvas, lesson: Lesson, area: Rect, nudged: float) -> None:
    """Both forward runs and whether their difference agrees; before the nudge an invitation."""
    words, check = canvas.words, lesson.check
    if check is None:
        canvas.box(area, 18, fill="card", fill_alpha=0.4)
        canvas.paragraph(area.inset(24, 10), words("backprop.doubt"), "label", "soft", align="c", valign="m")
        return
    done = run_stage(nudged) == 3
    colour = "passed" if check.agrees else "active" if check.corner else "error"
    canvas.box(area, 18, fill="card", fill_alpha=0.5, line=colour if done else "line", width=2.4 if done else 1.5)
    rows = area.inset(22, 10).rows([1, 1, 1.25])
    for k, row in enumerate(rows[:2]):
        if run_stage(nudged) > k:
            _paint_run(canvas, check, k, row)
    if done:
        _paint_verdict(canvas, check, rows[2], colour)


def run_stage(nudged: float) -> int:
    """How much of a check is shown: 1 the first run, 2 both, 3 the verdict."""
    return sum(nudged >= RUN_SECONDS * at for at in (0.8, 1.8, 2.0))


def _paint_run(canvas: Canvas, check: Check, k: int, row: Rect) -> None:
    """One forward run: the nudged weight, the output, the loss."""
    cells = row.columns([1.0, 1.2, 1.3])
    symbol = "b" if check.place.i is None else "w"
    canvas.number((cells[0].x, row.cy), f"{symbol} {'-+'[k]} {HAIR}", "mono_small", "soft", "lm", room=cells[0].w - 8)
    canvas.number((cells[1].x, row.cy), f"a={check.guesses[k]:.7f}", "mono_small", "active", "lm", room=cells[1].w - 8)
    canvas.number((row.right, row.cy), f"L={check.losses[k]:.{check.digits + 4}f}", "mono_small", "text", "rm",
                  room=cells[2].w)


def _paint_verdict(canvas: Canvas, check: Check, row: Rect, colour: str) -> None:
    """The difference of the two losses over the difference of the two weights, and whether it agrees."""
    paint_icon(canvas, "check" if check.agrees else "cross", (row.x + 14, row.cy), 30, colour, pen=0.24)
    key = "agrees" if check.agrees else "corner" if check.corner else "differs"
    value = canvas.number((row.right, row.cy), decimals(check.slope, check.digits), "value", colour, "rm")
    canvas.text((row.x + 42, row.cy), canvas.words(f"backprop.{key}"), "strong", colour, room=value.x - row.x - 54)
