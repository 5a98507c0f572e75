"""The picture beside ``neuron.py``: the visitor's first neuron, each term lit while its line runs."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from brain import Network
from game.core.geometry import Rect, Vec
from game.core.timeline import Cues
from game.draw.canvas import Canvas, Colour
from game.draw.crossing import Product, paint_product
from game.draw.network import Cast, Comet, Link, Node, brightness
from game.draw.particles import comet_size, flow
from game.scenes.math.guess import slip_of
from game.scenes.math.places import Places
from game.scenes.math.run import Reader
from game.scenes.parts import number

PERIOD = 1.7
INPUT, NEURON = 52.0, 84.0
"""The largest radius of an input and of the neuron."""
ABOVE, BELOW = 40.0, 44.0
"""Room over an input for its weight, and under it for its hours."""


@dataclass(frozen=True)
class NeuronState:
    """What the program has found out so far; ``None`` is not known yet. ``term`` is the pair being multiplied."""

    inputs: Any
    weights: Any
    bias: Any
    total: float | None
    z: float | None
    a: float | None
    term: int | None
    terms: int
    """How many products are in the sum."""


def state_of(reader: Reader) -> NeuronState:
    """Read the neuron from the steps that have run."""
    tag, step, _ = reader.scene_at()
    inside = step.scope == "dot" and tag == "term"
    total, z = reader.known("total"), reader.known("z")
    terms = sum(reader.run.tag(i) == "term" for i in range(reader.at + 1))
    a = reader.returned("spark")
    weights, bias = _first(reader, "self.weights", "weights"), _first(reader, "self.bias", "bias")
    return NeuronState(reader.known("inputs"), weights, bias,
                       None if total is None else float(total), None if z is None else float(z),
                       None if a is None else float(a), step.values["i"] if inside else None, terms)


def _first(reader: Reader, *names: str) -> Any:
    """The first of these variables that is known."""
    return next((value for name in names if (value := reader.known(name)) is not None), None)


def neuron_cast(place: Places, reader: Reader, network: Network, cues: Cues) -> Cast:
    """Two inputs and the neuron; a comet runs along the fibre whose term is computed."""
    state, spots = state_of(reader), neuron_spots(place)
    x = [] if state.inputs is None else [float(value) for value in state.inputs]
    nodes = {(0, i): Node(*spots[i], brightness(x[i]), number(x[i])) if x else Node(*spots[i]) for i in range(2)}
    shown = state.a if state.a is not None else state.z if state.z is not None else state.total
    nodes[1, 0] = Node(*spots[2], brightness(shown) if shown is not None else 0.0,
                       number(shown) if shown is not None else "")
    weights = network.layers[0].weights[:, 0]
    ready = state.weights is not None
    links = {(0, i, 0): Link(float(weights[i]), strength=1.0 if ready and state.term in (None, i) else 0.45)
             for i in range(2)}
    comets = []
    if state.term is not None and state.z is None:
        signal = float(weights[state.term] * state.inputs[state.term])
        s = flow(cues.now, 0.0, PERIOD, 0.8)
        if s is not None:
            comets.append(Comet((0, state.term, 0), s, comet_size(signal), "positive" if signal >= 0 else "negative"))
    return Cast(nodes, links, tuple(comets), area=place.halves[0])


def neuron_spots(place: Places) -> tuple[tuple[Vec, float], ...]:
    """Middle and radius of the two inputs and of the neuron."""
    left, _ = place.halves
    r = min(INPUT, left.h / 4 - (ABOVE + BELOW) / 2)
    big = min(NEURON, left.h / 2 - 76, left.w * 0.22)
    x = left.x + r + 14
    inputs = [((x, half.cy + (ABOVE - BELOW) / 2), r) for half in left.rows([1.0, 1.0])]
    return (*inputs, ((left.right - big - 8, left.cy), big))


def draw_neuron(canvas: Canvas, place: Places, reader: Reader, network: Network, student: Vec, *,
                asking: bool, guess: Mapping[str, Any] | None, key: Hashable) -> None:
    """Names, weights and bias around the neuron; beside it the product, and the sum so far."""
    state, spots, words = state_of(reader), neuron_spots(place), canvas.words
    for i, name in enumerate(("study", "sleep")):
        (x, y), r = spots[i]
        text = words(f"hours.{name}", hours=f"{student[i]:.1f}")
        canvas.text((x - r, y + r + 24), text, "label", room=190)
        if state.weights is not None:
            w = float(state.weights[i])
            canvas.number((x - r, y - r - 22), f"w{'₁₂'[i]} = {number(w)}", "mono", canvas.theme.signed(w), "lm",
                          room=(spots[2][0][0] - spots[2][1] - (x - r)) * 0.95, tall=38)
    (x, y), r = spots[2]
    if state.bias is not None:
        canvas.number((x, y - r - 26), f"b = {number(state.bias)}", "mono", canvas.theme.signed(state.bias), "cm",
                      room=2 * (place.halves[0].right - x), tall=44)
    name = "a" if state.a is not None else "z" if state.z is not None else "Σ" if state.total is not None else ""
    if name:
        canvas.text((x, y + r + 28), name, "value", "active", "cm")
    said = guess["said"] if guess else None
    canvas.layer("math.card.neuron", (key, reader.at, asking, said), place.halves[1].inset(-2),
                 lambda: _draw_card(canvas, place, state, network, asking, guess))


def product_of(place: Places, state: NeuronState) -> Product:
    """The sum as a matrix product, laid out in the card; inputs and weights must be known."""
    box, total = place.halves[1], np.nan if state.total is None else state.total
    area = Rect(box.x + 24, box.y + 24, box.w - 48, box.h - 156)
    return Product.laid_out(area, np.array([state.inputs]), np.array(state.weights)[:, None], np.array([[total]]),
                            ("x", "w", "x @ w"))


def _draw_card(canvas: Canvas, place: Places, state: NeuronState, network: Network, asking: bool,
               guess: Mapping[str, Any] | None) -> None:
    """The neuron as a matrix product: its inputs a row, its weights a column, their sum where the two meet."""
    box, words = place.halves[1], canvas.words
    canvas.box(box)
    canvas.text((box.x + 28, box.y + 34), words("math.product"), "strong", room=box.w - 56)
    if state.inputs is not None and state.weights is not None:
        paint_product(canvas, product_of(place, state), term=state.term, level=0.0 if state.total is None else 1.0)
    if asking:
        canvas.text((box.x + 28, place.answers[0].y - 24), words("math.ask"), "strong", room=box.w - 56)
    else:
        _draw_sum(canvas, Rect(box.x + 28, box.bottom - 106, box.w - 56, 90), state, network, guess)


def _draw_sum(canvas: Canvas, box: Rect, state: NeuronState, network: Network,
              guess: Mapping[str, Any] | None) -> None:
    """The line that runs, in numbers; and whether the guess came true."""
    top, middle, low = box.rows([1.0] * 3)
    lines: list[str] = []
    first: Colour = "text"
    if state.term is not None and state.z is None:
        x, w = float(state.inputs[state.term]), float(state.weights[state.term])
        lines = [f"{number(x)} × {number(w)} = {number(x * w)}", f"Σ = {number(state.total or 0.0)}"]
        first = canvas.theme.signed(x * w)
    elif state.z is not None:
        bias = number(float(state.bias))
        bias = f"({bias})" if bias.startswith("-") else bias
        lines = [f"z = {number(state.total or 0.0)} + {bias} = {number(state.z)}"]
        if state.a is not None:
            lines.append(f"a = {network.activation_of(0)}({number(state.z)}) = {number(state.a)}")
    if guess is not None and state.z is not None:
        slip = slip_of(network, state.inputs, guess["said"])
        key = "right" if guess["right"] else f"wrong_{slip}" if slip else "wrong"
        canvas.text((top.x, top.cy - 4), canvas.words(f"math.{key}", said=number(guess["said"])), "strong",
                    "passed" if guess["right"] else "error", room=top.w)
    for line, row in zip(lines, (middle, low), strict=False):
        canvas.number((row.x, row.cy), line, "mono", "active" if line == lines[-1] else first, "lm", room=row.w,
                      tall=row.h)
