"""What lies over the network in chapter 6: names, blame, the cyan dots, and the lit parts of the picture."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from brain import Where, activation
from game.core.geometry import Bezier, Rect, Vec
from game.core.timeline import Cues
from game.draw.canvas import Canvas, Colour
from game.draw.factor import paint_bar
from game.draw.icons import paint_mark
from game.draw.plot import Plot
from game.draw.theme import mix_rgb
from game.scenes.backprop_flow import arrived
from game.scenes.backprop_lesson import Lesson
from game.scenes.backprop_places import Places

CROWD = 14
"""With more fibres than this between two layers their dots become small."""


def paint_stage(canvas: Canvas, lesson: Lesson, places: Places, cues: Cues, lit: tuple[float, ...],
                hovered: Where | None, walking: bool) -> None:
    """Everything around the network."""
    if cues.back >= 1.0 and not lesson.gliding:
        key = (lesson.key, places.stage, places.sizes, hovered, canvas.words.language)
        canvas.sheet("backprop.around", key, places.around,
                     lambda: _paint_around(canvas, lesson, places, cues, hovered))
    else:
        _paint_around(canvas, lesson, places, cues, hovered)
    if hovered is not None:
        canvas.glow(places.grip(hovered), 48, "touch", 0.7)
    with canvas.fade(cues.chain):
        _paint_lit(canvas, lesson, places, lit)
        _paint_place(canvas, lesson, places, walking, 1.0 - lit[1])


def _paint_around(canvas: Canvas, lesson: Lesson, places: Places, cues: Cues, hovered: Where | None) -> None:
    """What stands still once all blame has arrived: names and numbers, and the dots that can be tapped."""
    _paint_inputs(canvas, lesson, places)
    _paint_output(canvas, lesson, places, cues)
    _paint_blame(canvas, lesson, places, cues)
    with canvas.fade(cues.back * 4.0 - 3.0):
        _paint_dots(canvas, lesson, places, hovered)


def _paint_inputs(canvas: Canvas, lesson: Lesson, places: Places) -> None:
    """Study and sleep with their hours, and how this student did."""
    for i, name in enumerate(("study", "sleep")):
        (x, y), r = places.nodes[0, i]
        text = canvas.words(f"hours.{name}", hours=f"{lesson.hours[i]:.1f}")
        if places.portrait:
            anchor, at = ("rm", (x - r - 14, y)) if i == 0 else ("lm", (x + r + 14, y))
            canvas.text(at, text, "label", anchor=anchor, room=x - r - 20 - places.stage.x if i == 0 else 190)
        else:
            canvas.text((x, y + r + 26), text, "label", anchor="cm", room=210)


def _paint_output(canvas: Canvas, lesson: Lesson, places: Places, cues: Cues) -> None:
    """What was wanted, and the loss."""
    (x, y), r = places.nodes[len(places.sizes) - 1, 0]
    words = canvas.words
    wanted = f"{words('backprop.wanted')} {lesson.wanted:.0f}"
    loss = f"{words('backprop.loss')} {lesson.loss:.3f}"
    colour = "passed" if lesson.passed else "error"
    if places.portrait:
        paint_mark(canvas, (x - r - 34, y - 22), lesson.passed, 26)
        _number(canvas, lesson, (x - r - 60, y - 22), wanted, "mono", colour, "rm")
        _number(canvas, lesson, (x - r - 22, y + 22), loss, "value", "error", "rm")
        return
    size = _number(canvas, lesson, (x + 16, y - r - 34), wanted, "value", colour, "cm")
    paint_mark(canvas, (size.x - 24, y - r - 34), lesson.passed, 28)
    _number(canvas, lesson, (x, y + r + 38), loss, "value", "error", "cm")


def _paint_blame(canvas: Canvas, lesson: Lesson, places: Places, cues: Cues) -> None:
    """dL/da as words and number at every neuron, dL/dz below it where there is room."""
    layers, word = len(lesson.trace.layers), canvas.words("backprop.blame")
    for (layer, j), (pos, r) in places.nodes.items():
        if layer == 0:
            continue
        da, dz = (float(part[j]) for part in lesson.blame(layer - 1))
        with canvas.fade(arrived(layers, layer, cues.back) if layer < layers else 4.0 * cues.back):
            if canvas.alpha > 0.02:
                texts = (f"{word} {da:.3f}", f"∂L/∂z {dz:.3f}", f"{da:.3f}")
                _paint_share(canvas, lesson, places, layer, pos, r, texts)


def _paint_share(canvas: Canvas, lesson: Lesson, places: Places, layer: int, pos: Vec, r: float,
                 texts: tuple[str, str, str]) -> None:
    """The two lines of one neuron: below it in landscape, at its right in portrait; one, or none, in a crowd."""
    long, second, short = texts
    last = layer == len(places.sizes) - 1
    if places.portrait:
        slot = places.net.w / places.sizes[layer] - 2 * r
        fits = slot >= 13.6 * len(long) + 16 or last
        x, y = pos[0] + r + (18 if fits else 12), pos[1]
        _number(canvas, lesson, (x, y - 15 if fits else y), long if fits else short, "mono_small", "error", "lm")
        if fits:
            _number(canvas, lesson, (x, y + 15), second, "mono_small", "soft", "lm")
        return
    slot = places.net.h / places.sizes[layer] - 2 * r
    y = pos[1] + r + (76 if last else 22)
    if slot < 26:
        return
    wide = slot >= 72 or last
    _number(canvas, lesson, (pos[0], y), long if wide else short, "mono_small", "error", "cm")
    if wide:
        _number(canvas, lesson, (pos[0], y + 30), second, "mono_small", "soft", "cm")


def _paint_dots(canvas: Canvas, lesson: Lesson, places: Places, hovered: Where | None) -> None:
    """A cyan dot on everything that can be tapped: each fibre, and each neuron's bias."""
    for place, at in places.grips.items():
        crowd = places.sizes[place.layer] * places.sizes[place.layer + 1]
        r = 8.0 if crowd <= CROWD else 4.5
        if place == hovered:
            r += 4
        canvas.ring(at, r, "touch", 2.4, fill="ink") if r > 5 else canvas.disc(at, r - 1, "touch", 0.75)
    for layer in range(1, len(places.sizes)):
        for j in range(places.sizes[layer]):
            _paint_bias_dot(canvas, lesson, places, Where(layer - 1, None, j), hovered)


