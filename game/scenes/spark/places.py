"""Where everything of the spark's chapter stands, at every moment and in both orientations."""

from __future__ import annotations

from game.core.easing import lerp
from game.core.geometry import Bezier, Rect, Vec
from game.core.layout import Layout
from game.core.timeline import Cues
from game.scenes.spark.route import Route

TABS = 72.0
GAP = 20.0
CARD = 604.0
"""How wide the card of the curve is beside what stands on its right."""


def between(a: Rect, b: Rect, t: float) -> Rect:
    """The box a share ``t`` of the way from ``a`` to ``b``."""
    return Rect(lerp(a.x, b.x, t), lerp(a.y, b.y, t), lerp(a.w, b.w, t), lerp(a.h, b.h, t))


class Places:
    """Neuron, plot, tabs, facts and plane at a story time."""

    def __init__(self, layout: Layout, cues: Cues) -> None:
        self.portrait, self.stage, self.growth = layout.portrait, layout.stage, layout.growth
        self.choose = cues.choose
        if layout.portrait:
            self._place_portrait(layout.stage)
        else:
            self._place_landscape(layout.stage, layout.tray.bottom)
        self.strip = Rect(self.card.x + 16, self.card.y + 16, self.card.w - 32, 92)
        left = 74 if self.portrait else 84
        self.plot = Rect(self.card.x + left, self.strip.bottom + 28, self.card.w - left - 36,
                         self.card.bottom - 76 - self.strip.bottom - 28)

    def _from_to(self, a: float, b: float) -> float:
        """A number that goes from its value at the first rest to that at all later ones."""
        return lerp(a, b, self.choose)

    def _place_landscape(self, s: Rect, low: float) -> None:
        zone = Rect(s.x + 592, s.y, s.w - 592, s.h)
        below = Rect(zone.x, zone.y + TABS + 16, zone.w, zone.h - TABS - 16)
        self.r, self.big = 56.0, 108.0
        self.inputs: tuple[Vec, Vec] = ((s.x + 136, s.y + 104), (s.x + 136, s.bottom - 118))
        self.neuron: Vec = (s.x + self._from_to(500, 446), s.cy + 6)
        self.bias: Vec = (self.neuron[0], s.y + 44)
        self.tabs = Rect(zone.x, zone.y, zone.w, TABS)
        self.card = between(Rect(s.x + 690, s.y, s.w - 690, s.h), Rect(below.x, below.y, CARD, below.h), self.choose)
        facts = Rect(below.x + CARD + GAP, below.y, below.w - CARD - GAP, below.h)
        self.facts = facts.moved(60 * (1 - self.choose), 0)
        side = min(facts.w - 52, low - below.y - 44)
        self.plane = Rect(zone.right - side, below.y + 2, side, side)

    def _place_portrait(self, s: Rect) -> None:
        low, wide = 540.0, 460.0
        net = self._from_to(470, s.h - low - TABS - 32)
        self.r, self.big = 56.0, 6.0 * round(self._from_to(108, 96) / 6)
        top = s.y + self._from_to(112, 106)
        self.inputs = ((s.x + 170, top), (s.right - 170, top))
        self.neuron = (s.cx, s.y + net - self.big - 16)
        self.bias = (self.neuron[0] + 300, self.neuron[1])
        self.tabs = Rect(s.x, s.bottom - low - TABS - 16, s.w, TABS)
        later = Rect(s.x, s.bottom - low, wide, low)
        self.card = between(Rect(s.x, s.y + 470, s.w, s.h - 470), later, self.choose)
        self.facts = Rect(s.x + wide + GAP, later.y, s.w - wide - GAP, low).moved(60 * (1 - self.choose), 0)
        side = s.w - wide - GAP - 46
        self.plane = Rect(s.right - side, s.bottom - low + (low - side - 44) / 2, side, side)

    @property
    def readouts(self) -> list[Rect]:
        """The boxes of z, a and the slope."""
        return self.strip.columns([1.0, 1.0, 1.0], 10)

    # -- the neuron ------------------------------------------------------------------------------

    def grip(self, i: int) -> Vec:
        """Where input ``i`` is held to change it: docked to its orb, on the outside."""
        x, y = self.inputs[i]
        return (x - self.r - 36, y) if not self.portrait or i == 0 else (x + self.r + 36, y)

    def fibre(self, i: int) -> Bezier:
        return Bezier.between(self.inputs[i], self.neuron, vertical=self.portrait)

    def knob(self, i: int) -> Vec:
        """The middle of a fibre."""
        return self.fibre(i).at(0.5)

    def bias_fibre(self) -> Bezier:
        x, y = self.neuron
        end = (x + self.big, y) if self.portrait else (x, y - self.big)
        return Bezier.between(self.bias, end, vertical=not self.portrait)

    def bias_name(self) -> tuple[Vec, str]:
        x, y = self.bias
        return ((x, y + 58), "cm") if self.portrait else ((x - 54, y), "rm")

    @property
    def bias_area(self) -> Rect:
        """Around the number of the bias."""
        (x, y), anchor = self.bias_name()
        return Rect.around((x - 62 * self.growth if anchor == "rm" else x, y), 150 * self.growth, 44)

    def name(self, i: int) -> Vec:
        """The middle of the line that names an input."""
        x, y = self.inputs[i]
        return (x, y - self.r - 28) if self.portrait else (x, y + self.r + 28)

    def weight_name(self, i: int) -> tuple[Vec, str]:
        x, y = self.knob(i)
        if self.portrait:
            return ((x - 54, y + 8), "rm") if i == 0 else ((x + 54, y + 8), "lm")
        return (x - 46, y + (40 if i == 0 else -40)), "rm"

    # -- the way of the signal ---------------------------------------------------------------------

    def way_in(self, foot: Vec, top: Vec) -> Route:
        """From the neuron to ``foot`` on the z axis and up (or down) to ``top`` on the curve."""
        x, y = self.neuron
        if self.portrait:
            start = (x - self.big * 0.8, y + self.big * 0.5)
            first = Bezier(start, (self.card.x - 10, start[1] + 120), (self.card.x + 20, foot[1] + 8), foot)
        else:
            start = (x + self.big * 0.62, y + self.big * 0.78)
            first = Bezier(start, (start[0] + 60, foot[1] - 30), (self.card.x - 20, foot[1] + 14), foot)
        return Route((first, Bezier.between(foot, top, vertical=True)))

    def way_back(self, top: Vec, edge: Vec) -> Route:
        """From the curve sideways to ``edge`` on the a axis, and into the neuron."""
        x, y = self.neuron
        if self.portrait:
            end = (x + self.big * 0.8, y + self.big * 0.5)
            last = Bezier(edge, (edge[0] + 40, edge[1]), (edge[0] + 20, end[1] + 30), end)
        else:
            end = (x + self.big * 0.98, y)
            last = Bezier(edge, (edge[0] - 90, edge[1]), (end[0] + 90, end[1]), end)
        return Route((Bezier.between(top, edge), last))

    def edge(self, y: float) -> Vec:
        """The end of the a axis that faces the neuron, at height ``y``."""
        return (self.plot.right if self.portrait else self.plot.x, y)
