"""Reads a frame's events: keeps every finger's state, tells touch from its echo as a mouse, names the keys."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import pygame

from game.core.geometry import Vec, distance
from game.core.inputs import Input, Pointer
from game.core.viewport import Viewport
from game.input.held import Held
from game.input.keys import STICK, action_of, source_of

MOUSE = -1
ECHO_SECONDS = 0.7
ECHO_PIXELS = 40.0
LOSSES = (pygame.WINDOWFOCUSLOST, pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED, pygame.WINDOWLEAVE)
FINGER_TIMEOUT = 20.0
"""A finger that has said nothing for so long (seconds) is taken to be gone: panels lose ups."""


class Reader:
    """The state of all pointers between frames. Time comes in with ``read``; nothing here reads a clock."""

    def __init__(self) -> None:
        self._pointers: dict[int, Pointer] = {}
        self._seen: dict[int, float] = {}
        self._recent_touches: list[tuple[float, Vec]] = []
        self._mouse_press: tuple[float, Vec] | None = None
        self._hover: Vec | None = None
        self._held = Held()
        self._fine = False
        """Whether the key that was pressed last, and may be held, was to take small steps."""

    def read(self, events: Iterable[pygame.event.Event], view: Viewport, now: float) -> Input:
        """One frame's input from Pygame's events, positions in design units; ``now`` in seconds."""
        self._pointers = {pid: replace(p, pressed=False) for pid, p in self._pointers.items()
                          if p.down and not p.released and not p.cancelled}
        actions: list[str] = []
        wheel, fine = 0.0, False
        for event in events:
            if event.type in (pygame.FINGERDOWN, pygame.FINGERMOTION, pygame.FINGERUP):
                self._finger(event, view, now)
            elif event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP):
                self._mouse(event, view, now)
            elif event.type == pygame.MOUSEWHEEL:
                wheel += float(getattr(event, "precise_y", event.y))
            elif event.type in LOSSES:
                self._lost(event.type)
            else:
                actions += self._key(event, now)
                fine = fine or self._fine
        self._expire(now)
        return Input(tuple(self._pointers.values()), self._hover, tuple(actions), wheel, fine or self._fine,
                     self._held.repeats(now))

    def _key(self, event: pygame.event.Event, now: float) -> list[str]:
        """The action of a key, a pad's button, cross or stick, if it has one; arrows are held from now on."""
        source = source_of(event)
        if event.type in (pygame.KEYUP, pygame.JOYBUTTONUP):
            self._held.release(source)
            self._fine = self._fine and event.type != pygame.KEYUP
        elif event.type == pygame.JOYDEVICEREMOVED:
            self._held.clear()
        elif event.type == pygame.JOYAXISMOTION and event.axis in STICK:
            arrow = self._held.stick(source, event.value, STICK[event.axis], now)
            return [arrow] if arrow else []
        elif event.type in (pygame.KEYDOWN, pygame.JOYBUTTONDOWN, pygame.JOYHATMOTION):
            action = action_of(event)
            self._held.press(source, action, now)
            if action is not None:
                self._fine = bool(getattr(event, "mod", 0) & pygame.KMOD_SHIFT)
                return [action]
        return []

    def _finger(self, event: pygame.event.Event, view: Viewport, now: float) -> None:
        pid = int(event.finger_id) & 0x7FFFFFFF
        kind = {pygame.FINGERDOWN: "down", pygame.FINGERMOTION: "move", pygame.FINGERUP: "up"}[event.type]
        if not (math.isfinite(event.x) and math.isfinite(event.y)):
            if kind == "up" and pid in self._pointers:
                self._move(pid, kind, self._pointers[pid].pos, now)
            return
        pixel = (min(max(event.x, 0.0), 1.0) * view.size[0], min(max(event.y, 0.0), 1.0) * view.size[1])
        self._recent_touches = [(t, p) for t, p in self._recent_touches if now - t < ECHO_SECONDS][-20:]
        self._recent_touches.append((now, pixel))
        if kind == "down" and pid not in self._pointers and self._was_clicked_by_echo(pixel, now):
            return
        self._move(pid, kind, view.design(pixel), now)
        self._hover = None

    def _was_clicked_by_echo(self, pixel: Vec, now: float) -> bool:
        """Whether this touch came as a mouse first, and is over as that; one still held is taken from the mouse."""
        press, self._mouse_press = self._mouse_press, None
        if press is None or now - press[0] >= ECHO_SECONDS or distance(press[1], pixel) >= ECHO_PIXELS:
            return False
        mouse = self._pointers.get(MOUSE)
        if mouse is None:
            return True
        if mouse.pressed:
            del self._pointers[MOUSE]
        else:
            self._pointers[MOUSE] = replace(mouse, cancelled=True, released=False, down=False)
        return False

    def _mouse(self, event: pygame.event.Event, view: Viewport, now: float) -> None:
        at = view.design(event.pos)
        held = MOUSE in self._pointers
        if held and event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            self._move(MOUSE, "up", at, now)
            return
        if getattr(event, "touch", False) or self._is_echo(event.pos, now):
            return
        if held and event.type == pygame.MOUSEMOTION and not getattr(event, "buttons", (1,))[0]:
            self._pointers[MOUSE] = replace(self._pointers[MOUSE], cancelled=True, down=False)
        if event.type == pygame.MOUSEMOTION:
            self._hover = at
            self._move(MOUSE, "move", at, now)
        elif event.button == 1 and event.type == pygame.MOUSEBUTTONDOWN:
            self._hover = at
            self._mouse_press = (now, event.pos)
            self._pointers.pop(MOUSE, None)  # still down? then its release was lost: a mouse has but one button here
            self._move(MOUSE, "down", at, now)

    def _is_echo(self, pixel: Vec, now: float) -> bool:
        """Whether a finger was just here: systems report one touch twice, once as a mouse."""
        return any(now - t < ECHO_SECONDS and distance(p, pixel) < ECHO_PIXELS for t, p in self._recent_touches)

    def _move(self, pid: int, kind: str, at: Vec, now: float) -> None:
        """Idempotent: a second down is a move, an up without a down is nothing."""
        known = self._pointers.get(pid)
        if known is None:
            if kind == "down":
                self._pointers[pid] = Pointer(pid, at, at, pressed=True)
        elif known.down:
            self._pointers[pid] = replace(known, pos=at, released=kind == "up", down=kind != "up")
        self._seen[pid] = now

    def _lost(self, event_type: int) -> None:
        """The window lost focus or changed: whatever was held is let go without a click."""
        if event_type == pygame.WINDOWLEAVE:
            self._hover = None
            return
        self._held.clear()
        self._pointers = {pid: replace(p, cancelled=True, down=False) for pid, p in self._pointers.items()}

    def _expire(self, now: float) -> None:
        for pid, p in list(self._pointers.items()):
            if pid != MOUSE and p.down and now - self._seen.get(pid, now) > FINGER_TIMEOUT:
                self._pointers[pid] = replace(p, cancelled=True, down=False)
        self._seen = {pid: t for pid, t in self._seen.items() if pid in self._pointers}
