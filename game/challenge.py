"""Watches over a chapter's challenge: notes when it is solved, is glad for a moment, has a hint after a while."""

from __future__ import annotations

from game.scene import Scene

HINT_SECONDS = 25.0
JOY_SECONDS = 1.6


class Challenge:
    """How long the visitor has tried in this chapter, and how long ago it was solved."""

    def __init__(self) -> None:
        self.tried = 0.0
        self._joy = JOY_SECONDS

    def step(self, dt: float) -> None:
        """Let joy fade."""
        self._joy = min(JOY_SECONDS, self._joy + dt)

    def watch(self, scene: Scene, dt: float) -> bool:
        """Look how far the visitor has come; whether the challenge was solved just now, for the first time."""
        progress = scene.challenge()
        if progress is None or scene.id in scene.journey.solved:
            return False
        self.tried += dt
        if progress < 1.0:
            return False
        scene.journey.solved.add(scene.id)
        self._joy = 0.0
        return True

    @property
    def hint(self) -> bool:
        """Whether the visitor has tried long enough to be told how."""
        return self.tried > HINT_SECONDS

    @property
    def joy(self) -> float:
        """How much of the moment of joy is over, 0 to 1."""
        return self._joy / JOY_SECONDS
