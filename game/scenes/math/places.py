"""Where things stand in the last chapter, in either orientation and at any text size."""

from __future__ import annotations

from game.core.geometry import Rect
from game.core.layout import Layout

GAP = 18.0
CHIP = 92.0
"""Height of a challenge on the last page: its sign over its name."""
FIGURES = 118.0
"""Height of the row of figures where they stand side by side, at any text size."""


class Places:
    """Tabs and listing on the left (above), picture and variables on the right (below), controls in the tray."""

    def __init__(self, layout: Layout) -> None:
        self.portrait = layout.portrait
        s, tray = layout.stage, layout.tray
        self.stage = s
        if layout.portrait:
            low = tray.y - GAP
            self.tabs = Rect(s.x, s.y, s.w, 72)
            rest = Rect(s.x, self.tabs.bottom + GAP, s.w, low - self.tabs.bottom - GAP)
            self.panel, self.picture, self.values = rest.rows([0.385, 0.425, 0.19], GAP)
            self.page = Rect(s.x, s.y, s.w, layout.prompt.bottom - 84 - GAP - s.y)
        else:
            left, right = s.columns([0.485, 0.515], 30)
            self.tabs = Rect(left.x, left.y, left.w, 68)
            self.panel = Rect(left.x, self.tabs.bottom + GAP, left.w, left.bottom - self.tabs.bottom - GAP)
            self.picture, self.values = right.rows([0.68, 0.32], GAP)
            self.page = s
        self.code = self.panel.inset(30, 14)
        self.rows = self.values.inset(28, 14)
        x = tray.x
        self.back, self.run, self.next = (Rect(x + i * 98, tray.y, 88, 88) for i in range(3))
        self.slider = Rect(x + 300, tray.y, tray.w - 300, 88)
        low = layout.prompt.bottom - 84 if layout.portrait else tray.y + 2
        self.save, self.export = Rect(tray.x, low, tray.w, 84).columns([1.0, 1.0], 20)

    # -- the pictures beside the programs -----------------------------------------------------------

    @property
    def halves(self) -> tuple[Rect, Rect]:
        """The network or neuron, and the sum or product beside it."""
        left, right = self.picture.columns([0.445, 0.555], 20)
        return left, right

    @property
    def other(self) -> Rect:
        """The button for another student."""
        left, _ = self.halves
        return Rect.around((left.right - 34, left.bottom - 34), 68)

    @property
    def answers(self) -> list[Rect]:
        """Three answers in the lower part of the sum."""
        box = self.halves[1].inset(20, 16)
        return Rect(box.x, box.bottom - 66, box.w, 66).columns([1.0] * 3, 12)

    @property
    def start(self) -> Rect:
        """Untrained or trained, above the network."""
        left, _ = self.halves
        return Rect(left.x, left.y, left.w, 64)

    # -- the last page ------------------------------------------------------------------------------

    def brains(self, area: Rect | None = None) -> tuple[Rect, Rect, Rect, Rect]:
        """The network before, the network after, the row of figures, and the strip of challenges."""
        page = area or self.page
        low = 2 * CHIP + 14 if self.portrait else CHIP
        strip = Rect(page.x, page.bottom - low, page.w, low)
        rest = Rect(page.x, page.y, page.w, strip.y - 16 - page.y)
        if self.portrait:
            before, after, row = rest.rows([0.37, 0.37, 0.26], 22)
        else:
            low = max(FIGURES, 0.23 * (rest.h - 16))
            top, row = rest.rows([rest.h - 16 - low, low], 16)
            before, after = top.columns([1.0, 1.0], 96)
        return before, after, row, strip
