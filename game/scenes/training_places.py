"""Where things stand in the chapter on training, in either orientation."""

from __future__ import annotations

from game.core.easing import lerp
from game.core.geometry import Rect, Vec
from game.core.layout import Layout
from game.core.timeline import Cues

GAP = 14.0
ROW = 118.0


class Places:
    """Boxes for the lamps, the network, the two cards and the controls."""

    def __init__(self, layout: Layout, cues: Cues) -> None:
        s = layout.stage
        self.portrait = layout.portrait
        self.play = cues.play
        if layout.portrait:
            low = layout.tray.y - GAP
            self.lamps = Rect(s.x, s.y + 4, s.w, 64)
            self.row = Rect(s.x, low - ROW, s.w, ROW)
            self.curve = Rect(s.x, self.row.y - 214, s.w, 204)
            top = self.lamps.bottom + 44
            zone = Rect(s.x, top, s.w, self.curve.y - GAP - top)
            self.network = Rect(zone.x, zone.y + 40, 392, zone.h - 118)
            self.card = Rect(zone.right - 556, zone.y, 556, zone.h)
        else:
            right = Rect(s.right - 704, s.y - 6, 704, s.h + 6)
            left = Rect(s.x, s.y, s.w - 704 - 40, s.h)
            self.lamps = Rect(left.x, s.y, left.w, 62)
            self.row = Rect(left.x, s.bottom - ROW + 6, left.w, ROW)
            self.curve = Rect(right.x, right.bottom - 172, right.w, 172)
            self.card = Rect(right.x, right.y, right.w, self.curve.y - GAP - right.y)
            top = self.lamps.bottom + 46
            self.network = Rect(left.x + 24, top, left.w - 64, self.row.y - top - 22)
        self.tray = layout.tray.inset(0, 2)

    # -- in the map's card ----------------------------------------------------------------------

    @property
    def relief(self) -> Rect:
        """The picture of the loss map (portrait: a squarer one in a tall card)."""
        c = self.card
        if self.portrait:
            return Rect(c.x + 6, c.y + 84, c.w - 12, min(c.h - 170, 0.92 * c.w))
        return Rect(c.x + 6, c.y + 6, c.w - 12, c.h - 8)

    def map_buttons(self) -> tuple[Rect, Rect, Rect]:
        """In the card's lower corners, beside the block: two buttons on the left and on the right, and one alone."""
        c = self.card
        wide = 172.0 if not self.portrait else 164.0
        left = Rect(c.x + 20, c.bottom - 84, wide, 64)
        right = Rect(c.right - 20 - wide, c.bottom - 84, wide, 64)
        return left, right, right

    @property
    def class_plane(self) -> Rect:
        """The plane on which the class of students is shown."""
        c = self.card
        return Rect(c.x + 76, c.y + 76, c.w - 76 - 36, c.h - 76 - 56)

    # -- in the curve's card --------------------------------------------------------------------

    @property
    def plot(self) -> Rect:
        """The loss curve itself."""
        c = self.curve
        return Rect(c.x + 190, c.y + 22, c.w - 190 - 34, c.h - 92)

    @property
    def laps(self) -> Rect:
        """The lap slider under the curve; its track is as long as the curve."""
        p = self.plot
        return Rect(p.x - 30, p.bottom - 14, p.w + 60, 88)

    @property
    def question(self) -> Rect:
        """The question before the first run, above its answers."""
        c = self.curve
        return Rect(c.x + 32, c.y + 14, c.w - 64, c.h - 106)

    def answers(self) -> list[Rect]:
        """Three answers, and none."""
        c = self.curve
        return Rect(c.x + 24, c.bottom - 84, c.w - 48, 68).columns([1.0, 1.0, 1.0, 0.62], 12)

    # -- the row of controls --------------------------------------------------------------------

    @property
    def rate(self) -> Rect:
        wide = 312 if self.portrait else 366
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
