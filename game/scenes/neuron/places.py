"""Where everything of chapter 1 stands: the neuron with its inputs, the pushes, the sum, and the plane."""

from __future__ import annotations

from game.core.easing import lerp
from game.core.geometry import Bezier, Rect, Vec
from game.core.layout import Layout
from game.core.timeline import Cues

GAP = 20.0
TERMS = 3
"""Study, sleep and the bias: so many pushes are added up."""


class Places:
    """Where things stand at a story time, in either orientation. The neuron itself never moves."""

    def __init__(self, layout: Layout, cues: Cues) -> None:
        self.portrait, self.growth = layout.portrait, layout.growth
        if layout.portrait:
            self._place_portrait(layout.stage, cues)
        else:
            self._place_landscape(layout.stage, layout.tray, cues)

    def _place_landscape(self, s: Rect, tray: Rect, cues: Cues) -> None:
        self.r, self.big = 80.0, 150.0
        self.inputs: tuple[Vec, Vec] = ((s.x + 150, s.y + 112), (s.x + 150, s.bottom - 136))
        self.neuron: Vec = (s.x + 856, s.cy + 46)
        self.bias: Vec = (self.neuron[0], s.y + 46)
        self.bias_end: Vec = (self.neuron[0], self.neuron[1] - self.big)
        self.bias_name: tuple[Vec, str] = ((self.bias[0] + 60, self.bias[1]), "lm")
        side = Rect(tray.x, s.y, tray.w, s.h)
        tall = min(372.0, 0.6 * s.h)
        self.pushes = Rect(side.x, lerp(s.cy - tall / 2, s.y, cues.sum), side.w, tall)
        self.formula = Rect(side.x, s.y + tall + GAP, side.w, s.h - tall - GAP).moved(0, 40 * (1 - cues.sum))
        self.short = Rect(side.x, tray.bottom - 106, side.w, 106)
        wide = self.short.y - 62 - s.y
        self.plane = Rect(side.right - wide, s.y, wide, wide)

    def _place_portrait(self, s: Rect, cues: Cues) -> None:
        share = 0.44 + 0.2 * (self.growth - 1.0)  # large text needs more of the stage
        low = Rect(s.x, s.bottom - share * s.h, s.w, share * s.h)
        tall = low.y - s.y
        self.r, self.big = min(78.0, 0.11 * tall), min(118.0, 0.166 * tall)
        self.inputs = ((s.x + 170, s.y + self.r + 52), (s.right - 170, s.y + self.r + 52))
        self.neuron = (s.cx, low.y - self.big - 26)
        self.bias = (self.neuron[0] + 330, self.neuron[1])
        self.bias_end = (self.neuron[0] + self.big, self.neuron[1])
        self.bias_name = ((self.bias[0], self.bias[1] + 62), "cm")
        tall = 0.58 * low.h
        alone = lerp(0.78 * low.h, tall, cues.sum)
        self.pushes = Rect(s.x, lerp(low.cy - alone / 2, low.y, cues.sum), s.w, alone)
        self.formula = Rect(s.x, low.y + tall + GAP, s.w, low.h - tall - GAP).moved(0, 40 * (1 - cues.sum))
        side = low.h - 56
        self.plane = Rect(low.x + 42, low.y + 4, side, side)
        self.short = Rect(self.plane.right + 32, low.y + 4, low.right - self.plane.right - 32, side)

    # -- the neuron ------------------------------------------------------------------------------

    def knob(self, i: int) -> Vec:
        """The middle of a fibre."""
        return Bezier.between(self.inputs[i], self.neuron, vertical=self.portrait).at(0.5)

    def name(self, i: int) -> tuple[Vec, str]:
        x, y = self.inputs[i]
        return ((x, y - self.r - 30), "cm") if self.portrait else ((x, y + self.r + 30), "cm")

    def weight_name(self, i: int) -> tuple[Vec, str]:
        x, y = self.knob(i)
        if self.portrait:
            return ((x - 56, y), "rm") if i == 0 else ((x + 56, y), "lm")
        return ((x + 20, y - 66), "lm") if i == 0 else ((x + 20, y + 66), "lm")

    # -- the cards -------------------------------------------------------------------------------

    @property
    def heading(self) -> Rect:
        """The first line of the card of pushes."""
        inner = self.pushes.inset(32, 20)
        return Rect(inner.x, inner.y, inner.w, 42)

    @property
    def push_rows(self) -> list[Rect]:
        """Its further lines: one for each push, and z."""
        inner = self.pushes.inset(32, 20)
        return Rect(inner.x, inner.y + 50, inner.w, inner.h - 50).rows([1.0] * TERMS + [1.45])

    @property
    def formula_rows(self) -> list[Rect]:
        """The lines of the formula: the words, the letters, today's numbers, the result."""
        return self.formula.inset(32, 14).rows([1.0, 0.9, 0.9, 1.25])

    @property
    def short_cells(self) -> list[Rect]:
        """The places of the three pushes and of z, where the sum is told in short."""
        inner = self.short.inset(24, 10)
        return (inner.rows if self.portrait else inner.columns)([1.0] * TERMS + [1.15])
