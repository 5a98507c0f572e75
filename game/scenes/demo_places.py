"""Where everything of the last test stands, in either orientation."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.easing import lerp
from game.core.geometry import Rect, Vec
from game.core.layout import Layout
from game.core.timeline import Cues
from game.draw.network import NodeKey, lay_out

SLIDER = 136.0
GAP = 20.0
BUTTON = 88.0


class Places:
    """The network on the left, the map on the right; cards come between (or below the map in portrait)."""

    def __init__(self, layout: Layout, cues: Cues, sizes: Sequence[int], offer: bool = False) -> None:
        self.portrait = layout.portrait
        self.stage = layout.stage
        (self._portrait if layout.portrait else self._landscape)(layout, cues, offer)
        self.nodes: dict[NodeKey, tuple[Vec, float]] = lay_out(
            sizes, self.network, vertical=self.portrait, radius=66.0, output_radius=88.0)

    def _landscape(self, layout: Layout, cues: Cues, offer: bool) -> None:
        s = layout.stage
        low = Rect(s.x, s.bottom - SLIDER, layout.caption.w, SLIDER)
        self.sliders = low.columns([1.0, 1.0], 32)
        side = min(556.0, s.h - 72)
        self.plane = Rect(s.right - side, s.y + 8, side, side)
        high = Rect(s.x, s.y, low.w, s.h - SLIDER - GAP)
        self.trust = Rect(s.x, s.y, low.w - 20, 46)
        top = lerp(high.y + 56, high.y + 6, cues.why)
        self.network = Rect(s.x + lerp(60, 12, cues.why), top, lerp(1000, 520, cues.why), high.bottom - top - 16)
        self.cards = Rect(high.right - 536, high.y + 8, 536, high.h - 8)
        self.tabs = layout.tray
        self.note = Rect(layout.tray.x, layout.tray.y, layout.tray.w, layout.tray.h)
        self.buttons = layout.tray
        self.guess = Rect(self.network.x + 210, high.bottom - 40, self.network.w - 170, 40)

    def _portrait(self, layout: Layout, cues: Cues, offer: bool) -> None:
        s = layout.stage
        self.sliders = Rect(s.x, s.bottom - SLIDER, s.w, SLIDER).columns([1.0, 1.0], 24)
        bottom = s.bottom - SLIDER - GAP - (BUTTON + GAP) * cues.teach
        side = min(440.0, s.h * 0.375)
        self.plane = Rect(s.right - side, s.y + 8, side, side)
        left = Rect(s.x, s.y, s.w - side - 76, bottom - s.y)
        self.network = Rect(left.x, left.y + 54, left.w, left.h - 54 - 152)
        self.guess = Rect(left.x, left.bottom - 70, left.w, 70)
        cards = Rect(self.plane.x - 40, self.plane.bottom + 52, side + 40, bottom - self.plane.bottom - 52)
        shown = max(float(offer), cues.why) * (1.0 - cues.teach)
        self.buttons = Rect(cards.x, cards.bottom - BUTTON, cards.w, BUTTON)
        self.cards = Rect(cards.x, cards.y, cards.w, cards.h - (BUTTON + 12) * shown)
        self.trust, self.note = Rect(cards.x, cards.y, cards.w, 170), Rect(cards.x, cards.y + 170, cards.w, 34)
        self.tabs = Rect(s.x, s.bottom - SLIDER - 12 - BUTTON, s.w, BUTTON)

    def why_card(self, cues: Cues) -> Rect:
        """The card that shares the answer out."""
        c = self.cards
        if self.portrait:
            top = lerp(c.y + 216, c.y, cues.why)
            return Rect(c.x, top, c.w, lerp(c.bottom - top, c.h * 0.46, cues.why))
        return Rect(c.x, c.y, c.w, c.h * 0.44)

    def flip_card(self) -> Rect:
        """The card that says what would flip it."""
        c = self.cards
        share = 0.46 if self.portrait else 0.44
        return Rect(c.x, c.y + c.h * share + 14, c.w, c.h * (1 - share) - 14)

    def class_card(self) -> Rect:
        """The card about the class, above its two buttons."""
        return Rect(self.cards.x, self.cards.y, self.cards.w, self.cards.h - BUTTON - 14)

    def class_buttons(self) -> list[Rect]:
        c = self.cards
        return Rect(c.x, c.bottom - BUTTON, c.w, BUTTON).columns([1.35, 1.0], 14)

    def slider(self, i: int) -> Rect:
        """What the slider itself takes of its card."""
        card = self.sliders[i]
        return Rect(card.x + 28, card.y, card.w - 56, card.h + 6)

    @property
    def output(self) -> tuple[Vec, float]:
        """Middle and radius of the output orb."""
        return self.nodes[max(self.nodes)]

    @property
    def verdict(self) -> Vec:
        """The middle of PASS or FAIL."""
        (x, y), r = self.output
        return (x, y + r + 46)
