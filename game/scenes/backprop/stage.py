"""What lies over the network in chapter 6: names, the mistake at the output, and the cyan dots."""

from __future__ import annotations

from brain import Where
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.icons import paint_mark
from game.scenes.backprop.blame import paint_blame, write
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.lit import paint_lit
from game.scenes.backprop.places import Places

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
        canvas.glow(places.grips.of(hovered), 48, "touch", 0.7)
    with canvas.fade(cues.chain):
        paint_lit(canvas, lesson, places, lit)
        _paint_place(canvas, lesson, places, walking, 1.0 - max(lit))


def _paint_around(canvas: Canvas, lesson: Lesson, places: Places, cues: Cues, hovered: Where | None) -> None:
    """What stands still once all blame has arrived: names and numbers, and the dots that can be tapped."""
    _paint_inputs(canvas, lesson, places)
    paint_blame(canvas, lesson, places, cues)
    _paint_output(canvas, lesson, places)
    with canvas.fade(cues.back * 4.0 - 3.0):
        _paint_dots(canvas, places, hovered)


def _paint_inputs(canvas: Canvas, lesson: Lesson, places: Places) -> None:
    """Study and sleep with their hours."""
    for i, name in enumerate(("study", "sleep")):
        (x, y), r = places.nodes[0, i]
        text = canvas.words(f"hours.{name}", hours=f"{lesson.hours[i]:.1f}")
        if places.portrait:
            anchor, at = ("rm", (x - r - 14, y)) if i == 0 else ("lm", (x + r + 14, y))
            canvas.text(at, text, "label", anchor=anchor, room=x - r - 20 - places.stage.x if i == 0 else 190)
        else:
            canvas.text((x, y + r + 26), text, "label", anchor="cm", room=210)


def _paint_output(canvas: Canvas, lesson: Lesson, places: Places) -> None:
    """What was wanted, with the sign of the student, and the loss."""
    words, growth = canvas.words, places.growth
    above, below = places.wanted_area, places.loss_area
    wanted, loss = f"{words('backprop.wanted')} {lesson.wanted:.0f}", f"{words('backprop.loss')} {lesson.loss:.3f}"
    colour = "passed" if lesson.passed else "error"
    if not places.airy:
        canvas.shade(below.inset(-8, -4), 0.5)
    if places.portrait:
        paint_mark(canvas, (above.right - 18, above.cy), lesson.passed, 26)
        write(canvas, (above.right - 42, above.cy), wanted, "mono", colour, "rm", room=above.w - 46, tall=above.h)
        write(canvas, (below.right - 6, below.cy), loss, "value", "error", "rm", room=below.w - 6, tall=below.h)
        return
    text = write(canvas, (above.cx + 16, above.cy), wanted, "value", colour, room=above.w - 40 * growth, tall=above.h)
    paint_mark(canvas, (text.x - 22, above.cy), lesson.passed, 28)
    write(canvas, below.center, loss, "value", "error", room=below.w, tall=below.h)


def _paint_dots(canvas: Canvas, places: Places, hovered: Where | None) -> None:
    """A cyan dot on everything that can be tapped: each fibre, and each neuron's bias."""
    for place, at in places.grips.weights.items():
        crowd = places.sizes[place.layer] * places.sizes[place.layer + 1]
        r = 8.0 if crowd <= CROWD else 4.5
        if place == hovered:
            r += 4
        canvas.ring(at, r, "touch", 2.4, fill="ink") if r > 5 else canvas.disc(at, r - 1, "touch", 0.75)
    for layer in range(1, len(places.sizes)):
        for j in range(places.sizes[layer]):
            _paint_bias_dot(canvas, places, Where(layer - 1, None, j), hovered)


def _paint_bias_dot(canvas: Canvas, places: Places, place: Where, hovered: Where | None) -> None:
    at, r = places.grips.of(place), places.nodes[place.layer + 1, place.j][1]
    if r >= 46:
        canvas.ring(at, 22 if place == hovered else 18, "touch", 2.4, fill="ink")
        write(canvas, (at[0], at[1] - 1), "b", "mono_small", "touch")
    else:
        canvas.ring(at, 13 if place == hovered else 9, "touch", 2.4, fill="ink")


def _paint_place(canvas: Canvas, lesson: Lesson, places: Places, walking: bool, label: float) -> None:
    """The handle on the weight that is looked at, with its value."""
    place = lesson.place
    at, value = places.grips.of(place), lesson.value_of(place)
    canvas.glow(at, 62, "touch", 0.62)
    canvas.ring(at, 22, "touch", 4.0, fill="ink")
    symbol = "b" if place.i is None else "w"
    write(canvas, (at[0], at[1] - 2), symbol, "mono", "touch")
    if walking:
        canvas.ring(at, 33, "hot", 3.5)
    if places.crowded or label < 0.05:
        return
    text = f"{symbol} = {value:.2f}"
    sizes = [(17.0 * len(text) * growth, 34.0 * growth) for growth in (places.growth, 1.0)]
    box = places.grips.label(place, sizes, places.written)
    with canvas.fade(label):
        canvas.shade(box.inset(-25, -16), 0.7)
        write(canvas, box.center, text, "value", canvas.theme.signed(value), room=box.w, tall=1.5 * box.h)
