"""What is drawn around the learning network: lamps, names and numbers, the class, and the two cards beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from brain import to_hours
from game.core.geometry import Bezier, Rect
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.heatmap import paint_plane, verdict_ramp
from game.draw.icons import paint_mark
from game.draw.lamps import paint_lamps
from game.draw.plane import axes, to_plane
from game.scenes.parts import chance_at
from game.scenes.training.curve import draw_curve
from game.scenes.training.lines import shown_number
from game.scenes.training.loop import PHASES
from game.scenes.training.map import arrow_along
from game.scenes.training.mapcard import draw_map
from game.scenes.training.places import Places
from game.scenes.training.words import phase_line

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

LAMP_COLOURS = ("active", "error", "error", "positive")
ON_FACE = 0.93
"""Students farther than this from the middle of the plane would stand on the rim of the output's round face."""
LONGEST_VALUE = 5
"""Signs of a neuron's value, with its minus."""


def draw_panels(scene: TrainingScene, canvas: Canvas, cues: Cues, place: Places) -> None:
    """Everything over the network."""
    _lamps(scene, canvas, place)
    _names(scene, canvas, place)
    if cues.map > 0.0:
        with canvas.fade(cues.map):
            _students(scene, canvas, place)
    if cues.map > 0.5 and scene.map.kind == "weights":
        _chosen(scene, canvas, place)
    _speed(scene, canvas, cues, place)
    _card(scene, canvas, cues, place)
    draw_curve(scene, canvas, place)


def _card(scene: TrainingScene, canvas: Canvas, cues: Cues, place: Places) -> None:
    """The class, or the map; on the way from one to the other a bright line sweeps over the card between them."""
    card, key = place.card, (scene.shown.views.key, place.card)
    sweep = card.x + cues.map * card.w
    if cues.map < 1.0:
        with canvas.clip(Rect(sweep, card.y, card.right - sweep, card.h)):
            canvas.layer("training.class", key, card, lambda: _class(scene, canvas, place))
    if cues.map > 0.0:
        with canvas.clip(Rect(card.x, card.y, sweep - card.x, card.h)):
            draw_map(scene, canvas, place)
    if 0.0 < cues.map < 1.0:
        canvas.polyline(((sweep, card.y + 2), (sweep, card.bottom - 2)), "hot", 3)
        canvas.glow((sweep, card.cy), 0.5 * card.h, "hot", 0.18)


# -- lamps, names, speed ------------------------------------------------------------------------


def _lamps(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    words = canvas.words
    under = phase_line(scene, canvas.words)
    names = [words(f"training.phase.{phase}") for phase in PHASES]
    paint_lamps(canvas, place.lamps, names, LAMP_COLOURS, scene.lit(), under)


def _names(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """What the inputs are, what the neurons say, and the verdict."""
    sizes, signals = scene.run.network.sizes, scene.shown.views.signals
    spots = place.spots(sizes)
    for i, name in enumerate(("study", "sleep")):
        at, anchor = place.input_name(*spots[0, i])
        canvas.text(at, canvas.words(f"training.{name}"), "label", anchor=anchor, room=200)
    last = len(sizes) - 1
    for layer, i in spots:
        if chip := place.value_chip(sizes, (layer, i)):
            canvas.box(chip, chip.h / 2, fill="ink", fill_alpha=0.9)
            canvas.number(chip.center, shown_number(float(signals[layer][i])), "mono_small", "text", room=chip.w - 8,
                          tall=1.3 * chip.h, most=LONGEST_VALUE)
    pos, r = spots[last, 0]
    chance = float(signals[last][0])
    text = canvas.words("training.verdict_pass", chance=f"{100 * chance:.0f}" if 0.0 <= chance <= 1.0 else "?")
    canvas.text((pos[0], pos[1] + r + 28), text, "value", "passed" if chance >= 0.5 else "error", "cm", room=230)


def _students(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """While the map has the card, the class stands on the output's face: the border is drawn among them."""
    data, sizes = scene.run.data, scene.run.network.sizes
    pos, r = place.spots(sizes)[len(sizes) - 1, 0]

    def paint() -> None:
        for (x, y), passed in zip(data.x.tolist(), data.y[:, 0] >= 0.5, strict=True):
            if math.hypot(x, y) < ON_FACE:
                paint_mark(canvas, (pos[0] + r * x, pos[1] - r * y), bool(passed), 9)

    canvas.sheet("training.students", (id(data), pos, r), Rect.around(pos, 2 * r), paint)


def _chosen(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """The two weights that the map shows, marked on their fibres with the way in which they grow on the map."""
    network, ground = scene.run.network, scene.ground(place)
    spots = place.spots(network.sizes)
    for axis, k in enumerate(scene.atlas.weights):
        layer, i, j = network.where(k)
        at = spots[layer + 1, j][0]
        if i is not None:
            share = 0.42 + (0.08 if place.portrait else 0.22) * axis
            at = Bezier.between(spots[layer, i][0], at, vertical=place.portrait).at(share)
        r = 20.0 if place.portrait else 25.0
        canvas.glow(at, 1.8 * r, "text", 0.3)
        canvas.disc(at, r, "ink", 0.9)
        canvas.ring(at, r, "text", 2.2)
        canvas.text(at, arrow_along(ground, axis) if ground is not None else "", "strong", "text", "cm")


def _speed(scene: TrainingScene, canvas: Canvas, cues: Cues, place: Places) -> None:
    box = place.buttons(step=cues.map > 0.5)["speed"]
    number, unit = (box.cx, box.cy - 15 * place.growth), (box.cx, box.cy + 18 * place.growth)
    canvas.number(number, str(scene.loop.laps_a_second), "value", "text", room=box.w, tall=48, most=3)
    canvas.text(unit, canvas.words("training.speed"), "small", "soft", "cm", room=box.w + 8)


# -- the class ----------------------------------------------------------------------------------


def _class(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """All students and where the network draws the line between pass and fail."""
    words, run, card = canvas.words, scene.run, place.card
    data = run.data
    canvas.box(card)
    guesses = run.network.forward(data.x)[:, 0] >= 0.5
    right = guesses == (data.y[:, 0] >= 0.5)
    canvas.text((card.x + 32, card.y + 38), words("training.class"), "heading", room=card.w * 0.4)
    count = words("training.right", right=int(right.sum()), all=len(right))
    canvas.text((card.right - 32, card.y + 38), count, "label", anchor="rm", room=card.w * 0.48)
    area = place.class_plane
    views = scene.shown.views
    still = not scene.loop.moving and views.key == run.network.params.tobytes()
    exact = chance_at(run.network) if still else None  # while it learns, the next frame has another border
    paint_plane(canvas, "training.class", area, views.seen[-1][..., 0], verdict_ramp(canvas), (views.key, bool(exact)),
                level=0.5, exact=exact)
    axes(canvas, area, words("axis.study"), words("axis.sleep"))
    for hours, passed, good in zip(to_hours(data.x), data.y[:, 0] >= 0.5, right, strict=True):
        at = to_plane(area, (float(hours[0]), float(hours[1])))
        paint_mark(canvas, at, bool(passed), 20 if good else 24, alpha=0.7 if good else 1.0)
        if not good:
            canvas.ring(at, 16, "hot", 1.6, alpha=0.9)
