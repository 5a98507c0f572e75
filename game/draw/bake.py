"""Computes small pictures exactly, pixel by pixel, with smooth edges: orbs, glows, rings, rounded boxes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame

from game.draw.theme import Rgb, Theme

Array = npt.NDArray[np.float32]
FAINTEST = 0.6
"""The least that a halo's brightest colour must add, of 255, to be drawn."""


def surface_from(colour: Array, alpha: Array) -> pygame.Surface:
    """An alpha surface from ``colour`` (w, h, 3) in 0..255 and ``alpha`` (w, h) in 0..1."""
    surface = pygame.Surface(alpha.shape, pygame.SRCALPHA, 32)
    pixels = pygame.surfarray.pixels3d(surface)
    for channel in range(3):
        pixels[..., channel] = np.clip(colour[..., channel] + 0.5, 0, 255).astype(np.uint8)
    del pixels
    opacity = pygame.surfarray.pixels_alpha(surface)
    opacity[...] = np.clip(alpha * 255 + 0.5, 0, 255).astype(np.uint8)
    del opacity
    return surface


def plain(rgb: Rgb, alpha: Array) -> pygame.Surface:
    """An alpha surface of one colour from ``alpha`` (w, h) in 0..1."""
    surface = pygame.Surface(alpha.shape, pygame.SRCALPHA, 32)
    surface.fill((*rgb, 0))
    opacity = pygame.surfarray.pixels_alpha(surface)
    opacity[...] = np.clip(alpha * 255 + 0.5, 0, 255).astype(np.uint8)
    del opacity
    return surface


def glow(radius: int, colour: Rgb, level: float) -> pygame.Surface:
    """A halo to be added to what is there: ``colour`` x ``level`` in the middle, nothing at ``radius`` pixels.

    Its outermost part, which would not even add one step of brightness, is left away: adding nothing takes time, too.
    """
    side = min(2 * radius, 192)
    fall, noise = _halo(side)
    surface = pygame.Surface((side, side), 0, 32)
    pixels = pygame.surfarray.pixels3d(surface)
    for channel in range(3):
        pixels[..., channel] = np.clip(fall * (level * colour[channel]) + noise, 0, 255).astype(np.uint8)
    del pixels
    if side != 2 * radius:
        surface = pygame.transform.smoothscale(surface, (2 * radius, 2 * radius))
    seen = 1.0 - min(1.0, FAINTEST / max(1e-6, level * max(colour))) ** (1 / 2.4)
    keep = max(1, min(radius, math.ceil(seen * radius)))
    return surface.subsurface((radius - keep, radius - keep, 2 * keep, 2 * keep)).copy() if keep < radius else surface


@lru_cache(maxsize=64)
def _halo(side: int) -> tuple[Array, Array]:
    """How a halo falls off to nothing at its edge, and finest noise on it (half a step up) against banding."""
    fall = np.clip(1 - _distance(side) / (side / 2), 0, 1) ** np.float32(2.4)
    noise = np.random.default_rng(7).random((side, side), np.float32)
    return fall, np.where(fall > 0, noise, np.float32(0.5))


def disc(radius: float, colour: Rgb) -> pygame.Surface:
    """A filled disc with a smooth edge."""
    return plain(colour, np.clip(radius + 0.5 - _distance(int(np.ceil(radius)) * 2 + 3), 0, 1))


def bead(radius: float, colour: Rgb, level: float) -> pygame.Surface:
    """A disc of clear glass: ``level`` is its opacity, a little less towards its edge."""
    d = _distance(int(np.ceil(radius)) * 2 + 3)
    return plain(colour, np.clip(radius + 0.5 - d, 0, 1) * (level * (1.0 - 0.35 * np.clip(d / radius, 0, 1) ** 2)))


def ring(radius: float, width: float, colour: Rgb, fill: Rgb | None = None, fill_alpha: float = 1.0) -> pygame.Surface:
    """A circle line of ``width`` pixels whose outer edge is at ``radius``, with an optional filling."""
    d = _distance(int(np.ceil(radius)) * 2 + 3)
    inner = np.clip(radius - width + 0.5 - d, 0, 1)
    line = np.clip(radius + 0.5 - d, 0, 1) - inner
    if fill is None:
        return plain(colour, line)
    alpha = line + inner * fill_alpha
    base = np.array(fill, np.float32)
    share = (line / np.maximum(alpha, 1e-6))[..., None]
    return surface_from(base + (np.array(colour, np.float32) - base) * share, alpha)


