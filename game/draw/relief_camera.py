"""Where the eye stands that looks at the loss relief, and how points of the map land on its picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

MARGIN = 0.03  # of the picture's width and height stays free on each side
DISTANCE = 5.4  # eye to middle of the map, in map units (the map is 2 wide), measured on the ground
BASE = -0.11  # the underside of the block, in map units
PITCHES = tuple(np.radians(range(27, 48, 4)))
RELIEFS = (0.95, 0.8, 0.68, 0.56)


@dataclass(frozen=True)
class Camera:
    """A camera with an upright picture plane (as architects use): what is vertical stays vertical on the screen.

    So every screen column is one straight walk over the map, which is what makes the relief quick to draw.
    Map units: the map is the square -1..1 in u and v, heights 0..1 stand `relief` map units tall.
    yaw: the direction of view in the plane of the map, radians from the u axis towards the v axis.
    pitch: how steeply the eye looks down at the middle. scale: pixels per map unit at distance 1.
    """

    yaw: float
    pitch: float
    relief: float
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    @property
    def eye(self) -> float:
        """Height of the eye in map units."""
        return float(DISTANCE * np.tan(self.pitch)) + 0.4 * self.relief

    @property
    def upright(self) -> float:
        """Pixels per map unit at distance 1, vertically: heights are foreshortened by the cosine of the pitch."""
        return float(self.scale * np.cos(self.pitch))

    def depth(self, u: Any, v: Any) -> Any:
        """Distance from the eye along the view, in map units."""
        return DISTANCE + u * np.cos(self.yaw) + v * np.sin(self.yaw)

    def project(self, u: Any, v: Any, z: Any) -> tuple[Any, Any, Any]:
        """Pixel x, pixel y and depth of points at (u, v), z map units high. Numbers or arrays."""
        depth = self.depth(u, v)
        side = u * np.sin(self.yaw) - v * np.cos(self.yaw)
        return self.x + self.scale * side / depth, self.y + self.upright * (self.eye - z) / depth, depth

    def near(self, y: float, scale: float) -> NDArray[np.float64]:
        """(2, 3) pixels right and down per map unit along u, v and up, around a point that lands at row y with `scale`."""
        cos, sin, squash = np.cos(self.yaw), np.sin(self.yaw), np.cos(self.pitch)
        fall = (self.y - y) * scale / self.scale
        return np.array(((sin * scale, -cos * scale, 0.0), (cos * fall, sin * fall, -squash * scale)))

    def clip(self, slope: Any) -> tuple[Any, Any]:
        """Depths at which rays leaving sideways by `slope` per unit of depth enter and leave the map."""
        cos, sin = np.cos(self.yaw), np.sin(self.yaw)
        near, far = 0.0, np.inf
        for start, step in ((-DISTANCE * cos, cos + slope * sin), (-DISTANCE * sin, sin - slope * cos)):
            step = np.where(np.abs(step) < 1e-9, 1e-9, step)
            one, two = (-1 - start) / step, (1 - start) / step
            near, far = np.maximum(near, np.minimum(one, two)), np.minimum(far, np.maximum(one, two))
        return near, np.maximum(near, far)

    def framed(self, heights: NDArray, size: tuple[int, int]) -> tuple[Camera, float]:
        """This camera, scaled and centred so that the block fills `size`; and the share of the picture it spans."""
        edge = np.linspace(-1, 1, heights.shape[0])
        u, v = np.meshgrid(edge, edge)
        corners = np.array((-1.0, 1.0, -1.0, 1.0)), np.array((-1.0, -1.0, 1.0, 1.0))
        unit = replace(self, scale=1.0, x=0.0, y=0.0)
        x, top, _ = unit.project(u, v, heights * self.relief)
        _, bottom, _ = unit.project(*corners, BASE)
        left, right, high, low = x.min(), x.max(), top.min(), bottom.max()
        room = size[0] * (1 - 2 * MARGIN), size[1] * (1 - 2 * MARGIN)
        scale = min(room[0] / (right - left), room[1] / (low - high))
        shift = size[0] / 2 - scale * (left + right) / 2, size[1] / 2 - scale * (high + low) / 2
        share = scale**2 * (right - left) * (low - high) / (room[0] * room[1])
        return replace(self, scale=float(scale), x=float(shift[0]), y=float(shift[1])), float(share)


def aim(heights: NDArray, size: tuple[int, int], yaw: float | None) -> Camera:
    """A camera that shows `heights` (n, n, 0..1) as large as `size` allows, from high enough to look into the valley.

    Without a yaw it looks from the quarter from which the valley is seen best, so that mountains stand at the back.
    """
    heights = heights[:: max(1, heights.shape[0] // 24), :: max(1, heights.shape[0] // 24)]
    if yaw is None:
        quarters = [float(np.radians(48 + 90 * quarter)) for quarter in range(4)]
        yaw = min(quarters, key=lambda turn: round(_screen(heights, turn) - 0.5 * _climb(heights, turn), 3))
    screen = _screen(heights, yaw)
    best, most = Camera(yaw, float(PITCHES[0]), RELIEFS[0]), -np.inf
    for relief in RELIEFS:
        for pitch in PITCHES:
            camera, share = Camera(yaw, float(pitch), relief).framed(heights, size)
            hidden = max(0.0, relief * screen - float(np.tan(pitch)))
            worth = 1.5 * share - 1.2 * hidden - 1.0 * abs(float(pitch) - 0.63) - 0.35 * abs(relief - 0.85)
            if worth > most:
                best, most = camera, worth
    return best


def _climb(heights: NDArray, yaw: float) -> float:
    """How much the land rises, on average, from the near to the far half of the map."""
    edge = np.linspace(-1, 1, heights.shape[0])
    return float((heights * (edge * np.cos(yaw) + edge[:, None] * np.sin(yaw))).mean())


def _screen(heights: NDArray, yaw: float) -> float:
    """How steeply one must look down, as a slope in heights per map unit, to see most of the lowest sixth of the map."""
    n = heights.shape[0]
    low = np.argsort(heights, axis=None)[: max(1, n * n // 6)]
    i, j = np.divmod(low, n)
    along = np.linspace(0.08, 2.4, 24)[:, None]
    back = along * 0.5 * (n - 1)
    rows, columns = np.rint(i - back * np.sin(yaw)).astype(int), np.rint(j - back * np.cos(yaw)).astype(int)
    inside = (rows >= 0) & (rows < n) & (columns >= 0) & (columns < n)
    before = heights[np.clip(rows, 0, n - 1), np.clip(columns, 0, n - 1)]
    rise = np.where(inside, (before - heights.flat[low]) / along, 0.0).max(axis=0)
    return float(np.sort(rise)[int(0.8 * (rise.size - 1))])
