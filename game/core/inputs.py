"""What the visitor does in one frame: pointers and named actions, whatever device they came from."""

from __future__ import annotations

from dataclasses import dataclass

from game.core.geometry import Vec, distance

ACTIONS = ("activate", "back", "down", "escape", "focus_next", "focus_prev", "fullscreen", "home", "left", "next",
           "overlay", "hitboxes", "right", "screenshot", "up")
"""Everything a key or a pad button can mean."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """One finger, or the mouse, in design units. ``pressed`` and ``released`` last one frame each."""

    id: int
    pos: Vec
    start: Vec
    down: bool = True
    pressed: bool = False
    released: bool = False
    cancelled: bool = False

    @property
    def travelled(self) -> float:
        """How far it is from where it was pressed."""
        return distance(self.pos, self.start)


@dataclass(frozen=True, slots=True)
class Input:
    """One frame: pointers that touch or have just let go, where the mouse hovers, actions, wheel notches."""

    pointers: tuple[Pointer, ...] = ()
    hover: Vec | None = None
    actions: tuple[str, ...] = ()
    wheel: float = 0.0
    fine: bool = False
    """Whether a key asked for small steps (shift held)."""
    repeats: tuple[str, ...] = ()
    """Arrows that are still held and due once more: they turn what has the focus, and move time; no page."""


NOTHING = Input()
