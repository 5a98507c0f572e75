"""Where the knobs of chapter 5 sit on their fibres, with their numbers: clear of each other and of the neurons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations, product

from game.core.geometry import Rect, Vec, distance
from game.core.layout import Layout
from game.draw.network import LinkKey
from game.draw.neuron import SMALLEST_PINNED, pin_place
from game.scenes.loss.net import NUMBER, RING, TALL, Net, Spot, net_for

OFF, GROWN = 57.0, 36.0
"""The number of a knob stands so far above it (below it in portrait), at twice the text size by GROWN / 3 further."""
AIR = 4.0
"""So much there has to be between the number of a knob and whatever else there is,"""
WIDE_AIR = 22.0
"""and so much is liked, so that nobody takes it for another knob's."""
LIKED = 150.0
"""So far apart knobs are liked to be."""
MOST_CROSSED = 24
"""Points of fibres under numbers count up to here: in a crowd they cannot be helped."""
Ways = tuple[float, ...]
"""Where on its fibre each knob sits, as a share of it."""
WAYS: Ways = (0.22, 0.30, 0.38, 0.46, 0.54, 0.62)
"""The shares that are tried first,"""
FINER = 0.04
"""and how far beside the best of them is looked for a better one."""


def knobs_of(net: Net) -> list[Vec]:
    """A place on each of the fibres that can be turned, as far apart as can be once all is settled."""
    return [net.curve(link).at(way) for link, way in zip(net.knobs, _of(net)[0], strict=True)]


def values_of(net: Net) -> list[Rect]:
    """Where the numbers of the knobs stand: as large as the visitor's text where there is room."""
    growth = _of(net)[1]
    return [_value(net, knob, growth) for knob in knobs_of(net)]


def _value(net: Net, knob: Vec, growth: float) -> Rect:
    """Where the number of a knob stands, so many times as large as usual."""
    off = OFF + GROWN * (growth - 1.0)
    return Rect.around((knob[0], knob[1] + (off if net.portrait else -off)), NUMBER * growth, TALL * growth)


def _of(net: Net) -> tuple[Ways, float]:
    return _settled(net.place.layout, net.sizes, net.knobs)


@lru_cache(maxsize=8)
def _settled(layout: Layout, sizes: tuple[int, ...], links: tuple[LinkKey, ...]) -> tuple[Ways, float]:
    """The shares of their fibres at which the knobs sit, whatever room there is just now.

    With them comes how large their numbers are: as the visitor's text, or smaller if they would touch something.
    """
    net = net_for(layout, 1.0, sizes, links)
    growths = sorted({1.0, min(layout.text_scale, 1.15), layout.growth}, reverse=True)
    for growth in growths:
        best, room = _best_ways(net, growth)
        if room >= AIR or growth == 1.0:
            break
    return best, growth


def _best_ways(net: Net, growth: float) -> tuple[Ways, float]:
    """The best of the WAYS for numbers of one size, then of those a little beside them, and how much room it leaves."""
    fit = _Fit(net, growth)
    rough = max(product(WAYS, repeat=len(net.knobs)), key=lambda ways: fit.room(ways)[0])
    beside = [(way - FINER, way, way + FINER) for way in rough]
    best = max(product(*beside), key=lambda ways: fit.room(ways)[0])
    return best, fit.room(best)[1]


class _Fit:
    """How well knobs with numbers of one size would sit at some ways."""

    def __init__(self, net: Net, growth: float) -> None:
        self.net, self.growth = net, growth
        self.orbs, self.fibres = [*net.nodes.values(), *_pins(net)], _fibres(net)
        self._known: dict[tuple[int, float], _Seat] = {}

    def seat(self, n: int, way: float) -> _Seat:
        """Knob ``n`` at a share of its fibre."""
        if (n, way) not in self._known:
            at = self.net.curve(self.net.knobs[n]).at(way)
            box = _value(self.net, at, self.growth)
            self._known[n, way] = _Seat(at, box, min(distance(at, orb) - RING - r for orb, r in self.orbs),
                                        min(_gap(box, orb) - r for orb, r in self.orbs),
                                        sum(box.contains(q) for q in self.fibres))
        return self._known[n, way]

    def room(self, ways: Ways) -> tuple[float, float]:
        """How good these ways are, and how far knobs and numbers stay clear of all else."""
        seats = [self.seat(n, way) for n, way in enumerate(ways)]
        pairs = list(permutations(seats, 2))
        mutual = min((distance(a.at, b.at) for a, b in pairs), default=LIKED)
        others = min([_gap(a.box, b.at) - RING for a, b in pairs] + [_apart(a.box, b.box) for a, b in pairs])
        knob, clear = min(seat.knob for seat in seats), min(min(seat.knob, seat.number) for seat in seats)
        crossed = min(sum(seat.crossed for seat in seats), MOST_CROSSED)
        liked = min(mutual, LIKED) + 2 * (min(knob, WIDE_AIR) + min(others, WIDE_AIR)) - crossed
        return liked + 20 * min(clear, others, 2 * AIR), min(clear, others)


@dataclass(frozen=True)
class _Seat:
    """A knob and its number at one place: how far each is from the nearest orb, how many fibres' points are hidden."""

    at: Vec
    box: Rect
    knob: float
    number: float
    crossed: int


def _pins(net: Net) -> Iterator[Spot]:
    """The heads of the pins for the biases."""
    return (pin_place(at, r) for (layer, _), (at, r) in net.nodes.items() if layer and r >= SMALLEST_PINNED)


def _fibres(net: Net) -> list[Vec]:
    """Points along the fibres that run where the knobs are."""
    turned = {layer for layer, _, _ in net.knobs}
    links = [(a, i, j) for a, i in net.nodes for b, j in net.nodes if a in turned and b == a + 1]
    return [point for link in links for point in net.curve(link).points(24)]


def _gap(box: Rect, at: Vec) -> float:
    """How far a point is from a box."""
    return distance(at, (min(max(at[0], box.x), box.right), min(max(at[1], box.y), box.bottom)))


def _apart(a: Rect, b: Rect) -> float:
    """How far two boxes are apart; negative if they lie over each other."""
    return max(abs(a.cx - b.cx) - (a.w + b.w) / 2, abs(a.cy - b.cy) - (a.h + b.h) / 2)
