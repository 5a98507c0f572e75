"""Moves the story's time by wheel and arrow keys, and turns pages past its ends or with a swipe."""

from __future__ import annotations

from game.core.inputs import Input, Pointer
from game.core.timeline import Player
from game.scene import Scene
from game.ui import Ui

WHEEL_SECONDS = 0.22
"""How far one notch of the wheel moves the story."""
SWIPE = 150.0
REST_AFTER_MOVE, REST_AFTER_PAGE = 0.45, 0.6
"""Seconds a wheel that goes on turning turns no (further) page."""


class Scrub:
    """What a page is turned by besides buttons. Pages are 1 onwards, -1 back, 0 to stay."""

    def __init__(self) -> None:
        self._rest = 0.0

    @property
    def resting(self) -> bool:
        """Whether the wheel has just moved something, and turns no page yet."""
        return self._rest > 0.0

    def step(self, dt: float) -> None:
        """Let time pass."""
        self._rest = max(0.0, self._rest - dt)

    def turn(self, ui: Ui, frame: Input, scene: Scene) -> int:
        """Move the scene's time; returns the page to turn. A key that is held stops at the ends."""
        notches, held = _notches(ui, frame)
        player = scene.player
        if held and scene.framed:
            player.seek(player.t + held * WHEEL_SECONDS)
        if notches and scene.framed and _goes(player, notches):
            player.seek(player.t + notches * WHEEL_SECONDS)
            self._rest = REST_AFTER_MOVE
            return 0
        if notches and not self.resting:
            self._rest = REST_AFTER_PAGE
            return 1 if notches > 0 else -1
        return next(filter(None, map(_swiped, ui.free_pointers())), 0)


def _notches(ui: Ui, frame: Input) -> tuple[float, float]:
    """How far wheel and keys want the story moved, in notches: by what was pressed now, and by what is held."""
    notches, held = -frame.wheel, 0.0
    for action, notch in (("down", 1.0), ("up", -1.0)):
        while ui.take(action):
            notches += notch
        held += notch * ui.take_repeat(action)
    return notches, held


def _goes(player: Player, notches: float) -> bool:
    """Whether the story can be moved so far; at its ends, what would go beyond turns the page."""
    length = player.timeline.length
    within = 0.0 <= player.t + notches * WHEEL_SECONDS <= length
    return within or (length > 0 and player.t not in (0.0, length))


def _swiped(p: Pointer) -> int:
    """The page a pointer turned that was drawn sideways over the screen and let go."""
    dx, dy = p.pos[0] - p.start[0], p.pos[1] - p.start[1]
    if not p.released or abs(dx) <= SWIPE or abs(dx) <= 2 * abs(dy):
        return 0
    return 1 if dx < 0 else -1
