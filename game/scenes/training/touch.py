"""What can be touched in the chapter on training: the loop, the laps, the question, rates and optimizers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from game.core.easing import clamp, parting
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.guesses import foretell
from game.scenes.training import course, hand
from game.scenes.training.lines import laps_of
from game.scenes.training.places import GAP, Places
from game.scenes.training.run import ANSWERS, HIGHEST_RATE, LOWEST_RATE, RATES
from game.ui import Ui

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

SWEPT = 0.96
"""From here on the map has come as far as the buttons that lie on it."""


def touch(scene: TrainingScene, ui: Ui, cues: Cues, place: Places) -> None:
    """Offer every control of the present rest."""
    _loop(scene, ui, cues, place)
    with ui.fade(parting(cues.map) * parting(cues.play)):
        if cues.play > 0.5:
            _rate(scene, ui, place)
            _optimizers(scene, ui, place)
        elif cues.map > 0.5:
            hand.planes(scene, ui, place)
    if cues.map > SWEPT:
        hand.map_buttons(scene, ui, place)
    if cues.map > 0.5:
        hand.ball(scene, ui, place)
        hand.fibres(scene, ui, place)
    else:
        scene.held = False
    if scene.asks:
        _question(scene, ui, place)
    else:
        _laps(scene, ui, place)
        if scene.run.lifted and not scene.held and ui.button("training.put_back", place.put_back,
                                                             ui.words("training.put_back"), look="tab"):
            course.put_back(scene)


# -- the loop -----------------------------------------------------------------------------------


def _loop(scene: TrainingScene, ui: Ui, cues: Cues, place: Places) -> None:
    boxes, loop = place.buttons(step=cues.map > 0.5), scene.loop
    if ui.button("training.run", boxes["run"], icon="pause" if loop.running else "play", look="round",
                 selected=loop.running):
        loop.toggle()
    with ui.fade(parting(cues.map)):
        _steps(scene, ui, place, boxes.get("step"))
    if ui.button("training.slower", boxes["slower"], icon="minus", look="round", enabled=loop.speed > 0):
        loop.change_speed(-1)
    if ui.button("training.faster", boxes["faster"], icon="plus", look="round", enabled=loop.speed < 4):
        loop.change_speed(1)
    moved = scene.run.now > 0 or scene.moved
    if ui.button("training.again", boxes["again"], icon="again", look="round", enabled=moved):
        course.start_over(scene)


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


def _laps(scene: TrainingScene, ui: Ui, place: Places) -> None:
    """The lap slider: every lap can be visited again, exactly."""
    run, loop = scene.run, scene.loop
    if run.last == 0:
        return
    wanted = ui.slider("training.lap", place.laps(scene.race is not None), run.now, 0, laps_of(scene), step=1.0)
    row = min(run.last, max(0, round(wanted)))
    if row != run.now:
        if loop.running:
            loop.toggle()
        run.rewind(row)
        loop.reset()
        scene.duel = None
        course.moved_to_lap(scene)


def _question(scene: TrainingScene, ui: Ui, place: Places) -> None:
    """The visitor foretells how long it will take, and then it runs."""
    loop = scene.loop
    for answer, box in zip(ANSWERS, place.answers(), strict=True):
        if ui.button(f"training.guess.{answer}", box, ui.words(f"training.guess.{answer}"), look="tab"):
            foretell(scene.journey, scene.id, answer)
            scene.asking, scene.foretold = False, (scene.run.optimizer, scene.run.rate)
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
    options = [(name, ui.words(f"training.optimizer.{name}")) for name in RATES]
    *shares, last = hand.shares_of([*options, ("race", ui.words("training.race"))])
    tabs, race = place.tray.columns([sum(shares), last], GAP)
    chosen = ui.choice("training.optimizer", tabs, options, run.optimizer, shares=shares)
    if chosen != run.optimizer:
        run.choose(chosen, scene.rates[chosen])
        if scene.race is not None:
            course.start_race(scene)
    if ui.button("training.race", race, ui.words("training.race"), look="tab", selected=scene.race is not None):
        if scene.race is not None:
            scene.race = None
        else:
            course.start_race(scene)
