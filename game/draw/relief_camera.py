"""Where the eye stands that looks at the loss relief, and how points of the map land on its picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

MARGIN = 0.015  # of the picture's width and height stays free on each side
DISTANCE = 5.4  # eye to middle of the map, in map units (the map is 2 wide), measured on the ground
BASE = -0.11  # the underside of the block, in map units
PITCHES = tuple(math.radians(degrees) for degrees in range(23, 48, 4))
RELIEFS = (0.95, 0.82, 0.7, 0.6, 0.5)


@dataclass(frozen=True)
class Camera:
    """A camera with an upright picture plane (as architects use): what is vertical stays vertical on the
    screen.

    So every screen column is one straight walk over the map, which is what makes the relief quick to draw.
    Map units: the map is the square -1..1 in u and v, heights 0..1 stand `relief` map units tall. yaw: the
    direction of view in the plane of the map, radians from the u axis towards the v axis. pitch: how steeply
    the eye looks down at the middle. scale: pixels per map unit at distance 1.
    """

    yaw: float
    pitch: float
    relief: float
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    @cached_property
    def eye(self) -> float:
        """Height of the eye in map units."""
        return DISTANCE * math.tan(self.pitch) + 0.4 * self.relief

    @cached_property
    def upright(self) -> float:
        """Pixels per map unit at distance 1, vertically: heights are foreshortened by the cosine of the
        pitch.
        """
        return self.scale * math.cos(self.pitch)

    @cached_property
    def turn(self) -> tuple[float, float]:
        """The direction of view in the plane of the map: cosine and sine of the yaw."""
        return math.cos(self.yaw), math.sin(self.yaw)

    def depth(self, u: Any, v: Any) -> Any:
        """Distance from the eye along the view, in map units."""
        return DISTANCE + u * self.turn[0] + v * self.turn[1]

    def project(self, u: Any, v: Any, z: Any) -> tuple[Any, Any, Any]:
        """Pixel x, pixel y and depth of points at (u, v), z map units high. Numbers or arrays."""
        depth = self.depth(u, v)
        side = u * self.turn[1] - v * self.turn[0]
        return self.x + self.scale * side / depth, self.y + self.upright * (self.eye - z) / depth, depth

    def near(self, y: float, scale: float) -> NDArray[np.float64]:
        """(2, 3) pixels right and down per map unit along u, v and up, around a point that lands at row y
        with `scale`.
        """
        cos, sin, squash = *self.turn, math.cos(self.pitch)
        fall = (self.y - y) * scale / self.scale
        return np.array(((sin * scale, -cos * scale, 0.0), (cos * fall, sin * fall, -squash * scale)))

    def clip(self, slope: Any) -> tuple[Any, Any]:
        """Depths at which rays leaving sideways by `slope` per unit of depth enter and leave the map."""
        cos, sin = self.turn
        along_u, along_v = cos + slope * sin, sin - slope * cos
        along_u = along_u + 1e-9 * (along_u == 0)
        along_v = along_v + 1e-9 * (along_v == 0)
        middle_u, middle_v = DISTANCE * cos / along_u, DISTANCE * sin / along_v
        half_u, half_v = abs(1 / along_u), abs(1 / along_v)
        near = np.maximum(middle_u - half_u, middle_v - half_v)
        return near, np.maximum(near, np.minimum(middle_u + half_u, middle_v + half_v))


class Frame:
    """How large the block of a map comes out in a picture, for cameras that differ in pitch and relief alone.
    """

    def __init__(self, heights: NDArray[Any], size: tuple[int, int], yaw: float) -> None:
        """heights: (n, n), 0..1."""
        edge = np.linspace(-1, 1, heights.shape[0])
        unit = Camera(yaw, 0.0, 0.0)
        self.yaw, self.size = yaw, size
        self.nearness = 1 / unit.depth(edge, edge[:, None])
        self.heights = heights * self.nearness
        self.foot = float(self.nearness.max())
        corners = np.array((-1.0, 1.0, -1.0, 1.0)), np.array((-1.0, -1.0, 1.0, 1.0))
        x = unit.project(*corners, 0.0)[0]
        self.left, self.right = float(x.min()), float(x.max())
        self.room = size[0] * (1 - 2 * MARGIN), size[1] * (1 - 2 * MARGIN)

    def fit(self, pitch: float, relief: float) -> tuple[Camera, float]:
        """The camera, scaled and centred so that the block fills the picture; and the share of the picture it
        spans.
        """
        bare = Camera(self.yaw, pitch, relief)
        high = bare.upright * float((bare.eye * self.nearness - relief * self.heights).min())
        low = bare.upright * (bare.eye - BASE) * self.foot
        scale = min(self.room[0] / (self.right - self.left), self.room[1] / (low - high))
        x = self.size[0] / 2 - scale * (self.left + self.right) / 2
        y = self.size[1] / 2 - scale * (high + low) / 2
        share = scale**2 * (self.right - self.left) * (low - high) / (self.room[0] * self.room[1])
        return Camera(self.yaw, pitch, relief, scale, x, y), share


def aim(heights: NDArray[Any], size: tuple[int, int], yaw: float | None) -> Camera:
    """A camera that shows `heights` (n, n, 0..1) as large as `size` allows, from high enough to look into the
    valley.

    Without a yaw it looks from the quarter from which the valley is seen best, so that mountains stand at the
    back.
    """
    coarse = heights[:: max(1, heights.shape[0] // 20), :: max(1, heights.shape[0] // 20)]
    if yaw is None:
        quarters = [math.radians(48 + 90 * quarter) for quarter in range(4)]
        yaw = min(quarters, key=lambda turn: round(_screen(coarse, turn) - 0.5 * _climb(coarse, turn), 3))
    screen, frame = _screen(coarse, yaw), Frame(coarse, size, yaw)

    def worth(pitch: float, relief: float) -> float:
        hidden = max(0.0, relief * screen - math.tan(pitch))
        share = frame.fit(pitch, relief)[1]
        return 2.6 * share - 1.2 * hidden - abs(pitch - 0.63) - 0.35 * abs(relief - 0.85)

    pitch, relief = max(((p, r) for r in RELIEFS for p in PITCHES), key=lambda pair: worth(*pair))
    return Frame(heights, size, yaw).fit(pitch, relief)[0]


def _climb(heights: NDArray[Any], yaw: float) -> float:
    """How much the land rises, on average, from the near to the far half of the map."""
    edge = np.linspace(-1, 1, heights.shape[0])
    return float((heights * (edge * np.cos(yaw) + edge[:, None] * np.sin(yaw))).mean())


def _screen(heights: NDArray[Any], yaw: float) -> float:
    """How steeply one must look down, as a slope in heights per map unit, to see most of the lowest sixth of
    the map.
    """
    n = heights.shape[0]
    low = np.argpartition(heights, n * n // 6, axis=None)[: max(1, n * n // 6)]
    i, j = np.divmod(low, n)
    along = np.linspace(0.1, 2.4, 20)[:, None]
    back = along * 0.5 * (n - 1)
    rows = (i - back * math.sin(yaw) + 0.5).astype(np.intp)
    columns = (j - back * math.cos(yaw) + 0.5).astype(np.intp)
    inside = (rows >= 0) & (rows < n) & (columns >= 0) & (columns < n)
    before = heights.take(rows * n + columns, mode="clip")
    rise = np.where(inside, (before - heights.take(low)) / along, 0.0).max(axis=0)
    return float(np.sort(rise)[int(0.8 * (rise.size - 1))])
