"""Where everything of chapter 5 stands: the network, the eight students, and the panel with the loss."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from game.core.easing import lerp
from game.core.geometry import Bezier, Rect, Vec, distance, spread
from game.core.layout import Layout
from game.draw.network import LinkKey, NodeKey
from game.draw.text import GROWTH

Spot = tuple[Vec, float]
GAP = 24.0
LABEL = 34.0
"""Room for a guess above and below the squares."""
LINE = 31.0
"""One line of a student's hours."""
VALUE, GROWN = 57.0, 36.0
"""The number of a knob stands so far above it (below it in portrait), at twice the text size by GROWN / 3 further."""
RING = 36.0
"""How far a knob reaches from its middle."""
AIR = 4.0
"""So much there has to be between the number of a knob and whatever else there is."""
WAYS = (0.22, 0.30, 0.38, 0.46, 0.54, 0.62)
"""Where on its fibre a knob may sit: those shares are tried that keep the knobs furthest apart."""


class Places:
    """Positions in design units, in either orientation; ``room`` 0..1 makes room for the panel."""

    def __init__(self, layout: Layout, room: float) -> None:
        self.layout, self.room = layout, room
        s = layout.stage
        self.portrait = layout.portrait
        if layout.portrait:
            s = Rect(s.x, s.y, s.w, lerp(s.bottom, layout.tray.y - 16, room) - s.y)
            top = s.h * 0.47
            aside = 440.0
            self.network = Rect(s.x, s.y, lerp(s.w, s.w - aside - GAP, room), top)
            self.panel = Rect(s.right - aside, s.y, aside, top)
            self.grid = Rect(s.x, s.y + top + GAP, s.w, s.h - top - GAP)
        else:
            aside, wide = 424.0, 760.0
            x = s.right - wide - (aside + GAP) * room
            self.grid = Rect(x, s.y, wide, s.h)
            self.panel = Rect(s.right - aside, s.y, aside, s.h)
            self.network = Rect(s.x, s.y, x - GAP - s.x, s.h)
        self.cells = [cell for row in self.grid.rows([1, 1], 14) for cell in row.columns([1] * 4, 14)]
        cell = self.cells[0]
        self.axis = 30.0
        self.unit = min(cell.h - 2 * LABEL - 2 * LINE - 12, cell.w - self.axis - 12)
        tray = layout.tray
        self.restart, self.keep = tray.columns([1, 1], 16)
        self._nodes: dict[object, dict[NodeKey, Spot]] = {}

    # -- a student ------------------------------------------------------------------------------------

    def level(self, student: int, value: float) -> Vec:
        """The point of a student's upright axis for a number from 0 to 1."""
        cell = self.cells[student]
        return (cell.x + self.axis, cell.y + LABEL + 6 + self.unit * (1.0 - value))

    # -- the panel ------------------------------------------------------------------------------------

    @property
    def inner(self) -> Rect:
        return self.panel.inset(26, 16)

    @property
    def mean_corner(self) -> Vec:
        """The lower left corner of the mean square."""
        return (self.inner.x, self.inner.y + 52 + max(self.unit, 144.0))

    @property
    def beside_mean(self) -> Rect:
        """The room to the right of the mean square."""
        inner, left, top = self.inner, self.inner.x + self.unit + 10, self.inner.y + 52
        return Rect(left, top, inner.right - left, self.mean_corner[1] - top)

    @property
    def bar(self) -> Rect:
        """The gauge."""
        top = self.mean_corner[1] + 42
        return Rect(self.inner.x + 22, top, 24, self.inner.bottom - 30 - top)

    @property
    def chart(self) -> Rect:
        bar = self.bar
        left = bar.right + 42
        return Rect(left, bar.y, self.inner.right - left, bar.h)

    def name(self, node: Spot, first: bool) -> Vec:
        """Where the name of an input stands: on the side where no fibre leaves."""
        (x, y), r = node
        return (x, y - r - 26) if self.portrait or first else (x, y + r + 26)

    def value(self, knob: Vec, growth: float = 1.0) -> Rect:
        """Where the number of a knob stands, so many times as large as usual."""
        off = VALUE + GROWN * (growth - 1.0)
        return Rect.around((knob[0], knob[1] + (off if self.portrait else -off)), 92.0 * growth, 34.0 * growth)

    @property
    def sum(self) -> Rect:
        """The strip below the network with the chosen student's square as a sum."""
        area = self.network
        wide, tall = (492.0, 52.0) if self.portrait else (468.0, 96.0)
        return Rect(area.cx - wide / 2, area.bottom - tall, wide, tall)

    @property
    def sum_shown(self) -> float:
        """How far the strip is shown: in portrait it makes room for the panel."""
        return 1.0 - self.room if self.portrait else 1.0

    # -- the network ----------------------------------------------------------------------------------

    def nodes(self, sizes: Sequence[int], knobs: Sequence[LinkKey]) -> dict[NodeKey, Spot]:
        """Middle and radius of every neuron; layers with knobs between them stand further apart."""
        key = (tuple(sizes), tuple(knobs))
        if key not in self._nodes:
            self._nodes = {key: self._spots(sizes, knobs)}
        return self._nodes[key]

    def _spots(self, sizes: Sequence[int], knobs: Sequence[LinkKey]) -> dict[NodeKey, Spot]:
        area = self.network
        area = (Rect(area.x, area.y + 40, area.w, area.h - lerp(100, 44, self.room)) if self.portrait
                else Rect(area.x, area.y, area.w, area.h - 112))
        across, along = (area.h, area.w) if self.portrait else (area.w, area.h)
        wide = {layer for layer, _, _ in knobs}
        deep = len(sizes) > 3
        stretch = 2.7 if deep else 1.75 if self.portrait else 1.9
        gaps = [stretch if layer in wide else 1.0 for layer in range(len(sizes) - 1)]
        most, share = (42.0, 0.36) if self.portrait else (50.0, 0.30 if deep else 0.35)
        r = max(16.0, min(most, 0.38 * along / max(sizes), share * (across - 2 * most) / sum(gaps)))
        out = min(1.25 * r, 66.0)
        lead = r if self.portrait else max(r, 72.0)  # room for the names of the inputs
        unit = (across - lead - out) / sum(gaps)
        steps = [lead + unit * sum(gaps[:n]) for n in range(len(sizes))]
        places: dict[NodeKey, Spot] = {}
        for layer, count in enumerate(sizes):
            for i, b in enumerate(spread(count, 0.0, along)):
                pos = (area.x + b, area.y + steps[layer]) if self.portrait else (area.x + steps[layer], area.y + b)
                places[layer, i] = (pos, out if layer == len(sizes) - 1 else r)
        return places

    def knobs(self, nodes: dict[NodeKey, Spot], links: Sequence[LinkKey]) -> list[Vec]:
        """A place on each of these fibres, as far apart as can be once all is settled."""
        return [curve.at(way) for curve, way in zip(self._curves(nodes, links), self._settled(nodes, links)[0],
                                                    strict=True)]

    def values(self, nodes: dict[NodeKey, Spot], links: Sequence[LinkKey]) -> list[Rect]:
        """Where the numbers of the knobs stand: as large as the visitor's text where there is room."""
        growth = self._settled(nodes, links)[1]
        return [self.value(knob, growth) for knob in self.knobs(nodes, links)]

    def _curves(self, nodes: dict[NodeKey, Spot], links: Sequence[LinkKey]) -> list[Bezier]:
        return [self.curve(nodes, link) for link in links]

    def _settled(self, nodes: dict[NodeKey, Spot], links: Sequence[LinkKey]) -> tuple[tuple[float, ...], float]:
        sizes = tuple(sum(1 for key in nodes if key[0] == layer) for layer in range(1 + max(nodes)[0]))
        return _ways(self.layout, sizes, tuple(links))

    def curve(self, nodes: dict[NodeKey, Spot], link: LinkKey) -> Bezier:
        """The path of a fibre, as the cast draws it."""
        layer, i, j = link
        return Bezier.between(nodes[layer, i][0], nodes[layer + 1, j][0], vertical=self.portrait)


