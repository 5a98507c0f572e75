"""Draws a connection: a soft curved fibre, as thick as its weight, blue and solid or orange and dashed."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pygame

from game.core.geometry import Bezier, Vec
from game.draw.canvas import Canvas, Colour
from game.draw.theme import Rgb, mix_rgb, weight_width

HALO = 13.0
"""How far the faint halo reaches beyond the fibre, in design units."""
WIDTH_STEPS = 4.0
"""Widths are rounded to so many steps a pixel: finer differences cannot be seen."""
SEGMENTS = 24

Array = npt.NDArray[np.float64]


def paint_fibre(canvas: Canvas, curve: Bezier, weight: float, *, alpha: float = 1.0, colour: Colour | None = None,
                strength: float = 1.0, moving: bool = False) -> None:
    """The fibre of one weight. ``colour`` overrides blue/orange; ``strength`` < 1 dims it.

    A fibre at rest is baked with exact smooth edges and kept; one that is ``moving`` is drawn roughly and fast.
    """
    opacity = alpha * strength
    if opacity * canvas.alpha <= 0.02:
        return
    rgb = canvas.colour(colour) if colour is not None else canvas.theme.signed(weight)
    width = canvas.view.length(weight_width(weight))
    if moving:
        _paint_fast(canvas, curve, width, rgb, opacity)
        return
    width = max(1.0, round(width * WIDTH_STEPS) / WIDTH_STEPS)
    halo = canvas.view.length(HALO)
    start, path = _path(canvas, curve)
    key = ("fibre", path, start[0] % 1, start[1] % 1, width, rgb, weight < 0)
    sprite = canvas.cache.get(key, lambda: bake_fibre(path, (start[0] % 1, start[1] % 1), width, halo, rgb, weight < 0))
    reach = _reach(width, halo)
    left = math.floor(start[0]) + math.floor(min(0.0, path[2][0])) - reach
    top = math.floor(start[1]) + math.floor(min(0.0, path[2][1])) - reach
    canvas.blit_px(sprite, (left, top), opacity)


def _path(canvas: Canvas, curve: Bezier) -> tuple[Vec, tuple[Vec, Vec, Vec]]:
    """Where the fibre starts, in quarter pixels, and its other three points relative to that."""
    def quarter(p: Vec) -> Vec:
        return (round(p[0] * 4) / 4, round(p[1] * 4) / 4)

    px = canvas.view.px
    start = quarter(px(curve.p0))
    rest = [quarter((p[0] - start[0], p[1] - start[1])) for p in (px(curve.p1), px(curve.p2), px(curve.p3))]
    return start, (rest[0], rest[1], rest[2])


def _reach(width: float, halo: float) -> int:
    return math.ceil(width / 2 + halo) + 2


def bake_fibre(path: tuple[Vec, Vec, Vec], phase: Vec, width: float, halo: float, rgb: Rgb,
               dashed: bool) -> pygame.Surface:
    """A sprite of a fibre from ``phase`` along ``path`` (control points and end, pixels, relative to the start).

    Its corner lies at the smaller of start and end, minus ``_reach``. Along its longer level direction every
    column knows the height, slope and length of the curve; the distance of a pixel from it gives its opacity.
    """
    reach = _reach(width, halo)
    end = path[2]
    level = abs(path[0][1]) <= abs(path[0][0])
    size = tuple(math.ceil(abs(e)) + 2 * reach + 2 for e in end)
    surface = pygame.Surface(size, pygame.SRCALPHA, 32)
    surface.fill((*rgb, 0))
    shift = tuple(phase[i] + reach - math.floor(min(0.0, end[i])) for i in range(2))
    curve = Bezier((0.0, 0.0), *path)
    points = np.array(curve.points(96)) + shift
    if not level:
        points = points[:, ::-1]
    alpha = pygame.surfarray.pixels_alpha(surface)
    _cover(alpha if level else alpha.T, points, width, halo, dashed)
    del alpha
    return surface


def _cover(alpha: npt.NDArray[np.uint8], points: Array, width: float, halo: float, dashed: bool) -> None:
    """Write the opacity of the fibre through ``points`` (k, 2), whose x only rises or falls, into ``alpha`` (w, h)."""
    if points[-1, 0] < points[0, 0]:
        points = points[::-1]
    x, y = points[:, 0], points[:, 1]
    columns = np.arange(math.ceil(x[0] - 0.5), math.floor(x[-1] - 0.5) + 1)
    if len(columns) < 1:
        return
    steps = np.hypot(np.diff(x), np.diff(y))
    length = np.concatenate([[0.0], np.cumsum(steps)])
    slope = np.gradient(y, np.maximum(x, x[0] + np.arange(len(x)) * 1e-9), edge_order=1)
    middle = np.interp(columns + 0.5, x, y)
    tilt = np.interp(columns + 0.5, x, slope)
    cosine = 1.0 / np.sqrt(1.0 + tilt * tilt)
    reach = (width / 2 + halo) / cosine
    first = np.floor(middle - reach).astype(int)
    rows = first[:, None] + np.arange(int(np.ceil(2 * reach.max())) + 2)
    off = rows + 0.5 - middle[:, None]
    away = np.abs(off) * cosine[:, None]
    core = np.clip(width / 2 + 0.5 - away, 0.0, 1.0)
    tube = 0.72 + 0.28 * np.clip(1.0 - away / (width / 2 + 0.5), 0.0, 1.0)
    if dashed:
        along = np.interp(columns + 0.5, x, length)[:, None] + off * (tilt * cosine)[:, None]
        core *= _dashes(along, float(length[-1]), width)
    glow = np.clip(1.0 - (away - width / 2) / halo, 0.0, 1.0)
    strength = 0.50 + 0.46 * min(1.0, width / 9.0)
    opacity = np.maximum(core * tube * strength, 0.17 * glow * glow * strength)
    inside = (rows >= 0) & (rows < alpha.shape[1])
    at = np.broadcast_to(columns[:, None], rows.shape)[inside]
    alpha[at, rows[inside]] = (opacity[inside] * 255).astype(np.uint8)


def _dashes(along: Array, total: float, width: float) -> Array:
    """1 on the dashes, 0 between, soft over one pixel: a whole number of them, longer on thicker fibres."""
    count = max(1.0, round(total / (14.0 + 2.1 * width)))
    period = total / count
    place = np.abs(along % period - period / 2)
    return np.clip(0.31 * period + 0.5 - place, 0.0, 1.0)


def _paint_fast(canvas: Canvas, curve: Bezier, width: float, rgb: Rgb, opacity: float) -> None:
    """A plain band, for frames in which everything moves."""
    theme = canvas.theme
    room = mix_rgb(theme.ground_edge, theme.ground, 0.7)
    colour = mix_rgb(room, rgb, (0.46 + 0.4 * min(1.0, width / 9.0)) * opacity * canvas.alpha)
    points = [canvas.view.px(p) for p in curve.points(SEGMENTS)]
    if width >= 2.2:
        pygame.draw.lines(canvas.surface, colour, False, points, max(1, round(width) - 1))
    pygame.draw.aalines(canvas.surface, colour, False, points)
