"""The last test: will this student pass? Ask, see why, look for what would flip it, and teach it otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.easing import clamp, smooth, window
from game.core.facts import Fact
from game.core.geometry import Rect, Vec, distance, mix
from game.core.layout import Layout
from game.core.notes import Heard, Note
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast, Comet, Link, Node, brightness, links_of, nodes_of
from game.draw.particles import comet_size, flow
from game.draw.plane import from_plane, to_plane
from game.draw.verdict import paint_verdict
from game.journey import LAPS_AHEAD, Journey
from game.scene import Scene
from game.scenes.demo_cards import draw_class, draw_flip, draw_trust, draw_why, percent
from game.scenes.demo_class import Classroom, Member
from game.scenes.demo_facts import facts_of
from game.scenes.demo_map import TARGET_STUDENT, draw_map
from game.scenes.demo_places import Places
from game.scenes.demo_reading import Reading
from game.ui import Ui
from game.ui.ui import TAP_SLOP

MODES = (("ask", "point"), ("pass", "passed"), ("fail", "failed"), ("flip", "swap"), ("remove", "cross"))
"""What a tap on the map does, and its sign."""
REACH = 1.1
"""A tap finds a student no further than this many hours away."""
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
        self._glide: tuple[Vec, Vec, float] | None = None
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
        self.reading.behind = self.journey.network.copy() if self.room.due else None
        self.room.step()
        self.reading.pace()
        if self._glide:
            start, end, t = self._glide
            t = min(1.0, t + self.glide(dt) / GLIDE_SECONDS)
            self.journey.student = mix(start, end, smooth(t))
            self._glide = (start, end, t) if t < 1.0 else None

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
        place = self._places(ui, cues)
        self._touch_sliders(ui, place)
        teaching = cues.teach > 0.5
        self.mode = self.mode if teaching else "ask"
        self._touch_map(ui, place)
        if teaching:
            self._touch_class(ui, place)
        else:
            self._touch_buttons(ui, place, cues)

    def _places(self, on: Ui | Canvas, cues: Cues) -> Places:
        return Places(on.layout, cues, self.journey.network.sizes, self.offers)

    @property
    def offers(self) -> bool:
        """Whether the network has learnt nothing yet, and may be trained here."""
        return self.journey.laps == 0 or self.room.running

    def _ask(self, student: Vec) -> None:
        if student != self.journey.student:
            self.journey.student, self._glide = student, None

    def _touch_sliders(self, ui: Ui, place: Places) -> None:
        hours = self.journey.student
        new = [ui.slider(f"demo.{name}", place.slider(i), hours[i], 0.0, 10.0, step=0.5,
                         label=ui.words(f"demo.slider.{name}"), shown=f"{hours[i]:.1f} h")
               for i, name in enumerate(("study", "sleep"))]
        self._ask((new[0], new[1]))

    def _touch_map(self, ui: Ui, place: Places) -> None:
        self.aimed = None
        at = to_plane(place.plane, self.journey.student)
        if self.mode == "ask":
            new = ui.handle("demo.point", at, place.plane, field=place.plane, step=place.plane.w / 20)
            if distance(new, at) > 1e-6:
                self._ask(from_plane(place.plane, new))
            return
        touch = ui.touch("demo.map", place.plane)
        ui.mark("spot", "demo.map", place.plane, touch, look="box")
        dx, dy = ui.arrows("demo.map")
        if dx or dy:
            step = 0.1 if ui.input.fine else 0.5
            a, b = self.journey.student
            self._ask((clamp(a + dx * step, 0.0, 10.0), clamp(b + dy * step, 0.0, 10.0)))
        pointer = touch.pointer
        spot = from_plane(place.plane, place.plane.clamp(pointer.pos)) if pointer else self.journey.student
        if self.mode in ("flip", "remove") and (touch.held or touch.clicked or touch.focused):
            self.aimed = self.room.nearest(spot, REACH)
        if touch.clicked and (pointer is None or pointer.travelled < TAP_SLOP * 2):
            self._change(spot)

    def _change(self, spot: Vec) -> None:
        """Do what the mode says at a place of the map."""
        if self.mode in ("pass", "fail"):
            self.room.add(spot, self.mode == "pass")
        elif self.aimed:
            (self.room.flip if self.mode == "flip" else self.room.remove)(self.aimed)
            self.aimed = None

    def _touch_class(self, ui: Ui, place: Places) -> None:
        for (mode, icon), cell in zip(MODES, place.tabs.columns([1.0] * len(MODES), 8), strict=True):
            if ui.button(f"demo.mode.{mode}", cell, ui.words(f"demo.mode.{mode}"), icon=icon, look="tool",
                         selected=mode == self.mode):
                self.mode = mode
        learn, undo = place.class_buttons()
        self._touch_train(ui, learn, "retrain" if self.journey.laps else "train")
        if ui.button("demo.undo", undo, ui.words("demo.undo"), icon="back_step", enabled=self.room.can_undo):
            self.room.undo()

    def _touch_train(self, ui: Ui, rect: Rect, text: str) -> None:
        running = self.room.running
        if ui.button("demo.train", rect, ui.words("demo.stop" if running else f"demo.{text}"),
                     icon="pause" if running else "play"):
            (self.room.stop if running else self.room.start)()

    def _touch_buttons(self, ui: Ui, place: Places, cues: Cues) -> None:
        """Before the class can be changed: go where it flips, or train a network that has learnt nothing."""
        flips = cues.why > 0.5
        cells = place.buttons.columns([1.0] * (1 + (flips and self.offers)), 16)
        if self.offers:
            self._touch_train(ui, cells[0], "train")
        least = self.reading.turns.least if flips else None
        pressed = flips and ui.button("demo.go", cells[-1], ui.words("demo.go"), icon="right", enabled=bool(least))
        if pressed and least:
            self._glide = (self.journey.student, least.hours, 0.0)

    # -- picture ------------------------------------------------------------------------------------

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        place, read = self._places(canvas, cues), self.reading
        nodes = nodes_of(place.nodes, read.signals)
        last, role = max(nodes), "passed" if read.passed else "error"
        at, r = place.output
        nodes[last] = Node(at, r, brightness(read.chance), percent(read.chance), rim=role, halo=role, halo_level=0.85)
        links = links_of([layer.weights for layer in self.journey.network.layers])
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
        self._draw_cards(canvas, place, cues)

    def _draw_cards(self, canvas: Canvas, place: Places, cues: Cues) -> None:
        """One set of cards after the other: each is gone before the next comes."""
        come, gone = window(cues.why, 0.6, 1.0), 1.0 - window(cues.teach, 0.0, 0.45)
        with canvas.fade(1.0 - window(cues.why, 0.0, 0.4)):
            draw_trust(canvas, self, place)
        key = (self.reading.map_key, self.reading.class_key, self.room.key, canvas.words.language)
        about, card = window(cues.teach, 0.5, 1.0), place.class_card()
        for shown, draw in (
            (gone * (1.0 if place.portrait else come), lambda: draw_why(canvas, self, place.why_card(cues))),
            (gone * come, lambda: draw_flip(canvas, self, place)),
            (about, lambda: canvas.sheet("demo.class", key, card.inset(-3), lambda: draw_class(canvas, self, place))),
        ):
            if shown > 0.01:
                with canvas.fade(shown):
                    draw()
