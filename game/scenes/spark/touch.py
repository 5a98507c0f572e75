"""What can be touched in chapter 2: the rider with its knobs, z on its axis, the student; and the contest."""

from __future__ import annotations

from game.core.easing import clamp, window
from game.core.geometry import Rect, Vec
from game.core.timeline import Cues
from game.draw.plane import from_plane, to_plane
from game.scenes.parts import turn
from game.scenes.spark.contest import FEW, GUESSES, MANY, PLAIN, Contest
from game.scenes.spark.curve import NAMES
from game.scenes.spark.panel_places import ContestPlaces
from game.scenes.spark.places import Places
from game.scenes.spark.rider import Rider
from game.ui import Ui


def touch_rider(ui: Ui, cues: Cues, place: Places, rider: Rider) -> str:
    """Weights, bias, z, inputs and student; returns the activation that is chosen (the present one if none was)."""
    if cues.plane > 0.7:
        with ui.fade(window(cues.plane, 0.7, 1.0)):
            for i in range(2):
                _touch_weight(ui, rider, i, place.knob(i))
            _touch_student(ui, place, rider)
    _touch_weight(ui, rider, 2, place.bias)
    _touch_z(ui, place, rider)
    _touch_inputs(ui, place, rider)
    chosen = rider.journey.network.hidden
    if cues.choose > 0.7:
        options = [(name, ui.words(f"spark.name.{name}")) for name in NAMES]
        with ui.fade(window(cues.choose, 0.7, 1.0)):
            chosen = ui.choice("spark.choose", place.tabs, options, chosen)
    return chosen


def _touch_z(ui: Ui, place: Places, rider: Rider) -> None:
    """Dragging z turns the bias, for z = x·w + b: the weights and the student stay."""
    plot = rider.curve.plot(place.plot)
    at = plot.at(clamp(rider.z, plot.x0, plot.x1), plot.y0)
    low, high = (plot.at(clamp(v, plot.x0, plot.x1), plot.y0)[0] for v in rider.open_range())
    field = Rect(place.plot.x - 24, place.plot.y, place.plot.w + 48, place.plot.h + 60)
    new = ui.handle("spark.z", at, Rect(low, at[1], high - low, 0.0), field=field, step=18, radius=28)
    rider.dragging = ui.holds("spark.z")
    if abs(new[0] - at[0]) > 1e-6:
        rider.journey.network.layers[0].biases[0] += plot.value(new)[0] - plot.value(at)[0]


def _touch_inputs(ui: Ui, place: Places, rider: Rider) -> None:
    student = rider.journey.student
    study, sleep = (ui.knob(f"spark.{name}", place.grip(i), student[i], 0.0, 10.0, step=0.5, per_unit=26, radius=27)
                    for i, name in enumerate(("study", "sleep")))
    rider.journey.student = (study, sleep)


def _touch_student(ui: Ui, place: Places, rider: Rider) -> None:
    at = to_plane(place.plane, rider.journey.student)
    new = ui.handle("spark.student", at, place.plane, field=place.plane)
    if new != at:
        rider.journey.student = from_plane(place.plane, new)


def _touch_weight(ui: Ui, rider: Rider, i: int, at: Vec) -> None:
    """The knob of a weight, or (2) of the bias."""
    block = rider.journey.network.layers[0].block
    block[i, 0] = turn(ui, ("spark.w1", "spark.w2", "spark.b")[i], at, float(block[i, 0]), rider.limits[i])


def touch_guess(ui: Ui, place: ContestPlaces, guessed: str) -> str:
    """The question before the first lap; returns who is expected to learn the puzzle."""
    options = [(key, ui.words(f"spark.guess.{key}")) for key in GUESSES]
    return ui.choice("spark.guess", place.question()[1], options, guessed, gap=14)


def touch_contest(ui: Ui, place: ContestPlaces, contest: Contest) -> int:
    """Train, pause, fold, start over; returns how many neurons are wanted."""
    words = ui.words
    if ui.button("spark.fold", place.parts[PLAIN].fold, words("spark.unfold" if contest.folded else "spark.fold"),
                 icon="swap"):
        contest.folded = not contest.folded
    label = "spark.pause" if contest.running else "spark.train"
    if ui.button("spark.train", place.train, words(label), icon="pause" if contest.running else "play",
                 enabled=not contest.finished):
        contest.toggle()
    other = FEW if contest.count == MANY else MANY
    count = other if ui.button("spark.count", place.count, words("spark.try", n=other)) else contest.count
    if ui.button("spark.again", place.again, icon="again", look="round", enabled=contest.laps > 0):
        contest.restart()
    return count
