"""Sets words: bundled fonts, each line shaped once and kept, wrapped and shrunk until it fits its box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pygame

from game.core.layout import GROWTH
from game.draw.sprites import SpriteCache
from game.draw.theme import FACES, STYLES, Rgb, Style

SHRINK = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.46)
"""The steps by which text that does not fit gets smaller."""
STAYING = ("%", ":", ";", "!", "?", "»")
"""Signs that stand behind a space and yet never at the beginning of a line."""
MOST_FITTED = 600
"""Paragraphs whose line breaks are remembered."""


class FontError(RuntimeError):
    """A bundled font is missing: the message names the file."""


class Typesetter:
    """Fonts at pixel sizes, measured and rendered lines. ``scale`` is pixels per design unit."""

    def __init__(self, folder: Path, cache: SpriteCache) -> None:
        self.folder = folder
        self.cache = cache
        self.scale = 1.0
        self.text_scale = 1.0
        self._fonts: dict[tuple[str, int], pygame.font.Font] = {}
        self._fitted: dict[tuple[str, Style, float, float], tuple[list[str], float]] = {}
        self.measure = lru_cache(maxsize=4096)(self._measured)
        self.shrink = lru_cache(maxsize=4096)(self._shrink)
        self.digits = lru_cache(maxsize=4096)(self._digits)

    def set_scale(self, scale: float, text_scale: float) -> None:
        """Use another window size or text size from now on."""
        if (scale, text_scale) != (self.scale, self.text_scale):
            self.scale, self.text_scale = scale, text_scale
            self.forget()

    def forget(self) -> None:
        """Close every font and forget what was measured with it."""
        for kept in (self._fonts, self._fitted):
            kept.clear()
        for measured in (self.measure, self.shrink, self.digits):
            measured.cache_clear()

    @property
    def growth(self) -> float:
        """How far a single line follows the visitor's text size."""
        return min(self.text_scale, GROWTH)

    def font(self, face: str, px: int) -> pygame.font.Font:
        """The font of a face at a pixel size. Raises ``FontError`` if its file is missing."""
        font = self._fonts.get((face, px))
        if font is None:
            path = self.folder / FACES[face]
            if not path.is_file():
                raise FontError(f"font file {path.name} is missing from {path.parent.name}; reinstall the program")
            font = self._fonts[face, px] = pygame.font.Font(str(path), px)
        return font

    def pixels(self, style: Style, shrink: float = 1.0) -> int:
        """The pixel size of a style."""
        return max(6, round(style.size * self.scale * shrink))

    def width(self, text: str, style: Style, shrink: float = 1.0) -> float:
        """Width of one line in design units."""
        return self.measure(text, style.face, self.pixels(style, shrink))[0] / self.scale

    def line_height(self, style: Style, shrink: float = 1.0) -> float:
        """Distance between two lines in design units."""
        return style.size * style.leading * shrink

    def line(self, text: str, style: Style, colour: Rgb, shrink: float = 1.0) -> pygame.Surface:
        """One line of text as a sprite."""
        px = self.pixels(style, shrink)
        key = ("text", text, style.face, px, colour)
        return self.cache.get(key, lambda: self.font(style.face, px).render(text, True, colour).convert_alpha())

    def _shrink(self, text: str, style: Style, room: float) -> float:
        """The factor with which one line follows the visitor's text size as far as ``room`` design units allow."""
        wide = self.width(text, style)
        shrink = min(self.growth, max(0.5, room / wide)) if wide > 0 else 1.0
        while shrink > 0.5 and self.width(text, style, shrink) > room + 1:  # letters come in whole pixels
            shrink *= 0.97
        return shrink

    def _digits(self, count: int, style: Style, room: float | None, tall: float | None, spare: int = 0) -> int:
        """The pixel size of a number of ``count`` signs in ``room`` design units.

        Where its height is known, ``tall``, it follows the visitor's text size as far as there is space, with
        ``spare`` signs more: it does not jump when it gets a minus.
        """
        least = self.pixels(style)
        px = least if tall is None else self.pixels(style, self.growth)
        while px > 6:  # digits come in whole pixels
            step, high = self.measure("0", style.face, px)
            signs = count + spare * (px > least)
            wide_enough = room is None or step * signs <= room * self.scale + 1
            low_enough = tall is None or px <= least or high <= tall * self.scale + 1
            if wide_enough and low_enough:
                break
            px -= 1
        return px

    def evenly(self, texts: Sequence[str], style: Style, room: float) -> list[float]:
        """How much room to give each of these lines, so that all come out in letters of one size."""
        wides = [self.width(text, style) for text in texts]
        factor = min(self.growth, room / max(wides))
        return [max(1.0, factor * wide) for wide in wides]

    def wrap(self, text: str, style: Style, width: float, shrink: float = 1.0) -> list[str]:
        """Break at spaces (and at newlines) so that no line is wider than ``width`` design units.

        Text without spaces (Japanese, long words) breaks between characters.
        """
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in _pieces(paragraph):
                tried = line + word
                if line and self.width(tried.rstrip(), style, shrink) > width:
                    lines.append(line.rstrip())
                    line = word.lstrip()
                else:
                    line = tried
            lines.append(line.rstrip())
        return lines

    def fit(self, text: str, style: Style, width: float, height: float) -> tuple[list[str], float]:
        """The lines and the shrink factor with which ``text`` fits the box, starting at the visitor's text size.

        If even the smallest step is too big, its lines come back all the same (the caller sees the overflow).
        """
        key = (text, style, round(width, 2), round(height, 2))
        fitted = self._fitted.get(key)
        if fitted is None:
            if len(self._fitted) > MOST_FITTED:
                self._fitted.clear()
            fitted = self._fitted[key] = self._fit(text, style, width, height)
        return fitted

    def _fit(self, text: str, style: Style, width: float, height: float) -> tuple[list[str], float]:
        lines, factor = [text], 1.0
        for step in SHRINK:
            factor = step * self.text_scale if step * self.text_scale >= SHRINK[-1] else SHRINK[-1]
            lines = self.wrap(text, style, width, factor)
            widest = max(self.width(line, style, factor) for line in lines)
            if len(lines) * self.line_height(style, factor) <= height + 1 and widest <= width + 1:
                break
        return lines, factor

    def alike(self, texts: Sequence[str], style: Style, width: float, height: float) -> Style:
        """The style in which the longest of these texts just fits a box: all of them in it come out in one size."""
        least = min(self.fit(text, style, width, height)[1] for text in texts)
        return replace(style, size=style.size * least / self.text_scale)

    def _measured(self, text: str, face: str, px: int) -> tuple[int, int]:
        """Width and height of one line in pixels."""
        return self.font(face, px).size(text)


@lru_cache(maxsize=512)
def _pieces(paragraph: str) -> tuple[str, ...]:
    """Words with their following space; characters of scripts that are written without spaces.

    What may not begin a line stays with the word before it: a per cent sign, a French colon.
    """
    pieces: list[str] = []
    word = ""
    for i, char in enumerate(paragraph):
        word += char
        if (char == " " and paragraph[i + 1: i + 2] not in STAYING) or ord(char) > 0x2E80:
            pieces.append(word)
            word = ""
    return (*pieces, word) if word else tuple(pieces)


def style_of(style: str | Style) -> Style:
    """A style by name. Raises ``KeyError`` with the names there are."""
    if isinstance(style, Style):
        return style
    if style not in STYLES:
        raise KeyError(f"no text style {style!r}; there are {', '.join(STYLES)}")
    return STYLES[style]
