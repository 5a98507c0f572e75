"""Chapter 1: a neuron weighs what it hears, and so draws one straight line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.core.easing import parting, window
from game.core.facts import Fact
from game.core.figures import figure
from game.core.geometry import Bezier, Vec
from game.core.layout import Layout
from game.core.notes import Heard, Note, activation_level
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.fibre import paint_fibre
from game.draw.heatmap import paint_plane, signed_ramp
from game.draw.icons import paint_icon, paint_mark
from game.draw.network import Cast, Comet, Link, Node, brightness
from game.draw.particles import comet_size, flow, paint_comet
from game.draw.plane import axes, from_plane, grid, to_plane
from game.facts import Traced
from game.journey import Journey
from game.scene import Scene
from game.scenes.neuron.facts import facts_of
from game.scenes.neuron.places import Places
from game.scenes.neuron.sum import Sum, draw_formula, draw_pushes, draw_short
from game.scenes.parts import reaches, turn
from game.ui import Ui

FOUR = ((2.0, 7.0, False), (3.5, 3.0, False), (6.5, 6.5, True), (8.5, 3.5, True))
"""Two students who failed and two who passed: study hours, sleep hours, passed."""


class NeuronScene(Scene):
    """Two inputs on their fibres, a knob on each and one for the bias, the sum, and the plane it colours."""

    id = "neuron"
    pins = False
    timeline = Timeline().stop().cue("sum", 0.9).stop().cue("plane", 0.9).stop()

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        self.reaches = reaches(journey)

    # -- the neuron is hidden neuron 0 of the visitor's network -------------------------------------

    def _weights(self) -> tuple[float, float, float]:
        layer = self.journey.network.layers[0]
        return float(layer.weights[0, 0]), float(layer.weights[1, 0]), float(layer.biases[0])

    def _z(self, x: Vec) -> float:
        w1, w2, b = self._weights()
        return x[0] * w1 + x[1] * w2 + b

    def challenge(self) -> float | None:
        """Share of the four students on their side of the line."""
        return sum(self._sided()) / len(FOUR) if self.player.at_end else None

    def _sided(self) -> list[bool]:
        """Which of the four students lie on their side of the line."""
        return [(self._z(((study - 5) / 5, (sleep - 5) / 5)) > 0) == passed for study, sleep, passed in FOUR]

    def traced(self) -> Traced:
        """The network and the student; of its neuron only the sum is on stage."""
        return Traced(self.journey.network, self.journey.x, self.journey.student, sums_only=True)

    def facts(self, words: Words, layout: Layout, cues: Cues) -> Sequence[Fact]:
        return facts_of(words, Places(layout, cues), self.traced(), cues)

    def heard(self) -> Heard:
        """The neuron's glow, which follows the knobs."""
        return Heard(hand=Note("pluck", activation_level(float(np.tanh(self._z(self.journey.x))), -1.0, 1.0)))

    # -- touch --------------------------------------------------------------------------------------

    def ui(self, ui: Ui, cues: Cues) -> None:
        place = Places(ui.layout, cues)
        layer = self.journey.network.layers[0]
        for i, (name, at) in enumerate((("w1", place.knob(0)), ("w2", place.knob(1)), ("b", place.bias))):
            layer.block[i, 0] = turn(ui, f"neuron.{name}", at, float(layer.block[i, 0]), self.reaches[i])
        if cues.plane > 0.5:
            at = to_plane(place.plane, self.journey.student)
            with ui.fade(parting(cues.plane)):
                moved = ui.handle("neuron.student", at, place.plane, field=place.plane)
            if moved != at:
                self.journey.student = from_plane(place.plane, moved)

    # -- picture ------------------------------------------------------------------------------------

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        place, x, z = Places(canvas.layout, cues), self.journey.x, self._z(self.journey.x)
        w = self._weights()
        nodes = {(0, i): Node(place.inputs[i], place.r, brightness(x[i]), figure(x[i])) for i in range(2)}
        nodes[1, 0] = Node(place.neuron, place.big, brightness(float(np.tanh(z))), figure(z))
        links = {(0, i, 0): Link(w[i]) for i in range(2)}
        comets = tuple(Comet((0, i, 0), s, comet_size(x[i] * w[i]), "positive" if x[i] * w[i] >= 0 else "negative")
                       for i in range(2) for wave in range(3)
                       if (s := flow(cues.now, wave / 3 + 0.12 * i, 3.6)) is not None)
        return Cast(nodes, links, comets, vertical=canvas.layout.portrait, area=canvas.layout.stage)

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        place = Places(canvas.layout, cues)
        self._draw_bias(canvas, cues, place)
        self._draw_names(canvas, place)
        total = Sum(self.journey.x, self._weights())
        with canvas.fade(1.0 - window(cues.plane, 0.0, 0.5)):
            if canvas.alpha > 0.01:
                draw_pushes(canvas, place, total)
                with canvas.fade(window(cues.sum, 0.35, 1.0)):  # once the pushes have made room
                    draw_formula(canvas, place, total)
        with canvas.fade(window(cues.plane, 0.45, 1.0)):
            if canvas.alpha > 0.01:
                self._draw_plane(canvas, place)
                draw_short(canvas, place, total)

    def _draw_bias(self, canvas: Canvas, cues: Cues, place: Places) -> None:
        b = self._weights()[2]
        curve = Bezier.between(place.bias, place.bias_end, vertical=not canvas.layout.portrait)
        paint_fibre(canvas, curve, b)
        if (s := flow(cues.now, 0.3, 2.6)) is not None:
            paint_comet(canvas, curve, s, comet_size(b), "positive" if b >= 0 else "negative")

    def _draw_names(self, canvas: Canvas, place: Places) -> None:
        words, w = canvas.words, self._weights()
        for i, name in enumerate(("study", "sleep")):
            at, anchor = place.name(i)
            text = words(f"hours.{name}", hours=f"{self.journey.student[i]:.1f}")
            canvas.text(at, text, "label", anchor=anchor, room=260)
            at, anchor = place.weight_name(i)
            canvas.number(at, f"w{'₁₂'[i]} = {figure(w[i])}", "value", canvas.theme.signed(w[i]), anchor, room=236,
                          tall=64)
        at, anchor = place.bias_name
        canvas.number(at, f"b = {figure(w[2])}", "value", canvas.theme.signed(w[2]), anchor, room=200, tall=64)
        full = np.tanh(self._z(self.journey.x)) > 0.52
        canvas.number((place.neuron[0], place.neuron[1] + place.big * 0.52), "z", "mono", "ink" if full else "soft",
                      edge="active" if full else "ink", room=60, tall=64)

    def _draw_plane(self, canvas: Canvas, place: Places) -> None:
        """Study across, sleep up, coloured by z; the line is where z = 0."""
        w1, w2, b = self._weights()
        xs = grid(48)
        values = xs[..., 0] * w1 + xs[..., 1] * w2 + b
        paint_plane(canvas, "neuron", place.plane, values / 2, signed_ramp(canvas), (w1, w2, b), level=0.0)
        axes(canvas, place.plane, canvas.words("axis.study"), canvas.words("axis.sleep"))
        for (study, sleep, passed), right in zip(FOUR, self._sided(), strict=True):
            x, y = to_plane(place.plane, (study, sleep))
            paint_mark(canvas, (x, y), passed, 30)
            canvas.disc((x + 27, y - 25), 17, "ink", 0.86)
            paint_icon(canvas, "check" if right else "cross", (x + 27, y - 25), 22, "passed" if right else "error",
                       pen=0.2)
