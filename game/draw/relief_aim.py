"""Puts the eye that looks at the loss relief: close, high enough to see the valley, out of the way of words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.draw.relief_camera import BASE, Camera

MARGIN = 0.015  # of the picture's width and height stays free on each side
AIR = 0.02  # of the picture's width stays free around a box that is to be kept clear
PITCHES = tuple(math.radians(degrees) for degrees in range(23, 48, 4))
RELIEFS = (0.95, 0.82, 0.7, 0.6, 0.5)
TURNS = tuple(math.radians(degrees) for degrees in (0, -8, 8))  # a little more from one side or the other
SHIFTS = (0.5, 0.75, 0.25, 1.0, 0.0)  # of the free height lies above the block: tried in this order
HALVINGS = 5
SIZE_COUNTS = 2.6  # against seeing the valley
FAVOURITES = 6  # views for which it is worked out how large they can be beside the boxes

Box = tuple[float, float, float, float]  # x, y, width and height, as shares of the picture


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


def aim(heights: NDArray[Any], size: tuple[int, int], yaw: float | None, keep: Sequence[Box] = ()) -> Camera:
    """A camera that shows `heights` (n, n, 0..1) as large as `size` allows, from high enough to look into the
    valley; nothing of the block lies in a box of `keep`.

    Without a yaw it looks from the quarter from which the valley is seen best, so that mountains stand at the
    back.
    """
    coarse = heights[:: max(1, heights.shape[0] // 20), :: max(1, heights.shape[0] // 20)]
    turns = [0.0] if yaw is not None or not keep else TURNS
    if yaw is None:
        quarters = [math.radians(48 + 90 * quarter) for quarter in range(4)]
        yaw = min(quarters, key=lambda turn: round(_screen(coarse, turn) - 0.5 * _climb(coarse, turn), 3))
    views = [view for turn in turns for view in _views(coarse, size, yaw + turn)]
    if not keep:
        best = max(views, key=lambda view: view[0] + SIZE_COUNTS * view[1])[2]
        return Frame(heights, size, best.yaw).fit(best.pitch, best.relief)[0]
    views = sorted(views, key=lambda view: -view[0] - SIZE_COUNTS * view[1])[:FAVOURITES]
    best = max(views, key=lambda view: view[0] + SIZE_COUNTS * view[1] * (
        beside(coarse, size, view[2], keep).scale / view[2].scale) ** 2)[2]
    return beside(heights, size, Frame(heights, size, best.yaw).fit(best.pitch, best.relief)[0], keep)


def _views(heights: NDArray[Any], size: tuple[int, int], yaw: float) -> list[tuple[float, float, Camera]]:
    """Views from one side, from low to high: how well each shows the valley, the share of the picture it spans."""
    screen, frame, views = _screen(heights, yaw), Frame(heights, size, yaw), []
    for relief in RELIEFS:
        for pitch in PITCHES:
            hidden = max(0.0, relief * screen - math.tan(pitch))
            camera, share = frame.fit(pitch, relief)
            views.append((-1.2 * hidden - abs(pitch - 0.63) - 0.35 * abs(relief - 0.85), share, camera))
    return views


def beside(heights: NDArray[Any], size: tuple[int, int], camera: Camera, keep: Sequence[Box]) -> Camera:
    """The same view, so much smaller, higher or lower that the block leaves the boxes free."""
    x, y = _outline(heights, replace(camera, scale=1.0, x=0.0, y=0.0))
    air = AIR * size[0]
    boxes = [(left * size[0] - air, top * size[1] - air, (left + w) * size[0] + air, (top + h) * size[1] + air)
             for left, top, w, h in keep]
    across, high = float(x.min() + x.max()) / 2, float(y.min())
    wide, tall = size[0] * (1 - 2 * MARGIN) / float(np.ptp(x)), size[1] * (1 - 2 * MARGIN) / float(np.ptp(y))

    def placed(scale: float) -> Camera | None:
        px, py = size[0] / 2 + scale * (x - across), scale * (y - high)
        near = [(px > left) & (px < right) for left, _, right, _ in boxes]
        for share in SHIFTS:
            down = size[1] * MARGIN + share * (tall - scale) * float(np.ptp(y))
            if not any(bool((column & (py > top - down) & (py < bottom - down)).any())
                       for column, (_, top, _, bottom) in zip(near, boxes, strict=True)):
                return replace(camera, scale=scale, x=size[0] / 2 - scale * across, y=down - scale * high)
        return None

    low, most = 0.3 * camera.scale, min(wide, tall)
    best = placed(most)
    for _ in range(HALVINGS if best is None else 0):
        middle = (low + most) / 2
        found = placed(middle)
        best, low, most = (found, middle, most) if found is not None else (best, low, middle)
    return best or camera


def _outline(heights: NDArray[Any], camera: Camera) -> tuple[NDArray[Any], NDArray[Any]]:
    """Pixel x and y (k,) of points all over the surface and the four walls of the block."""
    edge = np.linspace(-1, 1, heights.shape[0])
    u, v = (axis.ravel() for axis in np.meshgrid(edge, edge))
    z = camera.relief * heights.ravel()
    rim = (np.abs(u) == 1) | (np.abs(v) == 1)
    levels = np.linspace(0, 1, 4)[:, None]
    walls = (BASE + levels * (z[rim] - BASE)).ravel()
    x, y, _ = camera.project(np.r_[u, np.tile(u[rim], 4)], np.r_[v, np.tile(v[rim], 4)], np.r_[z, walls])
    return x, y


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
