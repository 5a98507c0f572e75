"""Where things stand in chapter 6: the network beside (or above) the panel, in either orientation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from brain import Where
from game.core.geometry import Bezier, Rect, Vec, distance
from game.core.layout import TARGET, Layout
from game.draw.network import NodeKey, lay_out

NEAR = 46.0
"""How far from a fibre a finger may land and still mean it."""
LABEL = 92.0
"""Room for a short number beside an orb."""
CHIP_ROWS = {False: 2, True: 1}


@dataclass(frozen=True)
class Boxes:
    """The parts of the panel that explains one weight."""

    title: Rect
    factors: tuple[Rect, ...]
    product: Rect
    check: Rect


class Places:
    """Regions, neurons and fibres for one layout and one architecture."""

    def __init__(self, layout: Layout, sizes: Sequence[int]) -> None:
        s = layout.stage
        self.portrait, self.sizes = layout.portrait, tuple(sizes)
        self.stage = s
        tray = layout.tray
        low = tray.y if layout.portrait else max(tray.y, layout.forward.y - tray.h - 14)
        self.tray = Rect(tray.x, low, tray.w, tray.h)
        if layout.portrait:
            low = min(524.0, 0.47 * s.h)
            bottom = self.tray.y - 18
            self.panel = Rect(s.x, bottom - low, s.w, low)
            self.net = Rect(s.x, s.y + 8, s.w, self.panel.y - s.y - 30)
        else:
            self.panel = Rect(tray.x, s.y, tray.w, self.tray.y - 8 - s.y)
            self.net = Rect(s.x, s.y, self.panel.x - s.x - 44, s.h)
        self.nodes = self._lay_out()
        self.r = self.nodes[0, 0][1]
        self.out_r = self.nodes[len(sizes) - 1, 0][1]
        widest = max(sizes)
        self.gap = (self.net.w if layout.portrait else self.net.h) / widest - 2 * self.r
        """Room between two neurons of the widest layer."""
        self.curves = {Where(k, i, j): Bezier.between(self.nodes[k, i][0], self.nodes[k + 1, j][0],
                                                      vertical=layout.portrait)
                       for k in range(len(sizes) - 1) for i in range(sizes[k]) for j in range(sizes[k + 1])}

    def _lay_out(self) -> dict[NodeKey, tuple[Vec, float]]:
        widest = max(self.sizes)
        if self.portrait:
            margin = LABEL if widest <= 3 else LABEL / 2
            area = Rect(self.net.x, self.net.y + 14, self.net.w - margin, self.net.h - 14)
            r = min(58.0, (area.w / widest - LABEL) / 2, 0.33 * area.h / len(self.sizes))
            out = min(86.0, 1.35 * r)
        else:
            area = self.net.inset(46, 0)
            slot = area.h / widest
            r = min(64.0, (slot - (76 if slot > 150 else 34)) / 2)
            out = min(96.0, 0.30 * area.w / len(self.sizes))
            area = area.moved(0, -max(0.0, min(32.0, slot / 2 - r - 6)))
        return lay_out(self.sizes, area, vertical=self.portrait, radius=r, output_radius=out)

    @property
    def around(self) -> Rect:
        """The network with all that is written around it."""
        s = self.stage
        return Rect(s.x - 30, s.y - 30, (s.w if self.portrait else self.panel.x - s.x) + 30, self.net.bottom - s.y + 60)

    @property
    def crowded(self) -> bool:
        """Whether there is no room for more numbers among the fibres."""
        return max(self.sizes) > 4 or self.portrait

    @cached_property
    def grips(self) -> dict[Where, Vec]:
        """The dots of all weights."""
        return {place: self.grip(place) for place in self.curves}

    @property
    def loss_area(self) -> Rect:
        """Where the loss stands beside the output."""
        (x, y), r = self.nodes[len(self.sizes) - 1, 0]
        return Rect.around((x - r - 100, y + 22) if self.portrait else (x, y + r + 38), 190, 44)

    @property
    def chooser(self) -> Vec:
        """The middle between the two inputs: the button for another student."""
        a, b = self.nodes[0, 0][0], self.nodes[0, self.sizes[0] - 1][0]
        return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + (0 if self.portrait else 20))

    @property
    def chooser_box(self) -> Rect:
        return Rect.around(self.chooser, TARGET)

    def bubble(self, node: tuple[Vec, float]) -> Rect:
        """A small window beside a neuron, inside the network's region."""
        (x, y), r = node
        w, h = (160.0, 112.0) if self.portrait else (190.0, 132.0)
        if self.portrait:
            at = (x + r + 16 + w / 2, y)
        elif self.gap < h + 40:
            right = x + r + 24 + w <= self.net.right
            at = (x + (r + 24 + w / 2) * (1 if right else -1), y)
        else:
            at = (x, y - r - 20 - h / 2) if y - r - 20 - h > self.net.y else (x, y + r + 20 + h / 2)
        return Rect.around(self.net.inset(w / 2, h / 2).clamp(at), w, h)

    def share_area(self, layer: int, j: int) -> Rect:
        """Where the blame of a neuron is written: below it in landscape, at its right in portrait."""
        (x, y), r = self.nodes[layer, j]
        if self.portrait:
            return Rect(x + r + 16, y - 30, 150, 60)
        return Rect(x - 90, y + r + (62 if layer == len(self.sizes) - 1 else 8), 180, 58)

    def label(self, place: Where, w: float, h: float) -> Vec:
        """The middle of a label of that size near the dot of ``place``, where it hides least."""
        x, y = self.grip(place)
        tries = [(x, y - 46), (x, y + 46), (x + w / 2 + 34, y), (x - w / 2 - 34, y),
                 (x + w / 2 + 20, y + 46), (x - w / 2 - 20, y - 46)]

        def hidden(at: Vec) -> float:
            box = Rect.around(at, w + 20, h + 14)
            dots = sum(box.contains(self.grip(other)) for other in self.curves)
            orbs = sum(box.overlaps(Rect.around((p[0], p[1] + (0 if self.portrait else 36)), 2 * r, 2 * r + 72))
                       for p, r in self.nodes.values())
            return dots + 3.0 * orbs + 5.0 * (at != self.net.inset(w / 2, h / 2).clamp(at))

        return min(tries, key=hidden)

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

    def grip(self, place: Where) -> Vec:
        """Where the cyan dot of a weight sits on its fibre, or that of a bias at its neuron."""
        if place.i is None:
            (x, y), r = self.nodes[place.layer + 1, place.j]
            return (x + 0.71 * r, y - 0.71 * r)
        count = self.sizes[place.layer]
        lean = (place.i + 0.5) / count - 0.5
        return self.curves[place].at(0.5 + 0.24 * lean if count > 2 else 0.5 + 0.12 * lean)

    def order(self) -> list[list[Where]]:
        """All weights and biases, layer by layer, each layer sorted across the picture."""
        across = 0 if self.portrait else 1
        return [sorted([p for p in self.curves if p.layer == k]
                       + [Where(k, None, j) for j in range(self.sizes[k + 1])],
                       key=lambda p: self.grip(p)[across]) for k in range(len(self.sizes) - 1)]

    def at(self, p: Vec) -> Where | None:
        """The weight or bias under a finger: a neuron's orb means its bias, else the nearest fibre."""
        for (layer, j), (pos, r) in self.nodes.items():
            if distance(p, pos) <= r + 4 or (layer > 0 and distance(p, self.grip(Where(layer - 1, None, j))) <= 24):
                return Where(layer - 1, None, j) if layer > 0 else None
        near = min(self.curves, key=lambda place: min(self.curves[place].distance_to(p), distance(p, self.grip(place))))
        return near if self.curves[near].distance_to(p) <= NEAR else None

    def boxes(self, terms: int, factors: int) -> Boxes:
        """The parts of the explaining panel when the blame is a sum of so many terms."""
        lines = term_rows(terms, self.portrait)
        tall = [94.0 + 27.0 * max(0, lines - 1), *[94.0] * (factors - 1)]
        inner = self.panel.inset(28, 20)
        if self.portrait:
            rows = inner.rows([46, *tall, 128], 12)
            left, right = rows[-1].columns([0.40, 0.60], 24)
            return Boxes(rows[0], tuple(rows[1:-1]), left, right)
        rows = inner.rows([46, *tall, 58, 116], 12)
        return Boxes(rows[0], tuple(rows[1:-2]), rows[-2], rows[-1])

    def chips(self, count: int) -> list[Rect]:
        """The boxes of the students who can be chosen."""
        area = self.chip_area
        rows = area.rows([1.0] * CHIP_ROWS[self.portrait], 12)
        each = count // len(rows)
        return [cell for row in rows for cell in row.columns([1.0] * each, 12)]

    @property
    def first_panel(self) -> Rect:
        """The panel before its buttons are there."""
        return Rect(self.panel.x, self.panel.y, self.panel.w, self.tray.bottom - self.panel.y)

    @property
    def chip_area(self) -> Rect:
        inner = self.first_panel.inset(28, 20)
        tall = 96.0 if self.portrait else 196.0
        return Rect(inner.x, inner.y + 52, inner.w, tall)

    @property
    def below_chips(self) -> Rect:
        """The rest of the first panel."""
        area, inner = self.chip_area, self.first_panel.inset(28, 20)
        return Rect(inner.x, area.bottom + 16, inner.w, inner.bottom - area.bottom - 16)


@lru_cache(maxsize=8)
def places_of(layout: Layout, sizes: tuple[int, ...]) -> Places:
    """The places of a layout and an architecture, computed once."""
    return Places(layout, sizes)


def term_rows(terms: int, wide: bool) -> int:
    """In how many lines the terms of a sum are listed: one each, or two abreast when there are many."""
    each = 3 if wide else 2
    return max(1, terms if terms <= 3 and not wide else -(-terms // each))


def term_columns(terms: int, wide: bool) -> int:
    """How many terms stand abreast."""
    return (3 if wide else 2) if wide or terms > 3 else 1
