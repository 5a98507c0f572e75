"""Chapter 5: every mistake is a square, their mean is the loss, and bringing it down by hand is hard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from brain import Array
from game.core.easing import clamp
from game.core.facts import Fact
from game.core.geometry import Rect
from game.core.layout import Layout
from game.core.notes import Heard
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast, Comet, Link, LinkKey, Node, links_of, nodes_of
from game.draw.neuron import carries
from game.draw.particles import comet_size, flow
from game.facts import Traced
from game.journey import Journey
from game.scene import Scene
from game.scenes.loss_facts import facts_of
from game.scenes.loss_game import Game
from game.scenes.loss_panel import paint_panel
from game.scenes.loss_places import Places, places_for
from game.scenes.loss_students import paint_flight, paint_students
from game.ui import Ui

KEY_REST = 0.7
"""Seconds without another key press after which turning a knob by keys counts as one turn."""
MOST_COMETS = 12


class LossScene(Scene):
    """Eight students and their squares, three knobs on the network, the gauge, and the race."""

    id = "loss"
    timeline = (Timeline().stop().cue("room", 0.6).cue("mean", 1.0).stop().cue("race", 0.9).stop())

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        self.game = Game(journey)
        self.chosen = 0
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

    def heard(self) -> Heard:
        return Heard(loss=self.game.loss)

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
        return facts_of(self, words, places_for(layout, cues.room), cues)

    # -- touch ----------------------------------------------------------------------------------------

    def ui(self, ui: Ui, cues: Cues) -> None:
        place, game = places_for(ui.layout, cues.room), self.game
        nodes = place.nodes(game.network.sizes, self.links)
        for n, at in enumerate(place.knobs(nodes, self.links)):
            self._knob(ui, n, at)
        if cues.mean > 0.5:
            changed = game.turns > 0 or bool((game.network.params != game.start).any())
            if ui.button("loss.restart", place.restart, ui.words("loss.restart"), icon="again", enabled=changed):
                game.restart()
            text = ui.words("loss.kept" if game.at_best and game.turns else "loss.keep")
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

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        place, game = places_for(canvas.layout, cues.room), self.game
        network = game.network
        signals = [a[0] for a in network.activations(game.x[self.chosen: self.chosen + 1])]
        nodes = {key: _short(node, float(signals[key[0]][key[1]]))
                 for key, node in nodes_of(place.nodes(network.sizes, self.links), signals).items()}
        links = links_of([layer.weights for layer in network.layers])
        return Cast(nodes, links, self._comets(links, signals, cues.now), canvas.layout.portrait, place.network)

    def _comets(self, links: dict[LinkKey, Link], signals: Sequence[Array], now: float) -> tuple[Comet, ...]:
        """The strongest signals of the chosen student, layer after layer."""
        sent = sorted(((float(signals[key[0]][key[1]]) * link.weight, key) for key, link in links.items()),
                      key=lambda entry: -abs(entry[0]))[:MOST_COMETS]
        return tuple(Comet(key, s, comet_size(signal), "positive" if signal >= 0 else "negative")
                     for signal, key in sent
                     if (s := flow(now, -0.3 * key[0] + 0.02 * key[1], 3.2, 0.3)) is not None)

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        place, game = places_for(canvas.layout, cues.room), self.game
        self._draw_network_words(canvas, place)
        paint_students(canvas, place, game)
        if cues.room > 0.0:
            paint_panel(canvas, place, game, cues)
        elif game.search.done:
            canvas.box(place.panel, alpha=0.0)  # not to be seen yet, but baked before it is needed
        paint_flight(canvas, place, game, cues.mean)

    def _draw_network_words(self, canvas: Canvas, place: Places) -> None:
        game, words, n = self.game, canvas.words, self.chosen
        nodes = place.nodes(game.network.sizes, self.links)
        for i, name in enumerate(("study", "sleep")):
            text = words(f"hours.{name}", hours=f"{game.hours[n][i]:.1f}")
            at = place.name(nodes[0, i], i == 0)
            canvas.box(Rect.around(at, 136, 34), 17, fill_alpha=0.7, line=None)
            canvas.text(at, text, "label", anchor="cm", room=144)
        for k, box in enumerate(place.values(nodes, self.links)):
            value = game.value(k)
            canvas.box(box, box.h / 2, fill_alpha=0.8, line=None)
            canvas.number(box.center, f"{value:+.2f}", "value", canvas.theme.signed(value), tall=1.5 * box.h)
        with canvas.fade(place.sum_shown):
            self._draw_square_sum(canvas, place.sum)

    def _draw_square_sum(self, canvas: Canvas, strip: Rect) -> None:
        """The chosen student's square as a sum: (guess - truth)² = area."""
        if canvas.alpha <= 0.01:
            return
        game, n = self.game, self.chosen
        truth, guess, error = game.truths[n], game.guesses[n], game.errors[n]
        lines = strip.inset(20, 8).rows([1, 1] if strip.h > 60 else [1])
        canvas.box(strip, 16, fill_alpha=0.62)
        if len(lines) > 1:
            who = canvas.words("loss.passed" if truth > 0.5 else "loss.failed", number=n + 1)
            canvas.text(lines[0].center, who, "label", anchor="cm", room=lines[0].w)
        text = f"({guess:.2f} - {truth:.0f})² = {error * error:.3f}"
        canvas.number(lines[-1].center, text, "value", "error", room=lines[0].w, tall=lines[0].h)


def _short(node: Node, value: float) -> Node:
    """A small neuron shows one decimal less."""
    if node.text and carries(node.r, node.text):
        return node
    short = f"{value:.1f}"
    return replace(node, text=short if carries(node.r, short) else "")
