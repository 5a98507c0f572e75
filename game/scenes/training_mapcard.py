"""The card of the loss map: the relief, everyone's trail on it, the ball, and how much of the truth it shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from game.core.geometry import Rect, Vec
from game.draw.canvas import Canvas
from game.draw.losscurve import paint_legend, paint_sign
from game.draw.reliefview import ReliefView
from game.draw.text import style_of
from game.scenes.training_lines import shown_loss, shown_number
from game.scenes.training_map import thinned
from game.scenes.training_places import Places
from game.scenes.training_rivals import COLOURS, SHAPES

if TYPE_CHECKING:
    from game.scenes.training import TrainingScene

BALL = 21.0


def draw_map(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    words, card, the_map = canvas.words, place.card, scene.map
    view = None
    if the_map.ready:
        view = ReliefView(canvas, "training", place.relief, the_map.losses, the_map.number)
        view.work()

    def ground() -> None:
        canvas.box(card)
        if view is not None:
            view.paint()
            canvas.shade(Rect(card.right - 300, card.y + 2, 298, 136), 0.5)

    if view is not None and view.relief.done and canvas.alpha >= 1.0:
        canvas.layer("training.card", ("map", the_map.number, card, canvas.theme.name), card, ground)
    else:
        ground()
    if view is not None and view.relief.done:
        _on_map(scene, canvas, place, view)
    _map_numbers(scene, canvas, place)
    canvas.text((card.x + 32, card.y + 38), words("training.map"), "heading", room=card.w * 0.4)
    entries = _legend(scene, canvas)
    lift = 108.0 if the_map.kind == "weights" else 36.0
    paint_legend(canvas, (card.x + 32, card.bottom - lift), entries, 250)


def _map_numbers(scene: TrainingScene, canvas: Canvas, place: Places) -> None:
    """Left the loss here and on the map, right what part of the truth the map shows."""
    words, card, the_map = canvas.words, place.card, scene.map
    left, right, y = card.x + 32, card.right - 32, card.y + 38
    room = card.w * 0.42
    lines = _shown_truth(scene, canvas)
    for n, (line, colour) in enumerate(lines):
        canvas.text((right, y + 32 * n), line, "small", colour, "rm", room=room)
    if _differs(scene):
        canvas.shade(Rect(card.x + 2, card.y + 2, 270, 124), 0.7 if the_map.ready else 0.0)
        here = words("training.here", loss=shown_loss(canvas, scene.loss))
        canvas.text((left, y + 36), here, "small", "text", room=room)
        there = words("training.on_map", loss=shown_loss(canvas, scene.on_map))
        canvas.text((left, y + 66), there, "small", "text", room=room)


def _differs(scene: TrainingScene) -> bool:
    """Whether the loss and the height of the map differ in the digits that are shown."""
    return not abs(scene.on_map - scene.loss) < 0.0005


def _shown_truth(scene: TrainingScene, canvas: Canvas) -> list[tuple[str, str]]:
    """How much of the truth the map shows: directions, share of the path, distance of the ball from the plane."""
    words, run, the_map = canvas.words, scene.run, scene.map
    lines = [(words("training.directions", all=run.network.params.size), "soft")]
    if run.now > 1 or the_map.kind == "path":
        share = 100 * scene.explained
        shown = f"{share:.0f}" if share < 98.95 or share > 99.95 else f"{share:.1f}"
        lines.append((words("training.explained", share=shown), "soft"))
    if scene.off_plane > 0.005:
        lines.append((words("training.off_plane", off=shown_number(scene.off_plane)), "soft"))
    return lines


def _on_map(scene: TrainingScene, canvas: Canvas, place: Places, view: ReliefView) -> None:
    """Trails, ghosts, rivals and the ball."""
    run, the_map = scene.run, scene.map
    if run.ghost is not None:
        view.trail(the_map.places(thinned(run.ghost.path)), "mute", 3.0)
    others = []
    for rival in scene.rivals():
        places = the_map.places(thinned(rival.path))
        colour = COLOURS.get(rival.name, "text")
        view.trail(places, colour, 3.0)
        shape = SHAPES.get(rival.name, "diamond")
        middle = view.ball(_clamped(places[-1]), 16.0, colour=colour, ring=0.0)
        paint_sign(canvas, shape, middle, 15)
        others.append(Rect.around(middle, 36))
    if run.now < run.last:
        view.trail(the_map.places(thinned(run.path[run.now:]))[::-1], "mute", 3.0)
    behind = the_map.places(thinned(run.path[:run.now])) if run.now else np.empty((0, 2))
    view.trail(np.vstack([behind, [scene.place]]), "text", 5.0)
    if scene.duel is not None and not scene.duel.open:
        view.sign(_clamped(the_map.places(scene.duel.best_params)), "flag", "active", 30)
    at = view.ball(scene.place, BALL, ring=1.0)
    if scene.race is not None:
        paint_sign(canvas, SHAPES[run.optimizer], at, 17)
    _ball_name(scene, canvas, place, at, others)


def _ball_name(scene: TrainingScene, canvas: Canvas, place: Places, at: Vec, others: Sequence[Rect]) -> None:
    """The loss beside the ball, where nothing else stands: right or left of it, above or below."""
    text, card = canvas.words("training.loss_is", loss=shown_loss(canvas, scene.loss)), place.card
    wide = canvas.type.width(text, style_of("mono")) + 20
    tall = 36.0 * canvas.type.text_scale
    lines = 28.0 + 32.0 * len(_shown_truth(scene, canvas))
    taken = (Rect(card.right - 300, card.y, 300, lines), Rect(card.x, card.y, 260, 124 if _differs(scene) else 60),
             *place.map_buttons(), *others)
    boxes = [Rect(at[0] + (38 if right else -38 - wide), at[1] + dy, wide, tall)
             for dy in (-46, 10, 30) for right in (True, False)]
    free = [box for box in boxes if box.x > card.x + 8 and box.right < card.right - 8
            and not any(box.overlaps(other) for other in taken)]
    if not free:  # it stands in the card below as well
        return
    box = free[0]
    canvas.shade(box.inset(-14, -8), 0.5)
    canvas.text(box.center, text, "mono", "text", "cm", room=wide)


def _clamped(place: object) -> Vec:
    u, v = (float(min(1.0, max(-1.0, w))) for w in place)  # type: ignore[attr-defined]
    return (u, v)


def _legend(scene: TrainingScene, canvas: Canvas) -> list[tuple[str, str, str]]:
    """Shape, colour and words of everyone on map and curve in a race or a duel."""
    words, run, duel = canvas.words, scene.run, scene.duel
    if scene.race is not None:
        others = [(one.name, float(one.losses[-1])) for one in scene.rivals()]
        return [(SHAPES[name], COLOURS[name] if name != run.optimizer else "active",
                 f"{words(f'training.optimizer.{name}')} {shown_loss(canvas, loss)}")
                for name, loss in sorted([(run.optimizer, scene.loss), *others])]
    if duel is not None and duel.laps:
        return [("disc", "active", words("training.duel.you", loss=f"{duel.best:.3f}")),
                ("diamond", "text", words("training.duel.machine", loss=f"{duel.machine:.3f}"))]
    return []
