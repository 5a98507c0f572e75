"""The numbers of chapter 4 that can be opened: the hours, the chance, the rows of a sum, and the matrix."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from brain import score
from game.core.facts import Fact, Told
from game.core.figures import figure
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.core.words import Words
from game.draw.card import rows_of
from game.draw.network import NodeKey
from game.facts import Traced, bias_fact, hours_facts, label_area, neuron_fact, result, weight_fact
from game.scenes.forward.card import sum_body
from game.scenes.forward.places import Places
from game.scenes.forward.sum import Terms, Work

if TYPE_CHECKING:
    from game.scenes.forward.scene import ForwardScene


def facts_of(scene: ForwardScene, words: Words, place: Places, cues: Cues) -> list[Fact]:
    """What can be opened at this moment, besides the network's own numbers."""
    traced, matrix = scene.traced(), scene.matrix(cues)
    assert traced is not None
    facts = hours_facts(words, traced, [_hours(place, i) for i in range(2)])
    if matrix >= 1.0:
        return facts + _matrix(scene, words, place, traced, cues)
    if matrix > 0.0:
        return facts
    if scene.picked:
        return facts + _sum(words, place, traced, scene.picked[0])
    if cues.verdict > 0.5:
        rows = place.verdict.inset(28, 18).rows([1.0] * 3)
        facts.append(neuron_fact(words, traced, len(traced.network.sizes) - 1, 0, rows[1], "chance"))
        facts.append(Fact("truth", rows[2], partial(_truth, scene, words)))
    return facts


def _truth(scene: ForwardScene, words: Words) -> Told:
    """How the simulated class comes by pass and fail."""
    (study, sleep), known = scene.journey.student, scene.happened() is not None
    filled = f"{figure(study, 1)} - 5 + 0.4·({figure(sleep, 1)} - 5) - 0.15·{figure(max(0.0, 4 - sleep), 1)}² + 0.3"
    return Told(words("forward.tell.happened" if known else "forward.tell.rule"), words("forward.tell.formula"), filled,
                result(words, float(score((study, sleep)))), "passed" if scene.truth() else "error")


def _hours(place: Places, i: int) -> Rect:
    (x, y), r = place.nodes[0, i]
    return label_area((x + r + 16, y), "lm", 150) if place.portrait else label_area((x, y + r + 26))


def _sum(words: Words, place: Places, traced: Traced, key: NodeKey) -> list[Fact]:
    """The rows of the opened neuron's sum."""
    (layer, j), inputs = key, traced.network.sizes[key[0] - 1]
    *products, bias, z, a = rows_of(sum_body(place.panel), inputs + 3)
    facts = [weight_fact(words, traced, layer - 1, i, j, row, f"sum.{i}") for i, row in enumerate(products)]
    facts.append(bias_fact(words, traced, layer - 1, j, bias, f"sum.{inputs}"))
    return facts + [neuron_fact(words, traced, layer, j, row, f"sum.{inputs + 1 + n}") for n, row in enumerate((z, a))]


def _matrix(scene: ForwardScene, words: Words, place: Places, traced: Traced, cues: Cues) -> list[Fact]:
    """Inputs and biases of the layer on show; its weights and sums light up by themselves, and are told below."""
    sizes, flow = traced.network.sizes, scene.product(cues)
    layer = scene.picked[0][0] if scene.picked else flow.layer
    grid = place.grid(sizes[layer - 1], sizes[layer])
    facts = [neuron_fact(words, traced, layer - 1, i, grid.input(i), f"cell.x.{i}") for i in range(grid.inputs)]
    facts += [bias_fact(words, traced, layer - 1, j, grid.bias(j), f"cell.b.{j}") for j in range(grid.neurons)]
    work = Work.of(flow, scene.picked, grid.inputs)
    if work is not None:
        terms = Terms(place, grid.inputs)
        *products, bias, total = terms.columns
        facts += [weight_fact(words, traced, layer - 1, i, work.j, cell, f"term.{i}")
                  for i, cell in enumerate(products)]
        facts.append(bias_fact(words, traced, layer - 1, work.j, bias, "term.b"))
        facts += [neuron_fact(words, traced, layer, work.j, where, name)
                  for where, name in ((total, "running"), (terms.activation, "running.a"))]
    return facts
