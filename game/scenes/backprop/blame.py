"""Writes at every neuron of chapter 6 how much of the blame is its own, readable over whatever lies there."""

from __future__ import annotations

from game.core.geometry import Rect, Vec
from game.core.timeline import Cues
from game.draw.canvas import Canvas, Colour
from game.draw.theme import mix_rgb
from game.scenes.backprop.flow import arrived
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.places import Places

WORDS_FROM = 104.0
"""Where there is so much room beside an orb, the word stands over its number."""


def paint_blame(canvas: Canvas, lesson: Lesson, places: Places, cues: Cues) -> None:
    """dL/da at every neuron, as it arrives."""
    layers = len(lesson.trace.layers)
    for layer, j in places.nodes:
        if layer > 0:
            with canvas.fade(arrived(layers, layer, cues.back) if layer < layers else 4.0 * cues.back):
                if canvas.alpha > 0.02:
                    _paint_share(canvas, places, places.share_area(layer, j), float(lesson.blame(layer - 1)[0][j]),
                                 last=layer == layers)


def _paint_share(canvas: Canvas, places: Places, area: Rect, blame: float, *, last: bool) -> None:
    """The word and the number on one line below the neuron, or one over the other beside it; in a crowd the number."""
    word, value = canvas.words("backprop.blame"), f"{blame:.3f}"
    if not (last and places.airy):
        canvas.shade(area.inset(-12, -4), 0.5)
    if not places.portrait:
        airy = places.airy or last
        text = f"{word} {value}" if airy else value
        write(canvas, area.center, text, "value" if airy else "mono", "error", room=area.w, tall=area.h,
              most=len(text) + (blame >= 0))
        return
    if area.w < WORDS_FROM:
        write(canvas, (area.x, area.cy), value, "mono_small", "error", "lm", room=area.w, tall=area.h, most=6)
        return
    upper, lower = area.rows([0.9, 1.1])
    canvas.text((upper.x, upper.cy), word, "small", over_red(canvas, "error"), room=area.w)
    write(canvas, (lower.x, lower.cy), value, "value", "error", "lm", room=area.w, tall=lower.h, most=6)


def over_red(canvas: Canvas, colour: Colour) -> Colour:
    """A colour for words over the halo of what is to blame."""
    theme = canvas.theme
    return theme.over(canvas.colour(colour), mix_rgb(theme.ground, theme.error, 0.18))


def write(canvas: Canvas, at: Vec, text: str, style: str, colour: Colour, anchor: str = "cm", *,
          room: float | None = None, tall: float | None = None, most: int = 0) -> Rect:
    """A number that may stand in a red halo, as large as the visitor's text where there is room."""
    return canvas.number(at, text, style, over_red(canvas, colour), anchor, room=room, tall=tall, most=most)
