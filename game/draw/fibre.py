"""Draws a connection: a soft curved fibre, as thick as its weight, blue and solid or orange and dashed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pygame

from game.core.geometry import Bezier, Vec
from game.draw.canvas import Canvas, Colour
from game.draw.lines import cut_dashes
from game.draw.theme import Rgb, mix_rgb, weight_width

HALO = 11.0
"""How far the faint halo reaches beyond the fibre, in design units."""
WIDTH_STEPS = 3.0
"""Widths are rounded to so many steps a pixel: finer differences cannot be seen."""
FAINTEST = 0.02
"""Fibres with less opacity are not drawn at all."""
SEGMENTS = 24
BAND_SEGMENTS = 16

PIECE = 72
"""About how many columns of a fibre are baked as one sprite: small boxes waste little room beside a slope."""
FINENESS = 8
"""Steps a pixel in which opacity is tabled by distance."""

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]


def _bernstein(n: int) -> Floats:
    """The weights (n + 1, 3) of the second, third and last point of a cubic Bezier curve that starts at 0."""
    t = np.linspace(0, 1, n + 1)
    return np.stack([3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3], -1).astype(np.float32)


_BERNSTEIN = _bernstein(64)
_BAND = np.column_stack([np.linspace(1, 0, BAND_SEGMENTS + 1) ** 3, _bernstein(BAND_SEGMENTS)])


def paint_fibre(canvas: Canvas, curve: Bezier, weight: float, *, alpha: float = 1.0, colour: Colour | None = None,
                strength: float = 1.0, moving: bool = False) -> list[pygame.Rect]:
    """The fibre of one weight. ``colour`` overrides blue/orange; ``strength`` < 1 dims it.

    A fibre at rest is baked with exact smooth edges and kept; one that is ``moving`` is drawn without its halo.
    Returns the pixels it took, in boxes; none for a moving one.
    """
    opacity = alpha * strength
    if opacity * canvas.alpha <= FAINTEST:
        return []
    if moving:
        rgb, width = _colour(canvas, weight, colour), canvas.view.length(weight_width(weight))
        _paint_moving(canvas, curve, width, _band_colour(canvas, rgb, width, opacity), weight < 0)
        return []
    boxes = []
    for sprite, at in fibre_sprites(canvas, curve, weight, colour):
        canvas.blit_px(sprite, at, opacity)
        boxes.append(pygame.Rect(at, sprite.get_size()))
    return boxes


def fibre_sprites(canvas: Canvas, curve: Bezier, weight: float, colour: Colour | None = None,
                  ) -> list[tuple[pygame.Surface, tuple[int, int]]]:
    """A fibre at rest in pieces, each with the pixel of its corner: baked now if they are not there yet."""
    rgb = _colour(canvas, weight, colour)
    width = max(1.0, round(canvas.view.length(weight_width(weight)) * WIDTH_STEPS) / WIDTH_STEPS)
    start, path = _path(canvas, curve)
    phase = (start[0] % 1, start[1] % 1)
    left, top = math.floor(start[0]), math.floor(start[1])
    track = _track(path, phase, width, canvas.view.length(HALO))
    sprites = []
    for k, piece in enumerate(track.pieces):
        key = ("fibre", path, phase, width, rgb, weight < 0, k)
        sprite = canvas.cache.get(key, lambda piece=piece: bake_piece(track, piece, rgb, weight < 0))
        sprites.append((sprite, (left + piece.x, top + piece.y)))
    return sprites


def _colour(canvas: Canvas, weight: float, colour: Colour | None) -> Rgb:
    return canvas.colour(colour) if colour is not None else canvas.theme.signed(weight)


def _path(canvas: Canvas, curve: Bezier) -> tuple[Vec, tuple[Vec, Vec, Vec]]:
    """Where the fibre starts, in quarter pixels, and its other three points relative to that."""
    def quarter(p: Vec) -> Vec:
        return (round(p[0] * 4) / 4, round(p[1] * 4) / 4)

    px = canvas.view.px
    start = quarter(px(curve.p0))
    rest = [quarter((p[0] - start[0], p[1] - start[1])) for p in (px(curve.p1), px(curve.p2), px(curve.p3))]
    return start, (rest[0], rest[1], rest[2])


@dataclass(frozen=True)
class Piece:
    """A part of a fibre: its box in pixels, relative to the fibre's start."""

    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True)
