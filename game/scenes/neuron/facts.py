"""The numbers of chapter 1 that can be opened: hours, weights and bias where they are written, and the sum's rows."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.facts import Fact
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.core.words import Words
from game.facts import Traced, bias_fact, hours_facts, label_area, neuron_fact, weight_fact
from game.scenes.neuron.places import Places
from game.scenes.neuron.sum import Sum, formula_areas


def facts_of(words: Words, place: Places, traced: Traced, cues: Cues) -> list[Fact]:
    """What can be opened at this moment, besides the orbs and the fibres."""
    facts = hours_facts(words, traced, [label_area(*place.name(i), 190 * place.growth) for i in range(2)])
    for i in range(2):
        at, anchor = place.weight_name(i)
        facts.append(weight_fact(words, traced, 0, i, 0, label_area(at, anchor, 176 * place.growth), f"written.w.{i}"))
    facts.append(bias_fact(words, traced, 0, 0, label_area(*place.bias_name, 150 * place.growth), "written.b"))
    facts += _sum_facts(words, traced, "push", place.short_cells if cues.plane > 0.5 else place.push_rows)
    if cues.sum > 0.5 and cues.plane < 0.5:
        layer = traced.network.layers[0]
        w1, w2, b = layer.block[:, 0].tolist()
        *_, numbers, result = place.formula_rows
        facts += _sum_facts(words, traced, "sum", [*formula_areas(numbers, Sum(traced.x, (w1, w2, b))), result])
    return facts


def _sum_facts(words: Words, traced: Traced, name: str, areas: Sequence[Rect]) -> list[Fact]:
    """The two products, the bias and z, where they are written in a row."""
    *products, bias, total = areas
    facts = [weight_fact(words, traced, 0, i, 0, area, f"{name}.{i}") for i, area in enumerate(products)]
    return [*facts, bias_fact(words, traced, 0, 0, bias, f"{name}.2"),
            neuron_fact(words, traced, 1, 0, total, f"{name}.3")]
