"""Explains every neuron, fibre and bias of a network on the stage: formula, numbers, result, from a trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brain import Network, activation
from brain.trace import LayerTrace, Trace
from game.core.facts import Fact, Told
from game.core.geometry import Rect, Vec
from game.core.words import Words
from game.draw.network import Cast
from game.draw.neuron import SMALLEST_PINNED, pin_place

FIBRE_AREA = 64.0
MOST_TERMS = 3
"""So many products are written out in a sum; longer sums show the first and the last."""


@dataclass(frozen=True)
class Traced:
    """The network a chapter has on stage and the example that is in it: inputs, and hours or names for them."""

    network: Network
    x: Vec
    hours: Vec | None = None
    y: float | None = None
    sums_only: bool = False
    """Whether the neurons on stage have no activation yet (chapter 1)."""

    def trace(self) -> Trace:
        """Every factor of this example, now."""
        return self.network.trace(self.x) if self.y is None else self.network.trace(self.x, [self.y])


def network_facts(words: Words, cast: Cast, traced: Traced) -> list[Fact]:
    """A fact for every neuron and every fibre of ``cast`` that belongs to the traced network."""
    sizes = traced.network.sizes
    facts = []
    for (layer, i), node in cast.nodes.items():
        if layer < len(sizes) and i < sizes[layer] and node.alpha > 0.5 and node.r > 12:
            area = Rect.around(node.pos, 2 * node.r)
            facts.append(Fact(f"neuron.{layer}.{i}", area, _teller(_tell_neuron, words, traced, layer, i), True))
            if node.bias is not None and node.r >= SMALLEST_PINNED:
                head, r = pin_place(node.pos, node.r)
                facts.append(bias_fact(words, traced, layer - 1, i, Rect.around(head, 2 * r)))
    for (layer, i, j), link in cast.links.items():
        if layer + 1 < len(sizes) and i < sizes[layer] and j < sizes[layer + 1] and link.alpha > 0.5:
            area = Rect.around(cast.curve((layer, i, j)).at(_where(i, sizes[layer])), FIBRE_AREA)
            facts.append(Fact(f"weight.{layer}.{i}.{j}", area, _teller(_tell_weight, words, traced, layer, i, j), True))
    return facts


def _where(i: int, count: int) -> float:
    """Where along a fibre it is opened: spread, so that crossing fibres do not lie on one another."""
    return 0.34 + 0.32 * (i + 0.5) / count


def _teller(tell, words: Words, traced: Traced, *where: int):  # type: ignore[no-untyped-def]
    return lambda: tell(words, traced, *where)


def _tell_neuron(words: Words, traced: Traced, layer: int, i: int) -> Told:
    if layer == 0:
        return _tell_input(words, traced, i)
    part = traced.trace().layers[layer - 1]
    kind = activation(traced.network.activation_of(layer - 1))
    last = layer == len(traced.network.sizes) - 1
    title = words("tell.output") if last else words("tell.neuron", layer=layer, number=i + 1)
    z, a = float(part.z[i]), float(part.activations[i])
    if traced.sums_only:
        return Told(title, "z = x₁·w₁ + x₂·w₂ + b", f"z = {_sum(part, i)}", f"{z:.4f}")
    filled = f"z = {_sum(part, i)} = {z:.3f}\na = {kind.name}({z:.3f})"
    return Told(title, f"z = Σ x·w + b\n{kind.formula}", filled, f"{a:.4f}")


def _sum(part: LayerTrace, j: int) -> str:
    terms = [f"{x:.2f}·({w:.2f})" if w < 0 else f"{x:.2f}·{w:.2f}"
             for x, w in zip(part.inputs, part.weights[:, j], strict=True)]
    if len(terms) > MOST_TERMS:
        terms = [terms[0], terms[1], "…", terms[-1]]
    return " + ".join([*terms, f"{part.biases[j]:.2f}"]).replace("+ -", "- ")


def _tell_input(words: Words, traced: Traced, i: int) -> Told:
    value = f"{traced.x[i]:.4f}"
    name = words(f"tell.input.{i}") if i < 2 else words("tell.input.more", number=i + 1)
    if traced.hours is None or i > 1:
        return Told(name, "x", "x", value)
    return Told(name, words("tell.scaling"), f"x = ({traced.hours[i]:.2f} − 5) / 5", value)


def _tell_weight(words: Words, traced: Traced, layer: int, i: int, j: int) -> Told:
    part = traced.trace().layers[layer]
    x, w, product = float(part.inputs[i]), float(part.weights[i, j]), float(part.products[i, j])
    title = words("tell.weight", value=f"{w:.4f}")
    role = "negative" if product < 0 else "positive"
    return Told(title, words("tell.signal"), f"{x:.4f} × {w:.4f}", f"{product:+.4f}", role)


def bias_fact(words: Words, traced: Traced, layer: int, j: int, area: Rect) -> Fact:
    """The fact of one bias, for chapters that show it: ``layer`` counts as in ``network.layers``."""

    def told() -> Told:
        part = traced.trace().layers[layer]
        b, z = float(part.biases[j]), float(part.z[j])
        filled = f"{z - b:.4f} + {b:.4f}".replace("+ -", "- ")
        return Told(words("tell.bias", value=f"{b:.4f}"), words("tell.bias_formula"), filled, f"z = {z:.4f}")

    return Fact(f"bias.{layer}.{j}", area, told, True)


def nearest(facts: Sequence[Fact], at: Vec) -> Fact | None:
    """The fact meant by a tap at ``at``: of the areas that hold it, the one whose middle is nearest for its size."""
    holding = [fact for fact in facts if fact.area.at_least(64).contains(at)]
    return min(holding, key=lambda fact: _off(fact, at)) if holding else None


def _off(fact: Fact, at: Vec) -> float:
    size = max(44.0, min(fact.area.w, fact.area.h))
    return ((fact.area.cx - at[0]) ** 2 + (fact.area.cy - at[1]) ** 2) / size**2
