"""The loss as a landscape: a shaded block of terrain with contour lines, drawn a few columns at a time."""

from __future__ import annotations

from collections.abc import Sequence

import pygame
from numpy.typing import ArrayLike

from game.draw.relief_aim import Box
from game.draw.relief_ball import BallColours, paint_ball
from game.draw.relief_paint import Painter
from game.draw.relief_shade import PALETTE, RGB
from game.draw.relief_terrain import Terrain
from game.draw.relief_trail import inside, paint_trail, trail_stamps

__all__ = ["PALETTE", "BallColours", "Relief", "inside", "paint_ball", "paint_trail", "trail_stamps"]

CHUNK = 64  # columns computed at once: their numbers fit into the processor's cache


class Relief(Terrain):
    """A picture of a loss map, drawn piece by piece, that knows where each of its points is on the screen."""

    def __init__(self, heights: ArrayLike, size: tuple[int, int], *, palette: Sequence[RGB] = PALETTE,
                 yaw: float | None = None, keep: Sequence[Box] = (), levels: int = 14) -> None:
        """heights: (n, n) losses, n >= 2; heights[i, j] is at v_i (row), u_j (column), both from -1 to 1; inf
        is allowed.

        size: pixels. palette: colours from the lowest to the highest loss. yaw: direction of view in radians
        from the u axis towards the v axis; None looks from the lowest side. keep: boxes of the picture that
        stay free. levels: how many contour lines.
        """
        super().__init__(heights, size, yaw, keep)
        self.image = pygame.Surface(self.size, pygame.SRCALPHA, 32)
        self._palette = palette
        self._levels = levels
        self._painter: Painter | None = None
        self._next = 0

    @property
    def done(self) -> bool:
        """Whether every column is drawn."""
        return self._next >= self.size[0]

    @property
    def drawn(self) -> int:
        """How many columns are drawn, from the left."""
        return self._next

    def work(self, columns: int) -> bool:
        """Draw that many more columns, left to right. True when the picture is complete."""
        if self._painter is None:
            self._painter = Painter(self, self._palette, self._levels, self.image.get_shifts())
        end = min(self.size[0], self._next + max(1, columns))
        canvas = pygame.surfarray.pixels2d(self.image)
        while self._next < end:
            stop = min(end, self._next + CHUNK)
            first, pixels, depth = self._painter.paint(self._next, stop)
            canvas[first:first + len(pixels)] = pixels
            self.depth[first:first + len(pixels)] = depth
            self._next = stop
        del canvas
        return self.done
