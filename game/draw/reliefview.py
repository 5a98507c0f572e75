"""Shows a loss map in a box: its relief appears column by column, and whatever rolls on it is drawn over it."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pygame

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas, Colour
from game.draw.lines import cut_dashes
from game.draw.losscurve import paint_shape
from game.draw.relief_aim import Box
from game.draw.relief_ball import ball_stamps
from game.draw.relief_trail import Stamp, spread_out
from game.draw.surface import BallColours, Relief, inside, trail_stamps

Array = npt.NDArray[np.float64]
FRAMES = 30
"""Over how many frames a new relief appears."""


class Trail(NamedTuple):
    """A trail as one picture, where it lies, and some of its points, the newest first, all in pixels."""

    picture: pygame.Surface
    at: tuple[int, int]
    points: list[Vec]


def _baked(stamps: Sequence[Stamp]) -> Trail:
    """The dots of a trail on a sheet of their own: one picture to show instead of hundreds."""
    left, top = min(at[0] for _, at, _ in stamps), min(at[1] for _, at, _ in stamps)
    wide = max(at[0] + area[2] for _, at, area in stamps) - left
    tall = max(at[1] + area[3] for _, at, area in stamps) - top
    sheet = pygame.Surface((wide, tall), pygame.SRCALPHA, 32)
    sheet.blits([(atlas, (at[0] - left, at[1] - top), area) for atlas, at, area in stamps], False)
    return Trail(sheet, (left, top), [(float(at[0]), float(at[1])) for _, at, _ in stamps[::-6][:15]])


class ReliefView:
    """A relief of ``losses`` (n, n) in ``rect``; ``key`` says which map it is, ``name`` its place on the stage.

    The block of ground leaves the boxes of ``keep`` free, given as shares of ``rect``.
    """

    def __init__(self, canvas: Canvas, name: str, rect: Rect, losses: Array, key: Hashable,
                 keep: Sequence[Box] = ()) -> None:
        self._canvas = canvas
        self.rect = rect
        _, _, w, h = canvas.view.box(rect)
        palette = canvas.theme.relief
        self.relief: Relief = canvas.cache.memo(("relief", name), (key, w, h, palette, keep),
                                                lambda: Relief(losses, (w, h), palette=palette, keep=keep))

    @property
    def _corner(self) -> tuple[int, int]:
        """The pixel of its corner on what is drawn on now: the window, or a picture that is going to be kept."""
        return self._canvas.view.box(self.rect)[:2]

    def work(self) -> None:
        """Draw a little more of the ground if it is not complete."""
        if not self.relief.done:
            self.relief.work(math.ceil(self.relief.size[0] / FRAMES))

    def reaches(self, place: Vec) -> bool:
        """Whether the ground at a place is drawn already, so that something can stand on it."""
        return self.relief.done or self.relief.project(*place)[0] + 40 < self.relief.drawn

    def paint(self) -> None:
        """Show the ground as far as it is drawn."""
        self._canvas.blit_px(self.relief.image, self._corner)

    def point(self, place: Vec) -> Vec:
        """Where a place of the map lies on the stage."""
        x, y, _ = self.relief.project(*place)
        left, top = self._corner
        return self._canvas.view.design((x + left, y + top))

    def place(self, point: Vec) -> Vec:
        """The place of the map that is seen at a point of the stage; at the nearest edge if it is beside it."""
        x, y = self._canvas.view.px(point)
        left, top = self._corner
        return self.relief.pick(x - left, y - top, snap=True) or (0.0, 0.0)

    def trail(self, name: str, key: Hashable, way: Callable[[], Array], colour: Colour,
              width: float = 4.0) -> list[Vec]:
        """A way over the ground, newest last, worked out anew when ``key`` changes. Returns some points of it, its
        end first.
        """
        if self._canvas.alpha <= 0.6:
            return []
        rgb, wide = self._canvas.colour(colour), self._canvas.view.length(width)

        def work_out() -> Trail | None:
            stamps = [stamp for piece in inside(way())
                      for stamp in trail_stamps(self.relief, self._corner, piece, rgb, wide)]
            return _baked(stamps) if stamps else None

        key = (key, self._corner, id(self.relief), self.relief.done, rgb, wide)
        trail = self._canvas.cache.memo(("trail", name), key, work_out)
        if trail is None:
            return []
        self._canvas.surface.blit(trail.picture, trail.at)
        return [self._canvas.view.design(point) for point in trail.points]

    def dashes(self, places: Array, colour: Colour, width: float = 4.0) -> None:
        """A way over the ground that is only remembered: dashes with a dark edge, the same from end to end."""
        for piece in inside(places):
            if len(piece) < 2:
                continue
            at = self.relief.project_many(spread_out(piece, 160))
            seen = self.relief.visible_many(at)
            points = [self._canvas.view.design((x + self._corner[0], y + self._corner[1])) for x, y, _ in at.tolist()]
            for dash in cut_dashes(points, 13, 10):
                there = min(len(seen) - 1, int(np.argmin([math.dist(dash[0], p) for p in points])))
                alpha = 1.0 if seen[there] else 0.35
                self._canvas.polyline(dash, "ink", width + 4, 0.9 * alpha)
                self._canvas.polyline(dash, colour, width, alpha)

    def arrow(self, place: Vec, colour: Colour, radius: float, *, ring: bool = False) -> Vec:
        """At the edge of the map: beyond here, in this direction, is what would stand at ``place``."""
        canvas, (x, y) = self._canvas, self.point(place)
        back = self.point((place[0] * 0.9, place[1] * 0.9))
        away = math.hypot(x - back[0], y - back[1]) or 1.0
        u, v = (x - back[0]) / away, (y - back[1]) / away
        tip, wing = 0.62 * radius, 0.50 * radius
        head = ((x + u * tip, y + v * tip), (x - u * wing * 0.7 - v * wing, y - v * wing * 0.7 + u * wing),
                (x - u * wing * 0.7 + v * wing, y - v * wing * 0.7 - u * wing))

        def paint() -> None:
            canvas.disc((x, y), radius, "ink", 0.92)
            canvas.ring((x, y), radius, "touch" if ring else colour, 2.4)

        canvas.stamp(("arrow", colour, ring), Rect.around((x, y), 2 * radius + 6), paint)
        canvas.polygon(head, colour)
        return (x, y)

    def ball(self, place: Vec, radius: float, *, name: str = "ball", colour: Colour = "active", lift: float = 0.0,
             ring: float = 1.0) -> Vec:
        """The marble called ``name`` at a place, with its shadow; returns its middle on the stage."""
        canvas, theme = self._canvas, self._canvas.theme
        if canvas.alpha < 0.6:
            return self.point(place)
        colours = BallColours(canvas.colour(colour), theme.hot, theme.touch)
        size = canvas.view.length(radius)
        key = (id(self.relief), self._corner, place, size, colours, lift, ring)
        stamps, middle = canvas.cache.memo(("marble", name), key, lambda: ball_stamps(
            self.relief, self._corner, place, size, colours, lift=lift, ring=ring))
        canvas.surface.blits(stamps, False)
        return canvas.view.design(middle)

    def sign(self, place: Vec, shape: str, colour: Colour, size: float = 24.0) -> Vec:
        """A small sign standing on the ground."""
        x, y = self.point(place)
        at = (x, y - size * 0.5)
        paint_shape(self._canvas, shape, at, size, colour)
        return at
