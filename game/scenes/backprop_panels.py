"""The three faces of the panel in chapter 6: the mistake, the chain rule of one weight, and the update."""

from __future__ import annotations

from brain import Factor, Where
from game.core.geometry import Rect
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.factor import FactorCard, paint_bar, paint_factor, paint_times
from game.draw.icons import paint_icon, paint_mark
from game.draw.plot import Plot
from game.draw.theme import mix_rgb
from game.scenes.backprop_lesson import HAIR, RUN_SECONDS, Check, Lesson, decimals
from game.scenes.backprop_places import Boxes, Places, term_columns

LIT = {"dloss_da": "error", "slope": "active", "input": "active", "one": "active"}
"""In which colour a factor's card and its part of the picture light up."""


def neuron_name(words: Words, sizes: tuple[int, ...], layer: int, j: int) -> str:
    """What a neuron is called: study, sleep, neuron 2 (2.1 where there are several layers), output."""
    if layer == 0:
        return words(f"backprop.name.{('study', 'sleep')[j]}" if j < 2 else "backprop.name.input")
    if layer == len(sizes) - 1:
        return words("backprop.name.output")
    return words("backprop.name.neuron", number=str(j + 1) if len(sizes) == 3 else f"{layer}.{j + 1}")


def place_name(words: Words, lesson: Lesson, place: Where) -> str:
    """What a weight or bias is called, by the neurons it joins."""
    sizes = lesson.shown.sizes
    end = neuron_name(words, sizes, place.layer + 1, place.j)
    if place.i is None:
        return words("backprop.name.bias", neuron=end)
    return words("backprop.name.weight", start=neuron_name(words, sizes, place.layer, place.i), end=end)


# -- the mistake -------------------------------------------------------------------------------------


def paint_mistake(canvas: Canvas, lesson: Lesson, places: Places) -> None:
    """Which student, how far the guess is from what was wanted, and the square of that: the loss."""
    canvas.box(places.first_panel)
    inner = places.first_panel.inset(28, 20)
    canvas.text((inner.x + 4, inner.y + 22), canvas.words("backprop.which"), "strong", room=inner.w)
    for k, chip in enumerate(places.chips(len(lesson.eight))):
        _paint_chip(canvas, lesson, chip, k)
    _paint_gap(canvas, lesson, places.below_chips)


def _paint_chip(canvas: Canvas, lesson: Lesson, chip: Rect, k: int) -> None:
    """One student: passed or failed, and the loss on it."""
    theme, on = canvas.theme, k == lesson.student
    fill = mix_rgb(theme.card, theme.touch, 0.18 if on else 0.04)
    canvas.box(chip, 18, fill=fill, fill_alpha=0.95,
               line=theme.touch if on else mix_rgb(theme.line, theme.touch, 0.45), width=3.0 if on else 1.8)
    paint_mark(canvas, (chip.cx, chip.y + chip.h * 0.33), bool(lesson.eight.y[k, 0] > 0.5), 28)
    loss = float(lesson.losses[k])
    canvas.number((chip.cx, chip.y + chip.h * 0.72), f"{loss:.3f}", "mono_small",
                  theme.over(mix_rgb(theme.soft, theme.error, min(1.0, 2.5 * loss)), fill), "cm")


def _paint_gap(canvas: Canvas, lesson: Lesson, area: Rect) -> None:
    """A line from 0 to 1 with guess and wanted on it; the square over the gap is the loss."""
    wide = min(area.h - 72, 0.54 * area.w)
    base, x0 = area.y + 12 + wide, area.x + 30 + max(0.0, area.w - wide - 330) / 2
    guess, wanted = x0 + wide * lesson.guess, x0 + wide * lesson.wanted
    side = abs(guess - wanted)
    square = Rect(min(guess, wanted), base - side, side, side)
    if side > 4:
        canvas.glow(square.center, side * 0.9, "error", 0.22)
        canvas.box(square, 3, fill="error", fill_alpha=0.34, line="error", width=2.5)
    paint_bar(canvas, (x0, base), (x0 + wide, base), "soft")
    for value in (0, 1):
        paint_bar(canvas, (x0 + wide * value, base - 8), (x0 + wide * value, base + 8), "soft")
        canvas.number((x0 + wide * value, base + 38), str(value), "mono_small", "mute", "cm")
    canvas.glow((guess, base), 34, "active", 0.8)
    canvas.disc((guess, base), 11, "active")
    paint_mark(canvas, (wanted, base), lesson.passed, 30)
    _paint_numbers(canvas, lesson, Rect(x0 + wide + 70, area.y, area.right - x0 - wide - 70, area.h))


