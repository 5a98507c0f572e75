"""The loss map: the network's own loss on a plane through all its weights, measured a few rows at a time."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import count

import numpy as np

from brain import Array, loss_map_rows
from game.core.geometry import Rect, Vec
from game.draw.relief_aim import Box
from game.draw.relief_terrain import Terrain
from game.scenes.training.plane import LEAST_REACH, ROOM, plane_of, tamed
from game.scenes.training.run import Run

N = 61
ROWS_A_STEP = 7
TOO_WIDE = 4.0
KINDS = ("path", "weights", "random")
SETTLED = 24
"""Steps of the simulation in which the picture of a measured map appears, but for the time of a first lap."""
NUMBERS = count(1)


class LossMap:
    """A square piece of a plane in parameter space. Map coordinates (u, v) run from -1 to 1 on both sides."""

    def __init__(self, run: Run, kind: str = "path", weights: tuple[int, int] = (0, 1), seed: int = 0) -> None:
        self.kind = kind
        self.number = next(NUMBERS)
        self._run = run
        self.plane, self.extent = plane_of(run, kind, weights, seed)
        self.losses: Array = np.full((N, N), np.inf)
        self._rows = 0
        self._rested = 0
        self._twin = run.network.copy()
        self._terrain: tuple[Hashable, Terrain] | None = None

    @property
    def ready(self) -> bool:
        """Whether every row is measured."""
        return self._rows >= N

    def step(self) -> None:
        """Measure a few more rows."""
        if self.ready:
            self._rested += 1
        else:
            stop = min(N, self._rows + ROWS_A_STEP)
            self.losses[self._rows:stop] = loss_map_rows(
                self._run.network, self.plane, self._run.data, extent=self.extent, n=N, start=self._rows, stop=stop)
            self._rows = stop

    @property
    def pickable(self) -> bool:
        """Whether it is this map's turn to be drawn: its ground to be touched was built a step before."""
        return self._rested > 1

    @property
    def settled(self) -> bool:
        """Whether its picture had the time to appear, nearly."""
        return self._rested > SETTLED

    # -- from weights to the map and back -------------------------------------------------------

    def places(self, params: Array) -> Array:
        """Map coordinates (..., 2) of networks (..., p); beyond -1..1 they are off the map."""
        u, v = self.plane.project(tamed(params))
        e = self.extent
        return np.stack([(u - e.u_low) / (e.u_high - e.u_low), (v - e.v_low) / (e.v_high - e.v_low)], -1) * 2.0 - 1.0

    def dwarfs(self, path: Array) -> bool:
        """Whether a path (steps, p) is so small that a map of its own would be several times as fine."""
        half = (self.extent.u_high - self.extent.u_low) / 2
        reach = float(np.ptp(self.places(path), axis=0).max()) * half
        return half > TOO_WIDE * ROOM * max(reach, LEAST_REACH) / 2

    def params_at(self, place: Vec) -> Array:
        """The network (p,) at a place of the map: on the plane, so that what the map shows is what it is."""
        e = self.extent
        u = e.u_low + (min(max(place[0], -1.0), 1.0) + 1.0) / 2 * (e.u_high - e.u_low)
        v = e.v_low + (min(max(place[1], -1.0), 1.0) + 1.0) / 2 * (e.v_high - e.v_low)
        return self.plane.point(u, v)

    def same_ground(self, other: LossMap) -> bool:
        """Whether another map shows the very same piece of the same plane."""
        mine, theirs = self.plane, other.plane
        return self.extent == other.extent and all(
            np.array_equal(getattr(mine, part), getattr(theirs, part)) for part in ("center", "d1", "d2"))

    def loss_at(self, place: Vec) -> float:
        """The map's own height there, computed exactly and not read off the picture."""
        self._twin.params = self.params_at(place)
        return self._twin.loss(self._run.data.x, self._run.data.y)

    def off_plane(self, params: Array) -> float:
        """How far from the plane a network is."""
        return float(self.plane.distance(tamed(params)))

    def explained(self, path: Array) -> float:
        """The share of a path's variance (steps, p) that lies in the plane, 0 to 1."""
        if len(path) < 3:
            return self.plane.explained if self.plane.explained is not None else 0.0
        path = tamed(path)
        moved = path - path.mean(axis=0)
        total = float((moved * moved).sum())
        u, v = self.plane.project(path)
        flat = self.plane.point(u, v)
        flat = flat - flat.mean(axis=0)
        return min(1.0, float((flat * flat).sum()) / total) if total > 1e-12 else 1.0

    # -- the screen -----------------------------------------------------------------------------

    def terrain(self, area: Rect, keep: tuple[Box, ...]) -> Terrain | None:
        """The ground as it stands in a box of the screen, in design units, to be picked from."""
        if not self.ready:
            return None
        size = (round(area.w), round(area.h))
        if self._terrain is None or self._terrain[0] != (size, keep):
            self._terrain = ((size, keep), Terrain(self.losses, size, keep=keep))
        return self._terrain[1]


def at_edge(place: Array) -> tuple[Vec, bool]:
    """Map coordinates (2,) as a place of the map, and whether they lie beyond: then it is the edge on the way there."""
    far = float(np.abs(place).max())
    u, v = (place / far if far > 1.0 else place).tolist()
    return (u, v), far > 1.001


def arrow_along(ground: Terrain, axis: int) -> str:
    """Which way on the screen the map's first (0) or second (1) coordinate grows."""
    ends = [ground.camera.project(end * (axis == 0), end * (axis == 1), 0.0) for end in (-1.0, 1.0)]
    (x0, y0, _), (x1, y1, _) = ends
    return ("↘" if y1 > y0 else "↗") if x1 > x0 else ("↙" if y1 > y0 else "↖")
