"""Where things stand in the chapter about the forward pass, in either orientation."""

from __future__ import annotations

from functools import lru_cache

from game.core.easing import lerp
from game.core.geometry import Rect, Vec
from game.core.layout import Layout
from game.draw.matrix import Grid, grid_of
from game.draw.network import NodeKey, lay_out

MOST_FACTORS = 3
"""With more inputs there is room for the products of a sum alone, not for what they are made of."""


class Places:
    """The network, and beside (portrait: below) it a panel: the plane and the verdict, or the matrix product.

    ``matrix`` 0..1 tells how far the panel has widened for the matrix.
    """

    def __init__(self, layout: Layout, sizes: tuple[int, ...], matrix: float) -> None:
        self.portrait = layout.portrait
        s, tray = layout.stage, layout.tray
        self.tray = tray
        if layout.portrait:
            bottom = tray.y - 20
            tall = min(520.0, 0.49 * (bottom - s.y))
            self.panel = Rect(s.x, bottom - tall, s.w, tall)
            self.net = Rect(s.x, s.y, s.w, self.panel.y - s.y - 6)
            self.orbs = Rect(s.x + 40, s.y, s.w - 80, self.net.h - 6)
            side = tall - 46
            self.plane = Rect(s.x + 48, self.panel.y + 2, side, side)
            self.verdict = Rect(self.plane.right + 36, self.panel.y, self.panel.right - self.plane.right - 36, side + 4)
        else:
            wide = lerp(600.0, 884.0, matrix)
            self.panel = Rect(s.right - wide, s.y, wide, s.h - 8)
            self.net = Rect(s.x, s.y, self.panel.x - s.x - 40, s.h)
            self.orbs = Rect(s.x + 36, s.y + 6, self.net.w - 46, s.h - 20)
            low = 176.0
            side = min(400.0, self.panel.h - low - 66)
            self.plane = Rect(s.right - 600 + 118, s.y, side, side)
            self.verdict = Rect(s.right - 600, self.panel.bottom - low, 600, low)
        self.nodes: dict[NodeKey, tuple[Vec, float]] = lay_out(sizes, self.orbs, vertical=layout.portrait, radius=70,
                                                               output_radius=92)
        along = self.orbs.w if layout.portrait else self.orbs.h
        self.pitch = [along / count for count in sizes]

    def output(self) -> tuple[Vec, float]:
        """Middle and radius of the output neuron."""
        return self.nodes[max(self.nodes)]

    def buttons(self) -> list[Rect]:
        """Run, step, back to the start, another student."""
        t = self.tray
        wide = t.w - 2 * t.h - 3 * 16
        run = wide * (0.5 if not self.portrait else 0.44)
        xs = [t.x, t.x + run + 16, t.x + run + t.h + 32, t.x + run + 2 * t.h + 48]
        return [Rect(x, t.y, w, t.h) for x, w in zip(xs, (run, t.h, t.h, t.right - xs[3]), strict=True)]

    def guess(self, passes: bool) -> Rect:
        """The two buttons of the guess."""
        v = self.verdict.inset(28, 22)
        if v.h > 280:
            cells = Rect(v.x, v.bottom - 224, v.w, 224).rows([1.0, 1.0], 20)
        else:
            cells = Rect(v.x, v.bottom - 88, v.w, 88).columns([1.0, 1.0], 18)
        return cells[0 if passes else 1]

    def grid(self, inputs: int, neurons: int) -> Grid:
        """The cells of a layer's matrix product."""
        p = self.panel.inset(20, 0)
        return grid_of(Rect(p.x, p.y + 62, p.w, self.sum_strip(inputs).y - 14 - p.y - 62), inputs, neurons)

    def sum_strip(self, inputs: int) -> Rect:
        """Below the matrix: one of its rows written out."""
        p = self.panel.inset(28, 16)
        tall = 128.0 if inputs <= MOST_FACTORS else 92.0
        return Rect(p.x, p.bottom - tall, p.w, tall)

    @property
    def close(self) -> Rect:
        """The button that closes the card of a neuron."""
        return Rect(self.panel.right - 90, self.panel.y + 14, 70, 70)


places_of = lru_cache(maxsize=8)(Places)
"""The places, worked out once for what they depend on: they are asked for several times a frame."""
