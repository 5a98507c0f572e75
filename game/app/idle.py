"""Notices when nobody has touched anything for a while, so that a screen in public is ready for the next visitor."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

SECONDS = 90.0
"""So long nobody has to touch anything before it is asked whether anybody is there, unless said otherwise;"""
ASKING = 20.0
"""and so much longer nobody has to answer, before everything is as at the start."""
TOUCHES = frozenset({
    pygame.FINGERDOWN, pygame.FINGERMOTION, pygame.FINGERUP, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP,
    pygame.MOUSEMOTION, pygame.MOUSEWHEEL, pygame.KEYDOWN, pygame.KEYUP, pygame.JOYBUTTONDOWN, pygame.JOYHATMOTION,
})
"""Events that come from somebody. A pad's sticks never rest quite still, so they do not count."""
ANSWERS = frozenset({pygame.FINGERUP, pygame.MOUSEBUTTONUP, pygame.KEYDOWN, pygame.JOYBUTTONDOWN})
"""Those that answer the question, wherever on the screen; a mouse on its way to the button does not yet."""


class Idle:
    """How long nobody has touched anything."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self.quiet = 0.0
        self.answered = False
        """Whether somebody pressed anything in the last frame."""

    def watch(self, events: Sequence[pygame.event.Event], dt: float) -> None:
        """Take note of a frame's events and its length in seconds."""
        kinds = {event.type for event in events}
        self.quiet = self.quiet + dt if kinds.isdisjoint(TOUCHES) else 0.0
        self.answered = not kinds.isdisjoint(ANSWERS)

    @property
    def asks(self) -> bool:
        """Whether it is to be asked if anybody is there."""
        return self.quiet >= self.seconds

    @property
    def over(self) -> bool:
        """Whether nobody has answered."""
        return self.quiet >= self.seconds + ASKING
