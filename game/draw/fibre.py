"""Draws a connection: a soft curved fibre, as thick as its weight, blue and solid or orange and dashed."""

from __future__ import annotations

from game.core.geometry import Bezier
from game.draw.canvas import Canvas, Colour, cut_dashes
from game.draw.theme import mix_rgb, weight_width

SEGMENTS = 26


def paint_fibre(canvas: Canvas, curve: Bezier, weight: float, *, alpha: float = 1.0,
                colour: Colour | None = None, strength: float = 1.0) -> None:
    """The fibre of one weight. ``colour`` overrides blue/orange; ``strength`` < 1 dims it."""
    opacity = alpha * canvas.alpha
    if opacity <= 0.02:
        return
    theme = canvas.theme
    rgb = canvas.colour(colour) if colour is not None else theme.signed(weight)
    width = weight_width(weight)
    room = mix_rgb(theme.ground_edge, theme.ground, 0.7)
    body = mix_rgb(room, rgb, (0.42 + 0.5 * min(1.0, width / 9.0)) * opacity * strength)
    halo = mix_rgb(room, rgb, 0.13 * opacity * strength)
    points = curve.points(SEGMENTS)
    canvas.polyline(points, halo, width * 1.5 + 8.0)
    if weight < 0:
        dash = 12.0 + width
        pieces = cut_dashes(points, dash, dash * 0.62)
    else:
        pieces = [list(points)]
    light = mix_rgb(body, theme.hot, 0.30)
    for piece in pieces:
        canvas.polyline(piece, body, width)
        if width > 5.0:
            canvas.polyline(piece, light, width * 0.28)
