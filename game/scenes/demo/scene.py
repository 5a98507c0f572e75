"""The last test: will this student pass? Ask, see why, look for what would flip it, and teach it otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.easing import clamp, smooth, window
from game.core.facts import Fact
from game.core.figures import percent
from game.core.geometry import Vec, mix
from game.core.layout import Layout
from game.core.notes import Heard, Note
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast, Comet, Link, Node, brightness, links_of, nodes_of
from game.draw.particles import comet_size, flow
from game.draw.verdict import paint_verdict
from game.journey import LAPS_AHEAD, Journey
from game.scene import Scene
from game.scenes.demo.cards import draw_class, draw_flip, draw_trust, draw_why
from game.scenes.demo.classroom import Classroom, Member
from game.scenes.demo.facts import facts_of
from game.scenes.demo.legend import draw_legend
from game.scenes.demo.map import TARGET_STUDENT, draw_map
from game.scenes.demo.places import Places
from game.scenes.demo.reading import Reading
from game.scenes.demo.touch import touch
from game.ui import Ui

GLIDE_SECONDS = 0.7
MOST_COMETS = 22
PERIOD = 2.8


class DemoScene(Scene):
    """Two sliders, the network, its verdict and the map; then why, what would flip it, and the class to change."""

    id = "demo"
    timeline = Timeline().stop().cue("why", 0.9).stop().cue("teach", 0.9).stop()

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        self.mode = "ask"
        self.aimed: Member | None = None
        """The student a finger is on, in the modes that need one."""
        self.gliding: tuple[Vec, Vec, float] | None = None
        self.ahead = 0
        """Laps the network was trained for the visitor on entering."""
        if journey.laps == 0 and "training" not in journey.visited:
            journey.train_ahead(LAPS_AHEAD)
            self.ahead = journey.laps
        self.room = Classroom(journey)
        self.reading = Reading(journey)

    def challenge(self) -> float | None:
        """How far the one student nobody would pass has come, once the class can be changed."""
        if not self.player.at_end:
            return None
        if not self.room.changed or not self.journey.laps:
            return 0.0
        return clamp(self.reading.chance_of(TARGET_STUDENT) / 0.5)

    def step(self, dt: float) -> None:
        """Learn a few laps, glide a little."""
        before = self.journey.network.copy() if self.room.due else None
        self.room.step()
        self.reading.behind = before
        self.reading.fibres = (before or self.reading.fibres) if self.room.running and self.room.since < 2 else None
        self.reading.pace()
        if self.gliding:
            start, end, t = self.gliding
            t = min(1.0, t + self.glide(dt) / GLIDE_SECONDS)
            self.journey.student = mix(start, end, smooth(t))
            self.gliding = (start, end, t) if t < 1.0 else None

    def heard(self) -> Heard:
        """The chance of passing; while the network learns, its loss."""
        if self.room.running:
            return Heard(loss=self.reading.fit.loss)
        return Heard(hand=Note("pluck", self.reading.chance))

    def facts(self, words: Words, layout: Layout, cues: Cues) -> Sequence[Fact]:
        place = Places(layout, cues, self.journey.network.sizes, self.offers)
        return list(facts_of(self, words, place, cues))

    # -- touch --------------------------------------------------------------------------------------

    def ui(self, ui: Ui, cues: Cues) -> None:
        touch(self, ui, self._places(ui, cues), cues)

    def _places(self, on: Ui | Canvas, cues: Cues) -> Places:
        return Places(on.layout, cues, self.journey.network.sizes, self.offers)

    @property
    def offers(self) -> bool:
        """Whether the network has learnt nothing yet, and may be trained here."""
        return self.journey.laps == 0 or self.room.running

    def ask(self, student: Vec) -> None:
        """Ask about that student from now on."""
        if student != self.journey.student:
            self.journey.student, self.gliding = student, None

    # -- picture ------------------------------------------------------------------------------------

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        place, read = self._places(canvas, cues), self.reading
        nodes = nodes_of(place.nodes, read.signals)
        last, role = max(nodes), "passed" if read.passed else "error"
        at, r = place.output
        nodes[last] = Node(at, r, brightness(read.chance), percent(read.chance), rim=role, halo=role, halo_level=0.85)
        links = links_of([layer.weights for layer in (read.fibres or self.journey.network).layers])
        return Cast(nodes, links, self._comets(links, cues.now), vertical=place.portrait, area=place.stage)

    def _comets(self, links: dict[tuple[int, int, int], Link], now: float) -> tuple[Comet, ...]:
        """Waves from layer to layer, each comet as big as the signal; of a big network only the strongest."""
        signals, layers = self.reading.signals, len(self.journey.network.layers)
        comets = []
        for (layer, i, j), link in links.items():
            signal = float(signals[layer][i]) * link.weight
            for wave in range(2 if len(links) <= MOST_COMETS else 1):
                s = flow(now, 0.3 - layer / layers + wave / 2 - 0.02 * j, PERIOD, travel=0.92 / layers)
                if s is not None:
                    colour = "positive" if signal >= 0 else "negative"
                    comets.append(Comet((layer, i, j), s, comet_size(signal), colour))
        return tuple(sorted(comets, key=lambda comet: -comet.size)[:MOST_COMETS])

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        place, read, words = self._places(canvas, cues), self.reading, canvas.words
        for card in place.sliders:
            canvas.box(card)
        for i, name in enumerate(("study", "sleep")):
            key = f"demo.why.{name}" if place.crowded else f"hours.{name}"
            text = words(key, hours=f"{self.journey.student[i]:.1f}")
            canvas.text(place.name(i), text, "label", anchor="cm", room=place.name_room)
        verdict = words("demo.pass" if read.passed else "demo.fail")
        paint_verdict(canvas, place.verdict, read.passed, verdict, room=place.verdict_room)
        if read.guessing:
            canvas.paragraph(place.guess, words("demo.guess"), "label", "text", align="c")
        draw_map(canvas, self, place, cues)
        with canvas.fade(1.0 - window(cues.teach, 0.0, 0.3)):
            row = canvas.layout.prompt
            canvas.sheet("demo.legend", (row, words.language), row, lambda: draw_legend(canvas, row))
        self._draw_cards(canvas, place, cues)

    def _draw_cards(self, canvas: Canvas, place: Places, cues: Cues) -> None:
        """One set of cards after the other: each is gone before the next comes."""
        come, gone = window(cues.why, 0.6, 1.0), 1.0 - window(cues.teach, 0.0, 0.45)
        if cues.why < 0.4:
            with canvas.fade(1.0 - window(cues.why, 0.0, 0.4)):
                draw_trust(canvas, self, place)
        key = (self.reading.map_key, self.reading.class_key, self.room.key, self.mode, canvas.words.language)
        about, card = window(cues.teach, 0.5, 1.0), place.class_card()
        for shown, draw in (
            (gone * (1.0 if place.portrait else come), lambda: draw_why(canvas, self, place.why_card(cues))),
            (gone * come, lambda: draw_flip(canvas, self, place)),
            (about, lambda: canvas.sheet("demo.class", key, card.inset(-3), lambda: draw_class(canvas, self, place))),
        ):
            if shown > 0.01:
                with canvas.fade(shown):
                    draw()
