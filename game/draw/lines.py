"""Draws smooth lines of any width on a surface, in pixels, and cuts lines into dashes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import pygame

from game.core.geometry import Vec
from game.draw.theme import Rgb

ROUGH = 1.0
SOFT = (0.5, 1.1, 1.5)
"""What is filled ends so many pixels within its edge, for a polygon's own edge is rough; hairlines so deep cover it.
Tried on boxes at forty angles against the true share of each pixel: fewer lines leave holes, a wider filling steps."""


def smooth_line(surface: pygame.Surface, points: Sequence[Vec], rgb: Rgb, width: float, closed: bool = False) -> None:
    """A line of ``width`` pixels through points: filled where thick, anti-aliased along both edges."""
    if len(points) == 2 and (points[0][0] == points[1][0] or points[0][1] == points[1][1]):
        _straight(surface, points[0], points[1], rgb, max(1, round(width)))
        return
    if width <= 1.6:
        _stroke(surface, rgb, closed, points)
        return
    half = width / 2
    normals = _normals(points, closed)
    if width > 4.0:
        left, right = _beside(points, normals, half - ROUGH), _beside(points, normals, ROUGH - half)
        _fill(surface, rgb, [*left, *reversed(right)])
        strokes = [way * (half - depth) for depth in SOFT for way in (1.0, -1.0)]
    else:
        edge = half - 0.5
        rings = max(2, math.ceil(2 * edge / 0.8) + 1)
        strokes = [edge - 2 * edge * n / (rings - 1) for n in range(rings)]
    for beside in strokes:
        _stroke(surface, rgb, closed, _beside(points, normals, beside))


def smooth_shape(surface: pygame.Surface, points: Sequence[Vec], rgb: Rgb) -> None:
    """A filled shape given by its corners in pixels, anti-aliased along its edge."""
    corners = points if _area(points) > 0 else points[::-1]
    inner = _within(corners, ROUGH)
    if _area(inner) > 0:
        _fill(surface, rgb, inner)
    for depth in SOFT:
        _stroke(surface, rgb, True, _within(corners, depth))


def _area(corners: Sequence[Vec]) -> float:
    """Twice the area within; negative if the corners go round the other way."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise((*corners, corners[0])))


def _within(corners: Sequence[Vec], depth: float) -> list[Vec]:
    """A shape whose area is positive with every edge moved inwards by so much."""
    sides = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise((corners[-1], *corners, corners[0]))]
    normals = [(-dy / length, dx / length) for dx, dy in sides for length in (math.hypot(dx, dy) or 1.0,)]
    inner: list[Vec] = []
    for (x, y), ((ax, ay), (bx, by)) in zip(corners, pairwise(normals), strict=True):
        share = depth / max(0.2, 1.0 + ax * bx + ay * by)
        inner.append((x + (ax + bx) * share, y + (ay + by) * share))
    return inner


def _fill(surface: pygame.Surface, rgb: Rgb, corners: Sequence[Vec]) -> None:
    """A polygon with a rough edge. (Left to itself Pygame cuts the corners down to whole pixels, and leaves holes.)"""
    pygame.draw.polygon(surface, rgb, [(round(x), round(y)) for x, y in corners])


def _stroke(surface: pygame.Surface, rgb: Rgb, closed: bool, points: Sequence[Vec]) -> None:
    """A hairline. (Of only two points ``aalines`` does not always draw the same end.)"""
    if len(points) == 2:
        pygame.draw.aaline(surface, rgb, points[0], points[1])
    else:
        pygame.draw.aalines(surface, rgb, closed, points)


def _straight(surface: pygame.Surface, a: Vec, b: Vec, rgb: Rgb, width: int) -> None:
    """A level or upright line: whole pixels are already smooth, and far cheaper."""
    x0, x1, y0, y1 = min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])
    if x0 == x1:
        bar = (round(x0 - width / 2), round(y0), width, max(1, round(y1) - round(y0)))
    else:
        bar = (round(x0), round(y0 - width / 2), max(1, round(x1) - round(x0)), width)
    surface.fill(rgb, bar)


def straight_dashes(surface: pygame.Surface, a: Vec, b: Vec, rgb: Rgb, width: float, dash: float, gap: float) -> None:
    """Dashes of ``dash`` pixels with ``gap`` between, along a level or upright line."""
    length = abs(b[0] - a[0]) + abs(b[1] - a[1])
    ux, uy = ((b[0] - a[0]) / length, (b[1] - a[1]) / length) if length else (0.0, 0.0)
    thick, done = max(1, round(width)), 0.0
    while done < length:
        end = min(done + dash, length)
        _straight(surface, (a[0] + ux * done, a[1] + uy * done), (a[0] + ux * end, a[1] + uy * end), rgb, thick)
        done = end + gap


def _normals(points: Sequence[Vec], closed: bool) -> list[Vec]:
    """At every point of a line the direction across it, of length 1: averaged where two pieces meet."""
    before = [points[-1] if closed else points[0], *points[:-1]]
    after = [*points[1:], points[0] if closed else points[-1]]
    normals: list[Vec] = []
    for (ax, ay), (bx, by) in zip(before, after, strict=True):
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5 or 1.0
        normals.append((-dy / length, dx / length))
    return normals


def _beside(points: Sequence[Vec], normals: Sequence[Vec], by: float) -> list[Vec]:
    """The line moved sideways."""
    return [(x + nx * by, y + ny * by) for (x, y), (nx, ny) in zip(points, normals, strict=True)]


def cut_dashes(points: Sequence[Vec], dash: float, gap: float) -> list[list[Vec]]:
    """Cut a line into pieces ``dash`` long with ``gap`` between, measured along it."""
    pieces: list[list[Vec]] = []
    piece: list[Vec] = [points[0]]
    left, drawing = dash, True
    for (ax, ay), (bx, by) in pairwise(points):
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        done = 0.0
        while length - done > left:
            done += left
            p = (ax + (bx - ax) * done / length, ay + (by - ay) * done / length)
            if drawing:
                pieces.append([*piece, p])
            piece, drawing = [p], not drawing
            left = dash if drawing else gap
        left -= length - done
        if drawing:
            piece.append((bx, by))
    if drawing and len(piece) > 1:
        pieces.append(piece)
    return pieces
