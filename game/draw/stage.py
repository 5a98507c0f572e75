"""What there is to draw on: a surface and its viewport, the ground, and pictures that are kept from frame to frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pygame

from game.core.geometry import Rect, Vec, nearest
from game.core.layout import Layout
from game.core.viewport import PixelBox, Viewport
from game.core.words import Words
from game.draw import bake
from game.draw.sprites import SpriteCache
from game.draw.text import Typesetter
from game.draw.theme import Rgb, Theme

Colour = Rgb | str


@dataclass(frozen=True)
class TextMark:
    """Where a line of text went, the box it was meant for, its colour: for tests of collisions and contrast."""

    text: str
    rect: Rect
    box: Rect | None
    colour: Rgb
    alpha: float
    edge: Rgb | None = None


class Stage:
    """A surface seen through a viewport, in the colours of a theme, with the pictures that are kept for it."""

    def __init__(self, surface: pygame.Surface, fonts: Path, theme: Theme, words: Words, *,
                 text_scale: float = 1.0, cache: SpriteCache | None = None) -> None:
        self.cache = cache or SpriteCache()
        self.theme = theme
        self.words = words
        self.type = Typesetter(fonts, self.cache)
        self.alpha = 1.0
        self.marks: list[TextMark] | None = None
        self._layers: dict[str, tuple[Hashable, pygame.Surface]] = {}
        self._floor: pygame.Surface | None = None
        self.standing: Hashable = None
        """What stands on the ground; ``None``: nothing, the ground is bare."""
        self.aim(surface, text_scale)

    def aim(self, surface: pygame.Surface, text_scale: float = 1.0) -> None:
        """Draw on ``surface`` from now on; another size or text size drops what was baked for the old one."""
        view = Viewport.fit(surface.get_size(), text_scale)
        if getattr(self, "view", None) != view:
            self.forget()
        self.surface, self.view = surface, view
        self.type.set_scale(view.scale, text_scale)

    def wear(self, theme: Theme) -> None:
        """Draw in these colours from now on; what was baked in others is dropped."""
        if theme != self.theme:
            self.theme = theme
            self.forget()

    def speak(self, words: Words) -> None:
        """Use these words from now on; pictures with others on them are dropped."""
        self.words = words
        self.forget()

    def forget(self) -> None:
        """Drop all pictures that were baked."""
        self.cache.clear()
        self._layers.clear()
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
        picture = self._layer_picture(name, key, box, paint)
        if opacity < 255:
            picture.set_alpha(opacity)
        self.surface.blit(picture, box)
        if opacity < 255:
            picture.set_alpha(None)

    def bake_layer(self, name: str, key: Hashable, area: Rect, paint: Callable[[], None]) -> None:
        """Have a layer ready before it is shown."""
        if self.marks is None:
            self._layer_picture(name, key, self.view.box(area), paint)

    def _layer_picture(self, name: str, key: Hashable, box: PixelBox, paint: Callable[[], None]) -> pygame.Surface:
        """The finished pixels of a layer, on a surface of its own size."""
        key = (key, box, self.theme.name, self.words.language, self.standing)
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
        key = (key, w, h, self.theme.name)
        self.blit_px(self.cache.slot(("sheet over", name), key, self._sheet_of(area, paint, solid)), (x, y))

    def stamp(self, key: Hashable, area: Rect, paint: Callable[[], None]) -> None:
        """Show a small picture like a ``sheet``, but kept by what it shows (``key``), wherever it lies and as often."""
        if self.marks is not None:
            paint()
            return
        x, y, *_ = self.view.box(area)
        self.blit_px(self.cache.get(self._stamp_key(key, area), self._sheet_of(area, paint, False)), (x, y))

    def cover(self, area: Rect) -> None:
        """What is painted next lies over all of ``area``: no words there can be seen any longer."""
        if self.marks is not None:
            self.marks[:] = [mark for mark in self.marks if not area.contains(mark.rect.center)]

    def bake_stamp(self, key: Hashable, area: Rect, paint: Callable[[], None]) -> bool:
        """Have a stamp ready before it is shown; whether that took any work."""
        whole = self._stamp_key(key, area)
        if self.marks is not None or self.cache.holds(whole):
            return False
        self.cache.get(whole, self._sheet_of(area, paint, False))
        return True

    def _stamp_key(self, key: Hashable, area: Rect) -> Hashable:
        """A stamp's key: where ``area`` lies between two pixels decides how its words are rounded to them."""
        x, y, w, h = self.view.box(area)
        left, top = self.view.px((area.x, area.y))
        return ("stamp", key, w, h, round(left - x, 2), round(top - y, 2))

    def _sheet_of(self, area: Rect, paint: Callable[[], None], solid: bool) -> Callable[[], pygame.Surface]:
        """What bakes a picture of ``area`` on nothing; ``solid``: on a surface without alpha."""
        def bake_sheet() -> pygame.Surface:
            x, y, w, h = self.view.box(area)
            target = pygame.Surface((w, h), 0, self.surface) if solid else pygame.Surface((w, h), pygame.SRCALPHA, 32)
            self._paint_on(target, (x, y), paint)
            return target

        return bake_sheet

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