def _paint_bias_dot(canvas: Canvas, lesson: Lesson, places: Places, place: Where, hovered: Where | None) -> None:
    at, r = places.grip(place), places.nodes[place.layer + 1, place.j][1]
    if r >= 46:
        canvas.ring(at, 22 if place == hovered else 18, "touch", 2.4, fill="ink")
        _number(canvas, lesson, (at[0], at[1] - 1), "b", "mono_small", "touch", "cm")
    else:
        canvas.ring(at, 13 if place == hovered else 9, "touch", 2.4, fill="ink")


def _paint_place(canvas: Canvas, lesson: Lesson, places: Places, walking: bool, label: float) -> None:
    """The handle on the weight that is looked at, with its value."""
    place, theme = lesson.place, canvas.theme
    at, value = places.grip(place), lesson.value_of(place)
    canvas.glow(at, 62, "touch", 0.62)
    canvas.ring(at, 22, "touch", 4.0, fill="ink")
    symbol = "b" if place.i is None else "w"
    _number(canvas, lesson, (at[0], at[1] - 2), symbol, "mono", "touch", "cm")
    if walking:
        canvas.ring(at, 33, "hot", 3.5)
    if places.crowded or label < 0.05:
        return
    text = f"{symbol} = {value:.2f}"
    wide = 17.0 * len(text)
    x, y = places.label(place, wide, 34)
    with canvas.fade(label):
        canvas.shade(Rect.around((x, y), wide + 50, 66), 0.7)
        _number(canvas, lesson, (x, y), text, "value", theme.signed(value), "cm")