def rounded(size: tuple[int, int], radius: float, fill: Rgb, alpha: float, line: Rgb | None = None,
            width: float = 1.0, fill_end: Rgb | None = None) -> pygame.Surface:
    """A box with round corners; ``line`` draws its edge, ``fill_end`` grades the filling from left to right."""
    w, h = size
    corner = math.ceil(radius + width) + 2
    if fill_end is None and min(w, h) > 2 * corner + 2:
        return _stretched(rounded((2 * corner + 2, 2 * corner + 2), radius, fill, alpha, line, width), corner, size)
    radius = min(radius, w / 2, h / 2)
    x = np.abs(np.arange(w, dtype=np.float32) + 0.5 - w / 2)[:, None] - (w / 2 - radius)
    y = np.abs(np.arange(h, dtype=np.float32) + 0.5 - h / 2)[None, :] - (h / 2 - radius)
    outside = np.hypot(np.maximum(x, 0), np.maximum(y, 0)) + np.minimum(np.maximum(x, y), 0) - np.float32(radius)
    cover = np.clip(0.5 - outside, 0, 1)
    if line is None and fill_end is None:
        return plain(fill, cover * np.float32(alpha))
    colour = np.broadcast_to(np.array(fill, np.float32), (w, h, 3))
    if fill_end is not None:
        t = (np.arange(w, dtype=np.float32) / max(1, w - 1))[:, None, None]
        colour = colour + (np.array(fill_end, np.float32) - colour) * t
    opacity = cover * np.float32(alpha)
    if line is not None:
        edge = cover - np.clip(0.5 - outside - np.float32(width), 0, 1)
        opacity = opacity * (1 - edge) + edge
        colour = colour + (np.array(line, np.float32) - colour) * (edge / np.maximum(opacity, 1e-6))[..., None]
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
    inside = np.minimum(d, 1)
    light = np.clip(-0.42 * x - 0.60 * y + 0.68 * z, 0, 1)
    bounce = np.clip(0.55 * x + 0.62 * y - 0.25 * z, 0, 1) ** np.float32(1.6) * inside**5
    dark, bright = np.array(theme.orb_dark, np.float32), np.array(theme.orb_light, np.float32)
    colour = dark + (bright - dark) * (light * np.sqrt(light) * np.float32(0.95))[..., None]
    colour += np.array(theme.rim, np.float32) * (bounce * np.float32(0.55) + inside**9 * np.float32(0.22))[..., None]
    return surface_from(colour, np.clip(radius + 0.5 - d * radius, 0, 1))


def orb_core(radius: float, theme: Theme) -> pygame.Surface:
    """The gold that fills an active neuron: white-hot in the middle, deep at the edge."""
    x, y, d, _ = _sphere(radius)
    off = np.sqrt((x + 0.10) ** 2 + (y + 0.12) ** 2)
    heat = np.clip(1.0 - off * 1.18, 0, 1)
    gold, deep, hot = (np.array(c, np.float32) for c in (theme.active, theme.active_deep, theme.hot))
    colour = deep + (gold - deep) * np.minimum(heat * 2.1, 1)[..., None]
    colour += (hot - colour) * (np.clip(heat * 1.9 - 0.95, 0, 1) ** np.float32(1.3))[..., None]
    edge = np.clip(1.0 - np.clip(d - 0.80, 0, 1) / 0.26, 0, 1) * 0.9 + 0.1
    return surface_from(colour, np.clip(radius + 0.5 - d * radius, 0, 1) * edge)


