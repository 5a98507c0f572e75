"""Where the network of chapter 5 stands: its layers as large as fit, with the names of the inputs clear of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from game.core.easing import lerp
from game.core.geometry import Bezier, Rect, Vec, spread
from game.core.layout import Layout
from game.draw.network import LinkKey, NodeKey
from game.scenes.loss.places import Places, places_for

Spot = tuple[Vec, float]
NAME = 140.0
"""How wide the name of an input is, with its hours."""
TALL = 34.0
"""How tall a line is."""
RING = 36.0
"""How far a knob reaches from its middle."""
NUMBER = 92.0
"""How wide the number of a knob is."""
FIBRE = {False: 24.0, True: 12.0}
"""So much of a fibre is to be seen at least."""
SMALLEST = 16.0
LARGEST = {False: 54.0, True: 42.0}


class Net:
    """Neurons and fibres of one architecture; layers with knobs between them stand further apart."""

    def __init__(self, place: Places, sizes: Sequence[int], knobs: Sequence[LinkKey]) -> None:
        self.place, self.sizes, self.knobs = place, tuple(sizes), tuple(knobs)
        self.portrait, self.growth = place.portrait, place.layout.growth
        area, room = place.network, place.room
        self.area = (Rect(area.x, area.y + 44, area.w, area.h - lerp(112, 52, room)) if self.portrait
                     else Rect(area.x, area.y, area.w, area.h - lerp(124, 0, room)))
        self.nodes = self._nodes()

    def curve(self, link: LinkKey) -> Bezier:
        """The path of a fibre, as the cast draws it."""
        layer, i, j = link
        return Bezier.between(self.nodes[layer, i][0], self.nodes[layer + 1, j][0], vertical=self.portrait)

    def name(self, i: int) -> Rect:
        """Where the name of an input stands: on the side where no fibre leaves."""
        ((x, y), r), wide = self.nodes[0, i], NAME * self.growth
        off = (r + 26) * (-1 if self.portrait or i == 0 else 1)
        return Rect.around((x if self.portrait else x - r + wide / 2, y + off), wide, TALL)

    def _nodes(self) -> dict[NodeKey, Spot]:
        """Middle and radius of every neuron."""
        area, sizes = self.area, self.sizes
        along = area.w if self.portrait else area.h
        r, out, steps = self._layers(area.h if self.portrait else area.w, along)
        nodes: dict[NodeKey, Spot] = {}
        for layer, count in enumerate(sizes):
            for i, b in enumerate(spread(count, 0.0, along)):
                at = (area.x + b, area.y + steps[layer]) if self.portrait else (area.x + steps[layer], area.y + b)
                nodes[layer, i] = (at, out if layer == len(sizes) - 1 else r)
        return nodes

    def _layers(self, across: float, along: float) -> tuple[float, float, list[float]]:
        """The largest radii with which all layers find room, of the output too, and how far in each layer stands."""
        r = min(LARGEST[self.portrait], 0.38 * along / max(self.sizes))
        while r > SMALLEST and r + sum(self._least(r)) + _output(r) > across:
            r -= 0.5
        least, out = self._least(r), _output(r)
        shares = [1.6 if layer in self._turned else 1.0 for layer in range(len(least))]
        spare = (across - r - out - sum(least)) / sum(shares)
        steps = [r]
        for gap, share in zip(least, shares, strict=True):
            steps.append(steps[-1] + gap + spare * share)
        return r, out, steps

    def _least(self, r: float) -> list[float]:
        """From the middle of each layer to the next one's at least: for a piece of fibre, a knob, or a name."""
        last, gaps = len(self.sizes) - 2, []
        for layer in range(last + 1):
            orbs = r + (_output(r) if layer == last else r)
            gaps.append(orbs + (self._for_knobs() if layer in self._turned else FIBRE[self.portrait]))
        if not self.portrait:
            gaps[0] = max(gaps[0], NAME * self.growth + 14)  # the names begin where the inputs do
        return gaps

    def _for_knobs(self) -> float:
        """Between the edges of two layers: for knobs with their numbers below them, or above them and wider."""
        return 2 * RING + TALL + 20 if self.portrait else NUMBER + 50

    @property
    def _turned(self) -> set[int]:
        """The layers of weights with knobs."""
        return {layer for layer, _, _ in self.knobs}


def _output(r: float) -> float:
    """The radius of the output beside neurons of radius ``r``."""
    return min(1.25 * r, 66.0)


@lru_cache(maxsize=16)
def net_for(layout: Layout, room: float, sizes: tuple[int, ...], knobs: tuple[LinkKey, ...]) -> Net:
    """The network's places in a layout, worked out once."""
    return Net(places_for(layout, room), sizes, knobs)
