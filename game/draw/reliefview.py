"""Shows a loss map in a box: its relief appears column by column, and whatever rolls on it is drawn over it."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas, Colour
from game.draw.losscurve import paint_shape
from game.draw.surface import BallColours, Relief, paint_ball, paint_trail

Array = npt.NDArray[np.float64]
FRAMES = 34
"""Over how many frames a new relief appears."""


class ReliefView:
    """A relief of ``losses`` (n, n) in ``rect``; ``key`` says which map it is, ``name`` its place on the stage."""

    def __init__(self, canvas: Canvas, name: str, rect: Rect, losses: Array, key: object) -> None:
        self._canvas = canvas
        self.rect = rect
        x, y, w, h = canvas.view.box(rect)
        self._corner = (float(x), float(y))
        self._at = (x, y)
        self.relief: Relief = canvas.cache.memo(("relief", name), (key, w, h), lambda: Relief(losses, (w, h)))

    def work(self) -> None:
        """Draw a little more of the ground if it is not complete."""
        if not self.relief.done:
            self.relief.work(math.ceil(self.relief.size[0] / FRAMES))

    def paint(self) -> None:
        """Show the ground as far as it is drawn."""
        self._canvas.blit_px(self.relief.image, self._at)

    def point(self, place: Vec) -> Vec:
        """Where a place of the map lies on the stage."""
        x, y, _ = self.relief.project(*place)
        return self._canvas.view.design((x + self._corner[0], y + self._corner[1]))

    def trail(self, places: Array, colour: Colour, width: float = 4.0) -> None:
        """A way over the ground, newest last."""
        if len(places) > 1 and self._canvas.alpha > 0.6:
            paint_trail(self._canvas.surface, self.relief, self._corner, places, self._canvas.colour(colour),
                        self._canvas.view.length(width))

    def ball(self, place: Vec, radius: float, *, colour: Colour = "active", lift: float = 0.0,
             ring: float = 1.0) -> Vec:
        """The marble at a place, with its shadow; returns its middle on the stage."""
        if self._canvas.alpha < 0.6:
            return self.point(place)
        theme = self._canvas.theme
        colours = BallColours(self._canvas.colour(colour), theme.hot, theme.touch)
        x, y = paint_ball(self._canvas.surface, self.relief, self._corner, place, self._canvas.view.length(radius),
                          colours, lift=lift, ring=ring)
        return self._canvas.view.design((x, y))

    def sign(self, place: Vec, shape: str, colour: Colour, size: float = 24.0) -> Vec:
        """A small sign standing on the ground."""
        x, y = self.point(place)
        at = (x, y - size * 0.5)
        paint_shape(self._canvas, shape, at, size, colour)
        return at
