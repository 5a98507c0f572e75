"""How the blame runs backwards: red pulses on every fibre, as big as the gradient of its weight."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from brain import Where
from game.core.easing import clamp, smooth, window
from game.core.timeline import Cues
from game.draw.network import Cast, Comet, Link, LinkKey, Node, NodeKey, brightness
from game.draw.neuron import carries
from game.draw.particles import comet_size
from game.scenes.backprop.check import RUN_SECONDS
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.places import Places

LAYER_SECONDS = 1.15
"""How long the endless repetition takes for one layer."""
REST_SECONDS = 0.9
MOST = 24
"""So many pulses are drawn at once."""
LARGEST = 17.0
SMALLEST = 0.6
"""Pulses smaller than this cannot be seen (in a crowd: twice this)."""
HEARD = 5
"""So many of each layer's pulses are heard when they arrive."""
AT = 0.88
"""Share of its way after which a pulse touches the neuron it runs to."""
FEW = 30
"""Up to so many weights several waves are under way at once."""


def pulse_size(gradient: float) -> float:
    """Radius of a pulse: its area is the gradient, up to a largest size that still fits on a fibre."""
    return min(LARGEST, 36.0 * math.sqrt(abs(gradient))) if math.isfinite(gradient) else LARGEST


def blame_level(blame: float) -> float:
    """How strongly a neuron glows red for dL/da: nearly in proportion while small, full for a great deal."""
    return 1.0 - math.exp(-2.4 * abs(blame)) if math.isfinite(blame) else 1.0


def arrived(layers: int, layer: int, back: float) -> float:
    """How much of its blame a layer of neurons (1 is the first hidden one) has got when the flow is at ``back``."""
    if layer >= layers:
        return 1.0
    at = (layers - layer) / layers
    return window(back, at - 0.10, at)


def comets(lesson: Lesson, cues: Cues) -> Iterator[Comet]:
    """The pulses of this moment: first the one wave of the story, then a gentle repetition without end."""
    layers, fibres = len(lesson.trace.layers), lesson.shown.params.size
    for link, size in lesson.derived("pulses", lambda: _pulses(lesson)):
        layer, i, j = link
        for s in _where(cues, layers, layers - 1 - layer, 0.05 * ((i + 2 * j) % 3), fibres):
            if 0.0 < s < 1.0:
                yield Comet(link, s, size, "error", backwards=True)


def _pulses(lesson: Lesson) -> list[tuple[LinkKey, float]]:
    """Every fibre whose pulse can be seen, with its size."""
    smallest = SMALLEST if lesson.shown.params.size <= FEW else 2 * SMALLEST
    sizes = [((layer, i, j), pulse_size(g)) for layer in range(len(lesson.trace.layers))
             for i, row in enumerate(lesson.gradients(layer).tolist()) for j, g in enumerate(row)]
    return [(link, size) for link, size in sizes if size >= smallest]


def arrivals(lesson: Lesson) -> list[tuple[float, float]]:
    """When in the story's one wave (share of ``back``) pulses arrive, and how big they are; in a crowd the biggest."""
    layers, found = len(lesson.trace.layers), []
    for layer in range(layers):
        sizes = [(pulse_size(g), 0.05 * ((i + 2 * j) % 3)) for i, row in enumerate(lesson.gradients(layer).tolist())
                 for j, g in enumerate(row)]
        big = sorted((one for one in sizes if one[0] >= SMALLEST), reverse=True)[:HEARD]
        found += [((layers - 1 - layer + late + AT) / layers, size) for size, late in big]
    return sorted(found)


def _where(cues: Cues, layers: int, turn: int, late: float, fibres: int) -> Iterator[float]:
    """Share of its way for the pulse of one fibre."""
    if cues.back <= 0.0:
        return
    if cues.back < 1.0:
        yield smooth(clamp(cues.back * layers - turn - late))
        return
    cycle = layers * LAYER_SECONDS + REST_SECONDS
    waves = 3 if fibres <= FEW else 1
    for again in range(waves):
        t = (cues.now / cycle + again / waves) % 1.0 * cycle - turn * LAYER_SECONDS - 2 * late
        yield smooth(clamp(t / (1.25 * LAYER_SECONDS)))


def runs(lesson: Lesson, nudged: float) -> Iterator[Comet]:
    """The two forward runs of a check: what a nudged weight changes goes on from its fibre to the output."""
    place = lesson.place
    layers = len(lesson.trace.layers)
    share = RUN_SECONDS / (layers - place.layer)
    for run in range(2):
        for layer in range(place.layer, layers):
            t = (nudged - run * RUN_SECONDS) / share - (layer - place.layer)
            if not 0.0 < t < 1.0:
                continue
            part = lesson.trace.layers[layer]
            for i in range(part.inputs.size):
                for j in range(part.z.size):
                    first = layer == place.layer
                    if (i, j) == (place.i, place.j) if first else layer > place.layer + 1 or i == place.j:
                        size = comet_size(float(part.products[i, j]))
                        colour = "positive" if part.products[i, j] >= 0 else "negative"
                        yield Comet((layer, i, j), smooth(t), size, colour)


def _strongest(pulses: Iterator[Comet]) -> tuple[Comet, ...]:
    """In a crowd only the biggest pulses of the moment are drawn: the others would be dust."""
    found = list(pulses)
    return tuple(found if len(found) <= MOST else sorted(found, key=lambda c: -c.size)[:MOST])


def cast(lesson: Lesson, places: Places, cues: Cues, lit: tuple[float, ...], nudged: float) -> Cast:
    """The network with this student in it, everybody as red as their share of the blame."""
    layers, nodes = len(lesson.trace.layers), {}
    for key, (node, blame) in lesson.derived(("nodes", places), lambda: _nodes(lesson, places)).items():
        red = blame * arrived(layers, key[0], cues.back)
        if red > 0.02:
            node = replace(node, halo="error", halo_level=round(19.2 * red) / 12, blame=min(1.0, 0.25 + red))
        nodes[key] = node
    pulses = _strongest(comets(lesson, cues)) if nudged > 2 * RUN_SECONDS else tuple(
        runs(lesson, nudged))
    dim = 1.0 - 0.6 * cues.chain * (1.0 - 0.7 * cues.update)
    strengths = (round(8 * dim) / 8, round(8 * (dim + (1.0 - dim) * lit[0])) / 8)
    links = lesson.derived((lesson.place, strengths), lambda: _links(lesson, *strengths))
    return Cast(nodes, links, pulses, places.portrait, places.stage)


def _nodes(lesson: Lesson, places: Places) -> dict[NodeKey, tuple[Node, float]]:
    """Every neuron as it stands, and how red its blame makes it in the end."""
    signals, nodes = [lesson.x, *(part.activations for part in lesson.trace.layers)], {}
    for (layer, j), (pos, r) in places.nodes.items():
        value = float(signals[layer][j])
        node = Node(pos, r, brightness(value), text if carries(r, text := f"{value:.2f}") else "")
        nodes[layer, j] = (node, blame_level(float(lesson.blame(layer - 1)[0][j])) if layer else 0.0)
    return nodes


def _links(lesson: Lesson, others: float, paths: float) -> dict[LinkKey, Link]:
    """The fibres: while one is explained the others step back, and the paths of its blame come forward."""
    place, links = lesson.place, {}
    for layer, part in enumerate(lesson.trace.layers):
        for i, row in enumerate(part.weights.tolist()):
            strength = paths if layer == place.layer + 1 and i == place.j else others
            for j, weight in enumerate(row):
                links[layer, i, j] = Link(weight, strength=1.0 if place == Where(layer, i, j) else strength)
    return links
