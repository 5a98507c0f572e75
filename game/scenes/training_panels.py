"""What is drawn around the learning network: lamps, the class, the loss map with its ball, the loss curve."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from game.core.geometry import Rect, Vec
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.heatmap import paint_plane, verdict_ramp
from game.draw.icons import paint_mark
from game.draw.lamps import paint_lamps
from game.draw.losscurve import frame_of, paint_curves
from game.draw.network import lay_out
from game.draw.plane import axes, to_plane
from game.draw.reliefview import ReliefView
from game.draw.text import style_of
from game.scenes.training_lines import lines_of
from game.scenes.training_loop import PHASES
from game.scenes.training_places import Places
from game.scenes.training_rivals import COLOURS, SHAPES

if TYPE_CHECKING:
    from game.scenes.training import TrainingScene

LAMP_COLOURS = ("active", "error", "error", "positive")
BALL = 21.0


def draw_panels(scene: TrainingScene, canvas: Canvas, cues: Cues, place: Places) -> None:
    """Everything over the network."""
    _lamps(scene, canvas, place)
    _names(scene, canvas, place)
    _speed(scene, canvas, place)
    canvas.box(place.card)
    if cues.map < 1.0:
        with canvas.fade(1.0 - cues.map):
            _class(scene, canvas, place)
    if cues.map > 0.0:
        with canvas.fade(cues.map):
            _map(scene, canvas, place)
    _curve(scene, canvas, place)


def shown_loss(canvas: Canvas, loss: float) -> str:
    """A loss in three digits, or the word for a number that ran away."""
    return f"{loss:.3f}" if math.isfinite(loss) else canvas.words("training.diverged")


# -- lamps, names, speed ------------------------------------------------------------------------


def _lamps(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    words, loop = canvas.words, scene.loop
    under = words("training.lap", lap=scene.run.now)
    if loop.fast:
        under = words("training.lap_fast", lap=scene.run.now, share=loop.shown_share)
    names = [words(f"training.phase.{phase}") for phase in PHASES]
    paint_lamps(canvas, place.lamps, names, LAMP_COLOURS, loop.lit(), under)


def _names(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """What the inputs are, what the neurons say, and the verdict."""
    sizes, signals = scene.run.network.sizes, scene.views.signals
    spots = lay_out(sizes, place.network, vertical=place.portrait, radius=66, output_radius=84)
    for i, name in enumerate(("study", "sleep")):
        at, anchor = place.input_name(*spots[0, i])
        canvas.text(at, canvas.words(f"training.{name}"), "label", anchor=anchor, room=200)
    last = len(sizes) - 1
    along = place.network.w if place.portrait else place.network.h
    for (layer, i), (pos, r) in spots.items():
        if 0 < layer < last and along / sizes[layer] - 2 * r > 34:
            canvas.number((pos[0], pos[1] + r + 18), f"{signals[layer][i]:.2f}", "mono_small", "soft")
    pos, r = spots[last, 0]
    chance = float(signals[last][0])
    text = canvas.words("training.verdict_pass", chance=f"{100 * chance:.0f}" if math.isfinite(chance) else "?")
    canvas.text((pos[0], pos[1] + r + 28), text, "value", "passed" if chance >= 0.5 else "error", "cm", room=230)


def _speed(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    box = place.buttons()["speed"]
    canvas.number((box.cx, box.cy - 14), str(scene.loop.laps_a_second), "value", "text")
    canvas.text((box.cx, box.cy + 18), canvas.words("training.speed"), "small", "soft", "cm", room=box.w + 8)


# -- the class ----------------------------------------------------------------------------------


def _class(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """All students and where the network draws the line between pass and fail."""
    words, run, card = canvas.words, scene.run, place.card
    data = run.data
    guesses = run.network.forward(data.x)[:, 0] >= 0.5
    right = guesses == (data.y[:, 0] >= 0.5)
    canvas.text((card.x + 32, card.y + 38), words("training.class"), "heading", room=card.w * 0.4)
    count = words("training.right", right=int(right.sum()), all=len(right))
    canvas.text((card.right - 32, card.y + 38), count, "label", anchor="rm", room=card.w * 0.48)
    area = place.class_plane
    values = scene.views.seen[-1][..., 0]
    paint_plane(canvas, "training.class", area, values, verdict_ramp(canvas), scene.views.key, level=0.5)
    axes(canvas, area, words("axis.study"), words("axis.sleep"))
    for hours, passed, good in zip(data.hours, data.y[:, 0] >= 0.5, right, strict=True):
        at = to_plane(area, (float(hours[0]), float(hours[1])))
        paint_mark(canvas, at, bool(passed), 22, alpha=1.0)
        if not good:
            canvas.ring(at, 17, "text", 2.0)


# -- the loss map -------------------------------------------------------------------------------


def _map(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    words, card, the_map = canvas.words, place.card, scene.map
    if the_map.ready:
        view = ReliefView(canvas, "training", place.relief, the_map.losses, the_map.number)
        view.paint()
        _on_map(scene, canvas, view)
    canvas.text((card.x + 32, card.y + 38), words("training.map"), "heading", room=card.w * 0.5)
    _map_numbers(scene, canvas, place)


def _map_numbers(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """Left the loss here and on the map, right what part of the truth the map shows."""
    words, card, the_map = canvas.words, place.card, scene.map
    left, right, y = card.x + 32, card.right - 32, card.y + 38
    room = card.w * 0.42
    badge = words("training.directions", all=scene.run.network.params.size)
    canvas.text((right, y), badge, "small", "soft", "rm", room=room)
    share = 100 * the_map.explained(scene.run.path[:scene.run.now + 1])
    canvas.text((right, y + 32), words("training.explained", share=f"{share:.0f}"), "small", "soft", "rm", room=room)
    if scene.off_plane > 0.005:
        off = words("training.off_plane", off=f"{scene.off_plane:.2f}")
        canvas.text((right, y + 64), off, "small", "mute", "rm", room=room)
    canvas.text((left, y + 36), words("training.here", loss=shown_loss(canvas, scene.loss)), "small", "text",
                room=room)
    if abs(scene.on_map - scene.loss) >= 0.0005:
        there = words("training.on_map", loss=shown_loss(canvas, scene.on_map))
        canvas.text((left, y + 66), there, "small", "mute", room=room)


def _on_map(scene: TrainingScene, canvas: Canvas, view: ReliefView) -> None:
    """Trails, ghosts, rivals and the ball."""
    run, the_map = scene.run, scene.map
    if run.ghost is not None:
        view.trail(the_map.places(run.ghost.path), "mute", 3.0)
    for rival in scene.rivals():
        places = the_map.places(rival.path)
        colour = COLOURS.get(rival.name, "text")
        view.trail(places, colour, 3.0)
        shape = SHAPES.get(rival.name, "diamond")
        view.sign(_clamped(places[-1]), shape, colour, 30)
    if run.now < run.last:
        view.trail(the_map.places(run.path[run.now:])[::-1], "mute", 3.0)
    way = np.vstack([the_map.places(run.path[:run.now]), [scene.place]]) if run.now else np.array([scene.place])
    view.trail(way, "text", 5.0)
    if scene.duel is not None and not scene.duel.open:
        view.sign(_clamped(the_map.places(scene.duel.best_params)), "flag", "active", 30)
    at = view.ball(scene.place, BALL, lift=0.35 if scene.held else 0.0, ring=1.0)
    _ball_name(scene, canvas, view, at)


def _ball_name(scene: TrainingScene, canvas: Canvas, view: ReliefView, at: Vec) -> None:
    """The loss, beside the ball, on the side that has room."""
    text = canvas.words("training.loss_is", loss=shown_loss(canvas, scene.loss))
    wide = canvas.type.width(text, style_of("mono")) + 20
    right = at[0] + 46 + wide < view.rect.right
    box = Rect(at[0] + 38 if right else at[0] - 38 - wide, at[1] - 42, wide, 36)
    canvas.shade(box.inset(-18, -10), 0.6)
    canvas.text((box.cx, box.cy), text, "mono", "text", "cm")


def _clamped(place: object) -> Vec:
    u, v = (float(min(1.0, max(-1.0, w))) for w in place)  # type: ignore[attr-defined]
    return (u, v)


# -- the loss curve -----------------------------------------------------------------------------


def _curve(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    canvas.box(place.curve)
    if scene.asks:
        text = canvas.words("training.guess.question", mark=f"{scene.trials.mark:.2f}", rate=f"{scene.run.rate:g}")
        canvas.paragraph(place.question, text, "strong", valign="m")
        return
    run, card, words = scene.run, place.curve, canvas.words
    canvas.text((card.x + 32, card.y + 36), words("training.loss"), "heading", room=140)
    canvas.number((card.x + 32, card.y + 76), shown_loss(canvas, scene.loss), "value", "error", "lm", room=140)
    canvas.text((card.x + 32, card.y + 112), words("training.lap", lap=run.now), "small", "soft", room=150)
    lines = lines_of(scene)
    plot = frame_of(place.plot, lines)
    mark = scene.trials.mark
    paint_curves(canvas, plot, lines, mark, f"{mark:.2f}" if mark is not None else "")
    now = plot.at(float(run.now), min(plot.y1, scene.loss if math.isfinite(scene.loss) else plot.y1))
    canvas.glow(now, 24, "error", 0.8)
    canvas.disc(now, 7, "hot")
    _verdicts(scene, canvas, place)


def _verdicts(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """What the visitor guessed and what it took; the hand against the machine."""
    words, notes = canvas.words, scene.journey.notes
    text = ""
    if scene.duel is not None and scene.duel.laps:
        key = "won" if scene.duel.won else "lost"
        text = words(f"training.duel.{key}", you=f"{scene.duel.best:.3f}", machine=f"{scene.duel.machine:.3f}",
                     laps=scene.duel.laps)
    elif isinstance(guess := notes.get("training.guess"), dict):
        said = words(f"training.guess.{guess['answer']}")
        text = words("training.guess.open", said=said) if guess["truth"] is None else words(
            "training.guess.truth", said=said, truth=guess["truth"])
    if text:
        p = place.plot
        canvas.text((p.right, p.y + 4), text, "small", "text", "rm", room=p.w * 0.86)
