"""Where the contest of chapter 2 stands: two networks side by side or one below the other, the guess, the buttons."""

from __future__ import annotations

from game.core.geometry import Rect
from game.core.layout import Layout


class ContestPlaces:
    """The two networks that learn side by side, the guess, and the buttons."""

    def __init__(self, layout: Layout) -> None:
        s, self.portrait = layout.stage, layout.portrait
        tall = 124.0 if layout.portrait else 84.0
        bottom = layout.tray.y - 16 if layout.portrait else s.bottom
        self.guess = Rect(s.x, bottom - tall, s.w, tall)
        both = Rect(s.x, s.y, s.w, bottom - tall - 18 - s.y)
        self.panels = (both.rows if layout.portrait else both.columns)([1.0, 1.0], 20)
        self.again, self.count, self.train = layout.tray.columns([0.9, 2.6, 3.1], 18)

    def question(self) -> tuple[Rect, Rect]:
        """The box of the question and the box of its answers."""
        if self.portrait:
            return (Rect(self.guess.x, self.guess.y, self.guess.w, 42),
                    Rect(self.guess.x, self.guess.bottom - 74, self.guess.w, 74))
        ask, answers = self.guess.columns([0.9, 2.0], 24)
        return ask, Rect(answers.x, answers.y + 6, answers.w, answers.h - 12)

    @property
    def parts(self) -> list[PanelPlaces]:
        """The parts of both panels."""
        return [PanelPlaces(panel, self.portrait) for panel in self.panels]


class PanelPlaces:
    """One network of the contest: heading, network, loss, and the plane on the right.

    What it has learnt stands below the network, or in a ``flat`` panel beside it, so that neither is squashed.
    """

    def __init__(self, panel: Rect, flat: bool) -> None:
        self.panel = panel
        inner = panel.inset(26, 22)
        side = min(inner.h, inner.w * 0.52)
        self.plane = Rect(inner.right - side, inner.cy - side / 2, side, side)
        left = Rect(inner.x, inner.y, inner.w - side - 28, inner.h)
        self.heading = Rect(left.x, left.y, left.w, 42)
        self.fold = Rect(left.x, left.bottom - 72, left.w, 72)
        if flat:
            self.note = Rect(left.x, self.fold.y - 40, left.w, 32)
            middle = Rect(left.x, self.heading.bottom + 8, left.w, self.note.y - self.heading.bottom - 14)
            self.net, told = middle.columns([1.7, 1.0], 22)
            self.right_count, self.loss, self.curve = told.rows([40.0, 40.0, told.h - 80.0 - 16.0], 8)
        else:
            told = Rect(left.x, self.fold.y - 84, left.w, 72)
            text, self.curve = told.columns([1.2, 1.0], 36)
            self.loss, self.right_count = text.rows([1.0, 1.0])
            self.note = Rect(left.x, told.y - 38, left.w, 32)
            self.net = Rect(left.x, self.heading.bottom + 10, left.w, self.note.y - self.heading.bottom - 16)
        cut = self.plane.x - 14
        self.left = Rect(panel.x - 2, panel.y - 2, cut - panel.x + 2, panel.h + 4)
        self.right = Rect(cut, panel.y - 2, panel.right + 2 - cut, panel.h + 4)
