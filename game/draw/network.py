"""Draws a network: its neurons, fibres and the comets on them, and lets one network flow into another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pygame

from game.core.easing import lerp, parting
from game.core.geometry import Bezier, Rect, Vec, mix, spread
from game.draw.canvas import Canvas
from game.draw.fibre import fibre_sprites, paint_bands, paint_fibre
from game.draw.fibresheet import AT_ONCE, FEW, FibreSheet, Strand
from game.draw.heatmap import active_ramp, face, verdict_ramp
from game.draw.neuron import carries, paint_orb
from game.draw.particles import paint_comet

NodeKey = tuple[int, int]
"""Layer (0 is the inputs) and index in it."""
LinkKey = tuple[int, int, int]
"""Layer of weights (0 leads from the inputs), index from, index to."""


@dataclass(frozen=True)
class Node:
    """One neuron as drawn: where, how big, how full of gold, and what it shows."""

    pos: Vec
    r: float
    level: float = 0.0
    text: str = ""
    rim: str | None = None
    face: pygame.Surface | None = None
    halo: str | None = None
    halo_level: float | None = None
    alpha: float = 1.0
    bias: float | None = None
    face_level: float = 1.0
    blame: float = 0.0
    """How strong the red ring around it is, 0..1."""


@dataclass(frozen=True)
class Link:
    """One fibre as drawn: its weight decides thickness, colour and dashes."""

    weight: float
    alpha: float = 1.0
    strength: float = 1.0
    colour: str | None = None


@dataclass(frozen=True)
class Comet:
    """A signal at share ``s`` of a fibre; ``size`` is the radius of its head."""

    link: LinkKey
    s: float
    size: float
    colour: str = "positive"
    backwards: bool = False


@dataclass(frozen=True)
class Cast:
    """Everything of a network that is on the stage at one moment."""

    nodes: Mapping[NodeKey, Node]
    links: Mapping[LinkKey, Link] = field(default_factory=dict)
    comets: Sequence[Comet] = ()
    vertical: bool = False
    area: Rect | None = None
    """Where the fibres lie; if given, they are kept as one picture until something about them changes."""
    fresh: float = 6
    """How many fibres of a big network may be renewed a frame."""

    def curve(self, key: LinkKey) -> Bezier:
        """The path of a fibre, from the middle of its first neuron to the middle of its second."""
        layer, i, j = key
        a, b = self.nodes[layer, i], self.nodes[layer + 1, j]
        return Bezier.between(a.pos, b.pos, vertical=self.vertical, bend=0.5)


def brightness(activation: float) -> float:
    """How full of gold an orb is for an activation: silent at 0 and below, full at 1."""
    return activation if 0.0 < activation < 1.0 else 0.0 if not activation >= 1.0 else 1.0


def lay_out(sizes: Sequence[int], area: Rect, *, vertical: bool = False, radius: float = 74.0,
            output_radius: float | None = None) -> dict[NodeKey, tuple[Vec, float]]:
    """Middle and radius of every neuron of a network with layers of ``sizes`` neurons, inside ``area``.

    Layers stand side by side (one below another if ``vertical``); orbs shrink until they have air.
    """
    across = area.w if not vertical else area.h
    along = area.h if not vertical else area.w
    r = min(radius, 0.42 * along / max(sizes), (0.30 if len(sizes) < 5 else 0.36) * across / len(sizes))
    out = min(output_radius or radius, 0.42 * along / sizes[-1], 0.34 * across / len(sizes)) if output_radius else r
    lead, trail = r, max(r, out)
    places: dict[NodeKey, tuple[Vec, float]] = {}
    for layer, count in enumerate(sizes):
        share = layer / max(1, len(sizes) - 1)
        a = lerp(lead, across - trail, share)
        size = out if layer == len(sizes) - 1 else r
        for i, b in enumerate(spread(count, 0.0, along)):
            pos = (area.x + b, area.y + a) if vertical else (area.x + a, area.y + b)
            places[layer, i] = (pos, size)
    return places


def links_of(weights: Sequence[npt.NDArray[np.float64]]) -> dict[LinkKey, Link]:
    """The fibres of a network, from its weight matrices (n_in, n_out), layer by layer."""
    return {(layer, i, j): Link(float(matrix[i, j]))
            for layer, matrix in enumerate(weights) for i in range(matrix.shape[0]) for j in range(matrix.shape[1])}


def nodes_of(places: Mapping[NodeKey, tuple[Vec, float]], activations: Sequence[npt.NDArray[np.float64]],
             faces: Mapping[NodeKey, pygame.Surface] | None = None) -> dict[NodeKey, Node]:
    """The neurons at their places, filled and numbered by one example's activations, layer by layer (n,).

    Orbs too small to carry a readable number carry none.
    """
    nodes = {}
    for (layer, i), (pos, r) in places.items():
        value = float(activations[layer][i])
        picture = faces.get((layer, i)) if faces else None
        text = f"{value:z.2f}"
        shown = text if not picture and carries(r, text) else ""
        nodes[layer, i] = Node(pos, r, brightness(value), shown, face=picture)
    return nodes


def faces_of(canvas: Canvas, name: str, places: Mapping[NodeKey, tuple[Vec, float]],
             seen: Sequence[npt.NDArray[np.float64]], low: float, key: Callable[[NodeKey], Hashable], *,
             inputs: bool = False) -> dict[NodeKey, pygame.Surface]:
    """What every neuron after the inputs (or with ``inputs`` they too) sees of the plane, as round pictures.

    ``seen[layer]`` is (rows, columns, neurons): the activations over a square grid of inputs; ``low`` is the
    least activation of the hidden neurons (-1 for tanh, else 0); the last layer is shown as a verdict. A picture is
    baked anew when its ``key`` has changed.
    """
    return {(layer, i): face_of(canvas, name, (layer, i), r, seen, low, key((layer, i)))
            for (layer, i), (_, r) in places.items() if layer or inputs}


def face_of(canvas: Canvas, name: str, node: NodeKey, r: float, seen: Sequence[npt.NDArray[np.float64]], low: float,
            key: Hashable) -> pygame.Surface:
    """The same of one neuron, with radius ``r``."""
    layer, i = node
    last, least = layer == len(seen) - 1, low if layer else -1.0

    def values() -> npt.NDArray[np.float64]:
        return seen[layer][..., i] if last else (seen[layer][..., i] - least) / (1.0 - least)

    return face(canvas, (name, layer, i), r, values, verdict_ramp(canvas) if last else active_ramp(canvas), key)


def blend(a: Cast, b: Cast, t: float) -> Cast:
    """The cast a share ``t`` of the way from ``a`` to ``b``: what both have moves, the rest fades."""
    nodes: dict[NodeKey, Node] = {}
    for key in {**a.nodes, **b.nodes}:
        old, new = a.nodes.get(key), b.nodes.get(key)
        if old and new:
            shown = new if t > 0.5 else old
            kept_face = 1.0 if old.face is not None and new.face is not None else parting(t)
            nodes[key] = replace(shown, pos=mix(old.pos, new.pos, t), r=lerp(old.r, new.r, t),
                                 level=lerp(old.level, new.level, t), alpha=lerp(old.alpha, new.alpha, t),
                                 face_level=shown.face_level * kept_face, blame=lerp(old.blame, new.blame, t))
        else:
            only = new or old
            assert only is not None
            share = t if new else 1.0 - t
            nodes[key] = replace(only, r=only.r * (0.6 + 0.4 * share), alpha=only.alpha * share)
    links: dict[LinkKey, Link] = {}
    for link in {**a.links, **b.links}:
        before, after = a.links.get(link), b.links.get(link)
        share = (lerp(before.alpha, after.alpha, t) if before and after
                 else after.alpha * max(0.0, 2 * t - 1) if after
                 else before.alpha * max(0.0, 1 - 2 * t) if before else 0.0)
        kept = after or before
        assert kept is not None
        links[link] = replace(kept, alpha=share)
    return Cast(nodes, links, (), b.vertical if t > 0.5 else a.vertical)


def paint_cast(canvas: Canvas, cast: Cast, name: str = "cast", *, whole: bool = False, moving: bool = False) -> None:
    """Draw fibres, then comets, then neurons. ``whole``: the ground first, over the whole window.

    ``moving``: the network flows into another, and every fibre lies elsewhere in the next frame.
    """
    if whole and (cast.area is None or canvas.alpha < 1.0):
        canvas.ground()
    if cast.area is not None and canvas.alpha >= 1.0:
        places = (tuple((key, node.pos) for key, node in cast.nodes.items()), tuple(cast.links))

        def strands() -> dict[object, Strand]:
            return canvas.cache.memo(("strands", name), (places, cast.links), lambda: {
                key: _strand(cast, key) for key in cast.links})

        sheet = canvas.cache.memo(("sheet", name), canvas.view, lambda: FibreSheet(canvas.view.size, canvas.surface))
        sheet.show(canvas, places, strands, cast.area, cast.fresh, whole=whole)
    else:
        _paint_links(canvas, cast, moving)
    for comet in cast.comets:
        paint_comet(canvas, cast.curve(comet.link), comet.s, comet.size, comet.colour, backwards=comet.backwards)
    for node in cast.nodes.values():
        paint_orb(canvas, node.pos, node.r, node.level, text=node.text, rim=node.rim, face=node.face,
                  alpha=node.alpha, halo=node.halo, halo_level=node.halo_level, face_level=node.face_level,
                  bias=node.bias)
        if node.blame > 0.0:
            canvas.ring(node.pos, node.r + 2.0, "error", 4.5, alpha=node.alpha * node.blame)


def _strand(cast: Cast, key: LinkKey) -> Strand:
    link = cast.links[key]
    return Strand.of(cast.curve(key), link.weight, link.alpha, link.strength, link.colour)


def ready_fibre(canvas: Canvas, cast: Cast, done: int) -> int:
    """Bake one more fibre of a network soon to be shown, ``done`` of them being ready; returns how many are."""
    if done < len(cast.links) <= AT_ONCE:
        strand = _strand(cast, list(cast.links)[done])
        fibre_sprites(canvas, strand.curve, strand.weight, strand.colour)
        return done + 1
    return done


def _paint_links(canvas: Canvas, cast: Cast, moving: bool) -> None:
    """Every fibre as it lies at this moment: few with care, many as plain bands."""
    if len(cast.links) > FEW:
        links = cast.links.values()
        paint_bands(canvas, [cast.curve(key) for key in cast.links], [link.weight for link in links],
                    [link.alpha * link.strength for link in links], [link.colour for link in links])
        return
    for key, link in cast.links.items():
        paint_fibre(canvas, cast.curve(key), link.weight, alpha=link.alpha, strength=link.strength,
                    colour=link.colour, moving=moving)


def map_nodes(cast: Cast, change: Callable[[NodeKey, Node], Node]) -> Cast:
    """The same cast with every neuron passed through ``change``."""
    return replace(cast, nodes={key: change(key, node) for key, node in cast.nodes.items()})


def shift_output(cast: Cast, old: int, new: int) -> Cast:
    """The same cast with its last layer numbered ``new`` instead of ``old``, for a network of another depth."""
    if old == new:
        return cast
    nodes = {(new if layer == old else layer, i): node for (layer, i), node in cast.nodes.items()}
    links = {key: link for key, link in cast.links.items() if key[0] < min(old, new) - 1}
    return replace(cast, nodes=nodes, links=links, comets=())