class Track:
    """A fibre's way in pixels: points (k, 2) along its longer level direction, and the small boxes it is baked in.

    ``level`` says whether the fibre leaves and arrives level; for one that does not, x and y have changed places
    in ``points``, so that the first coordinate always only rises.
    """

    points: Floats
    level: bool
    width: float
    halo: float
    pieces: tuple[Piece, ...]


@lru_cache(maxsize=1024)
def _track(path: tuple[Vec, Vec, Vec], phase: Vec, width: float, halo: float) -> Track:
    """The way of a fibre from ``phase`` along ``path``: control points and end in pixels, relative to its start."""
    level = abs(path[0][1]) <= abs(path[0][0])
    points = _BERNSTEIN @ np.array(path, np.float32) + np.array(phase, np.float32)
    points = points if level else points[:, ::-1]
    points = points if points[-1, 0] >= points[0, 0] else points[::-1]
    first, last = math.ceil(points[0, 0] - 0.5), math.floor(points[-1, 0] - 0.5) + 1
    cuts = np.linspace(first, last, max(1, round((last - first) / PIECE)) + 1).astype(int)
    pieces = [_piece(points, level, a, b, width / 2 + halo) for a, b in pairwise(cuts.tolist()) if b > a]
    return Track(np.ascontiguousarray(points), level, width, halo, tuple(pieces))


def _piece(points: Floats, level: bool, a: int, b: int, reach: float) -> Piece:
    """The box around the fibre from column ``a`` to ``b``, as tall as its slope there needs."""
    columns = np.arange(a, b + 1, 4, dtype=np.float32)
    middle = np.interp(np.append(columns, b), points[:, 0], points[:, 1])
    steepest = np.abs(np.diff(middle) / np.maximum(np.diff(np.append(columns, b)), 1.0)).max(initial=0.0)
    across = reach * math.hypot(1.0, float(steepest)) + 1
    low, high = math.floor(middle.min() - across), math.ceil(middle.max() + across)
    return Piece(a, low, b - a, high - low) if level else Piece(low, a, high - low, b - a)


def bake_piece(track: Track, piece: Piece, rgb: Rgb, dashed: bool) -> pygame.Surface:
    """The sprite of one piece of a fibre. Every pixel's distance from the curve gives its opacity."""
    surface = pygame.Surface((piece.w, piece.h), pygame.SRCALPHA, 32)
    surface.fill((*rgb, 0))
    if track.level:
        opacity = _opacity(track, piece.x, piece.w, piece.y, piece.h, dashed)
    else:
        opacity = _opacity(track, piece.y, piece.h, piece.x, piece.w, dashed).T
    alpha = pygame.surfarray.pixels_alpha(surface)
    alpha[...] = opacity
    del alpha
    return surface


def _opacity(track: Track, first: int, columns: int, low: int, rows: int, dashed: bool) -> Bytes:
    """The opacity (columns, rows), 0..255, of a fibre in a box of its own directions."""
    x, y = track.points.T
    at = np.arange(first, first + columns, dtype=np.float32) + 0.5
    middle = np.interp(at, x, y).astype(np.float32)
    slope = np.diff(y) / np.maximum(np.diff(x), 1e-3)
    tilt = np.interp(at, (x[1:] + x[:-1]) / 2, slope).astype(np.float32)
    cosine = 1.0 / np.sqrt(1.0 + tilt * tilt)
    off = np.arange(low, low + rows, dtype=np.float32) + (0.5 - middle)[:, None]
    core, glow = _profile(track.width, track.halo)
    place = np.minimum(np.abs(off * (cosine * FINENESS)[:, None]), np.float32(len(core) - 1)).astype(np.int32)
    if not dashed:
        return np.maximum(core, glow).astype(np.uint8).take(place)
    length = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    along = np.interp(at, x, length).astype(np.float32)[:, None] + off * (tilt * cosine)[:, None]
    lit = core.take(place)
    lit *= _dashes(along, float(length[-1]), track.width)
    return np.maximum(lit, glow.take(place), out=lit).astype(np.uint8)


