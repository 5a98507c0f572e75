"""Where things stand in chapter 6: the network beside (or above) the panel, in either orientation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from game.core.geometry import Rect, Vec
from game.core.layout import TARGET, Layout
from game.draw.network import NodeKey, lay_out
from game.scenes.backprop.boxes import Panel
from game.scenes.backprop.grips import Grips

BESIDE = 104.0
"""Room for a number beside an orb in portrait."""
BELOW = (58.0, 38.0)
"""Room for a line below an orb in landscape: where neurons have air, and in a crowd."""
AIRY = 150.0
"""A neuron with so much of the height has air."""


class Places:
    """Regions, neurons and fibres for one layout and one architecture."""

    def __init__(self, layout: Layout, sizes: Sequence[int]) -> None:
        s, tray = layout.stage, layout.tray
        self.portrait, self.sizes, self.stage, self.growth = layout.portrait, tuple(sizes), s, layout.growth
        low = tray.y if layout.portrait else max(tray.y, layout.forward.y - tray.h - 14)
        self.tray = Rect(tray.x, low, tray.w, tray.h)
        if layout.portrait:
            low = min(524.0, 0.47 * s.h)
            panel = Rect(s.x, self.tray.y - 18 - low, s.w, low)
            self.net = Rect(s.x, s.y + 8, s.w, panel.y - s.y - 30)
        else:
            panel = Rect(tray.x, s.y, tray.w, self.tray.y - 8 - s.y)
            self.net = Rect(s.x, s.y, panel.x - s.x - 44, s.h)
        self.panel = Panel(panel, self.tray, layout.portrait)
        self.nodes = self._lay_out()
        self.slot = self.net.h / max(self.sizes)
        """The height that a neuron of the widest layer has in landscape."""

    def _lay_out(self) -> dict[NodeKey, tuple[Vec, float]]:
        widest = max(self.sizes)
        if self.portrait:
            margin = BESIDE * (1.0 if widest <= 3 else 0.5)
            area = Rect(self.net.x, self.net.y + 14, self.net.w - margin, self.net.h - 14)
            r = min(58.0, (area.w / widest - BESIDE) / 2, 0.33 * area.h / len(self.sizes))
            out = min(86.0, 1.35 * r)
        else:
            area = self.net.inset(46, 0)
            slot = area.h / widest
            airy = slot > AIRY
            below = BELOW[0] * self.growth if airy else BELOW[1] * min(self.growth, 1.15)
            r = min(66.0, (slot - below - (10 if airy else 0)) / 2)
            out = min(96.0, 0.30 * area.w / len(self.sizes))
            area = area.moved(0, -max(0.0, min(below / 2, slot / 2 - r - 6)))
        return lay_out(self.sizes, area, vertical=self.portrait, radius=r, output_radius=out)

    @cached_property
    def grips(self) -> Grips:
        """Everything on the fibres that can be tapped."""
        return Grips(self.nodes, self.sizes, self.net, self.portrait)

    @property
    def output(self) -> tuple[Vec, float]:
        """Middle and radius of the output."""
        return self.nodes[len(self.sizes) - 1, 0]

    @property
    def airy(self) -> bool:
        """Whether there is room for words below every neuron in landscape."""
        return self.slot > AIRY

    @property
    def around(self) -> Rect:
        """The network with all that is written around it."""
        s = self.stage
        wide = s.w if self.portrait else self.panel.rect.x - s.x
        return Rect(s.x - 30, s.y - 30, wide + 30, self.net.bottom - s.y + 60)

    @property
    def crowded(self) -> bool:
        """Whether there is no room for more numbers among the fibres."""
        return max(self.sizes) > 4 or self.portrait

    # -- around neurons -------------------------------------------------------------------------------

    @property
    def loss_area(self) -> Rect:
        """Where the loss stands beside the output."""
        (x, y), r = self.output
        wide = 200 * (self.growth if self.airy else min(self.growth, 1.15))
        return (Rect(x - r - 8 - wide, y, wide, 44) if self.portrait
                else Rect.around((x, y + r + 20 + 18 * self.growth), wide, 44))

    @property
    def wanted_area(self) -> Rect:
        """Where it stands what was wanted, with its sign."""
        (x, y), r = self.output
        wide = 190 * self.growth
        return (Rect(x - r - 8 - wide, y - 44, wide, 40) if self.portrait
                else Rect.around((x, y - r - 18 - 16 * self.growth), wide, 44))

    def share_area(self, layer: int, j: int) -> Rect:
        """Where the blame of a neuron is written: below it in landscape, at its right in portrait."""
        (x, y), r = self.nodes[layer, j]
        if self.portrait:
            count = self.sizes[layer]
            room = min(self.net.right - self.nodes[layer, count - 1][0][0] - r, self.net.w / count - 2 * r)
            return Rect(x + r + 10, y - 32 * self.growth, max(80.0, min(150 * self.growth, room - 12)),
                        64 * self.growth)
        if layer == len(self.sizes) - 1:
            loss = self.loss_area
            return Rect.around((x, loss.bottom + 17 * self.growth), loss.w, 38 * self.growth)
        wide, tall = (210.0 * self.growth, 44.0 * self.growth) if self.airy else (112.0, 32.0 * min(self.growth, 1.15))
        return Rect(x - wide / 2, y + r + 5, wide, tall)

    @cached_property
    def written(self) -> tuple[Rect, ...]:
        """Where words stand around neurons."""
        shares = [self.share_area(layer, j) for layer, j in self.nodes if layer]
        return (self.loss_area, self.wanted_area, *shares)

    def bubble(self, node: tuple[Vec, float]) -> Rect:
        """A small window beside a neuron, inside the network's region."""
        (x, y), r = node
        w, h = (160.0, 112.0) if self.portrait else (190.0, 132.0)
        if self.portrait:
            at = (x + r + 16 + w / 2, y)
        elif self.slot - 2 * self.nodes[0, 0][1] < h + 40:
            right = x + r + 24 + w <= self.net.right
            at = (x + (r + 24 + w / 2) * (1 if right else -1), y)
        else:
            at = (x, y - r - 20 - h / 2) if y - r - 20 - h > self.net.y else (x, y + r + 20 + h / 2)
        return Rect.around(self.net.inset(w / 2, h / 2).clamp(at), w, h)

    @property
    def chooser_box(self) -> Rect:
        """Between the two inputs: the button for another student."""
        a, b = self.nodes[0, 0][0], self.nodes[0, self.sizes[0] - 1][0]
        return Rect.around(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + (0 if self.portrait else 20)), TARGET)


@lru_cache(maxsize=8)
def places_of(layout: Layout, sizes: tuple[int, ...]) -> Places:
    """The places of a layout and an architecture, computed once."""
    return Places(layout, sizes)
