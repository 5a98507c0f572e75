"""Explains every neuron, fibre and bias of a network on the stage: formula, numbers, result, from a trace."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from brain import Network, activation
from brain.trace import LayerTrace, Trace
from game.core.facts import Fact, Told
from game.core.figures import figure, plus, signed, times
from game.core.geometry import Rect, Vec
from game.core.spots import spots_of
from game.core.words import Words
from game.draw.network import Cast
from game.draw.neuron import SMALLEST_PINNED, pin_place

FIBRE_AREA = 64.0
MOST_TERMS = 8
"""So many products are written out in a sum; longer sums show the first ones and the last."""
SUBSCRIPTS = "₁₂₃"
"""Sums of so few inputs name each of them in the formula."""


@dataclass(frozen=True)
class Traced:
    """The network a chapter has on stage and the example that is in it: inputs, and hours or names for them."""

    network: Network
    x: Vec
    hours: Vec | None = None
    y: float | None = None
    sums_only: bool = False
    """Whether the neurons on stage have no activation yet (chapter 1)."""
    senses: tuple[tuple[str, str], ...] = ()
    """For inputs that are not hours: how each comes about, as a formula and with its numbers."""
    hidden: tuple[Rect, ...] = field(default=())
    """What lies under these cannot be seen, nor opened."""

    def trace(self) -> Trace:
        """Every factor of this example, now."""
        return self.network.trace(self.x) if self.y is None else self.network.trace(self.x, [self.y])


def network_facts(words: Words, cast: Cast, traced: Traced, covered: Sequence[Rect] = ()) -> list[Fact]:
    """A fact for every neuron, bias pin and fibre of ``cast`` that belongs to the traced network.

    A fibre is opened where none of the areas ``covered`` by controls, no neuron and no other fibre's place lies.
    """
    facts = [*_neurons(words, cast, traced), *_fibres(words, cast, traced, (*covered, *traced.hidden))]
    return [fact for fact in facts if not any(area.contains(fact.area.center) for area in traced.hidden)]


def _neurons(words: Words, cast: Cast, traced: Traced) -> list[Fact]:
    sizes, facts = traced.network.sizes, []
    for (layer, i), node in cast.nodes.items():
        if layer < len(sizes) and i < sizes[layer] and node.alpha > 0.5 and node.r > 12:
            area = Rect.around(node.pos, 2 * node.r)
            facts.append(neuron_fact(words, traced, layer, i, area))
            if node.bias is not None and node.r >= SMALLEST_PINNED:
                head, r = pin_place(node.pos, node.r)
                facts.append(bias_fact(words, traced, layer - 1, i, Rect.around(head, 2 * r)))
    return facts


def _fibres(words: Words, cast: Cast, traced: Traced, covered: Sequence[Rect]) -> list[Fact]:
    sizes = traced.network.sizes
    links = tuple((layer, i, j) for (layer, i, j), link in cast.links.items()
                  if layer + 1 < len(sizes) and i < sizes[layer] and j < sizes[layer + 1] and link.alpha > 0.5)
    nodes = tuple((key, node.pos, node.r) for key, node in cast.nodes.items())
    spots = spots_of(nodes, links, cast.vertical, tuple(covered))
    return [Fact(f"weight.{layer}.{i}.{j}", Rect.around(spots[layer, i, j], FIBRE_AREA),
                 partial(tell_weight, words, traced, layer, i, j), True) for layer, i, j in links]


# -- neurons -------------------------------------------------------------------------------------------


def neuron_fact(words: Words, traced: Traced, layer: int, i: int, area: Rect, name: str = "") -> Fact:
    """The fact of one neuron (of layer 0: of one input); ``name`` is its id where it stands on stage once more."""
    return Fact(name or f"neuron.{layer}.{i}", area, partial(tell_neuron, words, traced, layer, i), not name)


def tell_neuron(words: Words, traced: Traced, layer: int, i: int) -> Told:
    """Sum and activation of a neuron; for an input, how it comes about."""
    if layer == 0:
        return _tell_input(words, traced, i)
    part = traced.trace().layers[layer - 1]
    last = layer == len(traced.network.sizes) - 1
    title = words("tell.output") if last else words("tell.neuron", layer=layer, number=i + 1)
    name, z, a = traced.network.activation_of(layer - 1), float(part.z[i]), float(part.activations[i])
    formula, filled = sum_formula(len(part.inputs), "x" if layer == 1 else "a"), f"z = {sum_of(part, i)}"
    if traced.sums_only:
        return Told(title, formula, filled, result(words, z), "negative" if z < 0 else "positive")
    filled = f"{filled} = {figure(z, 4)}\na = {fired(name, part.z.tolist(), i)}"
    return Told(title, f"{formula}\n{activation(name).formula}", filled, result(words, a))


def sum_formula(inputs: int, letter: str = "x") -> str:
    """How z comes about, each input by its name where there are few."""
    if inputs > len(SUBSCRIPTS):
        return f"z = Σ {letter}·w + b"
    return "z = " + plus([*(f"{letter}{s}·w{s}" for s in SUBSCRIPTS[:inputs]), "b"])


def sum_of(part: LayerTrace, j: int) -> str:
    """The sum of neuron ``j`` with its numbers."""
    digits = 4 if len(part.inputs) <= len(SUBSCRIPTS) else 3
    terms = [times(float(x), float(w), digits) for x, w in zip(part.inputs, part.weights[:, j], strict=True)]
    if len(terms) > MOST_TERMS:
        terms = [*terms[: MOST_TERMS - 2], "…", terms[-1]]
    return plus([*terms, signed(float(part.biases[j]), digits)])


def fired(name: str, sums: Sequence[float], i: int) -> str:
    """What the activation ``name`` makes of the sum of neuron ``i``, with its numbers; ``sums`` of its whole layer."""
    z = figure(sums[i], 4)
    if name == "softmax":
        shown = [f"e^{signed(other, 3)}" for other in sums[:3]] + ["…"] * (len(sums) > 3)
        return f"e^{signed(sums[i], 3)} / ({plus(shown)})"
    return {"sigmoid": f"1 / (1 + e^{signed(-sums[i], 4)})", "tanh": f"tanh({z})", "relu": f"max(0, {z})",
            "leaky_relu": f"max(0.01 · {signed(sums[i], 4)}, {z})", "linear": z}.get(name, f"{name}({z})")


def _tell_input(words: Words, traced: Traced, i: int) -> Told:
    value = result(words, float(traced.x[i]))
    if traced.hours is not None and i < 2:
        filled = f"x = ({figure(traced.hours[i], 3)} - 5) / 5"
        return Told(words(f"tell.input.{i}"), words("tell.scaling"), filled, value)
    formula, filled = traced.senses[i] if i < len(traced.senses) else ("x", f"x = {value}")
    return Told(words("tell.input.more", number=i + 1), formula, filled, value)


# -- fibres and biases ---------------------------------------------------------------------------------


def tell_weight(words: Words, traced: Traced, layer: int, i: int, j: int) -> Told:
    """The signal that runs along one fibre."""
    part = traced.trace().layers[layer]
    x, w, product = float(part.inputs[i]), float(part.weights[i, j]), float(part.products[i, j])
    role = "negative" if product < 0 else "positive"
    return Told(words("tell.weight", value=figure(w, 4)), words("tell.signal"), f"{signed(x, 4)} · {signed(w, 4)}",
                result(words, product), role)


def weight_fact(words: Words, traced: Traced, layer: int, i: int, j: int, area: Rect, name: str) -> Fact:
    """The fact of one weight or product where it stands as a number; ``layer`` counts as in ``network.layers``."""
    return Fact(name, area, partial(tell_weight, words, traced, layer, i, j))


def bias_fact(words: Words, traced: Traced, layer: int, j: int, area: Rect, name: str = "") -> Fact:
    """The fact of one bias, for chapters that show it: ``layer`` counts as in ``network.layers``."""

    def told() -> Told:
        part = traced.trace().layers[layer]
        b = float(part.biases[j])
        products = float(part.products[:, j].sum())
        return Told(words("tell.bias", value=figure(b, 4)), words("tell.bias_formula"),
                    f"z = {signed(products, 4)} + {signed(b, 4)}", f"z = {result(words, float(part.z[j]))}",
                    "negative" if b < 0 else "positive")

    return Fact(name or f"bias.{layer}.{j}", area, told, not name)


# -- for chapters with numbers of their own --------------------------------------------------------------


def result(words: Words, value: float, digits: int = 4) -> str:
    """A result; a word where the numbers have run away."""
    return figure(value, digits) if math.isfinite(value) else words("tell.diverged")


def hours_facts(words: Words, traced: Traced, areas: Sequence[Rect]) -> list[Fact]:
    """The hours of the student where they stand beside the inputs: how the network hears them."""
    return [neuron_fact(words, traced, 0, i, area, f"hours.{i}") for i, area in enumerate(areas)]


def label_area(at: Vec, anchor: str = "cm", wide: float = 170.0, tall: float = 44.0) -> Rect:
    """About where a line of text stands that is set at a point with an anchor."""
    left = {"l": 0.0, "c": 0.5, "r": 1.0}[anchor[0]]
    return Rect(at[0] - wide * left, at[1] - tall / 2, wide, tall)


def nearest(facts: Sequence[Fact], at: Vec) -> Fact | None:
    """The fact meant by a tap at ``at``: of the areas that hold it, the one whose middle is nearest for its size."""
    holding = [fact for fact in facts if fact.area.at_least(64).contains(at)]
    return min(holding, key=lambda fact: _off(fact, at)) if holding else None


def _off(fact: Fact, at: Vec) -> float:
    size = max(44.0, min(fact.area.w, fact.area.h))
    return ((fact.area.cx - at[0]) ** 2 + (fact.area.cy - at[1]) ** 2) / size**2
