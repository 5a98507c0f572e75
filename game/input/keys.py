"""Which key and which pad button means what."""

import pygame

KEYS: dict[int, str] = {
    pygame.K_RIGHT: "right", pygame.K_LEFT: "left", pygame.K_UP: "up", pygame.K_DOWN: "down",
    pygame.K_SPACE: "activate", pygame.K_RETURN: "activate", pygame.K_KP_ENTER: "activate",
    pygame.K_PAGEDOWN: "next", pygame.K_PAGEUP: "back", pygame.K_BACKSPACE: "back",
    pygame.K_HOME: "home", pygame.K_ESCAPE: "escape", pygame.K_F11: "fullscreen",
    pygame.K_F1: "overlay", pygame.K_F2: "hitboxes", pygame.K_F12: "screenshot",
}
PAD_BUTTONS: dict[int, str] = {
    0: "activate", 1: "back", 2: "focus_next", 3: "focus_prev", 4: "back", 5: "next", 6: "home", 7: "next",
    9: "back", 10: "next", 11: "up", 12: "down", 13: "left", 14: "right",
}
"""Some systems report the shoulders as 4 and 5, others as 9 and 10; some the cross as a hat, others as 11 to 14."""
STICK: dict[int, tuple[str, str]] = {0: ("left", "right"), 1: ("up", "down")}
"""The axes of the left stick: what they mean below zero, and above."""
HAT: dict[tuple[int, int], str] = {(1, 0): "right", (-1, 0): "left", (0, 1): "up", (0, -1): "down"}


def action_of(event: pygame.event.Event) -> str | None:
    """The action of a key or pad event, or ``None``."""
    if event.type == pygame.KEYDOWN:
        if event.key == pygame.K_TAB:
            return "focus_prev" if event.mod & pygame.KMOD_SHIFT else "focus_next"
        return KEYS.get(event.key)
    if event.type == pygame.JOYBUTTONDOWN:
        return PAD_BUTTONS.get(event.button)
    if event.type == pygame.JOYHATMOTION:
        return HAT.get(tuple(event.value))
    return None


def source_of(event: pygame.event.Event) -> tuple[object, ...]:
    """What was pressed or let go: this key, or this button, cross or axis of this pad."""
    if event.type in (pygame.KEYDOWN, pygame.KEYUP):
        return ("key", event.key)
    pad = getattr(event, "instance_id", 0)
    return (pad, *(getattr(event, part, None) for part in ("button", "hat", "axis")))
