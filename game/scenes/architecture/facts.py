"""The numbers of chapter 3 that can be opened beside the counts: the hours, and the parts of the neuron in the card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.core.facts import Fact, Told
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.core.words import Words
from game.facts import bias_fact, hours_facts, label_area, result, weight_fact
from game.scenes.architecture.places import Places
from game.scenes.architecture.sources import sources_of

if TYPE_CHECKING:
    from game.scenes.architecture.scene import ArchitectureScene


def told_facts(scene: ArchitectureScene, words: Words, place: Places, cues: Cues) -> list[Fact]:
    """What can be opened at this moment."""
    traced = scene.traced()
    assert traced is not None
    spots = [place.nodes[0, i] for i in range(2)]
    facts = hours_facts(words, traced, [label_area((x + r + 16, y), "lm", 150) if place.portrait
                                        else label_area((x, y + r + 26)) for (x, y), r in spots])
    layer, j = scene.shown(cues)
    if cues.faces < 1.0 or layer == 0:
        return facts
    line = Rect(place.card.x + 30, place.card.y + 56, place.card.w - 60, 44)
    facts.append(Fact("bend", line, partial(_tell_bend, scene, words, layer, j)))
    if cues.shapes >= 1.0:
        parts = sources_of(place.card, traced.network.sizes[layer - 1])
        facts += [weight_fact(words, traced, layer - 1, i, j, label_area((x, y), "rm", 82), f"source.{i}")
                  for i, (x, y) in enumerate(parts.numbers)]
        facts.append(bias_fact(words, traced, layer - 1, j, label_area(parts.foot, "lm", 170, 36), "source.b"))
    return facts


def _tell_bend(scene: ArchitectureScene, words: Words, layer: int, j: int) -> Told:
    bend = scene.border((layer, j)).bend
    return Told(words("architecture.told.bend"), words("architecture.told.bent"), words("architecture.told.side"),
                f"{result(words, 100 * bend, 1)} %")
