"""Chapter 7: forward, loss, backprop, update, and round again: learning is rolling down a hill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from game.core.facts import Fact
from game.core.layout import Layout
from game.core.notes import Heard
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast
from game.draw.relief_terrain import Terrain
from game.guesses import guess_of
from game.journey import Journey
from game.scene import Scene
from game.scenes.training import course
from game.scenes.training.atlas import Atlas
from game.scenes.training.cast import Picture, cast_of, least_of
from game.scenes.training.facts import facts_of
from game.scenes.training.heard import heard
from game.scenes.training.loop import Loop
from game.scenes.training.map import LossMap
from game.scenes.training.notes import nearness, note_hand
from game.scenes.training.panels import draw_panels
from game.scenes.training.places import Places
from game.scenes.training.rivals import Duel, Race, Rival
from game.scenes.training.run import RATES, Run
from game.scenes.training.shown import Shown
from game.scenes.training.touch import touch
from game.scenes.training.trials import Trials
from game.scenes.training.words import caption_of
from game.ui import Ui


class TrainingScene(Scene):
    """The four lamps, the network learning, its loss map with the ball, the loss curve, and the race."""

    id = "training"
    timeline = Timeline().stop().cue("map", 0.9).stop().cue("play", 0.7).stop()

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        kept = journey.kept.get("training.run")
        self.run = kept if isinstance(kept, Run) and kept.fits(journey) else Run(journey)
        journey.kept["training.run"] = self.run
        self.loop = Loop()
        self.rates = dict(RATES) | {self.run.optimizer: self.run.rate}
        self.trials = Trials(self.run)
        self.race: Race | None = None
        self.duel: Duel | None = None
        self.held = False
        guess = guess_of(journey, self.id)
        self.asking = guess is None and self.run.now == 0
        open_ = guess is not None and guess["right"] is None
        self.foretold = (self.run.optimizer, self.run.rate) if open_ else None
        """The optimizer and the rate the visitor's guess is about, while it is on show."""
        self.atlas = Atlas(self)
        self.shown = Shown(self)

    # -- simulation -----------------------------------------------------------------------------

    def step(self, dt: float) -> None:
        self.shown.tick()
        self.trials.step()
        self.map.step()
        if self.duel is not None:
            self.duel.step(dt, self.held, self.loss, self.run.network.params)
            note_hand(self)
        if not self.held and not self.lined_up:
            course.train(self, dt)
        self.atlas.watch(dt)
        self.shown.follow()

    # -- what is true of it ---------------------------------------------------------------------

    @property
    def map(self) -> LossMap:
        """The loss map on show."""
        return self.atlas.map

    @property
    def loss(self) -> float:
        """The loss of the network as it stands."""
        return self.shown.loss

    @property
    def asks(self) -> bool:
        """Whether the question is open: how many laps will it take? Of a network that has learnt it makes no sense."""
        return self.asking and self.trials.mark is not None and not self.run.learnt

    @property
    def lined_up(self) -> bool:
        """Whether the race is about to begin: first everyone is to be seen at the start."""
        return self.race is not None and self.run.now == 0 and not self.map.settled

    @property
    def moved(self) -> bool:
        """Whether the network is elsewhere than at the untrained weights."""
        return not np.array_equal(self.run.network.params, self.run.origin)

    def ground(self, place: Places) -> Terrain | None:
        """The map's ground as it stands on the stage, as soon as it is measured."""
        return self.map.terrain(place.relief, place.keep(self.map.kind))

    def rivals(self) -> list[Rival]:
        """Who else is on map and curve."""
        if self.race is not None:
            return self.race.rivals()
        return [self.duel.rival()] if self.duel is not None and self.duel.laps else []

    def lit(self) -> tuple[int, float] | None:
        """The lamp that is on; none while the ball is in the hand."""
        return None if self.held else self.loop.lit()

    # -- the scene ------------------------------------------------------------------------------

    def heard(self) -> Heard:
        return heard(self)

    def challenge(self) -> float | None:
        """1 when the mark was passed in as few laps as asked for; before that, how far down the ball is."""
        return nearness(self) if self.player.at_end else None

    def challenge_values(self) -> dict[str, Any]:
        mark = self.trials.asked
        return {"mark": f"{mark:.2f}" if mark is not None else "", "laps": self.trials.laps}

    def caption(self, words: Words, cues: Cues) -> str:
        """The caption speaks of what the visitor is doing: the duel, the race, the chosen learning rate."""
        return caption_of(self, words, cues) or super().caption(words, cues)

    def facts(self, words: Words, layout: Layout, cues: Cues) -> Sequence[Fact]:
        return facts_of(self, words, Places(layout, cues))

    def ui(self, ui: Ui, cues: Cues) -> None:
        before = self.run.network.params.tobytes()
        touch(self, ui, cues, Places(ui.layout, cues))
        if self.run.network.params.tobytes() != before:
            if self.held:
                self.shown.follow_hand()
            else:
                self.shown.refresh()

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        network, shown = self.run.network, self.shown
        picture = Picture(network.sizes, shown.weights(), shown.views, shown.faces, least_of(network), self.loss,
                          self.lit(), self.loop.moving)
        return cast_of(canvas, Places(canvas.layout, cues), picture, cues.now)

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        draw_panels(self, canvas, cues, Places(canvas.layout, cues))
