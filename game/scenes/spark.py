"""Chapter 2: the spark bends what a neuron says, and without it a hundred neurons are still one straight line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from brain import activation
from game.core.easing import clamp, window
from game.core.facts import Fact
from game.core.geometry import Rect, Vec
from game.core.layout import Layout
from game.core.notes import Heard, Note, activation_level
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.fibre import paint_fibre
from game.draw.network import Cast, Comet, Link, Node, brightness
from game.draw.particles import comet_size, flow, paint_comet
from game.draw.plane import from_plane, to_plane
from game.facts import Traced, bias_fact, hours_facts, label_area, sum_of, weight_fact
from game.guesses import foretell, guess_of, settle
from game.journey import Journey
from game.scene import Scene
from game.scenes.spark_contest import FEW, GUESSES, MANY, PLAIN, SPARK, Contest
from game.scenes.spark_curve import NAMES, Curve, draw_curve, draw_facts, readout_facts, shown
from game.scenes.spark_panels import draw_panel, draw_question, draw_verdict, loss_facts
from game.scenes.spark_places import ContestPlaces, Places
from game.scenes.spark_plane import draw_plane, progress
from game.ui import Ui

LIMIT = 3.0
"""Weights and bias can be turned from -LIMIT to LIMIT, as in chapter 1 (or as far as they already are)."""
REACH = 6.0
"""How far the z axis goes to either side, while z itself is nearer."""
TURN_SECONDS = 0.45
PERIOD, TRAVEL = 4.4, 0.44


class SparkScene(Scene):
    """The neuron of chapter 1 with its curve; the plane it bends; two networks, with and without."""

    id = "spark"
    pins = False
    timeline = (Timeline().stop().cue("choose", 0.9).stop().cue("plane", 0.9).cue("bend", 0.8).stop()
                .cue("without", 1.1).stop())

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        self.contest = Contest(journey.network.hidden)
        self.old, self.turned = journey.network.hidden, 1.0
        self.reach = self._reach_wanted()
        self.dragging = False

    # -- the neuron is hidden neuron 0 of the visitor's network ---------------------------------------

    @property
    def neuron(self) -> tuple[float, float, float]:
        """Its weights of study and sleep, and its bias."""
        w1, w2, b = self.journey.network.layers[0].block[:, 0]
        return float(w1), float(w2), float(b)

    @property
    def z(self) -> float:
        (w1, w2, b), (x1, x2) = self.neuron, self.journey.x
        return x1 * w1 + x2 * w2 + b

    @property
    def curve(self) -> Curve:
        return Curve(self.journey.network.hidden, self.old, self.turned, round(self.reach, 2))

    def _reach_wanted(self) -> float:
        return max(REACH, abs(self.z) * 1.12)

    def challenge(self) -> float | None:
        """How near the neuron is to firing for the tired and busy one alone, while the plane is on."""
        cues = self.player.cues()
        if cues.bend < 1.0 or cues.without > 0.0:
            return None
        return progress(self.neuron, activation(self.journey.network.hidden))

    def facts(self, words: Words, layout: Layout, cues: Cues) -> Sequence[Fact]:
        """z, a, the slope and the bias can be opened like the numbers of the neuron; in the contest, the losses."""
        if cues.without > 0.0:
            return loss_facts(words, ContestPlaces(layout).parts, self.contest) if cues.without >= 1.0 else ()
        place, traced = Places(layout, cues), Traced(self.journey.network, self.journey.x, self.journey.student)
        terms = sum_of(traced.trace().layers[0], 0)
        written = [weight_fact(words, traced, 0, i, 0, label_area(*place.weight_name(i), 150), f"written.w.{i}")
                   for i in range(2)]
        return [*readout_facts(words, place.readouts, self.curve, self.z, terms), *written,
                *hours_facts(words, traced, [label_area(place.name(i), "cm", 190) for i in range(2)]),
                bias_fact(words, traced, 0, 0, place.bias_area)]

    def heard(self) -> Heard:
        """What leaves the neuron; in the contest, the loss of the network with the spark."""
        if self.player.t > self.timeline.rests[2]:
            return Heard(loss=self.contest.losses[SPARK][-1])
        entry = activation(self.journey.network.hidden)
        level = activation_level(float(entry.value(self.z)), entry.low, entry.high)
        return Heard(hand=Note("pluck", level), of=entry.name)

    def step(self, dt: float) -> None:
        """Let the curve turn into the chosen one, the axis follow z, and the two networks learn."""
        self.turned = clamp(self.turned + self.glide(dt) / TURN_SECONDS)
        if not self.dragging:
            wanted = self._reach_wanted()
            near = self.calm or abs(wanted - self.reach) <= 0.01
            self.reach += (wanted - self.reach) * (1.0 if near else 0.12)
        if self.player.t >= self.timeline.rests[2]:
            self.contest.step(self.glide(dt))
            if self.contest.finished and (said := self._guessed()):
                outcome = self.contest.outcome()
                settle(self.journey, self.id, outcome, said == outcome, self._about())

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
            self._touch_contest(ui, ContestPlaces(ui.layout))
        if cues.without > 0.2:
            return
        place = Places(ui.layout, cues)
        if cues.plane > 0.7:
            self._touch_plane(ui, place)
        self._touch_weight(ui, 2, place.bias)
        self._touch_z(ui, place)
        self._touch_inputs(ui, place)
        if cues.choose > 0.7:
            options = [(name, ui.words(f"spark.name.{name}")) for name in NAMES]
            self._choose(ui.choice("spark.choose", place.tabs, options, self.journey.network.hidden))

    def _choose(self, name: str) -> None:
        if name != self.journey.network.hidden:
            self.old, self.turned = self.journey.network.hidden, 0.0
            self.journey.use_activation(name)
            self.contest = Contest(name, self.contest.count)

    def _touch_z(self, ui: Ui, place: Places) -> None:
        """Dragging z turns the bias, for z = x·w + b: the weights and the student stay."""
        plot, z = self.curve.plot(place.plot), self.z
        layer = self.journey.network.layers[0]
        at = plot.at(clamp(z, plot.x0, plot.x1), plot.y0)
        low, high = (plot.at(clamp(v, plot.x0, plot.x1), plot.y0)[0] for v in self._open_range())
        field = Rect(place.plot.x - 24, place.plot.y, place.plot.w + 48, place.plot.h + 60)
        new = ui.handle("spark.z", at, Rect(low, at[1], high - low, 0.0), field=field, step=18, radius=28)
        self.dragging = ui.holds("spark.z")
        if abs(new[0] - at[0]) > 1e-6:
            layer.biases[0] += plot.value(new)[0] - plot.value(at)[0]

    def _open_range(self) -> tuple[float, float]:
        """The z that can be reached with the bias."""
        b = self.neuron[2]
        limit = max(LIMIT, abs(b))
        return (self.z - b - limit, self.z - b + limit)

    def _touch_inputs(self, ui: Ui, place: Places) -> None:
        study, sleep = (ui.knob(f"spark.{name}", place.grip(i), self.journey.student[i], 0.0, 10.0, step=0.5,
                                per_unit=26, radius=27) for i, name in enumerate(("study", "sleep")))
        self.journey.student = (study, sleep)

    def _touch_plane(self, ui: Ui, place: Places) -> None:
        for i in range(2):
            self._touch_weight(ui, i, place.knob(i))
        at = to_plane(place.plane, self.journey.student)
        new = ui.handle("spark.student", at, place.plane, field=place.plane)
        if new != at:
            self.journey.student = from_plane(place.plane, new)

    def _touch_weight(self, ui: Ui, i: int, at: Vec) -> None:
        """The knob of a weight, or (2) of the bias."""
        block = self.journey.network.layers[0].block
        value = float(block[i, 0])
        limit = max(LIMIT, abs(value))
        block[i, 0] = ui.knob(("spark.w1", "spark.w2", "spark.b")[i], at, value, -limit, limit)

    def _touch_contest(self, ui: Ui, place: ContestPlaces) -> None:
        contest, words = self.contest, ui.words
        if contest.laps == 0:
            options = [(key, words(f"spark.guess.{key}")) for key in GUESSES]
            chosen = ui.choice("spark.guess", place.question()[1], options, self._guessed(), gap=14)
            if chosen:
                foretell(self.journey, self.id, chosen, self._about())
        if ui.button("spark.fold", place.parts[PLAIN].fold,
                       words("spark.unfold" if contest.folded else "spark.fold"), icon="swap"):
            contest.folded = not contest.folded
        label = "spark.pause" if contest.running else "spark.train"
        if ui.button("spark.train", place.train, words(label), icon="pause" if contest.running else "play",
                     enabled=not contest.finished):
            if contest.running:
                contest.pause()
            else:
                contest.running = True
        other = FEW if contest.count == MANY else MANY
        if ui.button("spark.count", place.count, words("spark.try", n=other)):
            self.contest = Contest(self.journey.network.hidden, other)
        if ui.button("spark.again", place.again, icon="again", look="round", enabled=contest.laps > 0):
            contest.restart()

    # -- picture --------------------------------------------------------------------------------------

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        """The neuron of chapter 1, now full of its activation; it leaves the stage before the contest."""
        place, x, w = Places(canvas.layout, cues), self.journey.x, self.neuron
        a, there = self.curve.value(self.z), 1.0 - window(cues.without, 0.0, 0.5)
        nodes = {(0, i): Node(place.inputs[i], place.r, brightness(x[i]), f"{x[i]:.2f}", alpha=there) for i in range(2)}
        nodes[1, 0] = Node(place.neuron, place.big, brightness(a), shown(a), alpha=there)
        links = {(0, i, 0): Link(w[i], there) for i in range(2)}
        comets = tuple(Comet((0, i, 0), s, comet_size(x[i] * w[i]), "positive" if x[i] * w[i] >= 0 else "negative")
                       for i in range(2) if there >= 1.0
                       if (s := flow(cues.now, 0.42 + 0.04 * i, PERIOD, TRAVEL)) is not None)
        return Cast(nodes, links, comets, vertical=canvas.layout.portrait, area=None)

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        with canvas.fade(1.0 - window(cues.without, 0.0, 0.5)):
            if canvas.alpha > 0.01:
                self._draw_neuron(canvas, cues, Places(canvas.layout, cues))
        with canvas.fade(window(cues.without, 0.5, 1.0)):
            if canvas.alpha > 0.01:
                self._draw_contest(canvas, ContestPlaces(canvas.layout))

    def _draw_neuron(self, canvas: Canvas, cues: Cues, place: Places) -> None:
        curve = self.curve
        self._draw_names(canvas, cues, place)
        draw_curve(canvas, place, curve, self.z, self._open_range(), cues.choose in (0.0, 1.0))
        self._draw_signal(canvas, cues, place)
        with canvas.fade(window(cues.choose, 0.55, 1.0) * (1.0 - window(cues.plane, 0.0, 0.5))):
            if canvas.alpha > 0.01:
                draw_facts(canvas, place.facts, curve)
        with canvas.fade(window(cues.plane, 0.4, 1.0)):
            if canvas.alpha > 0.01:
                self._draw_plane(canvas, cues, place)

    def _draw_names(self, canvas: Canvas, cues: Cues, place: Places) -> None:
        words, w = canvas.words, self.neuron
        for i, name in enumerate(("study", "sleep")):
            text = words(f"hours.{name}", hours=f"{self.journey.student[i]:.1f}")
            canvas.text(place.name(i), text, "label", anchor="cm", room=230)
            at, anchor = place.weight_name(i)
            canvas.number(at, f"w{'₁₂'[i]} = {w[i]:.2f}", "mono", canvas.theme.signed(w[i]), anchor)
        paint_fibre(canvas, place.bias_fibre(), w[2])
        at, anchor = place.bias_name()
        canvas.number(at, f"b = {w[2]:.2f}", "mono", canvas.theme.signed(w[2]), anchor)
        lit = brightness(self.curve.value(self.z)) > 0.52
        label = (place.neuron[0], place.neuron[1] + place.big * 0.6)
        canvas.text(label, "a", "strong", "ink" if lit else "soft", "cm")

    def _draw_signal(self, canvas: Canvas, cues: Cues, place: Places) -> None:
        """One comet carries z to the curve; another, as big as a, carries a back into the neuron."""
        plot = self.curve.plot(place.plot)
        z = clamp(self.z, plot.x0, plot.x1)
        a = float(self.curve.values(np.array([z]))[0])
        foot, top = plot.at(z, plot.y0), plot.at(z, a)
        if (s := flow(cues.now, 0.0, PERIOD, TRAVEL)) is not None:
            paint_comet(canvas, place.way_in(foot, top), s, comet_size(self.z),
                        "positive" if self.z >= 0 else "negative")
        if abs(a) > 1e-9 and (s := flow(cues.now, 1.0 - TRAVEL, PERIOD, TRAVEL)) is not None:
            paint_comet(canvas, place.way_back(top, place.edge(top[1])), s, comet_size(a), "active")

    def _draw_plane(self, canvas: Canvas, cues: Cues, place: Places) -> None:
        draw_plane(canvas, place.plane, self.neuron, self.curve, cues.bend)

    def _draw_contest(self, canvas: Canvas, place: ContestPlaces) -> None:
        for i, panel in enumerate(place.parts):
            draw_panel(canvas, panel, self.contest, i)
        if self.contest.laps == 0:
            draw_question(canvas, place.question()[0], self.contest)
        else:
            draw_verdict(canvas, place.guess, self.contest, self._guessed())
