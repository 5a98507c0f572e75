"""Where everything of the last test stands, in either orientation."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.easing import lerp, window
from game.core.geometry import Rect, Vec
from game.core.layout import Layout
from game.core.timeline import Cues
from game.draw.network import NodeKey, lay_out

SLIDER, LOW_SLIDER = 136.0, 126.0
GAP, SMALL_GAP = 20.0, 8.0
"""How tall the sliders are, and what is above them: less where large captions leave the cards little height."""
BUTTON = 88.0
COLUMN = 480.0
SHORT_NAME = 160.0
"""With less room than this, an input's name stands without its hours."""
CARDS = 460.0
"""How wide the cards are that come between network and map."""


class Places:
    """The network on the left, the map on the right; cards come between (or below the map in portrait)."""

    def __init__(self, layout: Layout, cues: Cues, sizes: Sequence[int], offer: bool = False) -> None:
        self.portrait, self.text_scale, self.layers = layout.portrait, layout.text_scale, len(sizes)
        self.stage = layout.stage
        (self._portrait if layout.portrait else self._landscape)(layout, cues, offer)
        self.nodes: dict[NodeKey, tuple[Vec, float]] = lay_out(
            sizes, self.network, vertical=self.portrait, radius=66.0, output_radius=88.0)

    def _landscape(self, layout: Layout, cues: Cues, offer: bool) -> None:
        s = layout.stage
        tall, gap = (SLIDER, GAP) if layout.text_scale < 1.5 else (LOW_SLIDER, SMALL_GAP)
        low = Rect(s.x, s.bottom - tall, layout.caption.w, tall)
        self.sliders = low.columns([1.0, 1.0], 32)
        side = min(556.0, s.h - 72)
        self.plane = Rect(s.right - side, s.y + 8, side, side)
        high = Rect(s.x, s.y, low.w, s.h - tall - gap)
        self.trust = Rect(s.x, s.y, low.w - 20, 46)
        aside = window(cues.why, 0.0, 0.65)
        top = lerp(high.y + 56, high.y + 6, aside)
        self.cards = Rect(high.right - CARDS, high.y + 8, CARDS, high.h - 8)
        wide = lerp(1000, self.cards.x - s.x - 92, aside)
        self.network = Rect(s.x + lerp(60, 26, aside), top, wide, high.bottom - top - 16)
        self.tabs = layout.tray
        self.note = Rect(layout.tray.x, layout.tray.y, layout.tray.w, layout.tray.h)
        self.buttons = layout.tray
        self._guess = (lerp(500, 300, aside), lerp(44, 76, aside))
        self._limit = lerp(self.plane.x - 64, self.cards.x - 22, aside)

    def _portrait(self, layout: Layout, cues: Cues, offer: bool) -> None:
        s = layout.stage
        self.sliders = Rect(s.x, s.bottom - SLIDER, s.w, SLIDER).columns([1.0, 1.0], 24)
        bottom = s.bottom - SLIDER - GAP - (BUTTON + GAP) * cues.teach
        side = min(440.0, s.h - 738.0)
        column = Rect(s.right - COLUMN, s.y + 8, COLUMN, bottom - s.y - 8)
        self.plane = Rect(column.x + 40 + (COLUMN - 40 - side) / 2, column.y, side, side)
        left = Rect(s.x, s.y, s.w - COLUMN - 36, bottom - s.y)
        self.network = Rect(left.x, left.y + 54, left.w, left.h - 54 - 152)
        self._guess, self._limit = (left.w, 70.0), left.right
        cards = Rect(column.x, self.plane.bottom + 52, COLUMN, bottom - self.plane.bottom - 52)
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
            return Rect(c.x, top, c.w, lerp(c.bottom - top, c.h * 0.48, cues.why))
        return Rect(c.x, c.y, c.w, c.h * 0.48)

    def flip_card(self) -> Rect:
        """The card that says what would flip it."""
        c = self.cards
        share = 0.48
        return Rect(c.x, c.y + c.h * share + 14, c.w, c.h * (1 - share) - 14)

    def flip_rows(self) -> list[Rect]:
        """Heading, sentence, and the numbers: three changes, or the last alone where there is no room for all."""
        inner = self.flip_card().inset(30, 10)
        count = 1 if inner.h < 5.1 * 30 * min(self.text_scale, 1.3) else 3
        return inner.rows([1.0, 1.5, *[0.82] * count])

    def class_rows(self) -> list[Rect]:
        """Heading, loss, all right, short sleepers, long sleepers, and the note."""
        card = self.class_card()
        return card.inset(30, 14 if card.h > 330 else 8).rows([0.95, 0.84, 0.84, 0.84, 0.84, 2.2])

    def class_card(self) -> Rect:
        """The card about the class, above its two buttons."""
        return Rect(self.cards.x, self.cards.y, self.cards.w, self.cards.h - BUTTON - 14)

    def class_buttons(self) -> list[Rect]:
        c = self.cards
        return Rect(c.x, c.bottom - BUTTON, c.w, BUTTON).columns([1.35, 1.0], 14)

    @property
    def guess(self) -> Rect:
        """Where it says that it is guessing: below the verdict, between the layer before and what stands beside."""
        wide, tall = self._guess
        x, y = self.verdict
        wide = min(wide, self._limit - self._edge_near(y + 46 + tall / 2, tall / 2))
        return Rect(min(x - wide / 2, self._limit - wide), y + 46, wide, tall)

    def _edge_near(self, y: float, reach: float) -> float:
        """The right edge of the last orbs before the output that lie at about this height."""
        last = max(self.nodes)[0]
        return max((near[0] + r + 10 for (layer, _), (near, r) in self.nodes.items()
                    if layer == last - 1 and not self.portrait and abs(near[1] - y) < r + reach), default=self.stage.x)

    def slider(self, i: int) -> Rect:
        """What the slider itself takes of its card."""
        card = self.sliders[i]
        return Rect(card.x + 28, card.y, card.w - 56, card.h + 6)

    def name(self, i: int) -> Vec:
        """Where the name of an input stands: below its orb, in portrait above it."""
        (x, y), r = self.nodes[0, i]
        return (x, y - r - 26) if self.portrait else (x, y + r + 28)

    @property
    def name_room(self) -> float:
        """How wide the name of an input may be before it touches the next layer or the other name."""
        (x, _), (next_x, _), r = self.nodes[0, 0][0], self.nodes[1, 0][0], self.nodes[1, 0][1]
        return self.network.w / 2 - 16 if self.portrait else min(170.0, 2 * (next_x - x - r - 4))

    @property
    def crowded(self) -> bool:
        """Whether the names of the inputs have to do without their hours: fibres leave close by."""
        return self.name_room < SHORT_NAME or (self.layers > 3 and not self.portrait)

    @property
    def output(self) -> tuple[Vec, float]:
        """Middle and radius of the output orb."""
        return self.nodes[max(self.nodes)]

    @property
    def verdict(self) -> Vec:
        """The middle of PASS or FAIL."""
        (x, y), r = self.output
        return (x, y + r + 46)

    @property
    def verdict_room(self) -> float:
        """How wide PASS or FAIL may be before it touches a card or the layer before."""
        x, y = self.verdict
        return min(320.0, 2 * (self._limit - x), 2 * (x - self._edge_near(y, 34)) if not self.portrait else 320.0)