# -- lit parts ---------------------------------------------------------------------------------------


def _paint_lit(canvas: Canvas, lesson: Lesson, places: Places, lit: tuple[float, ...]) -> None:
    """The part of the picture that a lit factor is read from: paths and neurons, a slope, a signal."""
    place = lesson.place
    node = places.nodes[place.layer + 1, place.j]
    if lit[0] > 0.01:
        with canvas.fade(lit[0]):
            _ring(canvas, node, "error")
            for term in lesson.terms():
                _glow_along(canvas, places.curves[Where(place.layer + 1, place.j, term.to)], "error")
                _ring(canvas, places.nodes[place.layer + 2, term.to], "error")
    if lit[1] > 0.01:
        with canvas.fade(lit[1]):
            _ring(canvas, node, "active")
            _paint_slope(canvas, lesson, places, node)
    if lit[2] > 0.01:
        with canvas.fade(lit[2]):
            if place.i is None:
                _ring(canvas, node, "active")
            else:
                _ring(canvas, places.nodes[place.layer, place.i], "active")
                _glow_along(canvas, places.curves[place], "active")


def _ring(canvas: Canvas, node: tuple[Vec, float], colour: str) -> None:
    (x, y), r = node
    canvas.glow((x, y), r * 1.9, colour, 0.5)
    canvas.ring((x, y), r + 13, colour, 5.0)


def _glow_along(canvas: Canvas, curve: Bezier, colour: str) -> None:
    for k in range(3, 30):
        canvas.glow(curve.at(k / 32), 20, colour, 0.45)


def _paint_slope(canvas: Canvas, lesson: Lesson, places: Places, node: tuple[Vec, float]) -> None:
    """A small window with the activation's curve, the sum z on it, and the slope there as a line."""
    place = lesson.place
    part, name = lesson.trace.layers[place.layer], lesson.shown.activation_of(place.layer)
    z, a, slope = (float(v[place.j]) for v in (part.z, part.activations, part.slope))
    rect = places.bubble(node)
    canvas.box(rect, 18, line="active", width=2.4, fill_alpha=0.96)
    reach = max(3.0, abs(z) * 1.15)
    xs, ys = _curve(name, round(reach, 1))
    low, high = min(0.0, float(ys.min())), max(1.0, float(ys.max()))
    pad = 0.12 * (high - low)
    plot = Plot(rect.inset(16, 12), -reach, reach, low - pad, high + pad)
    paint_bar(canvas, plot.at(-reach, 0), plot.at(reach, 0), "line", 2)
    paint_bar(canvas, plot.at(0, plot.y0), plot.at(0, plot.y1), "line", 2)
    plot.curve(canvas, xs.tolist(), ys.tolist(), "soft", 3)
    half = 0.32 * reach
    plot.curve(canvas, (z - half, z + half), (a - half * slope, a + half * slope), "active", 5)
    canvas.disc(plot.at(z, a), 8, "hot")


@lru_cache(maxsize=32)
def _curve(name: str, reach: float) -> tuple[np.ndarray, np.ndarray]:
    xs = np.linspace(-reach, reach, 49)
    return xs, activation(name).value(xs)


def _number(canvas: Canvas, lesson: Lesson, at: Vec, text: str, style: str, colour: Colour, anchor: str) -> Rect:
    """A number at rest is one finished line; while it glides it is set glyph by glyph."""
    paint, theme = canvas.number if lesson.gliding else canvas.text, canvas.theme
    red = mix_rgb(theme.ground, theme.error, 0.18)  # the halo of what is to blame
    return paint(at, text, style, theme.over(canvas.colour(colour), red), anchor)
