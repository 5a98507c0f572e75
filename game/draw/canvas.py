"""What scenes draw on: design units in, pixels out, every picture baked once and kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

import pygame

from game.core.figures import printed
from game.core.geometry import Rect, Vec, nearest
from game.core.layout import Layout
from game.core.viewport import PixelBox, Viewport
from game.core.words import Words
from game.draw import bake, lines
from game.draw.sprites import SpriteCache
from game.draw.text import Typesetter, style_of
from game.draw.theme import Rgb, Style, Theme, mix_rgb

Colour = Rgb | str
MOST_SAID = 512
"""So many of the last numbers are remembered, to tell those that stand still from those that change."""
MOST_STRINGS = 256
"""So many sizes, colours and fades of comets have their sprites at hand."""
EDGE = 0.045
"""How thick the line around a number is, of the height of its letters."""
BOX_STEP = 128
"""Boxes that change their size are cut from larger ones, whose sides are multiples of so many pixels."""
ANCHORS = {"l": 0.0, "c": 0.5, "r": 1.0, "t": 0.0, "m": 0.5, "b": 1.0}


@dataclass(frozen=True)
class TextMark:
    """Where a line of text went, the box it was meant for, its colour: for tests of collisions and contrast."""

    text: str
    rect: Rect
    box: Rect | None
    colour: Rgb
    alpha: float
    edge: Rgb | None = None


class Canvas:
    """One frame's drawing surface, with its viewport, theme, words and sprite cache."""

    def __init__(self, surface: pygame.Surface, fonts: Path, theme: Theme, words: Words, *,
                 text_scale: float = 1.0, cache: SpriteCache | None = None) -> None:
        self.cache = cache or SpriteCache()
        self.theme = theme
        self.words = words
        self.type = Typesetter(fonts, self.cache)
        self.alpha = 1.0
        self._verbatim = False
        self.marks: list[TextMark] | None = None
        self._layers: dict[str, tuple[Hashable, pygame.Surface]] = {}
        self._said: dict[Hashable, None] = {}
        self._floor: pygame.Surface | None = None
        self.standing: Hashable = None
        """What stands on the ground; ``None``: nothing, the ground is bare."""
        self._strings: dict[Hashable, list[tuple[pygame.Surface | None, int]]] = {}
        self.aim(surface, text_scale)

    def aim(self, surface: pygame.Surface, text_scale: float = 1.0) -> None:
        """Draw on ``surface`` from now on; another size or text size drops what was baked for the old one."""
        view = Viewport.fit(surface.get_size(), text_scale)
        if getattr(self, "view", None) != view:
            self._forget()
        self.surface, self.view = surface, view
        self.type.set_scale(view.scale, text_scale)

    def wear(self, theme: Theme) -> None:
        """Draw in these colours from now on; what was baked in others is dropped."""
        if theme != self.theme:
            self.theme = theme
            self._forget()

    def speak(self, words: Words) -> None:
        """Use these words from now on; pictures with others on them are dropped."""
        self.words = words
        self._forget()

    def _forget(self) -> None:
        """Drop all pictures that were baked."""
        self.cache.clear()
        self._layers.clear()
        self._said.clear()
        self._strings.clear()
        self.clear_ground()

    @property
    def layout(self) -> Layout:
        return self.view.layout

    @property
    def scale(self) -> float:
        """Pixels per design unit."""
        return self.view.scale

    def colour(self, colour: Colour) -> Rgb:
        """A role name or RGB as RGB."""
        return self.theme.role(colour) if isinstance(colour, str) else colour

    @contextmanager
    def fade(self, alpha: float) -> Iterator[None]:
        """Draw what follows with this opacity (multiplied into any fade around it)."""
        before = self.alpha
        self.alpha = before * max(0.0, min(1.0, alpha))
        try:
            yield
        finally:
            self.alpha = before

    # -- whole-screen ---------------------------------------------------------------------------

    def ground(self) -> None:
        """Fill the window with the dark room, and with what stands in it."""
        self.surface.blit(self.floor, (0, 0))

    def stand(self, key: Hashable, paint: Callable[[], None]) -> None:
        """From now on the ground carries what ``paint`` draws: what stands around the stage, the same in every frame.

        It is painted anew only when ``key`` changes. ``clear_ground`` takes it away.
        """
        def bake_floor() -> pygame.Surface:
            floor = self.ground_surface().copy()
            self._paint_on(floor, (0, 0), paint)
            return floor

        whole = (key, self.view, self.theme.name)
        self._floor, self.standing = self.cache.memo("floor", whole, bake_floor), whole

    def clear_ground(self) -> None:
        """Nothing stands on the ground any longer."""
        self._floor = self.standing = None

    @property
    def floor(self) -> pygame.Surface:
        """The ground as it is now."""
        return self._floor or self.ground_surface()

    def covers(self, area: Rect | None) -> bool:
        """Whether a picture of ``area`` fills the whole window, so that the ground need not be drawn first."""
        return area is not None and pygame.Rect(self.view.box(area)).contains((0, 0, *self.view.size))

    def ground_surface(self) -> pygame.Surface:
        t = self.theme
        key = ("ground", self.view.size, t.ground, t.ground_edge)
        return self.cache.get(key, lambda: bake.ground(self.view.size, t.ground, t.ground_edge))

    def layer(self, name: str, key: Hashable, area: Rect, paint: Callable[[], None]) -> None:
        """Show ``area`` of a picture that lies on the ground and changes only when ``key`` does.

        ``paint`` draws it with this canvas; while ``key`` (and theme, language, what stands on the ground) stays the
        same the finished pixels are reused. Where there is a fade, the picture fades as one. While marks are kept, it
        is painted directly, so that they all are.
        """
        opacity = round(255 * self.alpha)
        if opacity <= 0:
            return
        if self.marks is not None:
            paint()
            return
        box = self.view.box(area)
        picture = self._layer_picture(name, (key, box, self.theme.name, self.words.language, self.standing), box, paint)
        if opacity < 255:
            picture.set_alpha(opacity)
        self.surface.blit(picture, box)
        if opacity < 255:
            picture.set_alpha(None)

    def _layer_picture(self, name: str, key: Hashable, box: PixelBox, paint: Callable[[], None]) -> pygame.Surface:
        """The finished pixels of a layer, on a surface of its own size."""
        kept = self._layers.get(name)
        if kept is None or kept[0] != key:
            fits = kept is not None and kept[1].get_size() == box[2:]
            target = kept[1] if kept and fits else pygame.Surface(box[2:], 0, self.surface)
            target.blit(self.floor, (0, 0), box)
            self._paint_on(target, box[:2], paint)
            self._layers[name] = kept = (key, target)
        return kept[1]

    def sheet(self, name: Hashable, key: Hashable, area: Rect, paint: Callable[[], None], *,
              solid: bool = False) -> None:
        """Show a picture that may lie on anything: ``paint`` draws it on a clear sheet over ``area``.

        Like ``layer``: the finished pixels are reused while ``key`` stays the same. While marks are kept, it is
        painted directly, so that they all are. No halos: they need a ground. ``solid``: the paint covers it all.
        """
        if self.marks is not None:
            paint()
            return
        x, y, w, h = self.view.box(area)

        def bake_sheet() -> pygame.Surface:
            target = pygame.Surface((w, h), 0, self.surface) if solid else pygame.Surface((w, h), pygame.SRCALPHA, 32)
            self._paint_on(target, (x, y), paint)
            return target

        self.blit_px(self.cache.slot(("sheet over", name), (key, w, h, self.theme.name), bake_sheet), (x, y))

    def _paint_on(self, target: pygame.Surface, corner: tuple[int, int], paint: Callable[[], None]) -> None:
        """Let ``paint`` draw on a picture that is going to be kept and lies with its corner at a pixel."""
        before = self.surface, self.view, self.alpha
        self.surface, self.alpha = target, 1.0
        self.view = replace(self.view, dx=self.view.dx - corner[0], dy=self.view.dy - corner[1])
        try:
            with self.cache.kept():
                paint()
        finally:
            self.surface, self.view, self.alpha = before

    # -- sprites --------------------------------------------------------------------------------

    def blit(self, sprite: pygame.Surface, centre: Vec, alpha: float = 1.0) -> None:
        """Put a baked sprite with its middle at a design point."""
        x, y = self.view.px(centre)
        self.blit_px(sprite, (nearest(x - sprite.get_width() / 2), nearest(y - sprite.get_height() / 2)), alpha)

    def blit_px(self, sprite: pygame.Surface, topleft: tuple[int, int], alpha: float = 1.0) -> None:
        """Put a sprite with its corner at a pixel, with opacity ``alpha`` times the present fade."""
        opacity = round(255 * alpha * self.alpha)
        if opacity <= 0:
            return
        if opacity >= 255:
            self.surface.blit(sprite, topleft)
            return
        sprite.set_alpha(opacity)
        self.surface.blit(sprite, topleft)
        sprite.set_alpha(255)

    def pile(self, layers: Iterable[tuple[pygame.Surface, float]], centre: Vec) -> None:
        """Sprites with one middle, one over another, each with its opacity."""
        x, y = self.view.px(centre)
        batch = []
        for sprite, alpha in layers:
            sprite.set_alpha(round(255 * alpha * self.alpha))
            batch.append((sprite, (nearest(x - sprite.get_width() / 2), nearest(y - sprite.get_height() / 2))))
        self.surface.blits(batch, False)
        for sprite, _ in batch:
            sprite.set_alpha(255)

    def glow(self, centre: Vec, radius: float, colour: Colour, level: float = 1.0) -> None:
        """Add a soft halo of ``radius`` design units; ``level`` 0..1 is its brightness."""
        self.glows(((centre, radius, level),), colour)

    def glows(self, beads: Iterable[tuple[Vec, float, float]], colour: Colour) -> None:
        """Many halos of one colour at once: (middle, radius, level) each."""
        scale, dx, dy, strength = self.view.scale, self.view.dx, self.view.dy, 16 * self.alpha
        batch = []
        for (x, y), radius, level in beads:
            if halo := self._halo(radius * scale, colour, level * strength):
                half = halo.get_width() // 2
                at = (int(x * scale + dx + 0.5) - half, int(y * scale + dy + 0.5) - half)
                batch.append((halo, at, None, pygame.BLEND_RGB_ADD))
        self.surface.blits(batch, False)

    def string(self, places: Sequence[Vec | None], beads: Sequence[tuple[float, float, float]], size: float,
               colour: Colour) -> None:
        """Halos strung along a way: for each place one of ``beads`` (_, radius in parts of ``size``, level).

        Their sprites are looked up once for all comets of one size.
        """
        scale, dx, dy = self.view.scale, self.view.dx + 0.5, self.view.dy + 0.5
        px, sixteenths = max(1, round(size * scale * 2)), round(16 * self.alpha)
        key = (px, colour, sixteenths, self.theme.name)
        halos = self._strings.get(key)
        if halos is None:
            if len(self._strings) > MOST_STRINGS:
                self._strings.clear()
            sprites = [self._halo(px / 2 * width, colour, level * sixteenths) for _, width, level in beads]
            halos = self._strings[key] = [(sprite, sprite.get_width() // 2 if sprite else 0) for sprite in sprites]
        add = pygame.BLEND_RGB_ADD
        self.surface.blits([(halo, (int(at[0] * scale + dx) - half, int(at[1] * scale + dy) - half), None, add)
                            for at, (halo, half) in zip(places, halos, strict=True) if at and halo], False)

    def _halo(self, radius: float, colour: Colour, level: float) -> pygame.Surface | None:
        """The sprite of a halo of ``radius`` pixels, ``level`` 0..16; ``None`` if it is too faint or small."""
        step, px = int(level + 0.5), int(radius / 2 + 0.5) * 2
        if step <= 0 or px < 2:
            return None
        key = (px if px <= 24 else _rung(px), colour, step, self.theme.name)
        return self.cache.get(key, partial(self._bake_halo, key))

    def _bake_halo(self, key: tuple[int, Colour, int, str]) -> pygame.Surface:
        px, colour, step, _ = key
        return bake.glow(px, self.colour(colour), step / 16)

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
        shape = [self.view.px(p) for p in points]
        pygame.draw.polygon(self.surface, rgb, shape)
        pygame.draw.aalines(self.surface, rgb, True, shape)

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
               anchor: str = "cm", room: float | None = None, alpha: float = 1.0, edge: Colour | None = None) -> Rect:
        """A changing number in tabular digits, set glyph by glyph so that the cache stays small.

        ``edge`` is the colour of a thin line around it, where it stands on a lively picture.
        """
        text, st = self.printed(text), style_of(style)
        px = self.type.pixels(st)
        if room is not None:
            wide = self.type.width("0" * len(text), st)
            px = max(6, int(px * min(1.0, room / wide))) if wide > 0 else px
        rgb = self.colour(colour or st.role)
        step, tall = self.type.measure("0", st.face, px)
        x, y = self.view.px(at)
        left = nearest(x - step * len(text) * ANCHORS[anchor[0]])
        top = nearest(y - tall * ANCHORS[anchor[1]])
        rect = self.view.unbox((left, top, step * len(text), tall))
        around = None if edge is None else self.colour(edge)
        self._mark(text, rect, None, rgb, alpha, around)
        pen = 0 if edge is None else max(1, round(px * EDGE))
        key = ("number", text, st.face, px, rgb, around)
        if key in self._said:  # a number that stands still is one sprite
            sprite = self.cache.get(key, lambda: self._composed(self._glyphs(text, st.face, px, rgb, step, around, pen),
                                                                tall, pen))
            self.blit_px(sprite, (left - pen, top - pen), alpha)
        else:
            self._say(key)
            for (dx, dy), glyph in self._glyphs(text, st.face, px, rgb, step, around, pen):
                self.blit_px(glyph, (left + dx, top + dy), alpha)
        return rect

    def _glyphs(self, text: str, face: str, px: int, rgb: Rgb, step: int, around: Rgb | None,
                pen: int) -> list[tuple[tuple[int, int], pygame.Surface]]:
        """The sprites of a number's digits and signs and where each stands; first, if any, the lines around them."""
        font, get = self.type.font(face, px), self.cache.get
        placed = [(i * step, glyph) for i, glyph in enumerate(text) if glyph != " "]
        signs = [((x, 0), get(("glyph", glyph, face, px, rgb), lambda g=glyph: _rendered(font, g, rgb)))
                 for x, glyph in placed]
        if around is None:
            return signs
        return [((x - pen, -pen), get(("edge", glyph, face, px, around), lambda g=glyph: _edged(font, g, around, pen)))
                for x, glyph in placed] + signs

    def _composed(self, glyphs: list[tuple[tuple[int, int], pygame.Surface]], tall: int, pen: int) -> pygame.Surface:
        """A whole number as one sprite, with room for a line of ``pen`` pixels around it."""
        wide = max((x + glyph.get_width() for (x, _), glyph in glyphs), default=1)
        sprite = pygame.Surface((wide + 2 * pen, tall + 2 * pen), pygame.SRCALPHA, 32)
        sprite.blits([(glyph, (x + pen, y + pen)) for (x, y), glyph in glyphs], False)
        return sprite

    def _say(self, key: Hashable) -> None:
        """Remember that a number was shown; long ago is forgotten."""
        self._said[key] = None
        if len(self._said) > MOST_SAID:
            del self._said[next(iter(self._said))]

    def _mark(self, text: str, rect: Rect, box: Rect | None, colour: Rgb, alpha: float,
              edge: Rgb | None = None) -> None:
        """Note a line of text just before it is drawn: what lies under it can still be seen."""
        if self.marks is not None and alpha * self.alpha > 0.3:
            self.marks.append(TextMark(text, rect, box, colour, alpha * self.alpha, edge))


@lru_cache(maxsize=4096)
def _rung(px: int) -> int:
    """A halo's radius rounded to steps of 7 %: nobody sees the difference, and few have to be baked."""
    return round(24 * 1.07 ** round(math.log(px / 24, 1.07)) / 2) * 2


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
