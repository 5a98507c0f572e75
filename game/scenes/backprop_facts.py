"""The numbers of chapter 6 that can be opened: the loss, everybody's blame, and the gradient of one weight."""

from __future__ import annotations

from collections.abc import Iterator

from brain import product
from game.core.facts import Fact, Told
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.core.words import Words
from game.scenes.backprop_lesson import Lesson, decimals
from game.scenes.backprop_panels import boxes_of, neuron_name
from game.scenes.backprop_places import Places


def facts_of(words: Words, lesson: Lesson, places: Places, cues: Cues) -> Iterator[Fact]:
    """What can be opened at this moment, besides the network's own numbers."""
    (x, y), r = places.nodes[len(places.sizes) - 1, 0]
    at = (x - r - 100, y + 22) if places.portrait else (x, y + r + 38)
    yield Fact("backprop.loss", Rect.around(at, 190, 44), lambda: _tell_loss(words, lesson))
    if cues.back >= 1.0:
        for layer, j in places.nodes:
            if layer > 0:
                yield Fact(f"backprop.blame.{layer}.{j}", places.share_area(layer, j),
                           lambda layer=layer, j=j: _tell_blame(words, lesson, layer - 1, j))
    if cues.chain >= 1.0 and cues.update <= 0.0:
        yield Fact("backprop.gradient", boxes_of(lesson, places).product, lambda: _tell_gradient(words, lesson))


def _tell_loss(words: Words, lesson: Lesson) -> Told:
    return Told(words("backprop.loss"), words("backprop.tell_loss"), f"({lesson.guess:.4f} - {lesson.wanted:.0f})²",
                f"{lesson.loss:.5f}", "error")


def _tell_blame(words: Words, lesson: Lesson, layer: int, j: int) -> Told:
    """dL/da of one neuron as a sum over its paths, and dL/dz as that times the slope."""
    title = words("backprop.blame_of", name=neuron_name(words, lesson.shown.sizes, layer + 1, j))
    da, dz = (float(part[j]) for part in lesson.blame(layer))
    slope = float(lesson.trace.layers[layer].slope[j])
    terms = [f"{t.blame.value:.3f}·({t.weight.value:.2f})" for t in lesson.trace.blame_terms(layer, j)]
    if len(terms) > 3:
        terms = [*terms[:2], "…", terms[-1]]
    formula = "∂L/∂a = Σ ∂L/∂z · w" if terms else "∂L/∂a = 2 (a - y)"
    filled = " + ".join(terms) if terms else f"2 × ({lesson.guess:.4f} - {lesson.wanted:.0f})"
    return Told(title, f"{formula}\n∂L/∂z = ∂L/∂a · ∂a/∂z", f"{filled}\n∂L/∂z = {da:.4f} × {slope:.4f} = {dz:.4f}",
                f"{da:.4f}", "error")


def _tell_gradient(words: Words, lesson: Lesson) -> Told:
    factors = lesson.factors()
    last = "b" if lesson.place.i is None else "w"
    filled = " × ".join(f"({f.value:.4f})" if f.value < 0 else f"{f.value:.4f}" for f in factors)
    return Told(f"∂L/∂{last}", f"∂L/∂a × ∂a/∂z × ∂z/∂{last}", filled, decimals(product(factors), 6), "error")
