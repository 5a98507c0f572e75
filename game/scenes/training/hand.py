"""The hand on the loss map: it carries the ball, and the network goes along; it chooses what the map shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.core.geometry import Bezier, Rect, Vec
from game.names import place_name
from game.scenes.training.map import KINDS, arrow_along
from game.scenes.training.notes import note_hand
from game.scenes.training.places import Places
from game.scenes.training.rivals import Duel
from game.ui import Ui
from game.ui.ui import TAP_SLOP

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

BALL_REACH = 132.0
KEY_STEP = 12.0
"""How far an arrow key carries the ball, in design units."""
FIBRE_REACH = 44.0
TAB_ENDS = 4.0
"""The round ends of a tab, in letters."""


def planes(scene: TrainingScene, ui: Ui, place: Places) -> None:
    options = [(kind, ui.words(f"training.plane.{kind}")) for kind in KINDS]
    kind = ui.choice("training.plane", place.tray, options, scene.map.kind, shares=shares_of(options))
    if kind != scene.map.kind:
        scene.atlas.make(kind)


def shares_of(options: Sequence[tuple[str, str]]) -> list[float]:
    """How wide tabs must be, side by side, so that all their words come out about equally large."""
    return [len(text) + TAB_ENDS for _, text in options]


def map_buttons(scene: TrainingScene, ui: Ui, place: Places) -> None:
    """Below the relief: another map of the same kind, or the two weights it shows."""
    left, right = place.map_buttons(scene.map.kind)
    if scene.map.kind != "weights":
        if ui.button("training.remap", right, ui.words(f"training.remap.{scene.map.kind}"), look="tab"):
            scene.atlas.another()
        return
    network, ground = scene.run.network, scene.ground(place)
    for axis, box in enumerate((left, right)):
        name = place_name(ui.words, network.sizes, network.where(scene.atlas.weights[axis]))
        arrow = arrow_along(ground, axis) if ground is not None else ""
        if ui.button(f"training.weight.{axis}", box, f"{arrow} {name}", look="wrapped"):
            scene.atlas.step_weight(axis)


def ball(scene: TrainingScene, ui: Ui, place: Places) -> None:
    """Press and hold the ball, carry it: the network goes along. Arrow keys carry it too."""
    area, ground = place.relief, scene.ground(place)
    if ground is None:
        return
    x, y, _ = ground.project(*scene.shown.place)
    at = (area.x + x, area.y + y - 16)
    felt = ui.touch("training.ball", Rect.around(at, BALL_REACH), value=at)
    ui.mark("spot", "training.ball", Rect.around(at, 72), felt, look="round" if felt.focused else "bare")
    p, target = felt.pointer, None
    carried = p is not None and not p.cancelled and (p.travelled >= TAP_SLOP or scene.held)
    if carried and p is not None:
        start = ui.grip_value(p)
        if isinstance(start, tuple):
            target = (start[0] + p.pos[0] - p.start[0], start[1] + p.pos[1] - p.start[1])
    dx, dy = ui.arrows("training.ball")
    if dx or dy:
        fine = 0.2 if ui.input.fine else 1.0
        target = (at[0] + dx * KEY_STEP * fine, at[1] - dy * KEY_STEP * fine)
    if target is not None:
        _carry(scene, ground.pick(target[0] - area.x, target[1] + 16 - area.y, snap=True), by_key=not carried)
    held = carried and p is not None and p.down and not p.released
    if scene.held and not held and scene.duel is not None:
        scene.duel.close()
        note_hand(scene)
    scene.held = held


def _carry(scene: TrainingScene, to: Vec | None, *, by_key: bool) -> None:
    if to is None:
        return
    if scene.duel is None or not scene.duel.open:
        scene.run.lift()
        scene.duel = Duel(scene.run, scene.loop.laps_a_second if scene.loop.running else 5)
        scene.race = None
    if by_key:
        scene.duel.touched()
    scene.asking = False
    if not scene.loop.running:
        scene.loop.reset()
    scene.run.carry(scene.map.params_at(to))


def fibres(scene: TrainingScene, ui: Ui, place: Places) -> None:
    """While the map shows two weights: a tapped fibre becomes one of them, in turn."""
    if scene.map.kind != "weights":
        return
    felt = ui.touch("training.fibres", place.network.inset(40, 0), focusable=False)
    if not felt.tapped_pointer or felt.pointer is None:
        return
    spots = place.spots(scene.run.network.sizes)
    best, found = FIBRE_REACH, None
    for layer, block in enumerate(scene.run.network.layers):
        for i in range(block.weights.shape[0]):
            for j in range(block.weights.shape[1]):
                curve = Bezier.between(spots[layer, i][0], spots[layer + 1, j][0], vertical=place.portrait)
                away = curve.distance_to(felt.pointer.pos)
                if away < best:
                    best, found = away, scene.run.network.weight_index(layer, i, j)
    if found is not None:
        scene.atlas.take(found)
