"""Lets any number on the stage be opened: by a tap, or with one stop of the Tab key and the arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.core.facts import Fact
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.network import Cast
from game.draw.told import Shape, paint_told, shape_card
from game.facts import nearest, network_facts
from game.scene import Scene
from game.ui import Touch, Ui
from game.ui.ui import TAP_SLOP

CARD = "card"
WIDE = 0.25
"""Controls that take a larger share of the stage than this (a plane to tap on) may be covered by a card."""


class Opener:
    """Which number is open, by id, so that its card stays live and survives small changes of the stage."""

    def __init__(self) -> None:
        self.open: str | None = None
        self._facts: Sequence[Fact] = ()
        self._walking: str | None = None
        self._shape: tuple[str, Shape] | None = None
        self._busy: tuple[Rect, ...] = ()

    def close(self) -> None:
        """Close the card."""
        self.open = self._shape = None

    def toggle(self, fact_id: str) -> None:
        """Open that number; if it is open, close it."""
        self.open = fact_id if fact_id and fact_id != self.open else None

    @property
    def place(self) -> Rect | None:
        """Where the open card was last drawn."""
        return self._shape[1].place if self._shape and self._shape[0] == self.open else None

    def guard(self, ui: Ui) -> None:
        """Before all other controls: what lies under the open card cannot be touched; a tap on it closes it."""
        if self.open is None:
            return
        if ui.take("escape") or (self.place and ui.touch(CARD, self.place, focusable=False).clicked):
            self.close()

    def touch(self, ui: Ui, list_facts: Callable[[], Sequence[Fact]]) -> None:
        """After all other controls: a tap nobody claimed opens the number under it, or closes the card.

        ``list_facts`` is asked only when somebody wants to know.
        """
        touch = ui.touch("numbers", ui.layout.stage, pointer=False)
        taps = [p for p in ui.free_pointers() if p.released and not p.cancelled and p.travelled < TAP_SLOP]
        if self.open is None and ui.focus != "numbers" and not taps:
            self._facts, self._shape, self._walking = (), None, None
            return
        facts = self._facts = sorted(list_facts(), key=lambda fact: fact.place)
        self._busy = (*_busy(ui), *(fact.area for fact in facts if fact.id != self.open))
        if self.open is not None and self._find(self.open) is None:
            self.close()
        for p in taps:
            fact = nearest(facts, p.pos)
            self.toggle(fact.id if fact else "")
        if ui.focus == "numbers":
            if facts:
                self._walk(ui, facts, touch)
            else:
                ui.focus = None

    def _walk(self, ui: Ui, facts: Sequence[Fact], touch: Touch) -> None:
        """One stop for Tab; arrows go from number to number and from group to group, Enter opens and closes."""
        ids = [fact.id for fact in facts]
        walking = self._walking if self._walking in ids else self.open if self.open in ids else None
        index = ids.index(walking) if walking else 0
        dx, dy = ui.arrows("numbers")
        index = _jump(facts, (index + int(dx)) % len(ids), -int(dy))
        self._walking = ids[index]
        if touch.clicked:
            self.toggle(ids[index])
        elif self.open is not None and (dx or dy):
            self.open = ids[index]
        area = facts[index].area
        ui.mark("spot", "numbers", area, touch, look="round" if facts[index].round else "box")

    def draw(self, canvas: Canvas) -> None:
        """Draw the open card over the stage."""
        fact = self._find(self.open) if self.open else None
        if fact is None:
            return
        told = fact.told()
        before = self._shape[1] if self._shape and self._shape[0] == fact.id else None
        shape = shape_card(canvas, fact.area, told, busy=self._busy, before=before)
        self._shape = (fact.id, shape)
        paint_told(canvas, shape, fact.area, told, round_=fact.round)

    def _find(self, fact_id: str) -> Fact | None:
        return next((fact for fact in self._facts if fact.id == fact_id), None)


def stage_facts(ui: Ui, scene: Scene, cues: Cues, cast: Cast | None) -> list[Fact]:
    """Every number of the scene that can be opened; those of its network where that lies on the stage as ``cast``."""
    traced = scene.traced()
    own = list(scene.facts(ui.words, ui.layout, cues))
    if traced is None or cast is None:
        return own
    return own + network_facts(ui.words, cast, traced, tuple(hit.rect for hit in ui.hits if hit.id != CARD))


def _busy(ui: Ui) -> tuple[Rect, ...]:
    """The controls a card should rather not hide; they count twice."""
    stage = ui.layout.stage
    return 2 * tuple(hit.rect for hit in ui.hits if hit.id != CARD and hit.rect.overlaps(stage)
                 and hit.rect.w * hit.rect.h < WIDE * stage.w * stage.h)


def _jump(facts: Sequence[Fact], index: int, steps: int) -> int:
    """The first number of the group so many groups further on."""
    groups = list(dict.fromkeys(fact.group for fact in facts))
    if not steps or len(groups) < 2:
        return index
    group = groups[(groups.index(facts[index].group) + steps) % len(groups)]
    return next(i for i, fact in enumerate(facts) if fact.group == group)
