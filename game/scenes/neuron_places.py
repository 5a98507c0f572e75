"""Where everything of chapter 1 stands: the neuron with its inputs, the sum, and the plane."""

from __future__ import annotations

from game.core.easing import lerp
from game.core.geometry import Bezier, Rect, Vec
from game.core.layout import Layout
from game.core.timeline import Cues


class Places:
    """Where things stand at a story time, in either orientation."""

    def __init__(self, layout: Layout, cues: Cues) -> None:
        s = layout.stage
        self.portrait = layout.portrait
        if layout.portrait:
            self.r, self.big = 78.0, lerp(138.0, 118.0, cues.sum)
            top = lerp(s.y + 210, s.y + 130, cues.sum)
            self.inputs = ((s.x + 170, top), (s.right - 170, top))
            self.neuron = (s.cx, lerp(s.y + 780, s.y + 560, cues.sum))
            self.bias = (self.neuron[0] + 330, self.neuron[1])
            self.bias_end = (self.neuron[0] + self.big, self.neuron[1])
            self.bias_name: tuple[Vec, str] = ((self.bias[0], self.bias[1] + 66), "cm")
            low = Rect(s.x, s.bottom - 440, s.w, 440)
            self.plane = Rect(low.x + 42, low.y + 4, 384, 384)
            self.card = Rect(lerp(s.cx - 290, low.right - 480, cues.plane), low.y, lerp(580, 480, cues.plane), 400)
        else:
            self.r, self.big = lerp(86.0, 66.0, cues.sum), lerp(166.0, 132.0, cues.sum)
            left = lerp(s.x + 320, s.x + 130, cues.sum)
            self.inputs = ((left, s.y + 120), (left, s.bottom - 136))
            self.neuron = (lerp(s.cx + 300, s.x + 860, cues.sum), s.cy + 46)
            self.bias = (self.neuron[0], s.y + 46)
            self.bias_end = (self.neuron[0], self.neuron[1] - self.big)
            self.bias_name = ((self.bias[0] + 60, self.bias[1]), "lm")
            side = Rect(s.right - 560, s.y, 560, s.h)
            tall = 268.0
            low = layout.tray.bottom - tall
            wide = low - 64 - side.y
            self.plane = Rect(side.cx - wide / 2 + 20, side.y, wide, wide)
            self.card = Rect(side.x, lerp(s.cy - tall / 2, low, cues.plane), side.w, tall)

    def knob(self, i: int) -> Vec:
        """The middle of a fibre."""
        return Bezier.between(self.inputs[i], self.neuron, vertical=self.portrait).at(0.5)

    def name(self, i: int) -> tuple[Vec, str]:
        x, y = self.inputs[i]
        return ((x, y - self.r - 34), "cm") if self.portrait else ((x, y + self.r + 30), "cm")

    def weight_name(self, i: int) -> tuple[Vec, str]:
        x, y = self.knob(i)
        if self.portrait:
            return ((x - 56, y), "rm") if i == 0 else ((x + 56, y), "lm")
        return ((x + 20, y - 66), "lm") if i == 0 else ((x + 20, y + 66), "lm")
