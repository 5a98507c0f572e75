"""Where things stand in the chapter on training, in either orientation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from game.core.easing import lerp
from game.core.geometry import Rect, Vec
from game.core.layout import Layout
from game.core.timeline import Cues
from game.draw.network import NodeKey, lay_out
from game.draw.relief_aim import Box

GAP = 14.0
ROW = 118.0
ANSWER = 68.0
RIGHT = 728.0
"""How wide the cards are beside the network."""
LEAST_VALUED = 33.0
"""Orbs smaller than this carry no value."""
FEW = 4
"""Up to so many neurons stacked carry their value, and leave room for it."""


@lru_cache(maxsize=8)
def _spots(sizes: tuple[int, ...], area: Rect, portrait: bool) -> dict[NodeKey, tuple[Vec, float]]:
    along, most = area.w if portrait else area.h, max(sizes)
    radius = min(66.0, 0.37 * along / most) if most <= FEW else 66.0
    return lay_out(sizes, area, vertical=portrait, radius=radius, output_radius=84)


class Places:
    """Boxes for the lamps, the network, the two cards and the controls."""

    def __init__(self, layout: Layout, cues: Cues) -> None:
        s = layout.stage
        self.portrait = layout.portrait
        self.play, self.map = cues.play, cues.map
        self.growth = layout.growth
        self.large = layout.caption.h > (230.0 if layout.portrait else 160.0)
        """Whether the visitor chose larger text."""
        if layout.portrait:
            low = layout.tray.y - GAP
            self.lamps = Rect(s.x, s.y + 4, s.w, 64)
            self.row = Rect(s.x, low - ROW, s.w, ROW)
            self.curve = Rect(s.x, self.row.y - 226, s.w, 204)
            top = self.lamps.bottom + 50
            zone = Rect(s.x, top, s.w, self.curve.y - GAP - top)
            self.network = Rect(zone.x, zone.y + 40, 392, zone.h - 118)
            self.card = Rect(zone.right - 556, zone.y, 556, zone.h)
        else:
            right = Rect(s.right - RIGHT, s.y - 6, RIGHT, s.h + 6)
            left = Rect(s.x, s.y, s.w - RIGHT - 40, s.h)
            self.lamps = Rect(left.x, s.y, left.w, 62)
            self.row = Rect(left.x, s.bottom - ROW + 6, left.w, ROW)
            tall = 184.0 if self.large else 206.0
            self.curve = Rect(right.x, right.bottom - tall, right.w, tall)
            self.card = Rect(right.x, right.y, right.w, self.curve.y - GAP - right.y)
            top = self.lamps.bottom + 46
            self.network = Rect(left.x + 24, top, left.w - 64, self.row.y - top - 22)
        self.tray = layout.tray.inset(0, 2)

    def spots(self, sizes: Sequence[int]) -> dict[NodeKey, tuple[Vec, float]]:
        """Middle and radius of every neuron; a few stacked ones leave room for their values and biases."""
        return _spots(tuple(sizes), self.network, self.portrait)

    def value_chip(self, sizes: Sequence[int], key: NodeKey) -> Rect | None:
        """Where a hidden neuron's value stands: on the lower rim of its orb, if that is big enough."""
        (x, y), r = self.spots(sizes)[key]
        if r < LEAST_VALUED or not 0 < key[0] < len(sizes) - 1:
            return None
        room = self.network.w / sizes[key[0]] - 16 if self.portrait else 200.0
        return Rect.around((x, y + r - 7), min(82 * self.growth, room), 28 * self.growth)

    # -- in the map's card ----------------------------------------------------------------------

    @property
    def relief(self) -> Rect:
        """The picture of the loss map: the whole card. The block of ground leaves the boxes of ``keep`` free."""
        return self.card.inset(6, 6)

    def keep(self, kind: str) -> tuple[Box, ...]:
        """What stands beside the block, as shares of the picture: title, badge, losses and buttons."""
        r, (left, right) = self.relief, self.map_buttons(kind)
        boxes = [self.title, self.badge, right, left if kind == "weights" else self.foot]
        return tuple(((b.x - r.x) / r.w, (b.y - r.y) / r.h, b.w / r.w, b.h / r.h) for b in boxes)

    @property
    def title(self) -> Rect:
        """The name of the map, in the card's upper left corner."""
        return Rect(self.card.x + 32, self.card.y + 16, 0.28 * self.card.w, 40)

    @property
    def _line(self) -> float:
        """How tall a line of words is beside the block."""
        return 40.0 if self.large else 32.0

    @property
    def badge(self) -> Rect:
        """In the upper right corner: how much of the truth the map shows; one line where words are large."""
        wide, lines = (0.38 if self.portrait else 0.30) * self.card.w, 1 if self.large else 2
        return Rect(self.card.right - 28 - wide, self.card.y + 18, wide, lines * self._line)

    def map_buttons(self, kind: str) -> tuple[Rect, Rect]:
        """In the card's lower corners, beside the block: left and right; the names of weights take two lines."""
        c, wide, tall = self.card, 144.0 if self.portrait else 164.0, 64.0
        if kind == "weights":
            wide, tall = wide + (56.0 if self.portrait else 36.0), 92.0 if self.large else 80.0
        y = c.bottom - 16 - tall
        return Rect(c.x + 20, y, wide, tall), Rect(c.right - 20 - wide, y, wide, tall)

    @property
    def foot(self) -> Rect:
        """In the lower left corner: the loss on the map, and the true one beside it; one line where words are large."""
        c, tall = self.card, (1 if self.large else 2) * self._line
        return Rect(c.x + 32, c.bottom - 18 - tall, (0.36 if self.portrait else 0.28) * c.w, tall)

    def says(self, kind: str) -> Rect:
        """Where it stands what the map says of the loss: in the foot, or in the badge if a button is there."""
        return self.badge if kind == "weights" else self.foot

    @property
    def class_plane(self) -> Rect:
        """The plane on which the class of students is shown."""
        c = self.card
        return Rect(c.x + 76, c.y + 76, c.w - 76 - 36, c.h - 76 - 56)

    # -- in the curve's card --------------------------------------------------------------------

    def numbers(self, racing: bool = False) -> Rect:
        """The column left of the curve: the loss in numbers, in a race everyone's."""
        c = self.curve
        return Rect(c.x + 32, c.y + 14, 276.0 if racing else 146.0, c.h - 28)

    def plot(self, racing: bool = False) -> Rect:
        """The loss curve itself."""
        c, left = self.curve, self.numbers(racing).right + (52 if racing else 12)
        top = 30 if racing else 58
        return Rect(left, c.y + top, c.right - 42 - left, c.h - top - 58)

    def laps(self, racing: bool = False) -> Rect:
        """The lap slider under the curve; its track is as long as the curve."""
        p = self.plot(racing)
        return Rect(p.x - 30, p.bottom - 22, p.w + 60, 88)

    @property
    def put_back(self) -> Rect:
        """The button that puts the ball back where the hand took it, below the loss in numbers."""
        return Rect(self.curve.x + 18, self.curve.bottom - 76, 138, 64)

    @property
    def legend(self) -> Rect:
        """The line above the curve: who is who on curve and map."""
        c = self.curve
        return Rect(c.x + 190, c.y + 14, c.w - 190 - 32, 36)

    @property
    def question(self) -> Rect:
        """The question before the first run, above its answers."""
        c = self.curve
        return Rect(c.x + 32, c.y + 12, self.skip.x - c.x - 48, c.h - 24 - ANSWER - 6)

    def answers(self) -> list[Rect]:
        """Three answers, where the curve will be."""
        c = self.curve
        return Rect(c.x + 24, c.bottom - 14 - ANSWER, c.w - 48, ANSWER).columns([1.0, 1.0, 1.0], 12)

    @property
    def skip(self) -> Rect:
        """No answer, in the corner of the card."""
        return Rect(self.curve.right - 18 - 64, self.curve.y + 16, 64, 64)

    # -- the row of controls --------------------------------------------------------------------

    @property
    def rate(self) -> Rect:
        wide = 312 if self.portrait else 342
        return Rect(self.row.x, self.row.bottom - 118, wide, 118)

    def buttons(self, *, step: bool = True) -> dict[str, Rect]:
        """Start over, run, step, slower, faster: one group that makes room for the learning rate."""
        size, small, gap = (100.0, 88.0, 12.0) if self.portrait else (108.0, 90.0, 18.0)
        every = {"again": small, "run": size, "step": size, "slower": small, "speed": 92.0, "faster": small}
        widths = [(name, w) for name, w in every.items() if step or name != "step"]
        total = sum(w for _, w in widths) + gap * (len(widths) - 1)
        centre = self.row.cx - total / 2
        x = lerp(centre, self.row.right - total, self.play)
        boxes = {}
        for name, w in widths:
            boxes[name] = Rect.around((x + w / 2, self.row.bottom - 60), w, min(w, size))
            x += w + gap
        return boxes

    def input_name(self, pos: Vec, r: float) -> tuple[Vec, str]:
        """Below an input, or above it where the network runs downwards."""
        return ((pos[0], pos[1] - r - 24), "cm") if self.portrait else ((pos[0], pos[1] + r + 26), "cm")
