"""What can be touched in the chapter on training: the loop, the ball, the laps, the rates, the planes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from game.core.easing import clamp
from game.core.geometry import Bezier, Rect, Vec
from game.core.timeline import Cues
from game.guesses import foretell
from game.scenes.training_lines import laps_of
from game.scenes.training_map import KINDS
from game.scenes.training_places import GAP, Places
from game.scenes.training_rivals import Duel, Race
from game.scenes.training_run import ANSWERS, HIGHEST_RATE, LOWEST_RATE, RATES
from game.ui import Ui
from game.ui.ui import TAP_SLOP

if TYPE_CHECKING:
    from game.scenes.training import TrainingScene

BALL_REACH = 132.0
KEY_STEP = 12.0
"""How far an arrow key carries the ball, in design units."""
FIBRE_REACH = 44.0


def touch(scene: TrainingScene, ui: Ui, cues: Cues, place: Places) -> None:
    """Offer every control of the present rest."""
    _loop(scene, ui, cues, place)
    if cues.play > 0.5:
        _rate(scene, ui, place)
        _optimizers(scene, ui, place)
    elif cues.map > 0.5:
        _planes(scene, ui, place)
    if cues.map > 0.5:
        _map_buttons(scene, ui, place)
        _ball(scene, ui, place)
        _fibres(scene, ui, place)
    else:
        scene.held = False
    if scene.asks:
        _question(scene, ui, place)
    else:
        _laps(scene, ui, place)


# -- the loop -----------------------------------------------------------------------------------


def _loop(scene: TrainingScene, ui: Ui, cues: Cues, place: Places) -> None:
    boxes, loop = place.buttons(step=cues.map > 0.5), scene.loop
    if ui.button("training.run", boxes["run"], icon="pause" if loop.running else "play", look="round",
                 selected=loop.running):
        loop.toggle()
    _steps(scene, ui, place, boxes.get("step"))
    if ui.button("training.slower", boxes["slower"], icon="minus", look="round", enabled=loop.speed > 0):
        loop.change_speed(-1)
    if ui.button("training.faster", boxes["faster"], icon="plus", look="round", enabled=loop.speed < 4):
        loop.change_speed(1)
    moved = scene.run.now > 0 or scene.moved
    if ui.button("training.again", boxes["again"], icon="again", look="round", enabled=moved):
        start_over(scene)


def _steps(scene: TrainingScene, ui: Ui, place: Places, small: Rect | None) -> None:
    """One lap at a press; at the first rest also one phase of a lap."""
    if small is not None:
        if ui.button("training.step", small, icon="step", look="round"):
            scene.loop.play_lap()
        return
    phase, lap = place.tray.columns([1.0, 1.0], GAP)
    if ui.button("training.phase", phase, ui.words("training.one_phase"), icon="play"):
        scene.loop.play_phase()
    if ui.button("training.step", lap, ui.words("training.one_lap"), icon="step"):
        scene.loop.play_lap()


def start_over(scene: TrainingScene) -> None:
    """The untrained weights again, and a map around their way."""
    scene.run.start_over()
    scene.loop.reset()
    scene.duel, scene.foretold = None, False
    if scene.race is not None:
        scene.race = Race(scene.run, scene.rates)
    if scene.map.kind == "path":
        scene.make_map()
    scene.refresh()


def _laps(scene: TrainingScene, ui: Ui, place: Places) -> None:
    """The lap slider: every lap can be visited again, exactly."""
    run, loop = scene.run, scene.loop
    if run.last == 0:
        return
    wanted = ui.slider("training.lap", place.laps, run.now, 0, laps_of(scene), step=1.0)
    row = min(run.last, max(0, round(wanted)))
    if row != run.now:
        if loop.running:
            loop.toggle()
        run.rewind(row)
        loop.reset()
        scene.duel = None
        scene.after_move()


def _question(scene: TrainingScene, ui: Ui, place: Places) -> None:
    """The visitor foretells how long it will take, and then it runs."""
    loop = scene.loop
    for answer, box in zip(ANSWERS, place.answers(), strict=True):
        if ui.button(f"training.guess.{answer}", box, ui.words(f"training.guess.{answer}"), look="tab"):
            foretell(scene.journey, scene.id, answer)
            scene.asking, scene.foretold = False, True
            loop.speed = max(1, loop.speed)
            if not loop.running:
                loop.toggle()
    if ui.button("training.guess.skip", place.skip, icon="cross", look="round"):
        scene.asking = False


# -- rate and optimizer -------------------------------------------------------------------------


def _rate(scene: TrainingScene, ui: Ui, place: Places) -> None:
    run = scene.run
    low, high = math.log10(LOWEST_RATE), math.log10(HIGHEST_RATE)
    value = ui.slider("training.rate", place.rate, math.log10(clamp(run.rate, LOWEST_RATE, HIGHEST_RATE)), low, high,
                      step=0.1, label=ui.words("training.rate"), shown=f"{run.rate:g}")
    rate = float(f"{10**value:.2g}")
    if rate != float(f"{run.rate:.2g}"):
        scene.rates[run.optimizer] = rate
        run.choose(run.optimizer, rate)
        scene.duel = None


def _optimizers(scene: TrainingScene, ui: Ui, place: Places) -> None:
    run = scene.run
    tabs, race = place.tray.columns([3.4, 1.0], GAP)
    options = [(name, ui.words(f"training.optimizer.{name}")) for name in RATES]
    chosen = ui.choice("training.optimizer", tabs, options, run.optimizer)
    if chosen != run.optimizer:
        run.choose(chosen, scene.rates[chosen])
        if scene.race is not None:
            start_over(scene)
    if ui.button("training.race", race, ui.words("training.race"), look="tab", selected=scene.race is not None):
        scene.race = None if scene.race is not None else Race(run, scene.rates)
        if scene.race is not None:
            start_over(scene)
            scene.loop.speed = max(1, scene.loop.speed)
            scene.loop.toggle()


# -- the map ------------------------------------------------------------------------------------


def _planes(scene: TrainingScene, ui: Ui, place: Places) -> None:
    options = [(kind, ui.words(f"training.plane.{kind}")) for kind in KINDS]
    kind = ui.choice("training.plane", place.tray, options, scene.map.kind)
    if kind != scene.map.kind:
        scene.make_map(kind)


def _map_buttons(scene: TrainingScene, ui: Ui, place: Places) -> None:
    """Below the relief: another map of the same kind, or the two weights it shows."""
    left, right = place.map_buttons()
    if scene.map.kind != "weights":
        if ui.button("training.remap", right, ui.words(f"training.remap.{scene.map.kind}"), look="tab"):
            scene.seed += 1
            scene.make_map()
        return
    ground = scene.ground(place)
    for axis, box in enumerate((left, right)):
        name = scene.weight_name(scene.weights[axis])
        arrow = scene.axis_arrow(ground, axis) if ground is not None else ""
        if ui.button(f"training.weight.{axis}", box, f"{arrow} {name}", look="tab"):
            step_weight(scene, axis)


def step_weight(scene: TrainingScene, axis: int) -> None:
    """The next parameter on one of the map's axes; never the same one on both."""
    pair, count = list(scene.weights), scene.run.network.params.size
    pair[axis] = (pair[axis] + 1) % count
    if pair[0] == pair[1]:
        pair[axis] = (pair[axis] + 1) % count
    scene.weights = (pair[0], pair[1])
    scene.make_map("weights")


def _ball(scene: TrainingScene, ui: Ui, place: Places) -> None:
    """Press and hold the ball, carry it: the network goes along. Arrow keys carry it too."""
    area, ground = place.relief, scene.ground(place)
    if ground is None:
        return
    x, y, _ = ground.project(*scene.place)
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
        scene.keep_duel()
    scene.held = held


def _carry(scene: TrainingScene, to: Vec | None, *, by_key: bool) -> None:
    if to is None:
        return
    if scene.duel is None or not scene.duel.open:
        scene.duel = Duel(scene.run, scene.loop.laps_a_second if scene.loop.running else 5)
        scene.race = None
    if by_key:
        scene.duel.touched()
    scene.asking = False
    if not scene.loop.running:
        scene.loop.reset()
    scene.run.carry(scene.map.params_at(to))


def _fibres(scene: TrainingScene, ui: Ui, place: Places) -> None:
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
    if found is not None and found not in scene.weights:
        pair = list(scene.weights)
        pair[scene.turn_weight] = found
        scene.turn_weight = 1 - scene.turn_weight
        scene.weights = (pair[0], pair[1])
        scene.make_map("weights")
