"""The picture beside ``neuron.py``: the visitor's first neuron, each term lit while its line runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from brain import Network
from game.core.easing import clamp
from game.core.geometry import Rect, Vec
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.matrix import Grid, Product, paint_product
from game.draw.network import Cast, Comet, Link, Node, brightness
from game.draw.particles import comet_size, flow
from game.scenes.math_places import Places
from game.scenes.math_run import Reader
from game.scenes.parts import number

PERIOD = 1.7


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
    return NeuronState(reader.known("inputs"), reader.known("self.weights"), reader.known("self.bias"),
                       None if total is None else float(total), None if z is None else float(z),
                       None if a is None else float(a), step.values["i"] if inside else None, terms)


def neuron_cast(place: Places, reader: Reader, network: Network, cues: Cues) -> Cast:
    """Two inputs and the neuron; a comet runs along the fibre whose term is computed."""
    state, spots = state_of(reader), neuron_spots(place)
    known = state.inputs is not None
    nodes = {(0, i): Node(spots[i], 56.0, brightness(float(state.inputs[i])) if known else 0.0,
                          number(float(state.inputs[i])) if known else "") for i in range(2)}
    shown = state.a if state.a is not None else state.z if state.z is not None else state.total
    nodes[1, 0] = Node(spots[2], 92.0, brightness(abs(shown)) if shown is not None else 0.0,
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
    return Cast(nodes, links, tuple(comets), vertical=place.portrait)


def neuron_spots(place: Places) -> tuple[Vec, Vec, Vec]:
    """Where the two inputs and the neuron stand."""
    left, _ = place.halves
    return ((left.x + 78, left.y + 0.24 * left.h), (left.x + 78, left.bottom - 0.28 * left.h),
            (left.right - 128, left.cy - 0.02 * left.h))


def draw_neuron(canvas: Canvas, place: Places, reader: Reader, network: Network, student: Vec, *,
                asking: bool, guess: Mapping[str, Any] | None) -> None:
    """Names, weights and bias around the neuron; the product as cells; the sum so far."""
    state, spots, words = state_of(reader), neuron_spots(place), canvas.words
    left, right = place.halves
    for i, name in enumerate(("study", "sleep")):
        text = words(f"hours.{name}", hours=f"{student[i]:.1f}")
        canvas.text((spots[i][0] - 56, spots[i][1] + 80), text, "label", room=220)
    if state.weights is not None:
        for i in range(2):
            w = float(state.weights[i])
            x, y = (spots[i][0] + spots[2][0]) / 2, spots[i][1] + (-34 if i == 0 else 40)
            canvas.number((x + 6, y), f"w{'₁₂'[i]} = {number(w)}", "mono", canvas.theme.signed(w), "cm")
    if state.bias is not None:
        canvas.number((spots[2][0], spots[2][1] - 124), f"b = {number(state.bias)}", "mono",
                      canvas.theme.signed(state.bias), "cm")
    name = "a" if state.a is not None else "z" if state.z is not None else "Σ" if state.total is not None else ""
    if name:
        canvas.text((spots[2][0], spots[2][1] + 118), name, "value", "active", "cm")
    _draw_cells(canvas, right, state, network)
    if asking:
        box = place.answers[0]
        canvas.text((box.x + 8, box.y - 26), words("math.ask"), "strong", "touch", room=right.w - 60)
    else:
        _draw_sum(canvas, Rect(right.x + 22, right.bottom - 100, right.w - 44, 84), state, network, guess)


def _draw_cells(canvas: Canvas, box: Rect, state: NeuronState, network: Network) -> None:
    """W · x + b = z → a: the same as a matrix product, filled in as far as the program has come."""
    canvas.box(box)
    inner = box.inset(22, 18)
    canvas.text((inner.x + 6, inner.y + 18), canvas.words("math.product"), "strong", room=inner.w)
    if state.inputs is None or state.weights is None or state.bias is None:
        return
    z = np.array([state.z if state.z is not None else 0.0])
    a = np.array([state.a if state.a is not None else 0.0])
    shown = Product(np.array(state.weights)[:, None], np.array(state.inputs), np.array([state.bias]), z, a,
                    (state.a is not None,), 0, state.terms)
    area = Rect(inner.x, inner.y + 44, inner.w, inner.h - 130)
    paint_product(canvas, Grid(area, 2, 1), shown, number, ("W", "x", "b", "z", network.activation_of(0)))


def _draw_sum(canvas: Canvas, box: Rect, state: NeuronState, network: Network,
              guess: Mapping[str, Any] | None) -> None:
    """The line that runs, in numbers; and whether the guess came true."""
    lines = []
    if state.term is not None and state.z is None:
        x, w = float(state.inputs[state.term]), float(state.weights[state.term])
        lines = [f"{number(x)} × {number(w)} = {number(x * w)}", f"Σ = {number(state.total or 0.0)}"]
    elif state.z is not None:
        lines = [f"{number(state.total or 0.0)} + {number(float(state.bias))} = {number(state.z)}"]
        if state.a is not None:
            lines.append(f"{network.activation_of(0)}({number(state.z)}) = {number(state.a)}")
    if guess is not None and state.z is not None:
        key = "right" if guess["right"] else "wrong"
        canvas.text((box.right - 8, box.y - 20), canvas.words(f"math.{key}", said=number(guess["said"])), "strong",
                    "passed" if guess["right"] else "error", "rm", room=box.w - 16)
    for i, line in enumerate(lines):
        canvas.number((box.x + 8, box.y + 18 + 38 * i), line, "mono", "active" if i == len(lines) - 1 else "text",
                      "lm", room=box.w - 12)


def wrong_answers(network: Network, x: Vec) -> tuple[float, list[float]]:
    """z of the first neuron, and two sums that come of common slips: the bias forgotten, a sign lost."""
    layer = network.layers[0]
    terms = [float(x[i] * layer.weights[i, 0]) for i in range(2)]
    bias = float(layer.biases[0])
    truth = sum(terms) + bias
    slips = [sum(terms), abs(terms[0]) + abs(terms[1]) + bias, terms[0] - terms[1] + bias, bias - sum(terms),
             truth + 0.5, truth - 0.5, truth + 1.0]
    wrong: list[float] = []
    for slip in slips:
        if len(wrong) < 2 and all(abs(slip - other) >= 0.1 for other in (truth, *wrong)):
            wrong.append(slip)
    return truth, wrong


def answers(network: Network, x: Vec) -> list[float]:
    """Three answers to "what will z be?", in rising order; one of them is right."""
    truth, wrong = wrong_answers(network, x)
    return sorted([truth, *wrong])


def near(value: float, truth: float) -> bool:
    """Whether an answer is the right one."""
    return abs(value - truth) < 1e-9


def spark_share(value: float) -> float:
    """How much gold an orb shows for a value of either sign."""
    return clamp(abs(value))
