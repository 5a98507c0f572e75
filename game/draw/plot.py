"""Draws curves in a box: axes, a graph, a point that rides on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas, Colour


@dataclass(frozen=True)
class Plot:
    """A box of the screen with ranges of numbers along its sides."""

    rect: Rect
    x0: float
    x1: float
    y0: float
    y1: float

    def at(self, x: float, y: float) -> Vec:
        """The design point of a pair of numbers (not clamped)."""
        return self.rect.point((x - self.x0) / (self.x1 - self.x0), 1.0 - (y - self.y0) / (self.y1 - self.y0))

    def value(self, p: Vec) -> Vec:
        """The pair of numbers at a design point."""
        u, v = (p[0] - self.rect.x) / self.rect.w, (self.rect.bottom - p[1]) / self.rect.h
        return (self.x0 + u * (self.x1 - self.x0), self.y0 + v * (self.y1 - self.y0))

    def axes(self, canvas: Canvas, colour: Colour = "line") -> None:
        """Both zero lines, where they lie inside the box."""
        if self.y0 <= 0 <= self.y1:
            canvas.polyline((self.at(self.x0, 0), self.at(self.x1, 0)), colour, 2)
        if self.x0 <= 0 <= self.x1:
            canvas.polyline((self.at(0, self.y0), self.at(0, self.y1)), colour, 2)

    def curve(self, canvas: Canvas, xs: Sequence[float], ys: Sequence[float], colour: Colour, width: float = 4.0,
              alpha: float = 1.0) -> None:
        """A graph through the pairs (x, y), cut off at the box."""
        with canvas.clip(self.rect.inset(-width)):
            canvas.polyline([self.at(float(x), float(y)) for x, y in zip(xs, ys, strict=True)], colour, width, alpha)
