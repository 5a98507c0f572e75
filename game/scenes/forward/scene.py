"""Chapter 4: data flows through the network like water, layer by layer, until the last neuron gives its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from brain import Trace, score
from game.core.easing import linear, window
from game.core.facts import Fact
from game.core.geometry import Vec, distance
from game.core.layout import Layout
from game.core.notes import Heard, Note
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast, NodeKey
from game.guesses import guess_of, settle
from game.journey import Journey
from game.scene import Scene
from game.scenes.forward.card import draw_panel, draw_verdict
from game.scenes.forward.cast import cast_of, verdict_shown
from game.scenes.forward.facts import facts_of
from game.scenes.forward.flow import Flow, arrivals, neuron_at, rows, wave
from game.scenes.forward.matrix import draw_matrix, ready_matrix
from game.scenes.forward.places import places_of
from game.scenes.forward.run import Run
from game.scenes.forward.touch import close_card, touch_cells, touch_neurons, touch_run, touch_student
from game.scenes.parts import Views, name_inputs, pluck
from game.ui import Ui

UNSURE = 0.02
"""The network cannot decide when its output is this near to 0.5."""


class ForwardScene(Scene):
    """Choose a student, guess, run; then the same once more as a matrix product; then ask about anyone."""

    id = "forward"
    timeline = (Timeline().stop().cue("flow", 4.4, ease=linear).cue("verdict", 0.7).stop()
                .cue("grid", 0.9).cue("product", 5.4, ease=linear).stop().cue("free", 0.9).stop())

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        checked = journey.checked()
        assert checked.hours is not None
        self.eight: list[tuple[Vec, bool]] = [
            ((float(a), float(b)), bool(y > 0.5))
            for (a, b), y in zip(checked.hours.tolist(), checked.y[:, 0].tolist(), strict=True)]
        self.picked: tuple[NodeKey, int | None] | None = None
        """The neuron whose sum is open, and in the matrix perhaps one of its inputs."""
        self.views = Views()
        self._traced: tuple[object, Trace] = (None, journey.network.trace(journey.x))

    # -- time -----------------------------------------------------------------------------------------

    def step(self, dt: float) -> None:
        """Lay the truth beside a guess once the verdict is told."""
        if self.player.cues().verdict > 0.5:
            truth = self.truth()
            settle(self.journey, self.id, truth, self.guess() is truth, list(self.journey.student))

    def matrix(self, cues: Cues) -> float:
        """How far the matrix is shown, 0..1."""
        return cues.grid - cues.free

    def flow(self, cues: Cues) -> Flow:
        """How far the signals have come at this moment of the story."""
        sizes = self.journey.network.sizes
        if cues.grid >= 1.0:
            return self.product(cues)
        flow = wave(sizes, cues.flow)
        if cues.grid > 0.0:
            fills = {key: fill if key[0] == 0 else fill * (1.0 - cues.grid) for key, fill in flow.fills.items()}
            return replace(flow, fills=fills)
        return flow

    def product(self, cues: Cues) -> Flow:
        """How far the rows of the matrix product have been worked out; while it appears, none."""
        return rows(self.journey.network.sizes, cues.product)

    @property
    def run(self) -> Run:
        """The passage of the signals that is on show."""
        return Run.of(self.player, self.journey.network.sizes, self.player.cues())

    # -- what the network says ------------------------------------------------------------------------

    def trace(self) -> Trace:
        """Every number of the present student's way through the network; kept until one of them changes."""
        network = self.journey.network
        key = (network.sizes, network.hidden, network.params.tobytes(), self.journey.student)
        if self._traced[0] != key:
            self._traced = (key, network.trace(self.journey.x))
        return self._traced[1]

    @property
    def said_of(self) -> object:
        """Which network and student the present numbers are about."""
        self.trace()
        return self._traced[0]

    @property
    def output(self) -> float:
        return float(self.trace().output[0])

    def happened(self) -> bool | None:
        """What really happened to the student; ``None`` for one the visitor made up."""
        return next((passed for hours, passed in self.eight if distance(hours, self.journey.student) < 1e-9), None)

    def truth(self) -> bool:
        """What really happened, or of a student who is made up, what the rule of the class says without luck."""
        real = self.happened()
        return bool(score(self.journey.student) > 0) if real is None else real

    def guess(self) -> bool | None:
        """What the visitor guessed of this very student."""
        kept = guess_of(self.journey, self.id, list(self.journey.student))
        return bool(kept["said"]) if kept else None

    def challenge(self) -> float | None:
        """How near the visitor has come to a student the network cannot decide about."""
        if not self.player.at_end:
            return None
        off = abs(self.output - 0.5)
        return 1.0 if off <= UNSURE else max(0.0, 0.98 - (off - UNSURE) * 2)

    def heard(self) -> Heard:
        """Every neuron as the signals reach it; then the opened neuron, or the answer while the student changes."""
        sizes, cues = self.journey.network.sizes, self.player.cues()
        matrix = cues.grid >= 1.0
        arrived = arrivals(sizes, cues.product if matrix else cues.flow, one_by_one=matrix)
        full = arrived == sum(sizes[1:]) and cues.grid in (0.0, 1.0)
        opened = self.picked[0] if self.picked else (len(sizes) - 1, 0)
        hand = self._note_of(*opened) if full else None
        return Heard(matrix, arrived, lambda n: self._note_of(*neuron_at(sizes, n)), hand, self.picked)

    def _note_of(self, layer: int, j: int) -> Note:
        a = self.trace().layers[layer - 1].activations[j] if layer else self.journey.x[j]
        return pluck(self.journey.network, layer, float(a))

    def facts(self, words: Words, layout: Layout, cues: Cues) -> Sequence[Fact]:
        place = places_of(layout, self.journey.network.sizes, self.matrix(cues))
        return facts_of(self, words, place, cues)

    # -- touch ----------------------------------------------------------------------------------------

    def ui(self, ui: Ui, cues: Cues) -> None:
        sizes = self.journey.network.sizes
        place = places_of(ui.layout, sizes, self.matrix(cues))
        gone = self.picked and (self.picked[0][0] >= len(sizes) or self.picked[0][1] >= sizes[self.picked[0][0]])
        if gone or 0.0 < cues.grid < 1.0 or 0.0 < cues.free < 1.0:  # another picture starts with nothing opened
            self.picked = None
        matrix = self.matrix(cues) > 0.5
        if not matrix and self.picked is None:
            touch_student(self, ui, place, cues)
        touch_run(self, ui, place, cues)
        touch_neurons(self, ui, place)
        if matrix:
            touch_cells(self, ui, place, cues)
            if self.picked and ui.take("escape"):
                self.picked = None
        elif self.picked:
            close_card(self, ui, place)

    def caption(self, words: Words, cues: Cues) -> str:
        """The words of what is going on, from the moment it begins."""
        now = 3 if cues.free > 0.0 else 2 if cues.grid > 0.0 else 1 if cues.flow > 0.0 else 0
        return words(f"forward.caption.{now}")

    # -- picture --------------------------------------------------------------------------------------

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        return cast_of(self, canvas, cues)

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        network, matrix = self.journey.network, self.matrix(cues)
        place = places_of(canvas.layout, network.sizes, matrix)
        name_inputs(canvas, place.nodes, self.journey.student, beside=place.portrait)
        if verdict_shown(cues) > 0.0:
            draw_verdict(canvas, place, self.output, verdict_shown(cues))
        self._draw_matrix(canvas, cues, window(matrix, 0.65, 1.0))
        with canvas.fade(1.0 - min(1.0, 2 * matrix)):
            draw_panel(self, canvas, place, cues)

    def _draw_matrix(self, canvas: Canvas, cues: Cues, share: float) -> None:
        """The matrix product, a ``share`` of it to be seen; what it is made of is baked while it is still to come."""
        network, parts, flow = self.journey.network, self.trace().layers, self.product(cues)
        wide = places_of(canvas.layout, network.sizes, 1.0)
        if share > 0.0:
            with canvas.fade(share):
                draw_matrix(canvas, wide, network, parts, flow, self.picked, self.said_of)
        elif cues.verdict > 0.0 and cues.grid < 1.0:
            ready_matrix(canvas, wide, network, parts, flow, self.said_of)
