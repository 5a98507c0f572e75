"""Chapter 2: the spark bends what a neuron says, and without it a hundred neurons are still one straight line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from brain import activation
from game.core.easing import window
from game.core.facts import Fact
from game.core.layout import Layout
from game.core.notes import Heard, Note, activation_level
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast
from game.guesses import foretell, guess_of, settle
from game.journey import Journey
from game.scene import Scene
from game.scenes.spark.card import draw_facts
from game.scenes.spark.contest import SPARK, Contest
from game.scenes.spark.curve import draw_curve
from game.scenes.spark.facts import contest_facts, rider_facts
from game.scenes.spark.neuron import cast_of, draw_names, draw_signal
from game.scenes.spark.panel_places import ContestPlaces
from game.scenes.spark.panels import draw_panel, draw_question, draw_verdict
from game.scenes.spark.places import Places
from game.scenes.spark.plane import draw_plane, progress
from game.scenes.spark.rider import Rider
from game.scenes.spark.touch import touch_contest, touch_guess, touch_rider
from game.ui import Ui

KEPT = "spark.contest"
"""The contest lasts while the program runs: who comes back finds it as it was left."""


class SparkScene(Scene):
    """The neuron of chapter 1 with its curve; the plane it bends; two networks, with and without."""

    id = "spark"
    pins = False
    timeline = (Timeline().stop().cue("choose", 0.9).stop().cue("plane", 0.9).cue("bend", 0.8).stop()
                .cue("without", 1.1).stop())

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        self.rider = Rider(journey)
        kept = journey.kept.get(KEPT)
        fits = isinstance(kept, Contest) and kept.of == journey.network.hidden
        self.contest = kept if fits else self._begin(journey.network.hidden)

    def _begin(self, hidden: str, *count: int) -> Contest:
        """A contest from its start."""
        self.contest = self.journey.kept[KEPT] = Contest(hidden, *count)
        return self.contest

    def challenge(self) -> float | None:
        """How near the neuron is to firing for the tired and busy one alone, while the plane is on."""
        cues = self.player.cues()
        if cues.bend < 1.0 or cues.without > 0.0:
            return None
        return progress(self.rider.neuron, activation(self.journey.network.hidden))

    def facts(self, words: Words, layout: Layout, cues: Cues) -> Sequence[Fact]:
        """The numbers of the neuron and its curve; in the contest, those of both networks."""
        if cues.without > 0.0:
            return contest_facts(words, ContestPlaces(layout).parts, self.contest) if cues.without >= 1.0 else ()
        return rider_facts(words, Places(layout, cues), self.rider, cues)

    def heard(self) -> Heard:
        """What leaves the neuron; in the contest, the loss of the network with the spark."""
        if self.player.t > self.timeline.rests[2]:
            return Heard(loss=self.contest.losses[SPARK][-1])
        entry = activation(self.journey.network.hidden)
        level = activation_level(float(entry.value(self.rider.z)), entry.low, entry.high)
        return Heard(hand=Note("pluck", level), of=entry.name)

    def step(self, dt: float) -> None:
        """Let the curve turn into the chosen one, the axis follow z, and the two networks learn."""
        self.rider.step(self.glide(dt), calm=self.calm)
        if self.player.t >= self.timeline.rests[2]:
            self.contest.step(self.glide(dt))
            if self.contest.finished and (said := self._guessed()):
                outcome = self.contest.outcome()
                settle(self.journey, self.id, outcome, said == outcome, self._about())

    # -- the guess ------------------------------------------------------------------------------------

    def _about(self) -> list[Any]:
        """Which contest a guess is about: which spark, how many neurons."""
        return [self.journey.network.hidden, self.contest.count]

    def _guessed(self) -> str:
        """Who the visitor said would learn it; empty before that."""
        guess = guess_of(self.journey, self.id, self._about())
        return str(guess["said"]) if guess else ""

    def caption(self, words: Words, cues: Cues) -> str:
        """The contest's lesson is told when it is over; before that, a guess is asked for."""
        key = f"spark.ahead.{cues.rest}"
        return words(key) if key in words and not self.contest.finished else super().caption(words, cues)

    # -- touch ----------------------------------------------------------------------------------------

    def ui(self, ui: Ui, cues: Cues) -> None:
        if cues.without > 0.8:
            with ui.fade(window(cues.without, 0.8, 1.0)):
                self._touch_contest(ui, ContestPlaces(ui.layout))
        if cues.without <= 0.2:
            with ui.fade(1.0 - window(cues.without, 0.0, 0.2)):
                name = touch_rider(ui, cues, Places(ui.layout, cues), self.rider)
            if name != self.journey.network.hidden:
                self.rider.choose(name)
                self._begin(name, self.contest.count)

    def _touch_contest(self, ui: Ui, place: ContestPlaces) -> None:
        if self.contest.laps == 0 and (said := touch_guess(ui, place, self._guessed())):
            foretell(self.journey, self.id, said, self._about())
        count = touch_contest(ui, place, self.contest)
        if count != self.contest.count:
            self._begin(self.journey.network.hidden, count)

    # -- picture --------------------------------------------------------------------------------------

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        """The neuron leaves the stage before the contest."""
        return cast_of(Places(canvas.layout, cues), self.rider, cues.now, 1.0 - window(cues.without, 0.0, 0.5))

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        with canvas.fade(1.0 - window(cues.without, 0.0, 0.5)):
            if canvas.alpha > 0.01:
                self._draw_rider(canvas, cues, Places(canvas.layout, cues))
        if cues.without > 0.5:
            self._draw_contest(canvas, cues, ContestPlaces(canvas.layout))

    def _draw_rider(self, canvas: Canvas, cues: Cues, place: Places) -> None:
        rider, curve = self.rider, self.rider.curve
        draw_names(canvas, place, rider)
        draw_curve(canvas, place, curve, rider.z, rider.open_range(), cues.choose in (0.0, 1.0))
        draw_signal(canvas, cues, place, rider)
        with canvas.fade(window(cues.choose, 0.55, 1.0) * (1.0 - window(cues.plane, 0.0, 0.5))):
            if canvas.alpha > 0.01:
                draw_facts(canvas, place.facts, curve)
        with canvas.fade(window(cues.plane, 0.4, 1.0)):
            if canvas.alpha > 0.01:
                draw_plane(canvas, place.plane, rider.neuron, curve, cues.bend)

    def _draw_contest(self, canvas: Canvas, cues: Cues, place: ContestPlaces) -> None:
        """One network after the other comes in, then the question."""
        for i, panel in enumerate(place.parts):
            with canvas.fade(window(cues.without, 0.5 + 0.08 * i, 0.9 + 0.08 * i)):
                draw_panel(canvas, panel, self.contest, i)
        with canvas.fade(window(cues.without, 0.6, 1.0)):
            if self.contest.laps == 0:
                draw_question(canvas, place.question()[0], self.contest)
            else:
                draw_verdict(canvas, place.guess, self.contest, self._guessed())
