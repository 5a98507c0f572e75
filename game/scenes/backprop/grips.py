"""Where the fibres and neurons of chapter 6 are taken hold of: a dot for every weight and every bias."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from brain import Where
from game.core.geometry import Bezier, Rect, Vec, distance
from game.draw.network import NodeKey

NEAR = 46.0
"""How far from a fibre a finger may land and still mean it."""


class Grips:
    """The fibres between ``nodes``, each with its dot, and what lies beside what for walking fingers and keys."""

    def __init__(self, nodes: Mapping[NodeKey, tuple[Vec, float]], sizes: tuple[int, ...], net: Rect,
                 portrait: bool) -> None:
        self.nodes, self.sizes, self.net, self.portrait = nodes, sizes, net, portrait
        self._labels: dict[object, Rect] = {}
        self.curves = {Where(k, i, j): Bezier.between(nodes[k, i][0], nodes[k + 1, j][0], vertical=portrait)
                       for k in range(len(sizes) - 1) for i in range(sizes[k]) for j in range(sizes[k + 1])}

    @cached_property
    def weights(self) -> dict[Where, Vec]:
        """The dots of all weights."""
        return {place: self.of(place) for place in self.curves}

    def of(self, place: Where) -> Vec:
        """Where the dot of a weight sits on its fibre, or that of a bias at its neuron."""
        if place.i is None:
            (x, y), r = self.nodes[place.layer + 1, place.j]
            return (x + 0.71 * r, y - 0.71 * r)
        count, last = self.sizes[place.layer], place.layer == len(self.sizes) - 2
        lean = (place.i + 0.5) / count - 0.5
        middle = 0.40 if last and count > 3 else 0.5  # what is written at the output needs room
        return self.curves[place].at(middle + (0.24 if count > 2 else 0.12) * lean)

    def at(self, p: Vec) -> Where | None:
        """The weight or bias under a finger: a neuron's orb means its bias, else the nearest fibre."""
        for (layer, j), (pos, r) in self.nodes.items():
            if distance(p, pos) <= r + 4 or (layer > 0 and distance(p, self.of(Where(layer - 1, None, j))) <= 24):
                return Where(layer - 1, None, j) if layer > 0 else None
        near = min(self.curves, key=lambda place: min(self.curves[place].distance_to(p), distance(p, self.of(place))))
        return near if self.curves[near].distance_to(p) <= NEAR else None

    def walk(self, place: Where, dx: int, dy: int) -> Where:
        """The weight or bias next to ``place``: across its layer, or about as far across in a neighbouring layer."""
        order = self.order()
        if self.portrait:
            dx, dy = -dy, -dx
        layer = min(max(place.layer + dx, 0), len(order) - 1)
        row = order[place.layer]
        k = row.index(place)
        if layer != place.layer:
            share = k / max(1, len(row) - 1)
            return order[layer][round(share * (len(order[layer]) - 1))]
        return row[(k - dy) % len(row)]

    def order(self) -> list[list[Where]]:
        """All weights and biases, layer by layer, each layer sorted across the picture."""
        across = 0 if self.portrait else 1
        return [sorted([p for p in self.curves if p.layer == k]
                       + [Where(k, None, j) for j in range(self.sizes[k + 1])],
                       key=lambda p: self.of(p)[across]) for k in range(len(self.sizes) - 1)]

    def label(self, place: Where, sizes: Sequence[Vec], busy: Sequence[Rect]) -> Rect:
        """A label near the dot of ``place``, where it hides least: no words that are ``busy``, no neuron, few dots.

        Of the first of the ``sizes`` for which there is such a place, else of the last. Looked for once, then kept.
        """
        key = (place, tuple(sizes), tuple(busy))
        if key not in self._labels:
            self._labels[key] = self._find_label(place, sizes, busy)
        return self._labels[key]

    def _find_label(self, place: Where, sizes: Sequence[Vec], busy: Sequence[Rect]) -> Rect:
        for w, h in sizes:
            hidden, _, found = min((self._hidden(box, busy), n, box)
                                   for n, box in enumerate(self._beside(self.of(place), w, h)))
            if hidden < 1.0:
                break
        return found

    def _beside(self, at: Vec, w: float, h: float) -> list[Rect]:
        """All around a dot, the most natural place first."""
        (x, y), tries = at, []
        for away in (30 + h / 2, 54 + h / 2, 86 + h / 2, 122 + h / 2):
            tries += [(x + dx * w, y + dy) for dx in (0.0, -0.25, 0.25, -0.5, 0.5, -0.75, 0.75) for dy in (-away, away)]
            tries += [(x + w / 2 + away + 4 - h / 2, y + dy) for dy in (0.0, -h / 2, h / 2, -h, h)]
            tries += [(x - w / 2 - away - 4 + h / 2, y + dy) for dy in (0.0, -h / 2, h / 2, -h, h)]
        return [Rect.around(middle, w, h) for middle in tries]

    def _hidden(self, box: Rect, busy: Sequence[Rect]) -> float:
        """How much a label in this box would be in the way."""
        wide = box.inset(-4, -2)
        dots = sum(wide.contains(dot) for dot in self.weights.values())
        orbs = sum(distance(wide.clamp(middle), middle) < r for middle, r in self.nodes.values())
        outside = box.center != self.net.inset(box.w / 2, box.h / 2).clamp(box.center)
        return dots + 3.0 * (orbs + sum(map(wide.overlaps, busy))) + 5.0 * outside
