"""What scenes draw with: halos, shapes, lines and words, in design units, on a stage."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pygame

from game.core.figures import printed
from game.core.geometry import Rect, Vec, nearest
from game.core.words import Words
from game.draw import bake, lines
from game.draw.halos import LEVELS, Beads, Halos
from game.draw.numerals import Numerals
from game.draw.sprites import SpriteCache
from game.draw.stage import Colour, Stage, TextMark
from game.draw.text import style_of
from game.draw.theme import Rgb, Style, Theme, mix_rgb

__all__ = ["Canvas", "Colour", "TextMark"]

HaloBlit = tuple[pygame.Surface, tuple[int, int], None, int]
"""What ``Surface.blits`` wants to know of one halo."""
BOX_STEP = 128
"""Boxes that change their size are cut from larger ones, whose sides are multiples of so many pixels."""
ANCHORS = {"l": 0.0, "c": 0.5, "r": 1.0, "t": 0.0, "m": 0.5, "b": 1.0}


class Canvas(Stage):
    """A stage and everything that draws on it."""

    def __init__(self, surface: pygame.Surface, fonts: Path, theme: Theme, words: Words, *,
                 text_scale: float = 1.0, cache: SpriteCache | None = None) -> None:
        super().__init__(surface, fonts, theme, words, text_scale=text_scale, cache=cache)
        self.halos = Halos(self.cache)
        self.numerals = Numerals(self.type)
        self.rested: dict[Hashable, float] = self.cache.along({})
        """Of every kind of picture that is scaled while it grows or shrinks: its size when it was last at rest."""
        self._verbatim = False

    # -- halos and shapes -----------------------------------------------------------------------

    def glow(self, centre: Vec, radius: float, colour: Colour, level: float = 1.0) -> None:
        """Add a soft halo of ``radius`` design units; ``level`` 0..1 is its brightness."""
        self.glows(((centre, radius, level),), colour)

    def glows(self, beads: Iterable[tuple[Vec, float, float]], colour: Colour) -> None:
        """Many halos of one colour at once: (middle, radius, level) each."""
        self.surface.blits(self.halo_batch(beads, colour), False)

    def halo_batch(self, beads: Iterable[tuple[Vec, float, float]], colour: Colour) -> list[HaloBlit]:
        """The same, ready to be put on the surface: to be kept for as long as it stays what it is."""
        scale, dx, dy, strength = self.view.scale, self.view.dx, self.view.dy, LEVELS * self.alpha
        rgb, batch = self.colour(colour), []
        for (x, y), radius, level in beads:
            if halo := self.halos.one(radius * scale, rgb, level * strength):
                half = halo.get_width() // 2
                at = (int(x * scale + dx + 0.5) - half, int(y * scale + dy + 0.5) - half)
                batch.append((halo, at, None, pygame.BLEND_RGB_ADD))
        return batch

    def string(self, places: Sequence[Vec | None], beads: Beads, size: float, colour: Colour) -> None:
        """What is strung along a way: for each place one of ``beads``, its radius in parts of ``size`` design units."""
        scale, dx, dy = self.view.scale, self.view.dx + 0.5, self.view.dy + 0.5
        strung = self.halos.string(beads, size * scale, self.colour(colour), LEVELS * self.alpha)
        self.surface.blits([(bead, (int(at[0] * scale + dx) - half, int(at[1] * scale + dy) - half), None, flags)
                            for at, (bead, half, flags) in zip(places, strung, strict=True) if at and bead], False)

    def disc(self, centre: Vec, radius: float, colour: Colour, alpha: float = 1.0) -> None:
        """A filled disc with a smooth edge."""
        rgb, r = self.colour(colour), max(0.7, round(self.view.length(radius) * 2) / 2)
        self.blit(self.cache.get(("disc", r, rgb), lambda: bake.disc(r, rgb)), centre, alpha)

    def ring(self, centre: Vec, radius: float, colour: Colour, width: float = 2.0, *,
             fill: Colour | None = None, fill_alpha: float = 1.0, alpha: float = 1.0) -> None:
        """A smooth circle line; ``radius`` is its outer edge."""
        rgb, inner = self.colour(colour), None if fill is None else self.colour(fill)
        r, w = round(self.view.length(radius) * 2) / 2, max(1.0, self.view.length(width))
        key = ("ring", r, w, rgb, inner, fill_alpha)
        self.blit(self.cache.get(key, lambda: bake.ring(r, w, rgb, inner, fill_alpha)), centre, alpha)

    def box(self, rect: Rect, radius: float = 22.0, fill: Colour = "card", fill_alpha: float | None = None,
            line: Colour | None = "line", width: float = 1.5, fill_end: Colour | None = None,
            alpha: float = 1.0) -> None:
        """A rounded box: the panel, the pill, the button; ``fill_end`` grades it from left to right."""
        x, y, w, h = self.view.box(rect)
        opacity = self.theme.card_alpha if fill_alpha is None else fill_alpha
        colours = tuple(None if c is None else self.colour(c) for c in (fill, line, fill_end))
        r, edge = self.view.length(radius), max(1.0, self.view.length(width))
        look, body = (r, opacity, colours, edge), colours[0] or (0, 0, 0)

        def of_size(w: int, h: int) -> pygame.Surface:
            return self.cache.get(("box", w, h, look), lambda: bake.rounded((w, h), r, body, opacity, colours[1], edge,
                                                                            colours[2]))

        if fill_end is None and min(w, h) > BOX_STEP and not self.cache.steady(("box", w, h, look)):
            larger = of_size(w + -w % BOX_STEP, h + -h % BOX_STEP)
            self._quarters(larger, pygame.Rect(x, y, w, h), alpha)
        else:
            self.blit_px(of_size(w, h), (x, y), alpha)

    def _quarters(self, larger: pygame.Surface, box: pygame.Rect, alpha: float) -> None:
        """A box put together from the corners of a larger one: exact, and nothing is baked while its size changes."""
        opacity = round(255 * alpha * self.alpha)
        if opacity <= 0:
            return
        larger.set_alpha(opacity)
        (wide, tall), (w, h) = larger.get_size(), box.size
        for x, across, cut in ((0, w // 2, 0), (w // 2, w - w // 2, wide - w)):
            for y, along, off in ((0, h // 2, 0), (h // 2, h - h // 2, tall - h)):
                self.surface.blit(larger, (box.x + x, box.y + y), (x + cut, y + off, across, along))
        larger.set_alpha(255)

    def shade(self, rect: Rect, level: float = 0.8) -> None:
        """Darken a place softly, so that words over a lively picture can be read."""
        x, y, w, h = self.view.box(rect)
        dark = self.theme.ground_edge
        self.blit_px(self.cache.get(("shade", w, h, dark, level), lambda: bake.shade((w, h), dark, level)), (x, y))

    # -- lines ----------------------------------------------------------------------------------

    def _on_ground(self, colour: Colour, alpha: float) -> Rgb:
        """A line's colour when it is partly transparent: mixed with the room (lines cannot blend)."""
        opacity = alpha * self.alpha
        rgb = self.colour(colour)
        room = mix_rgb(self.theme.ground_edge, self.theme.ground, 0.6)
        return rgb if opacity >= 0.995 else mix_rgb(room, rgb, opacity)

    def polyline(self, points: Sequence[Vec], colour: Colour, width: float = 2.0, alpha: float = 1.0,
                 closed: bool = False) -> None:
        """A smooth line of ``width`` design units through design points."""
        if len(points) < 2 or alpha * self.alpha <= 0.01:
            return
        rgb = self._on_ground(colour, alpha)
        self.polyline_px([self.view.px(p) for p in points], rgb, self.view.length(width), closed)

    def polyline_px(self, points: Sequence[Vec], rgb: Rgb, width: float, closed: bool = False) -> None:
        """The same in pixels and a final colour."""
        lines.smooth_line(self.surface, points, rgb, width, closed)

    def dashes(self, points: Sequence[Vec], colour: Colour, width: float = 2.0, dash: float = 15.0,
               gap: float = 11.0, alpha: float = 1.0) -> None:
        """A dashed smooth line through design points."""
        if len(points) == 2 and (points[0][0] == points[1][0] or points[0][1] == points[1][1]):
            if alpha * self.alpha > 0.01:
                ends = self.view.px(points[0]), self.view.px(points[1])
                sizes = [self.view.length(size) for size in (width, dash, gap)]
                lines.straight_dashes(self.surface, *ends, self._on_ground(colour, alpha), *sizes)
            return
        for piece in lines.cut_dashes(points, dash, gap):
            self.polyline(piece, colour, width, alpha)

    def polygon(self, points: Sequence[Vec], colour: Colour, alpha: float = 1.0) -> None:
        """A filled shape with smooth edges."""
        rgb = self._on_ground(colour, alpha)
        lines.smooth_shape(self.surface, [self.view.px(p) for p in points], rgb)

    @contextmanager
    def clip(self, rect: Rect) -> Iterator[None]:
        """Draw what follows only inside ``rect``."""
        before = self.surface.get_clip()
        self.surface.set_clip(pygame.Rect(self.view.box(rect)).clip(before))
        try:
            yield
        finally:
            self.surface.set_clip(before)

    # -- words ----------------------------------------------------------------------------------

    def printed(self, text: str) -> str:
        """Words as they are shown: numbers in the visitor's way of writing them, unless they are a program's."""
        return text if self._verbatim else printed(text, self.words.decimal)

    @contextmanager
    def verbatim(self) -> Iterator[None]:
        """Show what follows letter by letter as it is: programs."""
        before, self._verbatim = self._verbatim, True
        try:
            yield
        finally:
            self._verbatim = before

    def text(self, at: Vec, text: str, style: str | Style = "label", colour: Colour | None = None,
             anchor: str = "lm", room: float | None = None, alpha: float = 1.0, upright: bool = False) -> Rect:
        """One line at a point. ``anchor`` is l/c/r then t/m/b; ``room`` is the width it must not exceed.

        Returns the box it took. With ``room`` it follows the visitor's text size as far as there is space.
        ``upright`` turns it to be read from below (for the names of vertical axes).
        """
        text, st = self.printed(text), style_of(style)
        shrink = 1.0 if room is None else self.type.shrink(text, st, room)
        rgb = self.colour(colour or st.role)
        sprite = self.type.line(text, st, rgb, shrink)
        if upright:
            flat, key = sprite, ("upright", text, st, shrink, colour, self.theme.name)
            sprite = self.cache.get(key, lambda: pygame.transform.rotate(flat, 90))
        x, y = self.view.px(at)
        w, h = sprite.get_size()
        left, top = nearest(x - w * ANCHORS[anchor[0]]), nearest(y - h * ANCHORS[anchor[1]])
        rect = self.view.unbox((left, top, w, h))
        if self.marks is not None:
            box = None if room is None or upright else Rect.around(rect.center, max(room, 1), rect.h + 2)
            self._mark(text, rect, box, rgb, alpha)
        self.blit_px(sprite, (left, top), alpha)
        return rect

    def paragraph(self, box: Rect, text: str, style: str | Style = "body", colour: Colour | None = None,
                  align: str = "l", valign: str = "t", alpha: float = 1.0) -> Rect:
        """Words wrapped into a box: at the visitor's text size, shrunk step by step until they fit."""
        text, st = self.printed(text), style_of(style)
        lines, shrink = self.type.fit(text, st, box.w, box.h)
        step = self.type.line_height(st, shrink)
        tall = step * len(lines)
        y = box.y + (box.h - tall) * ANCHORS[valign] + step / 2
        x = box.x + box.w * ANCHORS[align]
        rgb, widest = self.colour(colour or st.role), 0.0
        for i, line in enumerate(lines):
            if not line:
                continue
            sprite = self.type.line(line, st, rgb, shrink)
            px, py = self.view.px((x, y + i * step))
            left, top = nearest(px - sprite.get_width() * ANCHORS[align]), nearest(py - sprite.get_height() / 2)
            rect = self.view.unbox((left, top, sprite.get_width(), sprite.get_height()))
            widest = max(widest, rect.w)
            self._mark(line, rect, box, rgb, alpha)
            self.blit_px(sprite, (left, top), alpha)
        return Rect(box.x + (box.w - widest) * ANCHORS[align], y - step / 2, widest, tall)

    def number(self, at: Vec, text: str, style: str | Style = "value", colour: Colour | None = None,
               anchor: str = "cm", room: float | None = None, alpha: float = 1.0, edge: Colour | None = None,
               tall: float | None = None, most: int = 0) -> Rect:
        """A changing number in tabular digits, set glyph by glyph so that the cache stays small.

        ``edge`` is the colour of a thin line around it, where it stands on a lively picture. With ``tall``, the
        height there is for it, it follows the visitor's text size as far as ``room`` and ``tall`` allow;
        it is never larger than one of ``most`` signs would be.
        """
        text, st = self.printed(text), style_of(style)
        px = self.type.digits(max(len(text), most), st, room, tall, 0 if most else text[:1].isdigit())
        rgb = self.colour(colour or st.role)
        step, high = self.type.measure("0", st.face, px)
        x, y = self.view.px(at)
        left = nearest(x - step * len(text) * ANCHORS[anchor[0]])
        top = nearest(y - high * ANCHORS[anchor[1]])
        rect = self.view.unbox((left, top, step * len(text), high))
        around = None if edge is None else self.colour(edge)
        self._mark(text, rect, None, rgb, alpha, around)
        for (dx, dy), sprite in self.numerals.of(text, st.face, px, rgb, around):
            self.blit_px(sprite, (left + dx, top + dy), alpha)
        return rect

    def _mark(self, text: str, rect: Rect, box: Rect | None, colour: Rgb, alpha: float,
              edge: Rgb | None = None) -> None:
        """Note a line of text just before it is drawn: what lies under it can still be seen."""
        if self.marks is not None and alpha * self.alpha > 0.3:
            self.marks.append(TextMark(text, rect, box, colour, alpha * self.alpha, edge))
