"""A loss map as solid ground: how high it is anywhere, where it lands on the screen, and what hides behind
what.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.draw.relief_aim import Box, aim
from game.draw.relief_camera import DISTANCE
from game.draw.relief_heights import Array, LossScale, bilinear, resample, rounded
from game.draw.relief_shade import lamp

NOTHING = 1e6  # the depth of a pixel that shows no ground
EDGE = 0.07  # a jump in depth by more than this, in map units, is the edge of a ridge


Grid = tuple[float, float]  # column and row of the fine map, 0..n-1


class Rays(NamedTuple):
    """c screen columns, each a walk of k samples over the map, nearest first."""

    slope: NDArray[np.float32]  # (c,) steps sideways per step ahead
    start: NDArray[np.float32]  # (c, 2) grid column and row at the near edge
    step: NDArray[np.float32]  # (c, 2) the same from the near to the far edge
    depth: NDArray[np.float32]  # (c, 2) depth of both ends
    y: NDArray[np.float32]  # (c, k) pixel row at which each sample appears


class Terrain:
    """A square of ground, -1..1 in u and v, its losses turned into heights 0..1, and the camera that sees it.
    """

    def __init__(self, losses: ArrayLike, size: tuple[int, int], yaw: float | None = None,
                 keep: Sequence[Box] = ()) -> None:
        """losses: (n, n), n >= 2, [i, j] at v_i and u_j. size: pixels of the picture. yaw and keep: see
        `relief_aim.aim`.
        """
        values = np.asarray(losses, dtype=np.float64)
        if values.ndim != 2 or values.shape[0] != values.shape[1] or values.shape[0] < 2:
            raise ValueError(f"a loss map is a square of at least 2 x 2 numbers, not {values.shape}")
        self.size = (int(size[0]), int(size[1]))
        self.scale = LossScale.of(values)
        rough = self.scale(values)
        per_cell = max(1, round(min(360, max(240, 0.42 * size[0])) / values.shape[0]))
        self.n = (values.shape[0] - 1) * per_cell + 1
        self.heights: Array = np.clip(resample(rounded(rough), self.n), 0, 1)
        self.cells = bilinear(self.heights)
        self.samples = int(min(400, max(160, 0.36 * size[0])))
        self._weights = np.linspace(0, 1, self.samples, dtype=np.float32)
        self.camera = aim(rough, self.size, yaw, keep)
        self.lamp = lamp(self.camera.yaw)
        self.span = self._reach()
        self.depth = np.zeros(self.size, np.float32)  # distance of what a pixel shows, map units; or 0

    def height(self, u: float, v: float) -> float:
        """Height 0..1 (see LossScale) of the surface at (u, v), which are clamped into the map."""
        half = 0.5 * (self.n - 1)
        x, y = (min(max(w, -1.0), 1.0) * half + half for w in (u, v))
        i, j = min(int(y), self.n - 2), min(int(x), self.n - 2)
        a, b, c, d = self.cells[i * self.n + j].tolist()
        return float(a + b * (x - j) + (c + d * (x - j)) * (y - i))

    def project(self, u: float, v: float, lift: float = 0.0) -> tuple[float, float, float]:
        """Pixel x and y in the image, and pixels per map unit, of the point `lift` map units above the
        surface.
        """
        u, v = min(max(u, -1.0), 1.0), min(max(v, -1.0), 1.0)
        x, y, depth = self.camera.project(u, v, self.camera.relief * self.height(u, v) + lift)
        return float(x), float(y), float(self.camera.scale / depth)

    def project_many(self, uv: ArrayLike) -> NDArray[np.float64]:
        """(k, 3): what `project` gives for each of the (k, 2) points."""
        at = np.clip(np.asarray(uv, dtype=np.float64).reshape(-1, 2), -1, 1)
        grid = (at + 1) * (0.5 * (self.n - 1))
        cell, column, row = self.locate(grid[:, 0], grid[:, 1])
        a, b, c, d = self.cells.take(cell, 0).T
        height = a + b * column + (c + d * column) * row
        x, y, depth = self.camera.project(at[:, 0], at[:, 1], self.camera.relief * height)
        return np.stack((x, y, self.camera.scale / depth), axis=1)

    def pick(self, x: float, y: float, *, snap: bool = False) -> tuple[float, float] | None:
        """The (u, v) of the surface seen at pixel (x, y), or None beside it. `snap` takes the nearest edge
        instead.
        """
        slope = (x - self.camera.x) / self.camera.scale
        if not self.span[0] < slope < self.span[1]:
            if not snap:
                return None
            slope = min(max(slope, self.span[0] + 1e-5), self.span[1] - 1e-5)
        start, step, _, rows = self._walk(slope)
        below = rows <= y
        k = int(below.argmax()) if below.any() else int(rows.argmin())
        if not snap and (rows[k] > y + 1 or rows[0] < y - 1):
            return None
        rise = float(rows[k - 1] - rows[k]) if k else 0.0
        part = k - 1 + min(1.0, (float(rows[k - 1]) - y) / rise) if rise > 1e-9 else float(k)
        part /= self.samples - 1
        half = 0.5 * (self.n - 1)
        return (start[0] + step[0] * part) / half - 1, (start[1] + step[1] * part) / half - 1

    def visible(self, u: float, v: float) -> bool:
        """Whether no ridge stands between the eye and this point of the surface: read off the picture once drawn."""
        x, y, scale = self.project(u, v)
        column, row = min(max(int(x), 0), self.size[0] - 1), min(max(int(y), 1), self.size[1] - 1)
        here, above = float(self.depth[column, row]), float(self.depth[column, row - 1])
        if here > 0.0 and above > 0.0:
            return max(here, above) > self.camera.scale / scale - EDGE
        slope = min(max((x - self.camera.x) / self.camera.scale, self.span[0] + 1e-5), self.span[1] - 1e-5)
        _, _, (near, far), rows = self._walk(slope)
        before = (self.camera.scale / scale - near - 0.03) / max(far - near, 1e-6) * (self.samples - 1)
        return before < 1 or float(rows[:int(before)].min()) > y - 1.0

    def visible_many(self, projected: NDArray[np.float64]) -> NDArray[np.bool_]:
        """(k,) whether points from `project_many` are in sight, read off the pixels drawn so far (else taken
        as seen).
        """
        x = np.clip(projected[:, 0].astype(np.intp), 0, self.size[0] - 1)
        y = np.clip(projected[:, 1].astype(np.intp), 1, self.size[1] - 1)
        limit = self.camera.scale / projected[:, 2] - EDGE
        here, above = self.depth[x, y], self.depth[x, y - 1]
        return np.asarray((here > limit) | (above > limit) | (here == 0))

    def normal(self, u: float, v: float) -> tuple[float, float, float]:
        """The unit vector that stands upright on the surface there, in map axes (u, v, up)."""
        e = 2.0 / self.n
        z = self.camera.relief / (2 * e)
        slope_u = (self.height(u + e, v) - self.height(u - e, v)) * z
        slope_v = (self.height(u, v + e) - self.height(u, v - e)) * z
        length = (1 + slope_u * slope_u + slope_v * slope_v) ** 0.5
        return -slope_u / length, -slope_v / length, 1 / length

    def _reach(self) -> tuple[float, float]:
        """The sideways slopes of the leftmost and the rightmost ray that touch the map."""
        corners = np.array((-1.0, 1.0, -1.0, 1.0)), np.array((-1.0, -1.0, 1.0, 1.0))
        x = (self.camera.project(*corners, 0.0)[0] - self.camera.x) / self.camera.scale
        return float(x.min()), float(x.max())

    def locate(self, x: NDArray[Any], y: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[Any], NDArray[Any]]:
        """Cell number, and position 0..1 in the cell, of grid columns x and rows y (any shape, 0..n-1)."""
        j = np.minimum(x.astype(np.int32), np.int32(self.n - 2))
        i = np.minimum(y.astype(np.int32), np.int32(self.n - 2))
        return (i * np.int32(self.n) + j).astype(np.intp), x - j.astype(x.dtype), y - i.astype(y.dtype)

    def cast(self, slopes: NDArray[np.float32]) -> Rays:
        """Walk over the map along (c,) sideways slopes."""
        camera, half = self.camera, np.float32(0.5 * (self.n - 1))
        cos, sin = camera.turn
        wide = slopes.astype(np.float64)
        ends = np.array(camera.clip(wide)).T
        turn = np.array((cos + wide * sin, sin - wide * cos)).T
        eye = DISTANCE * np.array((cos, sin))
        first = np.minimum(np.maximum(turn * ends[:, :1] - eye, -1), 1).astype(np.float32)
        last = np.minimum(np.maximum(turn * ends[:, 1:] - eye, -1), 1).astype(np.float32)
        start, step, depth = (first + 1) * half, (last - first) * half, ends.astype(np.float32)
        y = self._rows(start[:, :1] + step[:, :1] * self._weights, start[:, 1:] + step[:, 1:] * self._weights,
                       depth[:, :1] + (depth[:, 1:] - depth[:, :1]) * self._weights)
        return Rays(slopes, start, step, depth, y)

    def _walk(self, slope: float) -> tuple[Grid, Grid, tuple[float, float], NDArray[np.float32]]:
        """One ray, as `cast` makes many: grid column and row at its near edge, the way to the far edge,
        depths, rows.
        """
        cos, sin = self.camera.turn
        half, along_u, along_v = 0.5 * (self.n - 1), cos + slope * sin, sin - slope * cos
        near, far = (float(end) for end in self.camera.clip(slope))
        x, to_x = (min(max(along_u * end - DISTANCE * cos, -1.0), 1.0) * half + half for end in (near, far))
        y, to_y = (min(max(along_v * end - DISTANCE * sin, -1.0), 1.0) * half + half for end in (near, far))
        rows = self._rows(x + (to_x - x) * self._weights, y + (to_y - y) * self._weights,
                          near + (far - near) * self._weights)
        return (x, y), (to_x - x, to_y - y), (near, far), rows

    def _rows(self, x: NDArray[Any], y: NDArray[Any], depth: NDArray[Any]) -> NDArray[np.float32]:
        """Pixel rows (any shape) at which the ground at these grid positions and depths appears."""
        camera = self.camera
        cell, x, y = self.locate(x, y)
        corner = self.cells.take(cell, 0)
        height = corner[..., 0] + corner[..., 1] * x + (corner[..., 2] + corner[..., 3] * x) * y
        drop = np.float32(camera.upright * camera.eye) - np.float32(camera.upright * camera.relief) * height
        rows: NDArray[np.float32] = np.float32(camera.y) + drop / depth
        return rows
