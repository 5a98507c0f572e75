"""Where everything of chapter 5 stands: the network, the eight students, and the panel with the loss."""

from __future__ import annotations

from functools import lru_cache

from game.core.easing import lerp
from game.core.geometry import Rect, Vec
from game.core.layout import Layout

GAP = 20.0
BETWEEN = 12.0
"""Between two cards."""
AXIS = 28.0
"""From the left edge of a card to the upright axis of its student."""
BAND = 26.0
"""Room above and below the axis: for the marks on its ends, and for half a guess."""
LINE = 31.0
"""One line of a student's hours."""
PANEL = {False: 424.0, True: 440.0}
CARDS = {False: (1060.0, 800.0), True: (968.0, 968.0)}
"""How wide the eight cards are together, without the panel and beside it: upright they always fill the stage."""
TOP = {False: (1.0, 1.0), True: (0.43, 0.47)}
"""Upright the network stands over the cards and takes so much of the stage, without the panel and beside it."""


class Places:
    """Positions in design units, in either orientation; ``room`` 0..1 makes room for the panel.

    At first the cards are as large as they can be, down to the caption: there is no challenge yet, and no button.
    """

    def __init__(self, layout: Layout, room: float) -> None:
        self.layout, self.room, self.portrait = layout, room, layout.portrait
        stage, upright = layout.stage, layout.portrait
        full, low = stage.bottom, layout.caption.y - 20
        bottom = lerp(low, layout.tray.y - 16, room) if upright else lerp(low, full, room)
        s = Rect(stage.x, stage.y, stage.w, bottom - stage.y)
        aside, wide = PANEL[upright], lerp(*CARDS[upright], room)
        if upright:
            top = s.h * lerp(*TOP[upright], room)
            self.network = Rect(s.x, s.y, lerp(s.w, s.w - aside - GAP, room), top)
            self.panel = Rect(s.right - aside, s.y, aside, top)
            self.grid = Rect(s.x, s.y + top + GAP, s.w, s.h - top - GAP)
        else:
            x = s.right - wide - (aside + GAP) * room
            self.grid = Rect(x, s.y, wide, s.h)
            self.panel = Rect(s.right - aside, s.y, aside, full - s.y)
            self.network = Rect(s.x, s.y, x - GAP - s.x, s.h)
        self.cells = [cell for row in self.grid.rows([1, 1], BETWEEN) for cell in row.columns([1] * 4, BETWEEN)]
        cell = self.cells[0]
        self.unit = min(cell.h - 2 * BAND - 2 * LINE - 12, cell.w - AXIS - 12)
        """The side of the square of an error of 1."""
        self.restart, self.keep = layout.tray.columns([1, 1], 16)

    # -- a student ------------------------------------------------------------------------------------

    def level(self, student: int, value: float) -> Vec:
        """The point of a student's upright axis for a number from 0 to 1."""
        cell = self.cells[student]
        spare = cell.h - self.unit - 2 * BAND - 2 * LINE - 12
        return (cell.x + AXIS, cell.y + BAND + spare / 2 + self.unit * (1.0 - value))

    def hours(self, student: int) -> tuple[Rect, Rect]:
        """The two lines of a student's hours, beside the number of its card."""
        cell = self.cells[student]
        first, second = Rect(cell.x + 16, cell.bottom - 8 - 2 * LINE, cell.w - 56, 2 * LINE).rows([1, 1])
        return first, second

    @property
    def sum(self) -> Rect:
        """The strip below the network with the chosen student's square as a sum."""
        area = self.network
        wide, tall = (492.0, 52.0) if self.portrait else (492.0, 100.0)
        return Rect(area.cx - wide / 2, area.bottom - tall, wide, tall)

    @property
    def sum_shown(self) -> float:
        """How far the strip is shown: it makes room for the panel."""
        return 1.0 - self.room

    # -- the panel ------------------------------------------------------------------------------------

    @property
    def inner(self) -> Rect:
        return self.panel.inset(26, 16)

    @property
    def mean_corner(self) -> Vec:
        """The lower left corner of the mean square."""
        return (self.inner.x, self.inner.y + 52 + max(self.unit, 144.0))

    @property
    def beside_mean(self) -> Rect:
        """The room to the right of the mean square."""
        inner, left, top = self.inner, self.inner.x + self.unit + 10, self.inner.y + 52
        return Rect(left, top, inner.right - left, self.mean_corner[1] - top)

    @property
    def bar(self) -> Rect:
        """The gauge."""
        top = self.mean_corner[1] + 42
        return Rect(self.inner.x + 22, top, 24, self.inner.bottom - 30 - top)

    @property
    def chart(self) -> Rect:
        bar = self.bar
        left = bar.right + 42
        return Rect(left, bar.y, self.inner.right - left, bar.h)


@lru_cache(maxsize=8)
def places_for(layout: Layout, room: float) -> Places:
    """The places of a layout, worked out once."""
    return Places(layout, room)
