"""Where things stand in the chapter about layers, in either orientation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from game.core.geometry import Rect, Vec
from game.core.layout import Layout
from game.draw.network import NodeKey, lay_out

STEP = 94.0
"""How far the plus and the minus of one layer stand apart."""
KNOB = 72.0
"""How wide a plus or a minus is drawn."""


class Places:
    """The network with its names and buttons, the card, the count and the layer buttons, for layers of ``sizes``."""

    def __init__(self, layout: Layout, sizes: Sequence[int]) -> None:
        self.portrait, self.sizes = layout.portrait, tuple(sizes)
        s, tray = layout.stage, layout.tray
        if layout.portrait:
            bottom = tray.y - 18
            tall = min(430.0, 0.43 * (bottom - s.y))
            self.card = Rect(s.x, bottom - tall, s.w, tall)
            self.net = Rect(s.x, s.y, s.w, self.card.y - s.y - 8)
            self.orbs = Rect(s.x + 128, s.y, s.w - 128 - 200, self.net.h)
            self.stepper = Rect(tray.x, tray.y, 396, tray.h)
            self.count = Rect(tray.x + 412, tray.y - 8, tray.w - 412, tray.h + 14)
        else:
            self.card = Rect(s.right - 640, s.y, 640, s.h - 126)
            self.count = Rect(self.card.x, s.bottom - 114, self.card.w, 106)
            self.net = Rect(s.x, s.y, self.card.x - s.x - 36, s.h)
            self.orbs = Rect(s.x + 36, s.y + 52, self.net.w - 46, s.h - 52 - 96)
            self.stepper = Rect(tray.right - 420, tray.y, 420, tray.h)
        self.nodes: dict[NodeKey, tuple[Vec, float]] = lay_out(sizes, self.orbs, vertical=layout.portrait, radius=70,
                                                               output_radius=84)
        along = self.orbs.w if layout.portrait else self.orbs.h
        self.pitch = [along / count for count in sizes]

    def middle(self, layer: int) -> float:
        """The x (portrait: y) all neurons of a layer share."""
        return self.nodes[layer, 0][0][1 if self.portrait else 0]

    def name(self, layer: int) -> tuple[Vec, str]:
        """Where a layer's name stands, and its anchor."""
        if self.portrait:
            return (self.net.x, self.middle(layer)), "lm"
        return (self.middle(layer), self.net.y + 18), "cm"

    def button(self, layer: int, plus: bool) -> Rect:
        """The round button that takes a neuron from a hidden layer, or gives it one."""
        shift = (0.5 if plus else -0.5) * STEP
        if self.portrait:
            return Rect.around((self.net.right - STEP + shift, self.middle(layer)), KNOB)
        return Rect.around((self.middle(layer) + shift, self.net.bottom - 46), KNOB)

    def layer_button(self, plus: bool) -> Rect:
        """The button that takes a hidden layer away, or adds one."""
        s = self.stepper
        return Rect(s.right - s.h if plus else s.x, s.y, s.h, s.h)

    def count_cells(self) -> tuple[list[Rect], Rect]:
        """Where the count of each layer stands, and where their sum."""
        terms, total = self.count.inset(12, 12).columns([1.0, 0.5], 8)
        return terms.columns([1.0] * (len(self.sizes) - 1)), total


@lru_cache(maxsize=8)
def places_of(layout: Layout, sizes: tuple[int, ...]) -> Places:
    """The places of a layout and an architecture, computed once."""
    return Places(layout, sizes)
