"""The last chapter: everything boils down to matrix multiplication; three programs that really run; and your brain."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from game import programs
from game.core.easing import linear, parting, window
from game.core.facts import Fact
from game.core.layout import Layout
from game.core.notes import SILENT, Heard, Note
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast
from game.facts import Traced
from game.journey import Journey
from game.scene import Scene
from game.scenes.math.facts import page_facts, program_facts
from game.scenes.math.keep import told_kept, write_program
from game.scenes.math.page import PARTS, Page
from game.scenes.math.places import Places
from game.scenes.math.play import Play
from game.scenes.math.poster import draw_poster
from game.scenes.math.run import Reader
from game.scenes.math.stage import OTHERS, between, draw_program, program_cast, share_of_programs, warm_program, which
from game.scenes.math.touch import touch_page, touch_program, touch_tabs
from game.scenes.math.train_facts import traced_run
from game.ui import Ui

BAKE_EVERY = 24
"""So many frames after one round of baking what comes later the next one begins."""


class MathScene(Scene):
    """Rest 0 to 2: a program each, with the picture that follows it. Rest 3: the network before and after."""

    id = "math"
    timeline = (Timeline().stop().cue("curves", 0.7).stop().cue("train", 0.7).stop()
                .cue("brain", 0.9).cue("joy", 1.5, ease=linear).stop())
    pins = False

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        if journey.laps == 0 and "training" not in journey.visited:
            journey.train_ahead()
        self.play = Play(journey)
        self.page = Page(journey)
        self.message = ""
        """What became of saving: said in place of the caption."""
        self.gripped = 0.0
        """Which line was on top when the listing was seized."""

    def which(self, cues: Cues) -> str:
        """The program on the stage."""
        return which(cues)

    def reader(self, name: str) -> Reader:
        """The run of a program."""
        return self.play.reader(name)

    def challenge(self) -> float | None:
        """Whether z was foretold."""
        if self.which(self.player.cues()) != "neuron":
            return None
        return float(self.play.foretold())

    def step(self, dt: float) -> None:
        cues = self.player.cues()
        self.play.prepare()
        if cues.brain <= 0.5:
            self.play.step(self.which(cues), dt, calm=self.calm)

    def heard(self) -> Heard:
        """What ``neuron.py`` answers when the line with the spark has run; the loss that ``train.py`` works out."""
        cues = self.player.cues()
        name = self.which(cues)
        if cues.brain > 0.0 or name == "activations":
            return SILENT
        reader = self.reader(name)
        if name == "train":
            return Heard(loss=reader.known("loss"))
        a = reader.returned("spark")
        return Heard(reader, int(a is not None), lambda _: Note("pluck", float(a)))

    # -- touch ----------------------------------------------------------------------------------------

    def ui(self, ui: Ui, cues: Cues) -> None:
        place = Places(ui.layout)
        if cues.brain > 0.5:
            with ui.fade(window(cues.brain, 0.7, 1.0)):
                touch_page(self, ui, place)
        else:
            with ui.fade(parting(cues.brain)):
                touch_tabs(self, ui, place, self.which(cues))
            with ui.fade(share_of_programs(cues)):
                touch_program(self, ui, place, self.which(self.player.cues()))  # perhaps a tab has led elsewhere

    def export(self, folder: Path, words: Words) -> None:
        """Write the network as a program into ``folder``; say where it is, or why it could not be written."""
        self.message = write_program(self.journey, folder, words)

    def kept(self, words: Words, file: Path | None, problem: Exception | None = None) -> None:
        self.message = told_kept("math.saved", words, file, problem)

    def caption(self, words: Words, cues: Cues) -> str:
        if cues.brain < 0.5:
            return super().caption(words, cues)
        began, now = self.page.shapes()
        return self.message or words("math.caption.3" if began == now else "math.grown", before=began, after=now)

    # -- numbers that open ------------------------------------------------------------------------------

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
            return page_facts(words, place, self.page)
        if cues.curves in (0.0, 1.0) and cues.train in (0.0, 1.0) and not cues.brain:
            return program_facts(words, place, which(cues), self.reader(which(cues)), self.journey)
        return ()

    # -- picture --------------------------------------------------------------------------------------

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        place, moves = Places(canvas.layout), (cues.curves, cues.train, cues.brain)
        first = max((i for i, share in enumerate(moves) if share > 0.0), default=0)
        share = moves[first]
        if share in (0.0, 1.0):
            return self._cast_of(canvas, place, first + (share == 1.0), cues)
        old, new = (self._cast_of(canvas, place, rest, cues) for rest in (first, first + 1))
        return between(old, new, share)

    def _cast_of(self, canvas: Canvas, place: Places, rest: int, cues: Cues) -> Cast:
        """The network as it stands at one rest."""
        if rest < len(programs.NAMES):
            return program_cast(place, self.play, programs.NAMES[rest], cues)
        return self.page.cast(canvas, place, now=cues.now if cues.brain == 1.0 else None)

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        place = Places(canvas.layout)
        if cues.brain < 0.5:
            with canvas.fade(share_of_programs(cues)):
                draw_program(canvas, place, self.play, cues)
        else:
            self.page.draw(canvas, place, come=2 * cues.brain - 1, joy=cues.joy)
        if cues.brain == 0.0:
            self._warm(canvas, place, int(60 * cues.now) % BAKE_EVERY)

    def _warm(self, canvas: Canvas, place: Places, part: int) -> None:
        """Bake what comes later, one part in each of the first frames."""
        if part < PARTS:
            self.page.warm(canvas, place, part)
        elif part < PARTS + len(OTHERS):
            warm_program(canvas, place, self.play, OTHERS[part - PARTS])

    def poster(self, canvas: Canvas) -> None:
        draw_poster(canvas, Page(self.journey))
