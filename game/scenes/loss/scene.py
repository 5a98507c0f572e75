"""Chapter 5: every mistake is a square, their mean is the loss, and bringing it down by hand is hard."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.easing import clamp, parting
from game.core.facts import Fact
from game.core.layout import Layout
from game.core.notes import Heard, Note
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast, LinkKey
from game.draw.particles import paint_joy
from game.facts import Traced
from game.journey import Journey
from game.scene import Scene
from game.scenes.loss.facts import facts_of
from game.scenes.loss.game import Game
from game.scenes.loss.knobs import knobs_of
from game.scenes.loss.net import Net, net_for
from game.scenes.loss.panel import paint_panel
from game.scenes.loss.places import places_for
from game.scenes.loss.stage import cast_of, paint_around
from game.scenes.loss.students import paint_flight, paint_students
from game.ui import Ui

JOY_SECONDS = 2.6
"""How long the sparks fly when a round is won."""
KEY_REST = 0.7
"""Seconds without another key press after which turning a knob by keys counts as one turn."""


class LossScene(Scene):
    """Eight students and their squares, three knobs on the network, the gauge, and the race."""

    id = "loss"
    timeline = (Timeline().stop().cue("room", 0.6).cue("mean", 1.0).stop().cue("race", 0.9).stop())

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        self.game = Game(journey)
        self.chosen = 0
        self.won = self.game.won
        """Whether the round is won, as was known a moment ago."""
        self.joy = JOY_SECONDS
        """Seconds since it was won before the visitor's eyes."""
        network = self.game.network
        where = [network.where(k) for k in self.game.knobs]
        self.links: tuple[LinkKey, ...] = tuple((w.layer, w.i or 0, w.j) for w in where)

    def step(self, dt: float) -> None:
        game = self.game
        game.search.advance()
        game.quiet += dt
        if game.quiet > KEY_REST:
            for knob in [n for n, held in game.turning.items() if not held]:
                game.release(knob)
        before, self.won = self.won, game.won
        self.joy = 0.0 if self.won and before is None else min(JOY_SECONDS, self.joy + dt)

    def heard(self) -> Heard:
        """The loss, and a chord when the round is won."""
        return Heard("race", int(self.won is True), lambda n: Note("chord"), loss=self.game.loss)

    def challenge(self) -> float | None:
        """How much of the way from the first loss down to the mark is done."""
        game, goal = self.game, self.game.goal
        if self.player.t < self.timeline.rests[1]:
            return None
        if goal is None:
            return None if game.search.done else 0.0
        return clamp((game.you[0] - game.loss) / (game.you[0] - goal)) if game.loss > goal else 1.0

    def caption(self, words: Words, cues: Cues) -> str:
        game = self.game
        helped, hurt = (game.changes.count(way) for way in (-1, 1))
        turned, trained = f"loss.turned.{cues.rest}", f"loss.trained.{cues.rest}"
        if cues.race > 0.0 and game.won is not None and not game.turning:
            return words(f"loss.decided.{'won' if game.won else 'lost'}")
        if helped and hurt and turned in words:  # what this very turn has done, in place of what turns do
            return words(turned, helped=helped, hurt=hurt)
        return words(trained) if self.journey.laps and trained in words else super().caption(words, cues)

    def traced(self) -> Traced:
        """The network and the chosen student."""
        x, hours = self.game.x[self.chosen], self.game.hours[self.chosen]
        return Traced(self.game.network, (float(x[0]), float(x[1])), (float(hours[0]), float(hours[1])))

    def facts(self, words: Words, layout: Layout, cues: Cues) -> Sequence[Fact]:
        return facts_of(self, words, self.net(layout, cues), cues)

    # -- touch ----------------------------------------------------------------------------------------

    def ui(self, ui: Ui, cues: Cues) -> None:
        place, game = places_for(ui.layout, cues.room), self.game
        for n, at in enumerate(knobs_of(self.net(ui.layout, cues))):
            self._knob(ui, n, at)
        if cues.mean > 0.5:
            changed = game.turns > 0 or bool((game.network.params != game.start).any())
            text = ui.words("loss.kept" if game.at_best and game.turns else "loss.keep")
            with ui.fade(parting(cues.mean)):
                if ui.button("loss.restart", place.restart, ui.words("loss.restart"), icon="again", enabled=changed):
                    game.restart()
                if ui.button("loss.keep", place.keep, text, icon="check", enabled=not game.at_best):
                    game.keep_best()
        for n, cell in enumerate(place.cells):
            touch = ui.touch(f"loss.student.{n}", cell)
            if n == self.chosen or touch.hover or touch.held or touch.focused:
                ui.mark("spot", f"loss.student.{n}", cell, touch, look="box", selected=n == self.chosen)
            if touch.clicked:
                self.chosen = n
                self.wish = f"tell:area.{n}"

    def _knob(self, ui: Ui, n: int, at: tuple[float, float]) -> None:
        game, name = self.game, f"loss.w{n}"
        old = game.value(n)
        new = ui.knob(name, at, old, -game.reach, game.reach)
        held = ui.holds(name)
        if new != old:
            game.turn(n, new, held=held)
        elif game.turning.get(n) and not held:
            game.release(n)

    # -- picture --------------------------------------------------------------------------------------

    def net(self, layout: Layout, cues: Cues) -> Net:
        """Where the network stands just now."""
        return net_for(layout, cues.room, self.game.network.sizes, self.links)

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        return cast_of(self.net(canvas.layout, cues), self.game, self.chosen, cues.now)

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        place, game = places_for(canvas.layout, cues.room), self.game
        paint_around(canvas, self.net(canvas.layout, cues), game, self.chosen)
        paint_students(canvas, place, game)
        if cues.room > 0.0:
            paint_panel(canvas, place, game, cues)
        elif game.search.done:
            canvas.box(place.panel, alpha=0.0)  # not to be seen yet, but baked before it is needed
        paint_flight(canvas, place, game, cues.mean)
        with canvas.fade(cues.race):
            paint_joy(canvas, place.beside_mean, self.joy / JOY_SECONDS, still=self.calm)