@lru_cache(maxsize=8)
def places_for(layout: Layout, room: float) -> Places:
    """The places of a layout, worked out once."""
    return Places(layout, room)


@lru_cache(maxsize=8)
def _ways(layout: Layout, sizes: tuple[int, ...], links: tuple[LinkKey, ...]) -> tuple[tuple[float, ...], float]:
    """The shares of their fibres at which the knobs keep clear of each other and of the neurons.

    With them comes how large their numbers are: as the visitor's text, or smaller if they would touch something.
    """
    growths = sorted({1.0, min(layout.text_scale, 1.15), min(layout.text_scale, GROWTH)}, reverse=True)
    for growth in growths:
        best, room = _best_ways(Places(layout, 1.0), sizes, links, growth)
        if room >= AIR or growth == 1.0:
            break
    return best, growth


def _best_ways(place: Places, sizes: tuple[int, ...], links: tuple[LinkKey, ...],
               growth: float) -> tuple[tuple[float, ...], float]:
    """The best of the WAYS for numbers of one size, and how far they and their numbers stay clear of all else."""
    nodes = place.nodes(sizes, links)
    points = [{way: place.curve(nodes, link).at(way) for way in WAYS} for link in links]
    boxes = [{way: place.value(at, growth) for way, at in along.items()} for along in points]

    def clear(n: int, way: float) -> tuple[float, float]:
        p, box = points[n][way], boxes[n][way]
        return (min(distance(p, at) - RING - r for at, r in nodes.values()),
                min(_gap(box, at) - r for at, r in nodes.values()))

    alone = [{way: clear(n, way) for way in WAYS} for n in range(len(links))]

    def room(ways: Sequence[float]) -> tuple[float, float, float]:
        at, box = ([of[n][way] for n, way in enumerate(ways)] for of in (points, boxes))
        pairs = [(n, m) for n in range(len(ways)) for m in range(len(ways)) if n != m]
        mutual = min((distance(at[n], at[m]) for n, m in pairs), default=106.0)
        knob = min(alone[n][way][0] for n, way in enumerate(ways))
        text = min([alone[n][way][1] for n, way in enumerate(ways)]
                   + [_gap(box[n], at[m]) - RING for n, m in pairs] + [_apart(box[n], box[m]) for n, m in pairs])
        return min(mutual, 106.0) + 2 * min(knob, 24.0) + 4 * min(text, AIR), knob, text

    best = max(product(WAYS, repeat=len(links)), key=lambda ways: room(ways)[0])
    return best, min(room(best)[1:])


def _gap(box: Rect, at: Vec) -> float:
    """How far a point is from a box."""
    return distance(at, (min(max(at[0], box.x), box.right), min(max(at[1], box.y), box.bottom)))


def _apart(a: Rect, b: Rect) -> float:
    """How far two boxes are apart; negative if they lie over each other."""
    return max(abs(a.cx - b.cx) - (a.w + b.w) / 2, abs(a.cy - b.cy) - (a.h + b.h) / 2)
