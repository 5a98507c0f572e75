"""Computes small pictures exactly, pixel by pixel, with smooth edges: orbs, glows, rings, rounded boxes."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pygame

from game.draw.theme import Rgb, Theme

Array = npt.NDArray[np.float64]


def surface_from(colour: Array, alpha: Array) -> pygame.Surface:
    """An alpha surface from ``colour`` (w, h, 3) in 0..255 and ``alpha`` (w, h) in 0..1."""
    surface = pygame.Surface(alpha.shape, pygame.SRCALPHA, 32)
    pixels = pygame.surfarray.pixels3d(surface)
    pixels[...] = np.clip(colour + 0.5, 0, 255).astype(np.uint8)
    del pixels
    opacity = pygame.surfarray.pixels_alpha(surface)
    opacity[...] = np.clip(alpha * 255 + 0.5, 0, 255).astype(np.uint8)
    del opacity
    return surface


def glow(radius: int, colour: Rgb, level: float) -> pygame.Surface:
    """A halo to be added to what is there: ``colour`` x ``level`` in the middle, nothing at ``radius`` pixels."""
    side = min(2 * radius, 192)
    d = _distance(side) / (side / 2)
    fall = np.clip(1 - d, 0, 1) ** 2.4 * level
    noise = np.random.default_rng(7).random((side, side, 1)) - 0.5
    pixels = fall[..., None] * np.array(colour, float) + noise * (fall[..., None] > 0)
    surface = pygame.Surface((side, side), 0, 32)
    pygame.surfarray.blit_array(surface, np.clip(pixels + 0.5, 0, 255).astype(np.uint8))
    if side != 2 * radius:
        surface = pygame.transform.smoothscale(surface, (2 * radius, 2 * radius))
    return surface


def disc(radius: float, colour: Rgb, phase: tuple[float, float] = (0.0, 0.0)) -> pygame.Surface:
    """A filled disc with a smooth edge, ``phase`` of a pixel off its middle."""
    side = int(np.ceil(radius)) * 2 + 3
    alpha = np.clip(radius + 0.5 - _distance(side, phase), 0, 1)
    return surface_from(np.broadcast_to(np.array(colour, float), (side, side, 3)), alpha)


def ring(radius: float, width: float, colour: Rgb, fill: Rgb | None = None, fill_alpha: float = 1.0) -> pygame.Surface:
    """A circle line of ``width`` pixels whose outer edge is at ``radius``, with an optional filling."""
    side = int(np.ceil(radius)) * 2 + 3
    d = _distance(side)
    outer = np.clip(radius + 0.5 - d, 0, 1)
    inner = np.clip(radius - width + 0.5 - d, 0, 1)
    line = outer - inner
    inside = inner * (fill_alpha if fill is not None else 0.0)
    alpha = line + inside
    base = np.array(fill if fill is not None else colour, float)
    share = (line / np.maximum(alpha, 1e-6))[..., None]
    return surface_from(base + (np.array(colour, float) - base) * share, alpha)


def rounded(size: tuple[int, int], radius: float, fill: Rgb, alpha: float, line: Rgb | None = None,
            width: float = 1.0, fill_end: Rgb | None = None) -> pygame.Surface:
    """A box with round corners; ``line`` draws its edge, ``fill_end`` grades the filling from left to right."""
    w, h = size
    corner = math.ceil(radius + width) + 2
    if fill_end is None and min(w, h) > 2 * corner + 2:
        return _stretched(rounded((2 * corner + 2, 2 * corner + 2), radius, fill, alpha, line, width), corner, size)
    radius = min(radius, w / 2, h / 2)
    x = np.abs(np.arange(w) + 0.5 - w / 2)[:, None] - (w / 2 - radius)
    y = np.abs(np.arange(h) + 0.5 - h / 2)[None, :] - (h / 2 - radius)
    outside = np.hypot(np.maximum(x, 0), np.maximum(y, 0)) + np.minimum(np.maximum(x, y), 0) - radius
    cover = np.clip(0.5 - outside, 0, 1)
    colour = np.broadcast_to(np.array(fill, float), (w, h, 3))
    if fill_end is not None:
        t = (np.arange(w) / max(1, w - 1))[:, None, None]
        colour = colour + (np.array(fill_end, float) - colour) * t
    opacity = cover * alpha
    if line is not None:
        edge = cover - np.clip(0.5 - outside - width, 0, 1)
        opacity = opacity * (1 - edge) + edge
        colour = colour + (np.array(line, float) - colour) * (edge / np.maximum(opacity, 1e-6))[..., None]
    return surface_from(colour, opacity)


def _stretched(small: pygame.Surface, corner: int, size: tuple[int, int]) -> pygame.Surface:
    """The same box at another size: its corners stay, its edges and its middle are drawn out. Much faster to bake."""
    w, h = size
    box = pygame.Surface(size, pygame.SRCALPHA, 32)
    box.fill(small.get_at((corner, corner)), (corner, corner, w - 2 * corner, h - 2 * corner))
    far = small.get_width() - corner
    for x in (0, far):
        for y in (0, far):
            box.blit(small, (0 if x == 0 else w - corner, 0 if y == 0 else h - corner), (x, y, corner, corner))
    for k in (0, far):
        flat = pygame.transform.scale(small.subsurface((corner, k, 1, corner)), (w - 2 * corner, corner))
        box.blit(flat, (corner, 0 if k == 0 else h - corner))
        tall = pygame.transform.scale(small.subsurface((k, corner, corner, 1)), (corner, h - 2 * corner))
        box.blit(tall, (0 if k == 0 else w - corner, corner))
    return box


def orb_body(radius: float, theme: Theme) -> pygame.Surface:
    """The dark glass of a neuron: lit from the upper left, a cold bounce from below right."""
    x, y, d, z = _sphere(radius)
    light = np.clip(-0.42 * x - 0.60 * y + 0.68 * z, 0, 1)
    bounce = np.clip(0.55 * x + 0.62 * y - 0.25 * z, 0, 1) ** 1.6 * np.clip(d, 0, 1) ** 5
    dark, bright = np.array(theme.orb_dark, float), np.array(theme.orb_light, float)
    colour = dark + (bright - dark) * (light**1.5 * 0.95)[..., None]
    colour += np.array(theme.rim, float) * (bounce * 0.55 + np.clip(d, 0, 1) ** 9 * 0.22)[..., None]
    return surface_from(colour, np.clip(radius + 0.5 - d * radius, 0, 1))


def orb_core(radius: float, theme: Theme) -> pygame.Surface:
    """The gold that fills an active neuron: white-hot in the middle, deep at the edge."""
    x, y, d, _ = _sphere(radius)
    off = np.hypot(x + 0.10, y + 0.12)
    heat = np.clip(1.0 - off * 1.18, 0, 1)[..., None]
    gold, deep, hot = (np.array(c, float) for c in (theme.active, theme.active_deep, theme.hot))
    colour = deep + (gold - deep) * np.clip(heat * 2.1, 0, 1)
    colour += (hot - colour) * np.clip(heat * 1.9 - 0.95, 0, 1) ** 1.3
    edge = np.clip(1.0 - np.clip(d - 0.80, 0, 1) / 0.26, 0, 1) * 0.9 + 0.1
    return surface_from(colour, np.clip(radius + 0.5 - d * radius, 0, 1) * edge)


def orb_gloss(radius: float, rim: Rgb, width: float) -> pygame.Surface:
    """What lies on the glass: a soft highlight upper left, and the rim light in ``rim``."""
    x, y, d, _ = _sphere(radius)
    along, across = (x * 0.83 - y * 0.56 + 0.03), (x * 0.56 + y * 0.83 + 0.60)
    shine = np.exp(-((along / 0.34) ** 2 + (across / 0.155) ** 2) ** 1.4) * 0.34
    shine += np.exp(-((x - 0.30) ** 2 + (y - 0.62) ** 2) / 0.05) * 0.05
    r = d * radius
    line = np.clip(radius + 0.5 - r, 0, 1) - np.clip(radius - width + 0.5 - r, 0, 1)
    soft = np.clip(1 - np.abs(r - (radius - width)) / max(2.0, radius * 0.12), 0, 1) ** 2 * 0.28 * (d < 1)
    lit = np.maximum(line, soft)
    alpha = np.clip(shine * (d < 0.97) + lit, 0, 1)
    share = (lit / np.maximum(alpha, 1e-6))[..., None]
    white = np.full((*d.shape, 3), 255.0)
    return surface_from(white + (np.array(rim, float) - white) * np.clip(share, 0, 1), alpha)


def disc_mask(radius: float) -> pygame.Surface:
    """White with a round opaque middle: multiplied onto a square picture it cuts a disc out."""
    side = 2 * round(radius)
    cover = np.clip(radius - 0.5 - _distance(side), 0, 1)
    return surface_from(np.full((side, side, 3), 255.0), cover)


def shade(size: tuple[int, int], colour: Rgb, level: float) -> pygame.Surface:
    """A soft dark cloud that lets words be read over a lively picture."""
    w, h = size
    x = np.linspace(-1, 1, w)[:, None]
    y = np.linspace(-1, 1, h)[None, :]
    fall = np.clip(1.0 - (np.abs(x) ** 3 + np.abs(y) ** 3), 0, 1) ** 0.8
    return surface_from(np.broadcast_to(np.array(colour, float), (w, h, 3)), fall * level)


def ground(size: tuple[int, int], centre: Rgb, edge: Rgb) -> pygame.Surface:
    """The dark room: lighter in the middle, a vignette, finest noise against banding, a few still stars."""
    w, h = size
    rng = np.random.default_rng(11)
    x = np.linspace(-1, 1, w)[:, None]
    y = np.linspace(-1, 1, h)[None, :]
    d = np.hypot(x * 0.92, (y + 0.06) * 0.98)
    light = np.clip(1.06 - d * 0.86, 0, 1) ** 1.35
    a, b = np.array(edge, float), np.array(centre, float)
    pixels = np.empty((w, h, 3), np.uint8)
    noise = rng.random((w, h)) - 0.5
    for c in range(3):
        pixels[..., c] = np.clip(a[c] + (b[c] - a[c]) * light * 0.86 + noise + 0.5, 0, 255)
    surface = pygame.Surface(size, 0, 32)
    pygame.surfarray.blit_array(surface, pixels)
    return surface


def _distance(side: int, phase: tuple[float, float] = (0.0, 0.0)) -> Array:
    axis = np.arange(side) + 0.5 - side / 2
    return np.hypot((axis - phase[0])[:, None], (axis - phase[1])[None, :])


def _sphere(radius: float) -> tuple[Array, Array, Array, Array]:
    side = int(np.ceil(radius)) * 2 + 3
    axis = (np.arange(side) + 0.5 - side / 2) / radius
    x, y = np.broadcast_arrays(axis[:, None], axis[None, :])
    d = np.hypot(x, y)
    return x, y, d, np.sqrt(np.clip(1 - d * d, 0, 1))
