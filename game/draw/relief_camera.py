"""How points of the loss map land on its picture: the eye that looks at the relief."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

DISTANCE = 5.4  # eye to middle of the map, in map units (the map is 2 wide), measured on the ground
BASE = -0.11  # the underside of the block, in map units


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

