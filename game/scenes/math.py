"""The last chapter: everything boils down to matrix multiplication; three programs that really run; and your brain."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from brain.export import to_python
from game import programs
from game.core import keep
from game.core.facts import Fact
from game.core.geometry import Rect
from game.core.layout import Layout
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.code import paint_code
from game.draw.network import Cast, blend, paint_cast
from game.draw.variables import paint_variables
from game.facts import Traced
from game.guesses import foretell, guess_of, guesses, settle
from game.journey import Journey
from game.scene import Scene
from game.scenes.math_brain import Figure, brain_cast, draw_brains, figures_of
from game.scenes.math_curves import curves_cast, draw_curves
from game.scenes.math_facts import curve_facts, neuron_facts, page_facts, traced_run, train_facts
from game.scenes.math_neuron import answers, draw_neuron, near, neuron_cast, wrong_answers
from game.scenes.math_places import Places, keep_layer
from game.scenes.math_run import Reader
from game.scenes.math_train import draw_train, train_cast
from game.scenes.parts import Views, number
from game.ui import Ui

STUDENTS = 5
"""So many sums are sent along the curves: the visitor's student, and the first of the eight."""
CHALLENGES = 9
"""Chapters with a challenge: all but the title."""


class MathScene(Scene):
    """Rest 0 to 2: a program each, with the picture that follows it. Rest 3: the network before and after."""

    id = "math"
    timeline = Timeline().stop().cue("curves", 0.7).stop().cue("train", 0.7).stop().cue("brain", 0.9).stop()
    pins = False

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        if journey.laps == 0 and "training" not in journey.visited:
            journey.train_ahead()
        self.untrained = journey.before is not None
        """Whether ``train.py`` sets out from the network as it was before its training."""
        self.message = ""
        self.views = {"before": Views(), "after": Views()}
        self._readers: dict[str, tuple[Any, Reader]] = {}
        self._losses: tuple[Any, tuple[float, float]] = (None, (0.0, 0.0))
        self._seen: set[Any] = set()

    # -- the programs ---------------------------------------------------------------------------------

    def which(self, cues: Cues) -> str:
        """The program on the stage."""
        return "train" if cues.train > 0.5 else "activations" if cues.curves > 0.5 else "neuron"

    def reader(self, name: str) -> Reader:
        """The run of a program, made anew when what it runs on has changed."""
        journey, network = self.journey, self.journey.network
        key = (network.sizes, network.hidden, network.params.tobytes(),
               (journey.learning_rate, self.untrained) if name == "train" else journey.student)
        kept = self._readers.get(name)
        if kept is None or kept[0] != key:
            kept = self._readers[name] = (key, Reader(self._run(name)))
        return kept[1]

    def _run(self, name: str) -> programs.Run:
        journey = self.journey
        if name == "neuron":
            return programs.run_neuron(journey.network, journey.x)
        if name == "activations":
            return programs.run_activations(journey.network, [journey.x, *journey.checked().x[:STUDENTS - 1].tolist()])
        network = journey.before if self.untrained and journey.before else journey.network
        return programs.run_train(network, journey.data(), journey.learning_rate)

    def _prepare(self) -> None:
        """Run one of the programs that have not run yet, so that none has to while the chapter moves."""
        missing = next((name for name in programs.NAMES if name not in self._readers), None)
        if missing:
            self.reader(missing)

    def _truth(self) -> float:
        return wrong_answers(self.journey.network, self.journey.x)[0]

    # -- the guess ------------------------------------------------------------------------------------

    def guess(self) -> dict[str, Any] | None:
        """What the visitor said z would be for this very student and neuron."""
        return guess_of(self.journey, self.id, self._about())

    def _about(self) -> list[float]:
        """What a guess is about: the student, and the neuron's weights and bias."""
        return [*self.journey.student, *self.journey.network.layers[0].block[:, 0].tolist()]

    def asking(self) -> bool:
        """Whether z is still to be guessed: it has not been computed yet, nor been seen before."""
        reader = self.reader("neuron")
        ahead = reader.at <= reader.first("sum")
        return ahead and self.guess() is None and (self.journey.student, self._truth()) not in self._seen

    def say(self, value: float) -> None:
        """The visitor says what z will be; the program goes on to compute it."""
        foretell(self.journey, self.id, value, self._about())
        self.reader("neuron").running = True

    def challenge(self) -> float | None:
        """Whether z was foretold."""
        if self.which(self.player.cues()) != "neuron":
            return None
        return 1.0 if any(guess["right"] is True for guess in guesses(self.journey, self.id)) else 0.0

    # -- time -----------------------------------------------------------------------------------------

    def step(self, dt: float) -> None:
        cues = self.player.cues()
        self._prepare()
        if cues.brain > 0.5:
            return
        name = self.which(cues)
        reader = self.reader(name)
        reader.advance(dt)
        if name == "neuron":
            if self.asking() and reader.at >= reader.first("sum"):
                reader.running = False
            if reader.known("z") is not None:
                self._seen.add((self.journey.student, self._truth()))
                if (guess := self.guess()) is not None:
                    truth = self._truth()
                    settle(self.journey, self.id, truth, near(guess["said"], truth), self._about())

    # -- touch ----------------------------------------------------------------------------------------

    def ui(self, ui: Ui, cues: Cues) -> None:
        place = Places(ui.layout)
        if cues.brain > 0.5:
            self._touch_page(ui, place)
            return
        if cues.brain > 0.0:
            return
        name = self.which(cues)
        options = [(one, ui.words(f"math.tab.{one}")) for one in programs.NAMES]
        chosen = ui.choice("math.tab", place.tabs, options, name, gap=14)
        if chosen != name:
            self.player.seek(self.timeline.rests[programs.NAMES.index(chosen)])
            return
        reader = self.reader(name)
        if name == "neuron":
            self._touch_neuron(ui, place)
        elif name == "train" and self.journey.before is not None:
            options = [("before", ui.words("math.untrained")), ("after", ui.words("math.trained"))]
            picked = ui.choice("math.start", place.start, options, "before" if self.untrained else "after", gap=12)
            self.untrained = picked == "before"
        self._touch_run(ui, place, reader)

    def _touch_neuron(self, ui: Ui, place: Places) -> None:
        if ui.button("math.other", place.other, icon="swap", look="round"):
            self._next_student()
        elif self.asking():
            offered = answers(self.journey.network, self.journey.x)
            for i, (value, box) in enumerate(zip(offered, place.answers, strict=True)):
                if ui.button(f"math.answer.{i}", box, number(value), look="tab"):
                    self.say(value)

    def _next_student(self) -> None:
        """Another of the eight."""
        eight = [(float(a), float(b)) for a, b in self.journey.checked().hours]
        at = eight.index(self.journey.student) + 1 if self.journey.student in eight else 0
        self.journey.student = eight[at % len(eight)]

    def _touch_run(self, ui: Ui, place: Places, reader: Reader) -> None:
        """Back, run and step; and the slider over all steps."""
        if ui.button("math.back", place.back, icon="back_step", look="round"):
            reader.running = False
            reader.seek(reader.at - 1)
        if ui.button("math.run", place.run, icon="pause" if reader.running else "play", look="round",
                     selected=reader.running):
            reader.toggle()
        if ui.button("math.step", place.next, icon="step", look="round"):
            reader.running = False
            reader.seek(reader.at + 1)
        at = ui.slider("math.at", place.slider, reader.at, 0, reader.last, step=1)
        if round(at) != reader.at:
            reader.running = False
            reader.seek(round(at))

    def _touch_page(self, ui: Ui, place: Places) -> None:
        if ui.button("math.save", place.save, ui.words("math.save")):
            self.wish = "picture"
        if ui.button("math.export", place.export, ui.words("math.export")):
            self.export(keep.here(), ui.words)

    def export(self, folder: Path, words: Words) -> None:
        """Write the network as a program into ``folder``; say where it is, or why it could not be written."""
        try:
            path = keep.free_name(folder, "my_brain", ".py")
            keep.write_new(path, to_python(self.journey.network, self.journey.checked().x, path.name))
        except (OSError, ValueError) as problem:
            self.message = words("math.unwritten", folder=folder.name, problem=_reason(problem))
        else:
            self.message = words("math.written", file=path.name, folder=folder.name)

    def kept(self, words: Words, file: Path | None, problem: Exception | None = None) -> None:
        self.message = (words("math.saved", file=file.name, folder=file.resolve().parent.name) if file is not None
                        else words("math.unwritten", folder=keep.here().name, problem=_reason(problem)))

    def traced(self) -> Traced | None:
        """Numbers open where they are those of the visitor's student, not before z was foretold; or of the run."""
        cues = self.player.cues()
        if cues.train == 1.0 and cues.brain == 0.0:
            return traced_run(self.reader("train"), self.journey.network)
        open_ = cues.brain == 1.0 or (cues.curves == 0.0 and self.reader("neuron").known("z") is not None)
        return super().traced() if open_ else None

    def facts(self, words: Words, layout: Layout, cues: Cues) -> Sequence[Fact]:
        place = Places(layout)
        if cues.brain == 1.0:
            return page_facts(words, place, self.journey, self.losses(), CHALLENGES)
        if cues.curves == 0.0:
            return neuron_facts(words, place, self.reader("neuron"), self.journey)
        if cues.curves == 1.0 and cues.train == 0.0:
            return curve_facts(words, place, self.reader("activations"), self.journey)
        return train_facts(words, place, self.reader("train"), cues) if cues.train == 1.0 and not cues.brain else ()

    def caption(self, words: Words, cues: Cues) -> str:
        return self.message if self.message and cues.rest == 3 else super().caption(words, cues)

    # -- picture --------------------------------------------------------------------------------------

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        place = Places(canvas.layout)
        moves = (cues.curves, cues.train, cues.brain)
        first = max((i for i, share in enumerate(moves) if share > 0.0), default=0)
        share = moves[first]
        if share in (0.0, 1.0):
            return self._cast_of(canvas, place, first + (share == 1.0), cues)
        return blend(self._cast_of(canvas, place, first, cues), self._cast_of(canvas, place, first + 1, cues), share)

    def _cast_of(self, canvas: Canvas, place: Places, rest: int, cues: Cues) -> Cast:
        """The network as it stands at one rest."""
        if rest == 0:
            return neuron_cast(place, self.reader("neuron"), self.journey.network, cues)
        if rest == 1:
            return curves_cast(place, self.reader("activations"), cues)
        if rest == 2:
            return train_cast(place, self.reader("train"), cues)
        return brain_cast(canvas, place.brains()[1], self.journey.network, self.views["after"], "after")

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        place = Places(canvas.layout)
        with canvas.fade(1 - 2 * cues.brain):
            if cues.brain < 0.5:
                self._draw_program(canvas, place, cues)
        with canvas.fade(2 * cues.brain - 1):
            if cues.brain > 0.5:
                draw_brains(canvas, place, self.journey, self.views["before"], self._figures(canvas))

    def _draw_program(self, canvas: Canvas, place: Places, cues: Cues) -> None:
        name = self.which(cues)
        reader = self.reader(name)
        with canvas.fade(min(abs(2 * cues.curves - 1), abs(2 * cues.train - 1))):
            key = self._readers[name][0]
            keep_layer(canvas, "math.code", (key, name, reader.step.line, round(reader.line, 2)), place.panel,
                       lambda: _draw_code(canvas, place, reader))
            keep_layer(canvas, "math.values", (key, name, reader.at, round(8 * reader.fresh)), place.values,
                       lambda: _draw_values(canvas, place, reader))
            if name == "neuron":
                draw_neuron(canvas, place, reader, self.journey.network, self.journey.student,
                            asking=self.asking(), guess=self.guess(), key=key)
            elif name == "activations":
                draw_curves(canvas, place, reader)
            else:
                draw_train(canvas, place, reader, cues, key=key)

    def _figures(self, canvas: Canvas) -> list[Figure]:
        return figures_of(canvas, self.journey, self.losses(), CHALLENGES)

    def losses(self) -> tuple[float, float]:
        """The loss of the whole class before and after the training."""
        journey = self.journey
        before = journey.before or journey.network
        key = (before.params.tobytes(), journey.network.params.tobytes(), len(journey.data()), tuple(journey.flipped))
        if self._losses[0] != key:
            data = journey.data()
            self._losses = (key, (before.loss(data.x, data.y), journey.network.loss(data.x, data.y)))
        return self._losses[1]

    def poster(self, canvas: Canvas) -> None:
        """The last page alone, to be kept: title, both networks, the figures."""
        place, words, screen = Places(canvas.layout), canvas.words, canvas.layout.screen
        page = Rect(screen.x + 80, screen.y + 210, screen.w - 160, screen.h - 290)
        canvas.text((screen.cx, 86), words("math.poster"), "hero", anchor="cm", room=screen.w - 160)
        canvas.text((screen.cx, 178), words("intro.title"), "subtitle", anchor="cm", room=screen.w - 160)
        after = brain_cast(canvas, place.brains(page)[1], self.journey.network, Views(), "after",
                           at_once=True)
        paint_cast(canvas, after, "math.after")
        draw_brains(canvas, place, self.journey, Views(), self._figures(canvas), page)


def _draw_code(canvas: Canvas, place: Places, reader: Reader) -> None:
    canvas.box(place.panel)
    paint_code(canvas, place.code, reader.run.program.lines, reader.step.line, reader.line)


def _draw_values(canvas: Canvas, place: Places, reader: Reader) -> None:
    canvas.box(place.values)
    paint_variables(canvas, place.rows, reader.variables(), reader.step.changed, round(8 * reader.fresh) / 8)


def _reason(problem: Exception | None) -> str:
    """What the system says, in a few words."""
    return getattr(problem, "strerror", None) or str(problem)