def _paint_numbers(canvas: Canvas, lesson: Lesson, area: Rect) -> None:
    """Guess, wanted, and the loss as the square of the gap."""
    words, sign = canvas.words, "passed" if lesson.passed else "error"
    rows = area.rows([1, 1, 1.7])
    for row, key, value, colour in ((rows[0], "guess", f"{lesson.guess:.3f}", "active"),
                                    (rows[1], "wanted", f"{lesson.wanted:.0f}", sign)):
        canvas.text((row.x, row.y + row.h * 0.28), words(f"backprop.{key}"), "label", anchor="lm", room=row.w)
        canvas.number((row.x, row.y + row.h * 0.70), value, "value", colour, "lm")
    row = rows[2]
    canvas.text((row.x, row.y + row.h * 0.17), words("backprop.loss_is"), "label", anchor="lm", room=row.w)
    canvas.number((row.x, row.y + row.h * 0.44), f"({lesson.guess - lesson.wanted:.3f})²", "mono", "soft", "lm",
                  room=row.w)
    canvas.number((row.x, row.y + row.h * 0.78), f"{lesson.loss:.3f}", "big", "error", "lm", room=row.w)


# -- the chain rule ----------------------------------------------------------------------------------


def boxes_of(lesson: Lesson, places: Places) -> Boxes:
    """The parts of the explaining panel for the weight that is looked at."""
    return places.boxes(len(lesson.terms()), len(lesson.factors()))


def paint_chain(canvas: Canvas, lesson: Lesson, places: Places, lit: tuple[float, ...], nudged: float) -> None:
    """The factors, their product, and the check by nudging."""
    boxes, factors = boxes_of(lesson, places), lesson.factors()
    canvas.box(places.panel)
    title = boxes.title
    name = place_name(canvas.words, lesson, lesson.place)
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


def _paint_product(canvas: Canvas, lesson: Lesson, row: Rect, tall: bool) -> None:
    symbol = "∂L/∂b" if lesson.place.i is None else "∂L/∂w"
    value = decimals(lesson.gradient_of(lesson.place), 5)
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


# -- the update --------------------------------------------------------------------------------------


def paint_update(canvas: Canvas, lesson: Lesson, places: Places) -> None:
    """New weight = weight - learning rate x blame; the loss before and after, and its way down."""
    words = canvas.words
    canvas.box(places.panel)
    rows = places.panel.inset(32, 22).rows([46, 112, 142, 194, 92], 10)
    canvas.text((rows[0].x, rows[0].cy), words("backprop.step_title"), "strong", room=rows[0].w)
    _paint_rule(canvas, lesson, rows[1])
    _paint_fall(canvas, lesson, rows[2])
    _paint_path(canvas, lesson, rows[3])
    _paint_class(canvas, lesson, rows[4])


def _paint_rule(canvas: Canvas, lesson: Lesson, row: Rect) -> None:
    """The rule of gradient descent for the weight that is looked at, in words and in numbers."""
    place, rate = lesson.place, lesson.journey.learning_rate
    w, g = lesson.value_of(place), lesson.gradient_of(place)
    canvas.box(row, 18, fill="line", fill_alpha=0.30)
    canvas.text((row.x + 24, row.y + row.h * 0.30), canvas.words("backprop.rule"), "label", "text", room=row.w - 48)
    text = f"{w:.3f} - {rate:g} × {_bracket(g)} = "
    room = row.w - 48
    end = f"{w - rate * g:.3f}"
    each = min(14.4, room / (len(text) + len(end) + 1))
    canvas.number((row.x + 24, row.y + row.h * 0.70), text, "mono", "soft", "lm", room=each * len(text))
    canvas.number((row.x + 24 + each * len(text), row.y + row.h * 0.70), end, "mono", canvas.theme.signed(w - rate * g),
                  "lm", room=each * (len(end) + 1))


