"""Decides what is really played: of all a scene could sound like, that which just changed, one layer at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from game.core.notes import SILENT, Heard, Note, loss_level
from game.scene import Scene

GAP_SECONDS = 0.066
"""Two notes are at least so far apart: signals that arrive together are strummed."""
RING_SECONDS = {"pluck": 0.9, "blame": 0.9, "chord": 1.6, "press": 0.06}
"""So long a note counts as sounding: what is less important waits. A chord lets nothing else begin."""
MOST_WAITING = 24
"""As many as a large network has neurons: where motion is reduced they all arrive at once."""
HUM_SECONDS = 1.2
"""The hum goes on so long after the loss last moved: longer than a slow lap of training takes."""
STIR = 0.0004
"""A loss whose level moves by less than this stands still."""


class Ear:
    """Listens to a scene after each step and keeps what is to be played until somebody takes it."""

    def __init__(self) -> None:
        self.hum: float | None = None
        """The level 0..1 at which the loss hums now; ``None``: it does not."""
        self._notes: deque[Note] = deque(maxlen=MOST_WAITING)
        self._waiting: deque[Note] = deque(maxlen=MOST_WAITING)
        self._hand: Note | None = None
        self._was = SILENT
        self._scene: Scene | None = None
        self._t = 0.0
        self._last, self._since = "press", 99.0
        self._level, self._still = 0.0, 99.0

    def take(self) -> Sequence[Note]:
        """The notes that have become due since they were last taken."""
        if not self._notes:
            return ()
        notes = tuple(self._notes)
        self._notes.clear()
        return notes

    def listen(self, scene: Scene, began: float, dt: float) -> None:
        """Hear what has changed in the ``dt`` seconds since story time ``began``.

        Whatever was there when the scene was entered, or when its story time was put elsewhere, makes no sound.
        """
        self._since += dt
        was, self._was = self._was, scene.heard()
        entered, jumped = scene is not self._scene, began != self._t
        self._scene, self._t = scene, scene.player.t
        heard = self._was
        if jumped or entered:
            self._waiting.clear()
            self._hand = None
        else:
            self._compare(was, heard)
        self._follow(heard.loss, dt, new=entered or was.loss is None)
        self._let_out()

    def _compare(self, was: Heard, heard: Heard) -> None:
        """New arrivals wait for their turn; of what the hand moves only the latest tone does."""
        if heard.verse == was.verse:
            self._waiting.extend(heard.note(n) for n in range(was.arrived, heard.arrived))
        if heard.hand is None or was.hand is None:
            self._hand = None
        elif heard.hand.step != was.hand.step or (heard.of != was.of and heard.of is not None):
            self._hand = heard.hand

    def _follow(self, loss: float | None, dt: float, *, new: bool) -> None:
        """Hum while the loss moves; one that is ``new`` on the stage has not moved yet."""
        level = loss_level(loss) if loss is not None else self._level
        moved = abs(level - self._level) > STIR
        self._still = 99.0 if new or loss is None else 0.0 if moved else self._still + dt
        if moved or new:
            self._level = level
        quiet = self._since >= RING_SECONDS[self._last]
        self.hum = self._level if self._still < HUM_SECONDS and quiet else None

    def _let_out(self) -> None:
        """Play the next note if it is time."""
        if self._last == "chord" and self._since < RING_SECONDS["chord"]:
            self._waiting.clear()
            self._hand = None
        elif self._since >= GAP_SECONDS - 1e-9:
            if self._waiting:
                self._play(self._waiting.popleft())
            elif self._hand:
                self._play(self._hand)
                self._hand = None

    def _play(self, note: Note) -> None:
        self._notes.append(note)
        self._last, self._since, self.hum = note.kind, 0.0, None

    def solved(self) -> None:
        """A challenge was solved: a chord, whatever else was sounding."""
        self._notes.clear()
        self._play(Note("chord"))

    def pressed(self) -> None:
        """A control was pressed: a small sound, unless something more important is sounding."""
        if self.hum is None and self._since >= RING_SECONDS[self._last]:
            self._play(Note("press"))

    def rest(self) -> None:
        """The story is held: nothing hums, nothing waits."""
        self._waiting.clear()
        self.hum, self._hand, self._still = None, None, 99.0
