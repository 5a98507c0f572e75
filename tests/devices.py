"""Four ways to play, each with one device alone: whoever plays does the same few deeds with any of them."""

from __future__ import annotations

from typing import Protocol

import pygame

from game.core.geometry import Vec
from tests.visitor import Visitor, event

DRAG = (52.0, -52.0)
"""How far a control is dragged: aside and up, so that knobs, sliders and points all turn."""
STEPS = 6
PAD = 0


class Device(Protocol):
    """What can be done with every device."""

    points: bool
    """Whether it presses at places, and does not go from control to control."""

    def go_on(self) -> None:
        """On with the story."""

    def press(self, control: str, at: Vec | None = None) -> None:
        """Press a control; pointers press it ``at`` that place."""

    def turn(self, control: str) -> None:
        """Give a control another value."""


class Keys:
    """The keyboard: Tab goes to a control, arrows turn it, Enter presses it."""

    points = False

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def go_on(self) -> None:
        self.visitor.key(pygame.K_PAGEDOWN)

    def press(self, control: str, at: Vec | None = None) -> None:
        self.visitor.focus(control)
        self.visitor.key(pygame.K_RETURN)

    def turn(self, control: str) -> None:
        self.visitor.focus(control)
        for key in (pygame.K_UP, pygame.K_RIGHT, pygame.K_UP):
            self.visitor.key(key)


class Mouse:
    """The mouse: click, and drag."""

    points = True

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def go_on(self) -> None:
        self.press("forward" if self.visitor.scene.framed else "intro.begin")

    def press(self, control: str, at: Vec | None = None) -> None:
        self.visitor.click(at or self.visitor.hit(control).rect.center)

    def turn(self, control: str) -> None:
        visitor, (x, y) = self.visitor, self.visitor.hit(control).rect.center
        visitor.frame(visitor.mouse(pygame.MOUSEMOTION, (x, y)), visitor.mouse(pygame.MOUSEBUTTONDOWN, (x, y)))
        for n in range(1, STEPS + 1):
            at = (x + DRAG[0] * n / STEPS, y + DRAG[1] * n / STEPS)
            visitor.frame(visitor.mouse(pygame.MOUSEMOTION, at, held=True))
        visitor.frame(visitor.mouse(pygame.MOUSEBUTTONUP, at))


class Fingers:
    """A touch screen: tap, and drag."""

    points = True

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def go_on(self) -> None:
        self.press("forward" if self.visitor.scene.framed else "intro.begin")

    def press(self, control: str, at: Vec | None = None) -> None:
        self.visitor.tap(at or self.visitor.hit(control).rect.center)

    def turn(self, control: str) -> None:
        x, y = self.visitor.hit(control).rect.center
        self.visitor.swipe((x, y), (x + DRAG[0], y + DRAG[1]))


class Pad:
    """A game pad: X goes to a control, cross or stick turn it, A presses it, the right shoulder goes on."""

    points = False
    FOCUS, PRESS, ON = 2, 0, 5

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def button(self, button: int) -> None:
        """Press a button, and let go of it."""
        self.visitor.frame(event(pygame.JOYBUTTONDOWN, button=button, instance_id=PAD))
        self.visitor.frame(event(pygame.JOYBUTTONUP, button=button, instance_id=PAD))

    def hat(self, x: int, y: int) -> None:
        """Push the cross one way, and let go of it."""
        for value in ((x, y), (0, 0)):
            self.visitor.frame(event(pygame.JOYHATMOTION, value=value, hat=0, instance_id=PAD))

    def stick(self, axis: int, value: float) -> None:
        """Push the left stick one way, and let go of it."""
        for now in (value, 0.0):
            self.visitor.frame(event(pygame.JOYAXISMOTION, axis=axis, value=now, instance_id=PAD))

    def focus(self, control: str) -> None:
        """Go from control to control until this one has the focus."""
        ui = self.visitor.director.ui
        for _ in range(len(ui.hits) + 40):
            if ui.focus == control:
                return
            self.button(self.FOCUS)
        raise AssertionError(f"the pad never reaches {control!r}")

    def go_on(self) -> None:
        self.button(self.ON)

    def press(self, control: str, at: Vec | None = None) -> None:
        self.focus(control)
        self.button(self.PRESS)

    def turn(self, control: str) -> None:
        self.focus(control)
        self.hat(0, 1)
        self.stick(0, 0.9)
        self.stick(1, -0.9)


DEVICES: dict[str, type[Keys] | type[Mouse] | type[Fingers] | type[Pad]] = {
    "keyboard": Keys, "mouse": Mouse, "touch": Fingers, "pad": Pad}
