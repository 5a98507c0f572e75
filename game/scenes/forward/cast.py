"""The network of chapter 4 as the signals pass: what fills, what flows, and which neuron is being worked out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from brain import Array
from game.core.easing import lerp
from game.core.figures import percent
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.network import Cast, Comet, Link, LinkKey, NodeKey, brightness, links_of, map_nodes, nodes_of
from game.draw.neuron import carries
from game.draw.particles import comet_size
from game.scenes.forward.flow import Flow
from game.scenes.forward.places import places_of
from game.scenes.parts import number

if TYPE_CHECKING:
    from game.scenes.forward.scene import ForwardScene

FAINT = 0.28
"""How strong a fibre is that has no part in the neuron being looked at."""
ASIDE = 0.62
"""And one that feeds it, while another product is looked at."""


def cast_of(scene: ForwardScene, canvas: Canvas, cues: Cues) -> Cast:
    """Every neuron as far as it is filled, and every comet on its way."""
    network, flow, trace = scene.journey.network, scene.flow(cues), scene.trace()
    place = places_of(canvas.layout, network.sizes, scene.matrix(cues))
    signals = [trace.layers[0].inputs, *(layer.activations for layer in trace.layers)]
    lit = scene.picked or _at_work(flow)
    back = 0.0 if scene.picked else cues.free
    links = canvas.cache.memo("forward.links", (scene.said_of, lit, back), lambda: _lit(
        links_of([layer.weights for layer in network.layers]), lit, back))
    comets = []
    for (layer, i, j), s in flow.comets:
        signal = float(trace.layers[layer].products[i, j])
        comets.append(Comet((layer, i, j), s, comet_size(signal), "positive" if signal >= 0 else "negative"))
    cast = Cast(nodes_of(place.nodes, signals), links, comets, canvas.layout.portrait, place.net)
    looks = {key: _filled(scene, key, node.r, signals, flow, cues) for key, node in cast.nodes.items()}
    if lit and back <= 0.0:
        (layer, j), only = lit
        looks[layer, j].setdefault("rim", "touch" if scene.picked else "active")
        if only is not None:
            looks[layer - 1, only].setdefault("rim", "touch" if scene.picked else "active")
    return map_nodes(cast, lambda key, node: replace(node, **looks[key]))


def _at_work(flow: Flow) -> tuple[NodeKey, int | None] | None:
    """The neuron whose row is being multiplied, and the input whose product was added last."""
    if flow.row is None:
        return None
    busy = flow.cells > 0 and flow.fills[flow.layer, flow.row] <= 0.0
    return (flow.layer, flow.row), flow.cells - 1 if busy else None


def _lit(links: dict[LinkKey, Link], lit: tuple[NodeKey, int | None] | None, back: float) -> dict[LinkKey, Link]:
    """The fibres that feed the neuron looked at stand out; among them the one of the product looked at.

    ``back`` 0..1 tells how far the others have come back.
    """
    if lit is None or back >= 1.0:
        return links
    (layer, j), only = lit

    def strength(key: LinkKey) -> float:
        if key[0] != layer - 1 or key[2] != j:
            return FAINT
        return 1.0 if only in (None, key[1]) else ASIDE

    return {key: Link(link.weight, strength=lerp(strength(key), 1.0, back)) for key, link in links.items()}


def _filled(scene: ForwardScene, key: NodeKey, r: float, signals: list[Array], flow: Flow,
            cues: Cues) -> dict[str, Any]:
    """What an orb shows when it is so far filled: the number counts up with the level, and ends at the truth."""
    fill, value = flow.fills[key], float(signals[key[0]][key[1]])
    last = key[0] == len(signals) - 1
    emptying = 0.0 < cues.grid < 1.0 and key[0] > 0
    text = "" if emptying else percent(value * fill) if last else number(value * fill)
    look: dict[str, Any] = {"level": brightness(value) * fill,
                            "text": text if fill > 0.0 and carries(r, text) else ""}
    told = verdict_shown(cues)
    if last and told > 0.0 and not (scene.picked and scene.picked[0] == key):
        colour = "passed" if value >= 0.5 else "error"
        look |= {"rim": colour, "halo": colour, "halo_level": 0.3 + 0.6 * told}
    return look


def verdict_shown(cues: Cues) -> float:
    """How far the verdict is shown: at the end of the first run, and when the product is complete."""
    return max(cues.verdict * (1.0 - cues.grid), max(0.0, cues.product - 0.97) / 0.03)
