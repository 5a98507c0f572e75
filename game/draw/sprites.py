"""Remembers finished little pictures, so that nothing is painted twice: bounded by memory, oldest out first."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import pygame

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
Sprite = TypeVar("Sprite", pygame.Surface, tuple[pygame.Surface, ...])
"""One surface, or several that are always needed together."""
MOST_SLOTS = 160
MOST_WISHES = 500


class SpriteCache:
    """Surfaces by key. ``limit`` is in bytes.

    Two generations stand in for an order of use, which would have to be kept at every look: what is looked at moves
    to the young one; when that has taken half the room, it becomes the old one, and what nobody wanted meanwhile goes.
    """

    def __init__(self, limit: int = 192 * 2**20) -> None:
        self.limit = limit
        self.bytes = 0
        self.bakes = 0
        self._young: dict[Hashable, Any] = {}
        self._old: dict[Hashable, Any] = {}
        self._young_bytes = 0
        self._slots: dict[Hashable, tuple[Hashable, object]] = {}
        self._along: list[dict[Any, Any]] = []
        self.frame = 0
        """Counted up by whoever shows one picture after another."""
        self._wished: dict[Hashable, tuple[int, int]] = {}
        """When each was last asked for in vain, and in how many frames in a row before that."""

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    def get(self, key: Hashable, bake: Callable[[], Sprite]) -> Sprite:
        """The surface kept under ``key``, baked now if it is not there."""
        sprite = self._young.get(key)
        return sprite if sprite is not None else self._take_up(key, bake)

    def _take_up(self, key: Hashable, bake: Callable[[], Sprite]) -> Sprite:
        """Move a surface to the young generation, baking it if it is in neither."""
        sprite: Any = self._old.pop(key, None)
        if sprite is None:
            sprite = bake()
            self.bakes += 1
            self.bytes += _bytes(sprite)
        self._young[key] = sprite
        self._young_bytes += _bytes(sprite)
        if self._young_bytes > self.limit // 2:
            self._old, self._young = self._young, {}
            self.bytes, self._young_bytes = self._young_bytes, 0
        return cast(Sprite, sprite)

    def holds(self, key: Hashable) -> bool:
        """Whether there is something under ``key``."""
        return key in self._young or key in self._old

    def steady(self, key: Hashable, frames: int = 1) -> bool:
        """Whether the surface under ``key`` is there already, or worth baking: asked for in so many frames before.

        What changes its size with every frame never is; a picture that is not part of a film always is. The dearer the
        surface, the more ``frames``: a slow move may well ask for the same one twice.
        """
        if self.frame <= 1 or self.holds(key):
            return True
        last, count = self._wished.get(key, (-1, 0))
        count = count if last == self.frame else count + 1 if last == self.frame - 1 else 0
        self._wished[key] = (self.frame, count)
        if len(self._wished) > MOST_WISHES:
            self._wished = {wish: asked for wish, asked in self._wished.items() if asked[0] >= self.frame - 1}
        return count >= frames

    @contextmanager
    def kept(self) -> Iterator[None]:
        """What is painted now stays: nothing on it is in passing, everything worth baking."""
        frame, self.frame = self.frame, 0
        try:
            yield
        finally:
            self.frame = frame

    def slot(self, name: Hashable, key: Hashable, bake: Callable[[], pygame.Surface]) -> pygame.Surface:
        """One surface kept under ``name``, baked anew only when ``key`` changes: for pictures that follow numbers."""
        return self.memo(name, key, bake)

    def memo(self, name: Hashable, key: Hashable, make: Callable[[], T]) -> T:
        """The same for anything that is costly to work out: the newest one of each ``name`` is kept."""
        kept = self._slots.get(name)
        if kept is None or kept[0] != key:
            self.bakes += 1
            kept = self._slots[name] = (key, make())
            if len(self._slots) > MOST_SLOTS:
                self._slots.pop(next(iter(self._slots)))
        return cast(T, kept[1])

    def along(self, kept: dict[K, V]) -> dict[K, V]:
        """Let a dict of things made of sprites be emptied whenever the cache is."""
        self._along.append(kept)
        return kept

    def clear(self) -> None:
        """Forget everything (the window changed its size)."""
        self._young, self._old = {}, {}
        for kept in (self._slots, *self._along):
            kept.clear()
        self.bytes = self._young_bytes = 0


def _bytes(sprite: pygame.Surface | tuple[pygame.Surface, ...]) -> int:
    if isinstance(sprite, tuple):
        return sum(_bytes(surface) for surface in sprite)
    return sprite.get_width() * sprite.get_height() * sprite.get_bytesize()
