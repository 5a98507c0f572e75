"""Draws a neuron: a glass orb whose core fills with gold, carrying its number or what it sees."""

from __future__ import annotations

import math
from collections.abc import Callable

import pygame

from game.core.geometry import Vec, mix
from game.draw import bake
from game.draw.canvas import Canvas, Colour
from game.draw.icons import paint_icon
from game.draw.theme import Rgb, Style, Theme, mix_rgb, weight_width

MODELS = (44.0, 112.0)
"""Radii in pixels of the orbs that are scaled while others change their size,"""
LARGER, SMALLER = 1.4, 2.5
"""unless one was at rest of which they are no more than so many times as large, or as small."""
PATIENCE = 2
"""A large orb is baked once it had its size for so many frames: it takes milliseconds."""
SMALL, LEVELS = 44.0, 48
"""Orbs up to this radius in pixels are one picture for each of so many levels of gold."""
FACE = 0.965
"""How much of an orb's radius its face covers."""
SMALLEST_PINNED = 30.0
"""Orbs smaller than this carry no pin for their bias."""
DARK_FROM = 0.72
"""Orbs fuller than this carry a dark number."""
SMALLEST_NUMBER = 21.5
"""Numbers in orbs are never set smaller than this many design units."""


def carries(radius: float, text: str) -> bool:
    """Whether an orb of ``radius`` is big enough for ``text`` to be read, be it negative or not."""
    return _number_size(radius, text.rjust(len("-0.00"))) >= SMALLEST_NUMBER


def paint_orb(canvas: Canvas, centre: Vec, radius: float, level: float = 0.0, *, text: str = "",
              rim: Colour | None = None, face: pygame.Surface | None = None, alpha: float = 1.0,
              halo: Colour | None = None, halo_level: float | None = None, face_level: float = 1.0,
              bias: float | None = None) -> None:
    """An orb of ``radius`` design units, ``level`` 0..1 full of gold.

    ``face`` is a picture shown inside instead of gold, faded in over gold and number by ``face_level``;
    ``rim`` overrides the colour of the rim light (a role, such as ``error``); ``halo`` the colour of the
    glow around it. ``bias`` is shown as a pin at the upper left, if the orb is big enough.
    """
    with canvas.fade(alpha):
        if canvas.alpha <= 0.01 or radius < 1:
            return
        level = max(0.0, min(1.0, level))
        bright = level if halo_level is None else halo_level
        canvas.glow(centre, radius * (1.75 + 0.5 * bright), halo or "active", 0.62 * bright)
        if bias is not None and radius >= SMALLEST_PINNED:
            _pin(canvas, centre, radius, bias)
        _layers(canvas, centre, radius, level, _rim(canvas, rim, level, face is not None), face, face_level)
        if text:
            with canvas.fade(1.0 - face_level if face is not None and face_level < 1.0 else 1.0):
                _number(canvas, centre, radius, text, level if face is None or face_level < 1.0 else 0.0)


def pin_place(centre: Vec, radius: float) -> tuple[Vec, float]:
    """Middle and radius of the head of the pin that carries a neuron's bias."""
    reach = radius * 1.22 / math.sqrt(2)
    return (centre[0] - reach, centre[1] - reach), max(10.0, radius * 0.17)


def _pin(canvas: Canvas, centre: Vec, radius: float, bias: float) -> None:
    """A short fibre, as thick as the bias, with its sign on its head."""
    head, r = pin_place(centre, radius)
    idle = abs(bias) < 0.005
    colour = canvas.theme.mute if idle else canvas.theme.signed(bias)
    canvas.polyline((head, mix(head, centre, 0.4)), colour, min(weight_width(bias), 1.4 * r))
    canvas.ring(head, r, colour, 2.2, fill="ink")
    if not idle:
        paint_icon(canvas, "minus" if bias < 0 else "plus", head, r * 1.15, colour, pen=0.22)


def _rim(canvas: Canvas, rim: Colour | None, level: float, faced: bool) -> Rgb:
    if rim is not None:
        return canvas.colour(rim)
    gold = mix_rgb(canvas.theme.active, canvas.theme.hot, 0.45)
    return mix_rgb(canvas.theme.rim, gold, 0.0 if faced else round(level * 4) / 4)