def orb_gloss(radius: float, rim: Rgb, width: float) -> pygame.Surface:
    """What lies on the glass: a soft highlight upper left, and the rim light in ``rim``."""
    x, y, d, _ = _sphere(radius)
    along, across = (x * 0.83 - y * 0.56 + 0.03), (x * 0.56 + y * 0.83 + 0.60)
    shine = np.exp(-(((along / 0.34) ** 2 + (across / 0.155) ** 2) ** np.float32(1.4))) * 0.34
    shine += np.exp(-((x - 0.30) ** 2 + (y - 0.62) ** 2) / 0.05) * 0.05
    r = d * radius
    line = np.clip(radius + 0.5 - r, 0, 1) - np.clip(radius - width + 0.5 - r, 0, 1)
    soft = np.clip(1 - np.abs(r - (radius - width)) / max(2.0, radius * 0.12), 0, 1) ** 2 * 0.28 * (d < 1)
    lit = np.maximum(line, soft)
    alpha = np.clip(shine * (d < 0.97) + lit, 0, 1)
    share = np.clip(lit / np.maximum(alpha, 1e-6), 0, 1)[..., None]
    return surface_from(255.0 + (np.array(rim, np.float32) - 255.0) * share, alpha)


def flattened(layers: Sequence[tuple[pygame.Surface, float]]) -> pygame.Surface:
    """Alpha surfaces of one size, one over another with an opacity each, as one (Porter and Duff's "over")."""
    size = layers[0][0].get_size()
    colour, alpha = np.zeros((*size, 3), np.float32), np.zeros(size, np.float32)
    for surface, opacity in layers:
        share = pygame.surfarray.array_alpha(surface).astype(np.float32) * np.float32(opacity / 255)
        colour = pygame.surfarray.array3d(surface) * share[..., None] + colour * (1 - share[..., None])
        alpha = share + alpha * (1 - share)
    return surface_from(colour / np.maximum(alpha, 1e-6)[..., None], alpha)


def disc_mask(radius: float) -> pygame.Surface:
    """White with a round opaque middle: multiplied onto a square picture it cuts a disc out."""
    return plain((255, 255, 255), np.clip(radius - 0.5 - _distance(2 * round(radius)), 0, 1))


def shade(size: tuple[int, int], colour: Rgb, level: float) -> pygame.Surface:
    """A soft dark cloud that lets words be read over a lively picture."""
    w, h = size
    x = np.abs(np.linspace(-1, 1, w, dtype=np.float32))[:, None]
    y = np.abs(np.linspace(-1, 1, h, dtype=np.float32))[None, :]
    fall = np.clip(1.0 - (x**3 + y**3), 0, 1) ** np.float32(0.8)
    return plain(colour, fall * np.float32(level))


def ground(size: tuple[int, int], centre: Rgb, edge: Rgb) -> pygame.Surface:
    """The dark room: lighter in the middle, a vignette, finest noise against banding, a few still stars."""
    w, h = size
    x = np.linspace(-0.92, 0.92, w, dtype=np.float32)[:, None] ** 2
    y = ((np.linspace(-1, 1, h, dtype=np.float32) + 0.06) * np.float32(0.98))[None, :] ** 2
    light = np.clip(1.06 - np.sqrt(x + y) * 0.86, 0, 1) ** np.float32(1.35) * 0.86
    noise = np.random.default_rng(11).random((w, h), np.float32)
    surface = pygame.Surface(size, 0, 32)
    pixels = pygame.surfarray.pixels3d(surface)
    for c in range(3):
        pixels[..., c] = np.clip(light * (centre[c] - edge[c]) + (noise + edge[c]), 0, 255).astype(np.uint8)
    del pixels
    return surface


@lru_cache(maxsize=48)
def _distance(side: int) -> Array:
    """How far each pixel of a square is from its middle."""
    axis = np.arange(side, dtype=np.float32) + np.float32(0.5 - side / 2)
    squares = axis * axis
    return np.sqrt(squares[:, None] + squares[None, :])


@lru_cache(maxsize=4)
def _sphere(radius: float) -> tuple[Array, Array, Array, Array]:
    """Places on a ball of radius 1 as seen from the front: right, down, from the middle, towards the eye."""
    side = int(np.ceil(radius)) * 2 + 3
    axis = ((np.arange(side) + 0.5 - side / 2) / radius).astype(np.float32)
    x, y = np.broadcast_arrays(axis[:, None], axis[None, :])
    d = np.sqrt(x * x + y * y)
    return x, y, d, np.sqrt(np.clip(1 - d * d, 0, 1))
