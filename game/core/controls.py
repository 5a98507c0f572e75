"""What a control looks like this frame, as plain data: the control records it, a painter draws it."""

from __future__ import annotations

from typing import NamedTuple

from game.core.geometry import Rect


class Mark(NamedTuple):
    """One control to paint. ``kind`` chooses the painter; the flags are its state."""

    kind: str
    id: str
    rect: Rect
    text: str = ""
    icon: str = ""
    value: float = 0.0
    shown: str = ""
    look: str = ""
    hover: bool = False
    held: bool = False
    focused: bool = False
    enabled: bool = True
    selected: bool = False
    level: float = 1.0
    """How far it has come where it appears or goes with the picture around it."""


class Hit(NamedTuple):
    """The area in which a control can be touched (shown by the developer's overlay, checked by tests)."""

    id: str
    rect: Rect
