"""Keeps every pad that is plugged in open: Pygame hears a pad only while somebody holds on to it."""

from __future__ import annotations

from collections.abc import Iterable

import pygame


class Pads:
    """The pads that are there, by the number Pygame knows them by."""

    def __init__(self) -> None:
        self._open: dict[int, pygame.joystick.JoystickType] = {}

    def plug(self, events: Iterable[pygame.event.Event]) -> None:
        """Open what was plugged in, let go of what was pulled out."""
        for event in events:
            try:
                if event.type == pygame.JOYDEVICEADDED:
                    pad = pygame.joystick.Joystick(event.device_index)
                    self._open[pad.get_instance_id()] = pad
                elif event.type == pygame.JOYDEVICEREMOVED:
                    self._open.pop(event.instance_id, None)
            except pygame.error:  # gone again before it could be opened
                continue
