"""The window: opens it, fills the screen with it and back, and shows the picture whole while its size changes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pygame

from game.app.options import Options
from game.draw.theme import Rgb

RESIZE_REST = 0.15
"""Seconds a window must keep its new size before everything is baked anew for it."""
RESIZED = (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED)


class NoDisplay(RuntimeError):
    """There is no screen to draw on."""


class Window:
    """What is drawn on: the window that is open, or a ``surface`` of one's own in its place."""

    def __init__(self, options: Options, surface: pygame.Surface | None = None) -> None:
        self.surface = surface
        self._resized: float | None = None
        self._easel: pygame.Surface | None = None
        """What is drawn on instead while the window has another size than the picture."""

        self._windowed = options.size if options.fullscreen else None

    def target(self) -> pygame.Surface:
        """The surface to draw on, fetched anew each frame: a window may have replaced it."""
        target = self.surface or pygame.display.get_surface()
        if target is None:
            raise NoDisplay("no window is open")
        return target

    def watch(self, events: Iterable[pygame.event.Event], now: float) -> None:
        """Note when the size changed last; it may do so in every frame, or once."""
        if any(event.type in RESIZED for event in events):
            self._resized = now

    def rested(self, drawn: tuple[int, int], now: float) -> bool:
        """Whether it is time to draw in another size than ``drawn``: baking all anew takes longer than a frame."""
        return self.target().get_size() != drawn and (self._resized is None or now - self._resized >= RESIZE_REST)

    def easel(self, size: tuple[int, int]) -> pygame.Surface:
        """The surface to draw a picture of ``size`` on: the window, or, where its size is another, one that ``show``
        scales into it."""
        target = self.target()
        if target.get_size() == size:
            self._easel = None
            return target
        if self._easel is None or self._easel.get_size() != size:
            self._easel = pygame.Surface(size, 0, target)
        return self._easel

    def show(self, around: Rgb) -> None:
        """Bring what was drawn on the easel into the window, as large as it goes, in bars of the colour ``around``."""
        if self._easel is None:
            return
        target, (wide, tall) = self.target(), self._easel.get_size()
        k = min(target.get_width() / wide, target.get_height() / tall)
        place = pygame.Rect(0, 0, max(1, round(wide * k)), max(1, round(tall * k)))
        place.center = target.get_rect().center
        target.fill(around)
        pygame.transform.smoothscale(self._easel, place.size, target.subsurface(place.clip(target.get_rect())))

    def turn_fullscreen(self) -> None:
        """Fill the screen, or go back to a window as large as it was. (Pygame's own toggle forgets how large.)"""
        if self._windowed is None:
            self._windowed = self.target().get_size()
            pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        else:
            pygame.display.set_mode(self._windowed, pygame.RESIZABLE)
            self._windowed = None

    @property
    def seen(self) -> bool:
        """Whether anybody could see the picture: not while the window is minimised."""
        return self.surface is not None or pygame.display.get_active()


def poll() -> list[pygame.event.Event]:
    """The events since the last frame; a pad that was just unplugged can make Pygame raise once."""
    try:
        return pygame.event.get()
    except (SystemError, KeyError):
        return []


def open_window(options: Options) -> None:
    """Open the window. Raises ``NoDisplay`` where SDL finds no screen, or silently offers an invisible one."""
    asked = os.environ.get("SDL_VIDEODRIVER", "")
    try:
        with _quiet():
            pygame.display.init()
        driver = pygame.display.get_driver()
        if driver in ("dummy", "offscreen") and asked not in ("dummy", "offscreen"):
            raise NoDisplay(f"SDL offers only the invisible driver {driver!r}")
        flags = pygame.FULLSCREEN if options.fullscreen else pygame.RESIZABLE
        pygame.display.set_mode((0, 0) if options.fullscreen else options.size, flags)
    except pygame.error as problem:
        raise NoDisplay(str(problem)) from problem
    pygame.font.init()
    pygame.joystick.init()  # reports every pad that is there as plugged in


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep libraries from complaining on their own about displays that are not there: we say it, in one line."""
    try:
        errors = os.dup(2)
    except OSError:  # there is nobody to complain to
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(errors, 2)
        os.close(nowhere)
        os.close(errors)
