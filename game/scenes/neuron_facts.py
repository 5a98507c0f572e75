"""The numbers of chapter 1 that can be opened: hours, weights and bias where they are written, and the sum's rows."""

from __future__ import annotations

from game.core.facts import Fact
from game.core.timeline import Cues
from game.core.words import Words
from game.draw.card import rows_of
from game.facts import Traced, bias_fact, hours_facts, label_area, neuron_fact, weight_fact
from game.scenes.neuron_places import Places


def facts_of(words: Words, place: Places, traced: Traced, cues: Cues) -> list[Fact]:
    """What can be opened at this moment, besides the orbs and the fibres."""
    facts = hours_facts(words, traced, [label_area(*place.name(i), 190) for i in range(2)])
    for i in range(2):
        at, anchor = place.weight_name(i)
        facts.append(weight_fact(words, traced, 0, i, 0, label_area(at, anchor, 176), f"written.w.{i}"))
    facts.append(bias_fact(words, traced, 0, 0, label_area(*place.bias_name, 150), "written.b"))
    if cues.sum > 0.5:
        *products, bias, total = rows_of(place.card, 4, titled=True)
        facts += [weight_fact(words, traced, 0, i, 0, row, f"sum.{i}") for i, row in enumerate(products)]
        facts += [bias_fact(words, traced, 0, 0, bias, "sum.2"), neuron_fact(words, traced, 1, 0, total, "sum.3")]
    return facts