def _bracket(value: float) -> str:
    text = decimals(value, 4)
    return f"({text})" if text.startswith("-") else text


def _paint_fall(canvas: Canvas, lesson: Lesson, row: Rect) -> None:
    """Loss before -> after the last update."""
    words, path = canvas.words, lesson.path[:, lesson.student]
    cells = row.columns([1, 0.34, 1])
    now = lesson.loss
    if len(path) > 1:
        pairs = ((cells[0], "before", f"{path[-2]:.4f}", "soft"),
                 (cells[2], "after", f"{now:.4f}", "passed" if now < path[-2] else "error"))
    else:
        pairs = ((cells[0], "now", f"{now:.4f}", "error"), (cells[2], "after", "?", "mute"))
    for cell, key, value, colour in pairs:
        canvas.text((cell.x + 4, cell.y + cell.h * 0.17), words(f"backprop.{key}"), "label", room=cell.w - 8)
        canvas.number((cell.x + 4, cell.y + cell.h * 0.66), value, "big", colour, "lm", room=cell.w - 8)
    paint_icon(canvas, "right", (cells[1].cx - 8, row.y + row.h * 0.66), 44, "mute", pen=0.16)


def _paint_path(canvas: Canvas, lesson: Lesson, area: Rect) -> None:
    """The loss of this student along all updates so far."""
    path = lesson.path[:, lesson.student]
    rect = Rect(area.x + 8, area.y + 8, area.w - 16, area.h - 40)
    steps = max(6, len(path) - 1)
    high = max(float(path.max()), 1e-6) * 1.12
    plot = Plot(rect, 0.0, float(steps), 0.0, high)
    paint_bar(canvas, (rect.x, rect.bottom), (rect.right, rect.bottom), "line")
    paint_bar(canvas, (rect.x, rect.y), (rect.x, rect.bottom), "line")
    shown = [float(v) for v in path[:-1]] + [lesson.loss]
    if len(path) > 1:
        plot.curve(canvas, range(len(shown)), shown, "error", 4)
    for k, value in enumerate(shown[-40:], max(0, len(shown) - 40)):
        last = k == len(shown) - 1
        if last:
            canvas.glow(plot.at(k, value), 40, "error", 0.9)
        canvas.disc(plot.at(k, value), 10 if last else 6, "hot" if last else "error")
    rose = len(path) > 1 and not lesson.gliding and path[-1] > path[-2]
    key = "diverged" if lesson.diverged else "rose" if rose else "updates"
    canvas.text((rect.right, area.bottom - 12), canvas.words(f"backprop.{key}"), "small",
                "soft" if key == "updates" else "error", "rm", room=rect.w)


def _paint_class(canvas: Canvas, lesson: Lesson, area: Rect) -> None:
    """What the same update did to each of the eight: green fell, red rose."""
    words, path = canvas.words, lesson.path
    now = lesson.losses
    cells = area.columns([1.25] + [0.5] * len(now), 4)
    canvas.text((area.x, area.cy - 17), words("backprop.eight"), "small", "soft", room=cells[0].w)
    canvas.number((area.x, area.cy + 17), f"{float(now.mean()):.4f}", "mono", "text", "lm", room=cells[0].w)
    for k, cell in enumerate(cells[1:]):
        fell = float(now[k] - path[-2, k]) if len(path) > 1 else 0.0
        at = (cell.cx, cell.y + cell.h * 0.30)
        paint_mark(canvas, at, bool(lesson.eight.y[k, 0] > 0.5), 26 if k == lesson.student else 20)
        if k == lesson.student:
            canvas.ring(at, 21, "hot", 2.5)
        if abs(fell) > 5e-5:
            paint_icon(canvas, "down" if fell < 0 else "up", (cell.cx, cell.y + cell.h * 0.78), 26,
                       "passed" if fell < 0 else "error", pen=0.22)