def _layers(canvas: Canvas, centre: Vec, radius: float, level: float, rim: Rgb, face: pygame.Surface | None,
            face_level: float) -> None:
    """Glass, gold, face and gloss, one over another; for a small orb as one picture for each level of gold."""
    r = max(2.0, round(canvas.view.length(radius) * 2) / 2)
    golden = level > 0.004 and (face is None or face_level < 1.0)
    glass = _baked(canvas, "orb", r, canvas.theme.orb_light, _bake_glass, 1 + golden)
    if face is None and r <= SMALL and canvas.cache.holds(_key(canvas, "orb", r, canvas.theme.orb_light)):
        canvas.blit(_small(canvas, r, round(level * LEVELS), rim), centre)
        return
    layers = list(zip(glass, (1.0, level)))
    if face is not None:
        layers.append((_fitted(face, r), face_level))
    (gloss,) = _baked(canvas, "gloss", r, rim, _bake_gloss, 1)
    canvas.pile((*layers, (gloss, 1.0)), centre)


Layers = tuple[pygame.Surface, ...]


def _bake_glass(r: float, theme: Theme, colour: Rgb) -> Layers:
    return (bake.orb_body(r, theme), bake.orb_core(r, theme))


def _bake_gloss(r: float, theme: Theme, colour: Rgb) -> Layers:
    return (bake.orb_gloss(r, colour, max(1.3, r * 0.028)),)


def _small(canvas: Canvas, r: float, step: int, rim: Rgb) -> pygame.Surface:
    """A small orb as one picture, put together from its layers."""
    def whole() -> pygame.Surface:
        body, core = canvas.cache.get(_key(canvas, "orb", r, canvas.theme.orb_light),
                                      lambda: _bake_glass(r, canvas.theme, rim))
        (gloss,) = canvas.cache.get(_key(canvas, "gloss", r, rim), lambda: _bake_gloss(r, canvas.theme, rim))
        return bake.flattened(((body, 1.0), (core, step / LEVELS), (gloss, 1.0)))

    return canvas.cache.get(("small orb", r, step, rim), whole)


def _key(canvas: Canvas, kind: str, r: float, colour: Rgb) -> tuple[str, float, Rgb, str]:
    return (kind, r, colour, canvas.theme.name)


def _baked(canvas: Canvas, kind: str, r: float, colour: Rgb, make: Callable[[float, Theme, Rgb], Layers],
           count: int) -> Layers:
    """``count`` layers of an orb of ``r`` pixels: baked for this size, or scaled while the orb grows or shrinks."""
    cache, theme, large = canvas.cache, canvas.theme, r > 1.2 * MODELS[0]
    key, line = _key(canvas, kind, r, colour), (kind, colour, large)
    if cache.steady(key, PATIENCE if large else 1):
        canvas.rested[line] = r
        return cache.get(key, lambda: make(r, theme, colour))[:count]
    size = canvas.rested.get(line) or canvas.rested.get((kind, colour, not large), 0.0)
    if not size / SMALLER <= r <= size * LARGER:
        size = MODELS[large]
    model = cache.get(_key(canvas, kind, size, colour), lambda: make(size, theme, colour))
    side = max(4, round(model[0].get_width() * r / size))
    return tuple(pygame.transform.smoothscale(layer, (side, side)) for layer in model[:count])


def _fitted(face: pygame.Surface, r: float) -> pygame.Surface:
    """The picture at the size of an orb of ``r`` pixels (another one only while the orb grows or shrinks)."""
    side = 2 * max(2, round(r * FACE))
    return face if abs(face.get_width() - side) <= 2 else pygame.transform.smoothscale(face, (side, side))


def _number(canvas: Canvas, centre: Vec, radius: float, text: str, level: float) -> None:
    """The number in the orb: dark on a bright core, light on dark glass, edged by what it stands out from."""
    size, dark = _number_size(radius, text), level > DARK_FROM
    canvas.number(centre, text, Style("mono_medium", round(size)), "ink" if dark else "text",
                  edge="active" if dark else "ink")


def _number_size(radius: float, text: str) -> float:
    return min(0.62, 2.75 / max(4, len(text))) * radius
