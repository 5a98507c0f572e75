"""The numbers of the last chapter that can be opened: those beside its programs, and the page's figures."""

from __future__ import annotations

from functools import partial

import numpy as np

from brain import Network, activation
from brain.data import Dataset, to_hours, to_inputs
from game.core.facts import Fact, Told
from game.core.figures import figure, plus, signed, times
from game.core.geometry import Rect
from game.core.words import Words
from game.facts import Traced, fired, hours_facts, label_area, neuron_fact, result, tell_neuron, weight_fact
from game.journey import Journey
from game.scenes.math.activations import CURVES, ORB, Ride, orb_of, plot_of, rides_of, running, slope_place, sums_of
from game.scenes.math.activations import tiles_of as curve_tiles
from game.scenes.math.half import halves
from game.scenes.math.neuron import NeuronState, neuron_spots, product_of, state_of
from game.scenes.math.page import Page
from game.scenes.math.places import Places
from game.scenes.math.run import Reader
from game.scenes.math.shapes import shape_facts
from game.scenes.math.tiles import cells_of, tiles_of
from game.scenes.math.train_facts import train_facts


def program_facts(words: Words, place: Places, name: str, reader: Reader, journey: Journey) -> list[Fact]:
    """The numbers of the picture beside a program, and its variables."""
    if name == "neuron":
        facts = neuron_facts(words, place, reader, journey)
    elif name == "activations":
        facts = curve_facts(words, place, reader, journey)
    else:
        facts = list(train_facts(words, place, reader))
    return [*facts, *shape_facts(words, place, reader)]


# -- neuron.py -------------------------------------------------------------------------------------------


def neuron_facts(words: Words, place: Places, reader: Reader, journey: Journey) -> list[Fact]:
    """Hours, weights, bias and the product: what the program has not computed yet is left open."""
    state, spots = state_of(reader), neuron_spots(place)
    traced = Traced(journey.network, journey.x, journey.student)
    names = [label_area((x - r, y + r + 24), "lm", 190) for (x, y), r in spots[:2]]
    facts = hours_facts(words, traced, names)
    if state.inputs is None or state.weights is None:
        return facts
    if state.z is None:
        facts += [neuron_fact(words, traced, 0, i, Rect.around(at, 2 * r)) for i, (at, r) in enumerate(spots[:2])]
    product = product_of(place, state)
    for i, ((x, y), r) in enumerate(spots[:2]):
        facts += [_term(words, traced, state, i, label_area((x - r, y - r - 22), "lm", 180), f"written.w.{i}"),
                  neuron_fact(words, traced, 0, i, product.left.cell(0, i), f"cell.x.{i}"),
                  _term(words, traced, state, i, product.above.cell(i, 0), f"cell.w.{i}")]
    if state.bias is not None:
        (x, y), r = spots[2]
        facts.append(Fact("written.b", label_area((x, y - r - 26), "cm", 170),
                          partial(_tell_z, words, traced, state)))
    if state.z is not None:
        box = place.halves[1]
        facts += [Fact("cell.sum", product.result.cell(0, 0), partial(_tell_z, words, traced, state)),
                  neuron_fact(words, traced, 1, 0, Rect(box.x + 28, box.bottom - 76, box.w - 56, 60), "sum")]
    return facts


def _term(words: Words, traced: Traced, state: NeuronState, i: int, area: Rect, name: str) -> Fact:
    """A weight; its product is a question until the program has multiplied."""
    if state.z is not None or i < state.terms:
        return weight_fact(words, traced, 0, i, 0, area, name)
    x, w = float(state.inputs[i]), float(state.weights[i])
    told = Told(words("tell.weight", value=figure(w, 4)), words("tell.signal"), f"{signed(x, 4)} · {signed(w, 4)}", "?")
    return Fact(name, area, lambda: told)


def _tell_z(words: Words, traced: Traced, state: NeuronState) -> Told:
    """The sum, or the question what it will be."""
    terms = plus(times(float(x), float(w), 4) for x, w in zip(state.inputs, state.weights, strict=True))
    told = tell_neuron(words, Traced(traced.network, traced.x, sums_only=True), 1, 0)
    return Told(told.title, told.formula, f"z = {terms} + {signed(float(state.bias), 4)}",
                "?" if state.z is None else result(words, state.z), told.role if state.z is not None else "mute")


# -- activations.py --------------------------------------------------------------------------------------


def curve_facts(words: Words, place: Places, reader: Reader, journey: Journey) -> list[Fact]:
    """The sum z of the student at hand, what every spark has made of it, and the slope where one runs."""
    rides, sums, name = rides_of(reader), sums_of(reader), running(reader)
    if not sums:
        return []
    ride = rides[-1] if rides else Ride(sums[0])
    facts = [Fact("z", Rect.around(orb_of(place), 2 * ORB), partial(_tell_sum, words, journey, ride.z), True)]
    for curve, tile in zip(CURVES, curve_tiles(place), strict=True):
        if curve in ride.values:
            told = Told(words("math.tell.a"), activation(curve).formula, f"a = {fired(curve, [ride.z], 0)}",
                        result(words, ride.values[curve]))
            facts.append(Fact(f"a.{curve}", label_area((tile.right - 20, tile.y + 27), "rm", 140),
                              lambda told=told: told))  # type: ignore[misc]
        if curve == name:
            facts.append(Fact("slope", label_area(slope_place(plot_of(tile)), "rm", 150),
                              partial(_tell_slope, words, curve, ride.z)))
    return facts


def _tell_sum(words: Words, journey: Journey, z: float) -> Told:
    """z of the first neuron, for the student it belongs to."""
    points = to_inputs([journey.student, *to_hours(journey.checked().x).tolist()])
    layer = journey.network.layers[0]
    sums = points @ layer.weights[:, 0] + layer.biases[0]
    x = points[int(np.argmin(np.abs(sums - z)))]
    return tell_neuron(words, Traced(journey.network, (float(x[0]), float(x[1])), sums_only=True), 1, 0)


def _tell_slope(words: Words, name: str, z: float) -> Told:
    kind = activation(name)
    a, slope = float(kind.value(np.array([z]))[0]), float(kind.slope(np.array([z]))[0])
    return Told(words("math.tell.slope"), f"da/dz = {kind.slope_formula}", f"z = {figure(z, 4)}\na = {figure(a, 4)}",
                result(words, slope), "text")


# -- the last page ---------------------------------------------------------------------------------------


def _tell_loss(words: Words, title: str, network: Network, data: Dataset) -> Told:
    """The mean squared error of a network, begun with the first two students."""
    said = network.forward(data.x)[:, 0]
    first = plus(f"({figure(float(said[k]), 3)} - {data.y[k, 0]:.0f})²" for k in range(2))
    return Told(title, words("math.tell.before"), f"({first} + …) / {len(said)}",
                result(words, network.loss(data.x, data.y), 5), "error")


def page_facts(words: Words, place: Places, page: Page) -> list[Fact]:
    """The losses of the networks before and after, the figures of the page as they stand, and the challenges."""
    networks, data = (("before", page.old), ("after", page.journey.network)), page.journey.data()
    figures, (_, _, row, strip) = page.figures(words), place.brains()
    told = [(half.loss, _tell_loss(words, words(f"math.{key}"), network, data))
            for half, (key, network) in zip(halves(place), networks, strict=True)]
    told += [(tile, one.told) for tile, one in zip(tiles_of(row, len(figures)), figures, strict=True)]
    told.append((cells_of(strip)[0], page.solved(words).told))
    return [Fact(f"page.{n}", area, lambda one=one: one)  # type: ignore[misc]
            for n, (area, one) in enumerate(told)]
