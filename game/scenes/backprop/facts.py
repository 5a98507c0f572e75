"""The numbers of chapter 6 that can be opened: guess, loss, everybody's blame, a gradient, its check, an update."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from brain import product
from game.core.facts import Fact, Told
from game.core.figures import figure, plus, signed, times
from game.core.timeline import Cues
from game.core.words import Words
from game.facts import Traced, neuron_fact, result
from game.names import neuron_name
from game.scenes.backprop.chain import COLOURS, boxes_of, shown_digits
from game.scenes.backprop.check import HAIR, decimals
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.mistake import NumberBoxes
from game.scenes.backprop.places import Places
from game.scenes.backprop.update import UpdateBoxes


def facts_of(words: Words, lesson: Lesson, traced: Traced, places: Places, cues: Cues) -> Iterator[Fact]:
    """What can be opened at this moment, besides the network's own numbers."""
    tell_loss = partial(_tell_loss, words, lesson)
    yield Fact("backprop.loss", places.loss_area, tell_loss)
    if cues.chain <= 0.0:
        numbers = NumberBoxes.of(places)
        yield neuron_fact(words, traced, len(places.sizes) - 1, 0, numbers.guess, "backprop.guess")
        yield Fact("backprop.square", numbers.loss, tell_loss)
    if cues.back >= 1.0:
        for layer, j in places.nodes:
            if layer > 0:
                yield Fact(f"backprop.blame.{layer}.{j}", places.share_area(layer, j),
                           partial(_tell_blame, words, lesson, layer - 1, j))
    if cues.chain >= 1.0 and cues.update <= 0.0:
        boxes = boxes_of(lesson, places)
        yield Fact("backprop.gradient", boxes.product, partial(_tell_gradient, words, lesson))
        if lesson.check is not None:
            yield Fact("backprop.check", boxes.check, partial(_tell_check, words, lesson))
    if cues.update >= 1.0:
        yield from _of_update(words, lesson, UpdateBoxes.of(places))


def _of_update(words: Words, lesson: Lesson, boxes: UpdateBoxes) -> Iterator[Fact]:
    yield Fact("backprop.rule", boxes.rule, partial(_tell_rule, words, lesson))
    if lesson.steps.undone:
        yield Fact("backprop.after", boxes.after, partial(_tell_loss, words, lesson))
    else:
        yield Fact("backprop.now", boxes.before, partial(_tell_loss, words, lesson))
        yield Fact("backprop.promise", boxes.after, partial(_tell_promise, words, lesson))
    yield Fact("backprop.eight", boxes.mean, partial(_tell_eight, words, lesson))


def _tell_loss(words: Words, lesson: Lesson) -> Told:
    filled = f"({figure(lesson.guess, 4)} - {lesson.wanted:.0f})²"
    return Told(words("backprop.loss"), words("backprop.tell_loss"), filled, result(words, lesson.loss, 5), "error")


def _tell_blame(words: Words, lesson: Lesson, layer: int, j: int) -> Told:
    """dL/da of one neuron as a sum over its paths, and dL/dz as that times the slope."""
    title = words("backprop.blame_of", name=neuron_name(words, lesson.shown.sizes, layer + 1, j))
    da, dz = (float(part[j]) for part in lesson.blame(layer))
    slope = float(lesson.trace.layers[layer].slope[j])
    terms = [times(t.blame.value, t.weight.value, 3) for t in lesson.trace.blame_terms(layer, j)]
    if len(terms) > 3:
        terms = [*terms[:2], "…", terms[-1]]
    formula = "∂L/∂a = Σ ∂L/∂z · w" if terms else "∂L/∂a = 2 (a - y)"
    filled = plus(terms) if terms else f"2 · ({figure(lesson.guess, 4)} - {lesson.wanted:.0f})"
    return Told(title, f"{formula}\n∂L/∂z = ∂L/∂a · ∂a/∂z",
                f"{filled}\n∂L/∂z = {times(da, slope, 4)} = {result(words, dz)}", result(words, da), "error")


def _tell_gradient(words: Words, lesson: Lesson) -> Told:
    factors = lesson.factors()
    last = "b" if lesson.place.i is None else "w"
    filled = " × ".join(signed(f.value, 4) for f in factors)
    return Told(f"∂L/∂{last}", f"∂L/∂a × ∂a/∂z × ∂z/∂{last}", filled,
                decimals(product(factors), 1 + shown_digits(lesson)), "error")


def _tell_check(words: Words, lesson: Lesson) -> Told:
    """The difference quotient with the losses of both runs, as they stand in the panel."""
    check = lesson.check
    assert check is not None
    low, high = (f"{loss:.{check.digits + 4}f}" for loss in check.losses)
    filled = f"({high} - {low}) / {2 * HAIR:g}"
    return Told(words(f"backprop.verdict.{check.verdict}"), "∂L/∂w ≈ (L₊ - L₋) / 2h", filled,
                decimals(check.slope, check.digits), COLOURS[check.verdict])


def _tell_rule(words: Words, lesson: Lesson) -> Told:
    w, g = lesson.value_of(lesson.place), lesson.gradient_of(lesson.place)
    rate, name = lesson.journey.learning_rate, "b" if lesson.place.i is None else "w"
    return Told(words("backprop.rule"), f"{name} - η · ∂L/∂{name}", f"{figure(w, 4)} - {rate:g} · {signed(g, 4)}",
                result(words, w - rate * g), "negative" if w - rate * g < 0 else "positive")


def _tell_promise(words: Words, lesson: Lesson) -> Told:
    """The loss after a step as the slope foretells it; where it foretells less than nothing, nothing."""
    gradient = lesson.trace.gradient
    filled = f"{figure(lesson.loss, 4)} - {lesson.journey.learning_rate:g} · {figure(float(gradient @ gradient), 4)}"
    return Told(words("backprop.promise"), words("backprop.tell_promise"), filled, result(words, lesson.promise))


def _tell_eight(words: Words, lesson: Lesson) -> Told:
    losses = [figure(float(loss), 3) for loss in lesson.losses]
    return Told(words("backprop.eight"), "Σ L / 8", f"({plus([*losses[:2], '…', losses[-1]])}) / {len(losses)}",
                result(words, float(lesson.losses.mean())), "error")
