"""Which loss map is on show, and when a new one is measured: on request, or because the ball has left the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenes.training.map import LossMap
from game.scenes.training.plane import thinned

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

SETTLED_LAPS = 20
"""From this lap on a path says how large its map should be."""
OFF_MAP_SECONDS = 1.6
"""How long the ball may be off the map before a map is made that holds it."""


class Atlas:
    """The map on show and what it was made of: its kind, its two weights, the seed of its random directions."""

    def __init__(self, scene: TrainingScene) -> None:
        self._scene = scene
        self.map = LossMap(scene.run)
        self.weights = (0, 1)
        self._turn = 0
        """Which of the map's two weights the next tapped fibre replaces."""
        self._seed = 0
        self._off_map = 0.0

    def make(self, kind: str | None = None) -> None:
        """Measure a new map: of another kind, of other weights, or along the path as it is now."""
        self.map = LossMap(self._scene.run, kind or self.map.kind, self.weights, self._seed)
        self._scene.shown.refresh()

    def another(self) -> None:
        """Another map of the same kind."""
        self._seed += 1
        self.make()

    def start_over(self) -> None:
        """The path begins anew: a map around its way, unless it is the one on show."""
        if self.map.kind == "path":
            fresh = LossMap(self._scene.run)
            self.map = self.map if self.map.same_ground(fresh) else fresh

    def step_weight(self, axis: int) -> None:
        """The next parameter on one of the map's axes; never the same one on both."""
        count = self._scene.run.network.params.size
        k = (self.weights[axis] + 1) % count
        self._put(axis, (k + 1) % count if k == self.weights[1 - axis] else k)

    def take(self, k: int) -> None:
        """A tapped weight becomes one of the map's two, in turn."""
        if k not in self.weights:
            axis, self._turn = self._turn, 1 - self._turn
            self._put(axis, k)

    def _put(self, axis: int, k: int) -> None:
        self.weights = (k, self.weights[1]) if axis == 0 else (self.weights[0], k)
        self.make("weights")

    def watch(self, dt: float) -> None:
        """A ball that stays off the map for a while, or in a small corner of it, gets a map that fits its path."""
        scene, run = self._scene, self._scene.run
        off = self.map.kind == "path" and not scene.held and (scene.shown.outside or (
            run.now >= SETTLED_LAPS and self.map.dwarfs(thinned(run.path[:run.now + 1], 40))))
        self._off_map = self._off_map + dt if off else 0.0
        if self._off_map > OFF_MAP_SECONDS:
            self._off_map = 0.0
            self.make()
