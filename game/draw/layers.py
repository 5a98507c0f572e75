"""Draws what layers are for: where a layer stands in a network, and edges that become shapes that become a face."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from game.core.geometry import Rect, Vec, spread
from game.draw.canvas import Canvas
from game.draw.icons import paint_icon


def paint_position(canvas: Canvas, area: Rect, lit: int, sizes: Sequence[int] = (2, 3, 1)) -> None:
    """A network in miniature with layer ``lit`` glowing."""
    columns = list(spread(len(sizes), area.x, area.right))
    dots = [[(x, y) for y in spread(count, area.cy - 0.17 * area.h * count, area.cy + 0.17 * area.h * count)]
            for x, count in zip(columns, sizes, strict=True)]
    for left, right in pairwise(dots):
        for a in left:
            for b in right:
                canvas.polyline((a, b), "line", 2)
    for layer, column in enumerate(dots):
        for at in column:
            if layer == lit:
                canvas.glow(at, 26, "active", 0.7)
            canvas.disc(at, 9 if layer == lit else 7, "active" if layer == lit else "rim")


def paint_features(canvas: Canvas, area: Rect, names: Sequence[str]) -> None:
    """Three tiles with arrows between: edges, shapes made of them, a face made of those."""
    side = min(area.h - 34, (area.w - 2 * 64) / 3)
    tiles = [Rect(x - side / 2, area.y, side, side) for x in spread(3, area.x, area.right)]
    for tile, name, strokes in zip(tiles, names, (EDGES, SHAPES, FACE), strict=True):
        canvas.box(tile, 16, fill="ground_edge", fill_alpha=0.7)
        for stroke in strokes:
            canvas.polyline([tile.point(u, v) for u, v in stroke], "active", 3.4)
        canvas.text((tile.cx, tile.bottom + 20), name, "label", anchor="cm", room=area.w / 3 - 6)
    for a, b in pairwise(tiles):
        paint_icon(canvas, "right", ((a.right + b.x) / 2, a.cy), 34, "soft")


def _arc(cx: float, cy: float, r: float, start: float = 0.0, end: float = 2 * math.pi, n: int = 22) -> list[Vec]:
    return [(cx + r * math.cos(start + (end - start) * i / n), cy + r * math.sin(start + (end - start) * i / n))
            for i in range(n + 1)]


EDGES: tuple[Sequence[Vec], ...] = (
    ((0.18, 0.46), (0.40, 0.18)), ((0.62, 0.20), (0.82, 0.42)), ((0.20, 0.70), (0.46, 0.70)),
    ((0.70, 0.58), (0.70, 0.84)))
SHAPES: tuple[Sequence[Vec], ...] = (
    _arc(0.31, 0.34, 0.15), _arc(0.70, 0.33, 0.16, 0.15 * math.pi, 0.85 * math.pi),
    ((0.22, 0.82), (0.34, 0.60), (0.46, 0.82), (0.22, 0.82)),
    ((0.60, 0.62), (0.82, 0.62), (0.82, 0.82), (0.60, 0.82), (0.60, 0.62)))
FACE: tuple[Sequence[Vec], ...] = (
    _arc(0.5, 0.5, 0.36), _arc(0.37, 0.42, 0.055), _arc(0.63, 0.42, 0.055), ((0.5, 0.46), (0.45, 0.59), (0.53, 0.60)),
    _arc(0.5, 0.56, 0.19, 0.18 * math.pi, 0.82 * math.pi))
