"""Remembers finished little pictures, so that nothing is painted twice: bounded by memory, oldest out first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

import pygame

T = TypeVar("T")
MOST_SLOTS = 160


class SpriteCache:
    """Surfaces by key. ``limit`` is in bytes; the least recently used leave first."""

    def __init__(self, limit: int = 192 * 2**20) -> None:
        self.limit = limit
        self.bytes = 0
        self.bakes = 0
        self._sprites: OrderedDict[Hashable, pygame.Surface] = OrderedDict()
        self._slots: dict[Hashable, tuple[Hashable, object]] = {}

    def __len__(self) -> int:
        return len(self._sprites)

    def get(self, key: Hashable, bake: Callable[[], pygame.Surface]) -> pygame.Surface:
        """The surface kept under ``key``, baked now if it is not there."""
        sprite = self._sprites.get(key)
        if sprite is not None:
            self._sprites.move_to_end(key)
            return sprite
        sprite = bake()
        self.bakes += 1
        self._sprites[key] = sprite
        self.bytes += _bytes(sprite)
        while self.bytes > self.limit and len(self._sprites) > 1:
            _, old = self._sprites.popitem(last=False)
            self.bytes -= _bytes(old)
        return sprite

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

    def clear(self) -> None:
        """Forget everything (the window changed its size)."""
        self._sprites.clear()
        self._slots.clear()
        self.bytes = 0


def _bytes(surface: pygame.Surface) -> int:
    return surface.get_width() * surface.get_height() * surface.get_bytesize()
