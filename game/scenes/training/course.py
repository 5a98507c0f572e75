"""What becomes of the run: laps are trained, put back, started over, or raced by all optimizers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.guesses import guess_of
from game.scenes.training.notes import note_laps
from game.scenes.training.rivals import Race

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

DUEL_SECONDS = 5.0
"""How long the hand's result stays on show once training goes on."""


def train(scene: TrainingScene, dt: float) -> None:
    """Let the laps pass that fall due."""
    laps = scene.loop.advance(dt)
    if not laps:
        return
    scene.shown.learn()
    scene.asking = False
    if scene.duel is not None and scene.duel.age > DUEL_SECONDS:
        scene.duel = None
    for _ in range(laps):
        if not scene.run.advance():
            scene.loop.stop()
            break
    moved_to_lap(scene)


def moved_to_lap(scene: TrainingScene) -> None:
    """The run stands at another lap: rivals follow, and what was reached is noted."""
    if scene.race is not None:
        scene.race.follow(scene.run.now)
    note_laps(scene)


def put_back(scene: TrainingScene) -> None:
    """The ball where the hand took it, with all its laps; the race of hand and machine is over."""
    scene.run.put_back()
    scene.loop.reset()
    scene.duel = None
    moved_to_lap(scene)
    scene.shown.refresh()


def start_over(scene: TrainingScene) -> None:
    """The untrained weights again, and a map around their way."""
    scene.run.start_over()
    scene.loop.reset()
    scene.duel = None
    guess = guess_of(scene.journey, scene.id)
    if guess is not None and guess["right"] is not None:
        scene.foretold = None
    if scene.race is not None:
        scene.race = Race(scene.run, scene.rates)
    scene.atlas.start_over()
    scene.shown.refresh()


def start_race(scene: TrainingScene) -> None:
    """The optimizers that were not chosen set out as well, from the same weights and at once."""
    start_over(scene)
    scene.race, scene.asking = Race(scene.run, scene.rates), False
    scene.loop.speed = max(1, scene.loop.speed)
    scene.loop.toggle()
    scene.shown.refresh()
