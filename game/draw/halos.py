"""Finds the sprites of halos and of the beads of comets: few sizes and strengths, baked once and kept."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Literal

import pygame

from game.draw import bake
from game.draw.sprites import SpriteCache
from game.draw.theme import Rgb, mix_rgb

LEVELS = 16
"""Steps of brightness."""
MOST_STRINGS = 256
"""So many sizes, colours and fades of strings have their sprites at hand."""
PALE = 0.25
"""So much white is in a bead of glass: over a fibre of its own colour it is still seen."""
Kind = Literal["light", "glass"]
"""Light is added to what is there; glass covers it, and so keeps its colour over any other."""
Beads = Sequence[tuple[Kind, float, float]]
"""One string: the kind of each bead, its radius in parts of the string's size, and its level 0..1."""
Strung = list[tuple[pygame.Surface | None, int, int]]
"""The sprite of each bead, ``None`` for one too faint to be seen, half its width, and how it is put on."""


class Halos:
    """Halos by radius in pixels, colour and brightness in steps of 1 / LEVELS."""

    def __init__(self, cache: SpriteCache) -> None:
        self._cache = cache
        self._strings: dict[tuple[int, Rgb, int], Strung] = cache.along({})

    def one(self, radius: float, rgb: Rgb, level: float) -> pygame.Surface | None:
        """The sprite of a halo, ``level`` in 0..LEVELS; ``None`` if it is too faint or small."""
        step, px = int(level + 0.5), int(radius / 2 + 0.5) * 2
        if step <= 0 or px < 2:
            return None
        key = ("glow", px if px <= 24 else _rung(px), rgb, step)
        return self._cache.get(key, partial(_bake, key))

    def glass(self, radius: float, rgb: Rgb, level: float) -> pygame.Surface | None:
        """The sprite of a bead of glass, ``level`` in 0..LEVELS; ``None`` if it is too faint or small."""
        step, halves = int(level + 0.5), round(radius * 2)
        if step <= 0 or halves < 1:
            return None
        colour = mix_rgb(rgb, (255, 255, 255), PALE)
        return self._cache.get(("bead", halves, rgb, step), lambda: bake.bead(halves / 2, colour, step / LEVELS))

    def string(self, beads: Beads, size: float, rgb: Rgb, level: float) -> Strung:
        """The sprites of a string of halos of ``size`` pixels, looked up once for all of one size, colour and level."""
        halves, step = max(1, round(size * 2)), round(level)
        key = (halves, rgb, step)
        strung = self._strings.get(key)
        if strung is None:
            if len(self._strings) > MOST_STRINGS:
                self._strings.clear()
            bakers = {"light": (self.one, pygame.BLEND_RGB_ADD), "glass": (self.glass, 0)}
            strung = self._strings[key] = []
            for kind, width, share in beads:
                baker, flags = bakers[kind]
                sprite = baker(halves / 2 * width, rgb, share * step)
                strung.append((sprite, sprite.get_width() // 2 if sprite else 0, flags))
        return strung


def _bake(key: tuple[str, int, Rgb, int]) -> pygame.Surface:
    _, px, rgb, step = key
    return bake.glow(px, rgb, step / LEVELS)


@lru_cache(maxsize=4096)
def _rung(px: int) -> int:
    """A halo's radius rounded to steps of 7 %: nobody sees the difference, and few have to be baked."""
    return round(24 * 1.07 ** round(math.log(px / 24, 1.07)) / 2) * 2
