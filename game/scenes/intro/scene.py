"""The title: a living network breathes behind it, a real one, training while nobody touches."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from brain import Network
from brain.data import moons
from brain.training import Trainer
from game.core.facts import Fact
from game.core.geometry import Rect, Vec
from game.core.layout import Layout
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast, Comet, Link, LinkKey, Node, NodeKey, brightness, lay_out
from game.draw.particles import comet_size, flow
from game.facts import Traced
from game.journey import Journey
from game.scene import Scene
from game.scenes.intro.facts import CENTRE, loss_fact, told_senses
from game.scenes.intro.places import Places
from game.ui import Ui

SIZES = (4, 6, 8, 7, 5, 2)
LEARNING_RATE = 0.06
STEPS_PER_LAP = 6
LAPS = 900
"""After so many laps the network on stage begins afresh."""
COMETS_PER_LAYER = 7
FRESH = 1 / 3
"""How many fibres a frame are painted anew: nobody is in a hurry here."""


def senses(points: np.ndarray) -> np.ndarray:
    """What the four input neurons are told of points (n, 2): x, y, x², y², centred."""
    return np.hstack([points, points**2 - CENTRE])


class IntroScene(Scene):
    """Title, one button, the languages; behind them a 4-6-8-7-5-2 network learns to tell two moons apart."""

    id = "intro"
    timeline = Timeline().stop()
    framed = False
    pins = False

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        self._steps = 0
        self._now = 0.0
        """The ambient clock at the last touch: the point the network is thinking of follows it."""
        self._hidden: tuple[Rect, ...] = ()
        """What the title and its buttons cover of the network."""
        self._links: dict[LinkKey, Link] = {}
        self._loss = math.nan
        self._strongest: list[list[tuple[int, int]]] = []
        self._begin()

    def _begin(self) -> None:
        seed = self.journey.seed + self._steps
        data = moons(80, seed=seed, noise=0.1)
        self.x, self.targets = senses(data.x), np.hstack([data.y, 1.0 - data.y])
        self.network = Network(SIZES, hidden="tanh", output="softmax", seed=seed)
        self.trainer = Trainer(self.network, (self.x, self.targets), optimizer="momentum", loss="cross_entropy",
                               learning_rate=LEARNING_RATE, batch_size=16, seed=seed)
        self._look()

    def _look(self) -> None:
        """Take down what the picture shows of the network until its next training step."""
        self._loss = self.trainer.loss()
        self._links = {(k, i, j): Link(weight, strength=0.62) for k, layer in enumerate(self.network.layers)
                       for i, row in enumerate(layer.weights.tolist()) for j, weight in enumerate(row)}
        signals = [np.abs(values).mean(0) for values in self.network.activations(self.x)]
        self._strongest = [_largest(signals[k][:, None] * layer.weights) for k, layer in enumerate(self.network.layers)]

    def step(self, dt: float) -> None:
        self._steps += 1
        if self._steps % STEPS_PER_LAP == 0:
            self.trainer.step()
            self._look()
            if self.trainer.steps >= LAPS:
                self._begin()

    def traced(self) -> Traced:
        """The network behind the title and the point it is thinking of."""
        point = _wander(self._now)
        return Traced(self.network, tuple(senses(np.array([point]))[0].tolist()), senses=told_senses(point),
                      hidden=self._hidden)

    def facts(self, words: Words, layout: Layout, cues: Cues) -> Sequence[Fact]:
        return [loss_fact(words, Places(layout), self.trainer, self.x, self.targets)]

    # -- touch --------------------------------------------------------------------------------------

    def ui(self, ui: Ui, cues: Cues) -> None:
        place = Places(ui.layout)
        self._now = cues.now
        if ui.button("intro.begin", place.button, ui.words("intro.begin"), look="primary"):
            self.wish = "next"
        wide = (place.languages.w + 16) / max(len(ui.languages), 4) - 16
        total = len(ui.languages) * (wide + 16) - 16
        for i, (code, name) in enumerate(ui.languages):
            cell = Rect(place.languages.cx - total / 2 + i * (wide + 16), place.languages.y, wide, place.languages.h)
            if ui.button(f"intro.language.{code}", cell, name, look="tab", selected=code == ui.words.language):
                self.wish = f"language:{code}"
        self._hidden = (place.title, place.subtitle, *(hit.rect for hit in ui.hits if hit.id.startswith("intro.")))

    # -- picture ------------------------------------------------------------------------------------

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        layout = canvas.layout
        area = Places(layout).network
        places = _waved(lay_out(SIZES, area, vertical=layout.portrait, radius=27.0), layout.portrait)
        signals = self.network.activations(senses(np.array([_wander(cues.now)])))
        nodes = {(layer, i): Node(pos, r, brightness(float(signals[layer][0, i])))
                 for (layer, i), (pos, r) in places.items()}
        return Cast(nodes, self._links, self._comets(signals, cues.now), vertical=layout.portrait, area=layout.screen,
                    fresh=FRESH)

    def _comets(self, signals: list[np.ndarray], now: float) -> tuple[Comet, ...]:
        """The signals of every layer that are on the whole the strongest, on their way."""
        comets: list[Comet] = []
        for k, ways in enumerate(self._strongest):
            for n, (i, j) in enumerate(ways):
                s = flow(now, 0.21 * k + 0.37 * n, 3.4)
                if s is not None:
                    product = float(signals[k][0, i]) * self._links[k, i, j].weight
                    colour = "positive" if product >= 0 else "negative"
                    comets.append(Comet((k, i, j), s, 0.8 * comet_size(product), colour))
        return tuple(comets)

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        place, words = Places(canvas.layout), canvas.words
        canvas.shade(place.shade, 0.86)
        canvas.paragraph(place.title, words("intro.title"), "hero", align="c", valign="m")
        canvas.paragraph(place.subtitle, words("intro.subtitle"), "subtitle", align="c", valign="m")
        report = words("intro.live", laps=f"{self.trainer.steps}", loss=f"{self._loss:.3f}")
        canvas.paragraph(place.footer, report, "badge", "mute", align="c", valign="m")


def _largest(products: np.ndarray) -> list[tuple[int, int]]:
    """The places (from, to) of the signals (inputs, outputs) that are largest, the largest first."""
    order = np.argsort(-np.abs(products), axis=None)[:COMETS_PER_LAYER]
    return [divmod(flat, products.shape[1]) for flat in order.tolist()]


def _wander(now: float) -> Vec:
    """The point the network is thinking of: it strolls over the plane for ever."""
    return (0.9 * math.sin(now * 0.31), 0.8 * math.sin(now * 0.43 + 1.1))


def _waved(places: dict[NodeKey, tuple[Vec, float]], vertical: bool) -> dict[NodeKey, tuple[Vec, float]]:
    """Neurons a little out of line, as if they had grown: a fixed offset for each."""
    moved = {}
    for (layer, i), ((x, y), r) in places.items():
        a, b = 16 * math.sin(2.3 * i + 1.7 * layer), 10 * math.sin(1.9 * i + 0.6 * layer)
        moved[layer, i] = ((x + b, y + a) if vertical else (x + a, y + b), r)
    return moved
