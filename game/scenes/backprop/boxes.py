"""The parts of chapter 6's panel: who made the mistake, and the factors of one weight's blame with their check."""

from __future__ import annotations

from dataclasses import dataclass

from game.core.geometry import Rect

CHIP_ROWS = {False: 2, True: 1}


@dataclass(frozen=True)
class Boxes:
    """The parts of the panel that explains one weight."""

    title: Rect
    factors: tuple[Rect, ...]
    product: Rect
    check: Rect


@dataclass(frozen=True)
class Panel:
    """The panel's box, over a ``tray`` of buttons; ``wide`` in portrait."""

    rect: Rect
    tray: Rect
    wide: bool

    def boxes(self, terms: int, factors: int) -> Boxes:
        """The parts of the explaining panel when the blame is a sum of so many terms."""
        lines = term_rows(terms, self.wide)
        tall = [94.0 + 27.0 * max(0, lines - 1), *[94.0] * (factors - 1)]
        inner = self.rect.inset(28, 20)
        if self.wide:
            rows = inner.rows([46, *tall, 128], 12)
            left, right = rows[-1].columns([0.36, 0.64], 24)
            return Boxes(rows[0], tuple(rows[1:-1]), left, right)
        rows = inner.rows([46, *tall, 58, 122], 12)
        return Boxes(rows[0], tuple(rows[1:-2]), rows[-2], rows[-1])

    @property
    def whole(self) -> Rect:
        """The panel before its buttons are there."""
        return Rect(self.rect.x, self.rect.y, self.rect.w, self.tray.bottom - self.rect.y)

    def chips(self, count: int) -> list[Rect]:
        """The boxes of the students who can be chosen."""
        rows = self._chip_area.rows([1.0] * CHIP_ROWS[self.wide], 12)
        each = count // len(rows)
        return [cell for row in rows for cell in row.columns([1.0] * each, 12)]

    @property
    def _chip_area(self) -> Rect:
        inner = self.whole.inset(28, 20)
        return Rect(inner.x, inner.y + 52, inner.w, 96.0 if self.wide else 196.0)

    @property
    def below_chips(self) -> Rect:
        """The rest of the panel before its buttons are there."""
        area, inner = self._chip_area, self.whole.inset(28, 20)
        return Rect(inner.x, area.bottom + 16, inner.w, inner.bottom - area.bottom - 16)


def term_rows(terms: int, wide: bool) -> int:
    """In how many lines the terms of a sum are listed: one each, or two abreast when there are many."""
    each = 3 if wide else 2
    return max(1, terms if terms <= 3 and not wide else -(-terms // each))


def term_columns(terms: int, wide: bool) -> int:
    """How many terms stand abreast."""
    return (3 if wide else 2) if wide or terms > 3 else 1
