"""Turns design units into pixels, once, for any window: native resolution, letterboxed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.core.geometry import Rect, Vec, nearest
from game.core.layout import Layout, layout_for

PixelBox = tuple[int, int, int, int]


@dataclass(frozen=True)
class Viewport:
    """A layout placed in a window of ``size`` pixels: ``scale`` pixels per unit, shifted by ``dx, dy``."""

    layout: Layout
    size: tuple[int, int]
    scale: float
    dx: float
    dy: float

    @classmethod
    def fit(cls, size: tuple[int, int], text_scale: float = 1.0) -> Viewport:
        """The largest placement of the better of the two layouts in a window of ``size`` pixels."""
        layout = layout_for(size[0], size[1], text_scale)
        scale = min(size[0] / layout.width, size[1] / layout.height)
        return cls(layout, size, scale, (size[0] - layout.width * scale) / 2, (size[1] - layout.height * scale) / 2)

    def stretched(self, size: tuple[int, int]) -> Viewport:
        """What is seen where the finished picture, as a whole, is scaled into a window of another ``size``."""
        if size == self.size:
            return self
        k = min(size[0] / self.size[0], size[1] / self.size[1])
        bars = [(wide - k * own) / 2 for wide, own in zip(size, self.size, strict=True)]
        return replace(self, size=size, scale=self.scale * k, dx=self.dx * k + bars[0], dy=self.dy * k + bars[1])

    def px(self, p: Vec) -> Vec:
        """A design point in (fractional) pixels."""
        return (p[0] * self.scale + self.dx, p[1] * self.scale + self.dy)

    def design(self, p: Vec) -> Vec:
        """A pixel in design units."""
        return ((p[0] - self.dx) / self.scale, (p[1] - self.dy) / self.scale)

    def box(self, r: Rect) -> PixelBox:
        """A design box in whole pixels: x, y, width, height, its edges rounded (never empty)."""
        x0, y0 = nearest(r.x * self.scale + self.dx), nearest(r.y * self.scale + self.dy)
        x1, y1 = nearest(r.right * self.scale + self.dx), nearest(r.bottom * self.scale + self.dy)
        return (x0, y0, max(1, x1 - x0), max(1, y1 - y0))

    def length(self, d: float) -> float:
        """A design length in pixels."""
        return d * self.scale

    def unbox(self, box: PixelBox) -> Rect:
        """A pixel box in design units."""
        x, y = self.design((box[0], box[1]))
        return Rect(x, y, box[2] / self.scale, box[3] / self.scale)
