"""Draws a neuron: a glass orb whose core fills with gold, carrying its number or what it sees."""

from __future__ import annotations

import pygame

from game.core.geometry import Vec
from game.draw import bake
from game.draw.canvas import Canvas, Colour
from game.draw.theme import Rgb, Style, mix_rgb


def paint_orb(canvas: Canvas, centre: Vec, radius: float, level: float = 0.0, *, text: str = "",
              rim: Colour | None = None, face: pygame.Surface | None = None, alpha: float = 1.0,
              halo: Colour | None = None, halo_level: float | None = None) -> None:
    """An orb of ``radius`` design units, ``level`` 0..1 full of gold.

    ``face`` is a picture shown inside instead of gold; ``rim`` overrides the colour of the rim light
    (a role, such as ``error``); ``halo`` the colour of the glow around it.
    """
    with canvas.fade(alpha):
        if canvas.alpha <= 0.01 or radius < 1:
            return
        level = max(0.0, min(1.0, level))
        bright = level if halo_level is None else halo_level
        canvas.glow(centre, radius * (1.75 + 0.5 * bright), halo or "active", 0.62 * bright)
        _layers(canvas, centre, radius, level, _rim(canvas, rim, level, face is not None), face)
        if text:
            _number(canvas, centre, radius, text, level if face is None else 0.0)


def _rim(canvas: Canvas, rim: Colour | None, level: float, faced: bool) -> Rgb:
    if rim is not None:
        return canvas.colour(rim)
    gold = mix_rgb(canvas.theme.active, canvas.theme.hot, 0.45)
    return mix_rgb(canvas.theme.rim, gold, 0.0 if faced else round(level * 4) / 4)


def _layers(canvas: Canvas, centre: Vec, radius: float, level: float, rim: Rgb, face: pygame.Surface | None) -> None:
    r = max(2.0, round(canvas.view.length(radius) * 2) / 2)
    theme = canvas.theme
    canvas.blit(canvas.cache.get(("orb", r, theme.orb_light), lambda: bake.orb_body(r, theme)), centre)
    if face is not None:
        canvas.blit(face, centre)
    elif level > 0.004:
        canvas.blit(canvas.cache.get(("core", r, theme.active), lambda: bake.orb_core(r, theme)), centre, level)
    width = max(1.3, r * 0.028)
    canvas.blit(canvas.cache.get(("gloss", r, rim), lambda: bake.orb_gloss(r, rim, width)), centre)


def _number(canvas: Canvas, centre: Vec, radius: float, text: str, level: float) -> None:
    """The number in the orb: dark on a bright core, light on dark glass."""
    size = min(0.62, 2.75 / max(4, len(text))) * radius
    canvas.number(centre, text, Style("mono_medium", round(size)), "ink" if level > 0.52 else "text")
