"""Lets any number on the stage be opened: by a tap, or with one stop of the Tab key and the arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.core.facts import Fact
from game.draw.canvas import Canvas
from game.draw.told import card_place, paint_told
from game.facts import nearest
from game.ui import Touch, Ui
from game.ui.ui import TAP_SLOP


class Opener:
    """Which number is open, by id, so that its card stays live and survives small changes of the stage."""

    def __init__(self) -> None:
        self.open: str | None = None
        self._facts: Sequence[Fact] = ()
        self._walking: str | None = None

    def close(self) -> None:
        """Close the card."""
        self.open = None

    def guard(self, ui: Ui) -> None:
        """Before all other controls: what lies under the open card cannot be touched; a tap on it closes it."""
        fact = self._find(self.open) if self.open else None
        if fact is not None and ui.touch("card", card_place(ui.layout, fact.area), focusable=False).clicked:
            self.open = None

    def touch(self, ui: Ui, list_facts: Callable[[], Sequence[Fact]]) -> None:
        """After all other controls: a tap nobody claimed opens the number under it, or closes the card.

        ``list_facts`` is asked only when somebody wants to know.
        """
        touch = ui.touch("numbers", ui.layout.stage, pointer=False)
        if self.open is None and ui.focus != "numbers" and not any(p.released for p in ui.free_pointers()):
            return
        facts = self._facts = list_facts()
        if self.open is not None and self._find(self.open) is None:
            self.open = None
        for p in ui.free_pointers():
            if p.released and not p.cancelled and p.travelled < TAP_SLOP:
                fact = nearest(facts, p.pos)
                self.open = fact.id if fact and fact.id != self.open else None
        if facts and ui.focus == "numbers":
            self._walk(ui, facts, touch)
        else:
            self._walking = None

    def _walk(self, ui: Ui, facts: Sequence[Fact], touch: Touch) -> None:
        """One stop for Tab; arrows go from number to number, Enter opens and closes."""
        ids = [fact.id for fact in facts]
        index = ids.index(self._walking) if self._walking in ids else 0
        dx, dy = ui.arrows("numbers")
        index = (index + int(dx) - int(dy)) % len(ids)
        self._walking = ids[index]
        if touch.clicked:
            self.open = None if self.open == ids[index] else ids[index]
        elif self.open is not None and (dx or dy):
            self.open = ids[index]
        area = facts[index].area
        ui.mark("spot", "numbers", area, touch, look="round" if facts[index].round else "box")
        if self.open is not None and ui.take("escape"):
            self.open = None

    def draw(self, canvas: Canvas) -> None:
        """Draw the open card over the stage."""
        fact = self._find(self.open) if self.open else None
        if fact is not None:
            paint_told(canvas, card_place(canvas.layout, fact.area), fact.area, fact.told(), round_=fact.round)

    def _find(self, fact_id: str) -> Fact | None:
        return next((fact for fact in self._facts if fact.id == fact_id), None)
