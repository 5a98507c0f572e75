"""Sets changing numbers sign by sign, so that the cache stays small, and keeps those that stand still as one sprite."""

from __future__ import annotations

import math
from collections.abc import Hashable

import pygame

from game.draw.text import Typesetter
from game.draw.theme import Rgb

MOST_SAID = 512
"""So many of the last numbers are remembered, to tell those that stand still from those that change."""
EDGE = 0.045
"""How thick the line around a number is, of the height of its letters."""
THICKEST = 2.0
"""And how thick at most, in design units."""
Placed = list[tuple[tuple[int, int], pygame.Surface]]
"""Sprites, and how far each lies to the right of and below the number's corner, in pixels."""


class Numerals:
    """Numbers in tabular digits, in the fonts of a typesetter."""

    def __init__(self, type_: Typesetter) -> None:
        self._type = type_
        self._said: dict[Hashable, None] = type_.cache.along({})

    def of(self, text: str, face: str, px: int, rgb: Rgb, around: Rgb | None = None) -> Placed:
        """The sprites of a number of ``px`` pixels; ``around`` is the colour of a thin line around its signs."""
        key = ("number", text, face, px, rgb, around)
        pen = 0 if around is None else max(1, round(min(px * EDGE, THICKEST * self._type.scale)))
        if key not in self._said:
            self._say(key)
            return self._signs(text, face, px, rgb, around, pen)
        whole = self._type.cache.get(key, lambda: _composed(self._signs(text, face, px, rgb, around, pen),
                                                            self._type.measure("0", face, px)[1], pen))
        return [((-pen, -pen), whole)]

    def _signs(self, text: str, face: str, px: int, rgb: Rgb, around: Rgb | None, pen: int) -> Placed:
        """Digit by digit; first, if any, the lines around them."""
        font, get, step = self._type.font(face, px), self._type.cache.get, self._type.measure("0", face, px)[0]
        places = [(i * step, sign) for i, sign in enumerate(text) if sign != " "]
        signs = [((x, 0), get(("glyph", sign, face, px, rgb), lambda g=sign: _rendered(font, g, rgb)))
                 for x, sign in places]
        if around is None:
            return signs
        return [((x - pen, -pen), get(("edge", sign, face, px, around), lambda g=sign: _edged(font, g, around, pen)))
                for x, sign in places] + signs

    def _say(self, key: Hashable) -> None:
        """Remember that a number was shown; long ago is forgotten."""
        self._said[key] = None
        if len(self._said) > MOST_SAID:
            del self._said[next(iter(self._said))]


def _composed(signs: Placed, tall: int, pen: int) -> pygame.Surface:
    """A whole number as one sprite, with room for a line of ``pen`` pixels around it."""
    wide = max((x + sign.get_width() for (x, _), sign in signs), default=1)
    sprite = pygame.Surface((wide + 2 * pen, tall + 2 * pen), pygame.SRCALPHA, 32)
    sprite.blits([(sign, (x + pen, y + pen)) for (x, y), sign in signs], False)
    return sprite


def _rendered(font: pygame.font.Font, text: str, rgb: Rgb) -> pygame.Surface:
    return font.render(text, True, rgb).convert_alpha()


def _edged(font: pygame.font.Font, text: str, rgb: Rgb, pen: int) -> pygame.Surface:
    """The line around a sign: the sign itself in that colour, shifted all around by ``pen`` pixels."""
    sign = font.render(text, True, rgb).convert_alpha()
    sheet = pygame.Surface((sign.get_width() + 2 * pen, sign.get_height() + 2 * pen), pygame.SRCALPHA, 32)
    sheet.fill((*rgb, 0))
    for k in range(16):
        turn = math.tau * k / 16
        sheet.blit(sign, (round(pen * (1 + math.cos(turn))), round(pen * (1 + math.sin(turn)))))
    return sheet