@lru_cache(maxsize=256)
def _profile(width: float, halo: float) -> tuple[Floats, Floats]:
    """Opacity of the fibre and of its halo, 0..255, by distance from the middle in steps of 1 / FINENESS pixel."""
    away = np.arange(int((width / 2 + halo + 2) * FINENESS), dtype=np.float32) / FINENESS
    strength = 255 * (0.50 + 0.46 * min(1.0, width / 9.0))
    tube = 0.72 + 0.28 * np.clip(1.0 - away / (width / 2 + 0.5), 0.0, 1.0)
    core = strength * tube * np.clip(width / 2 + 0.5 - away, 0.0, 1.0)
    fall = np.clip(1.0 - (away - width / 2) / halo, 0.0, 1.0)
    glow = 0.17 * strength * fall * fall
    core[-1] = glow[-1] = 0.0
    return core, glow


def _dashes(along: Floats, total: float, width: float) -> Floats:
    """1 on the dashes, 0 between, soft over one pixel: a whole number of them, longer on thicker fibres."""
    count = max(1.0, round(total / (14.0 + 2.1 * width)))
    period = np.float32(total / count)
    turn = along * (1 / period)
    turn -= np.floor(turn)
    turn -= 0.5
    np.abs(turn, out=turn)
    turn *= -period
    turn += 0.31 * period + 0.5
    return np.minimum(np.maximum(turn, 0.0, out=turn), 1.0, out=turn)


def _paint_moving(canvas: Canvas, curve: Bezier, width: float, rgb: Rgb, dashed: bool) -> None:
    """A ribbon with smooth edges, drawn at once."""
    points = [canvas.view.px(p) for p in curve.points(SEGMENTS)]
    period = 14.0 + 2.1 * width
    for piece in cut_dashes(points, 0.62 * period, 0.38 * period) if dashed else (points,):
        canvas.polyline_px(piece, rgb, width)


def _band_colour(canvas: Canvas, rgb: Rgb, width: float, opacity: float) -> Rgb:
    """A fibre's colour where it is not blended with what lies under it."""
    room = mix_rgb(canvas.theme.ground_edge, canvas.theme.ground, 0.7)
    return mix_rgb(room, rgb, (0.46 + 0.4 * min(1.0, width / 9.0)) * opacity * canvas.alpha)


def paint_bands(canvas: Canvas, curves: Sequence[Bezier], weights: Sequence[float], opacities: Sequence[float],
                colours: Sequence[Colour | None]) -> None:
    """Very many fibres at once as plain bands, for frames in which everything moves."""
    seen = [k for k, opacity in enumerate(opacities) if opacity * canvas.alpha > FAINTEST]
    if not seen:
        return
    ends = np.array([(c.p0, c.p1, c.p2, c.p3) for c in (curves[k] for k in seen)])
    ways = np.einsum("sk,nkd->nsd", _BAND, ends) * canvas.view.scale + (canvas.view.dx, canvas.view.dy)
    lines, aalines, surface = pygame.draw.lines, pygame.draw.aalines, canvas.surface
    for k, points in zip(seen, ways.tolist(), strict=True):
        colour, width = colours[k], canvas.view.length(weight_width(weights[k]))
        rgb = _band_colour(canvas, _colour(canvas, weights[k], colour), width, opacities[k])
        if width >= 2.2:
            lines(surface, rgb, False, points, max(1, round(width) - 1))
        aalines(surface, rgb, False, points)
