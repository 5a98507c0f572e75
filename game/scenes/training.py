"""Chapter 7: forward, loss, backprop, update, and round again: learning is rolling down a hill."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from brain import Array
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
from game.scenes.training_cast import Picture, Views, cast_of, least_of
from game.scenes.training_facts import facts_of
from game.scenes.training_heard import heard
from game.scenes.training_loop import Loop
from game.scenes.training_map import FARTHEST, LossMap, at_edge, thinned
from game.scenes.training_notes import nearness, note_hand, note_laps
from game.scenes.training_panels import draw_panels
from game.scenes.training_places import Places
from game.scenes.training_rivals import Duel, Race, Rival
from game.scenes.training_run import RATES, Run
from game.scenes.training_touch import touch
from game.scenes.training_trials import Trials
from game.scenes.training_words import caption_of
from game.ui import Ui

FRESH_VIEWS = 3
"""In a hurry faces and boundary follow the network every so many steps; so do the fibres under the hand."""
FINE = 0.04
"""In a hurry fibres are as thick as the weight to this precision: a tenth of a pixel, and most are kept pictures."""
CROWD = 8
"""With more faces than this they follow only every ``FRESH_LINES`` steps."""
FRESH_LINES = 6
"""In a hurry curves and the rivals' trails, in a fast run the fibres as well, follow every so many steps in turn."""
DUEL_SECONDS = 5.0
"""How long the hand's result stays on show once training goes on."""
SETTLED_LAPS = 20
"""From this lap on a path says how large its map should be."""
OFF_MAP_SECONDS = 1.6
"""How long the ball may be off the map before a map is made that holds it."""


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
        self.map = LossMap(self.run)
        self.weights = (0, 1)
        self.turn_weight = 0
        """Which of the map's two weights the next tapped fibre replaces."""
        self.seed = 0
        self.race: Race | None = None
        self.duel: Duel | None = None
        self.held = False
        self.asking = guess_of(journey, self.id) is None and self.run.now == 0
        guess = guess_of(journey, self.id)
        open_ = guess is not None and guess["right"] is None
        self.foretold = (self.run.optimizer, self.run.rate) if open_ else None
        """The optimizer and the rate the visitor's guess is about, while it is on show."""
        self._steps = 0
        self.drawn = 0
        """Counts every time the shown numbers were worked out: pictures of them are drawn anew then."""
        self.shown_row = 0
        self._off_map = 0.0
        self.before: Array = self.run.network.params.copy()
        """The weights before the last lap that was trained."""
        self.gradient_before: Array = self.run.gradient()
        """The gradient of that lap."""
        self._steady = self.before
        """The weights as the fibres show them in a fast run."""
        self.refresh()

    # -- simulation -----------------------------------------------------------------------------

    def step(self, dt: float) -> None:
        self._steps += 1
        self.trials.step()
        self.map.step()
        if self.duel is not None:
            self.duel.step(dt, self.held, self.loss, self.run.network.params)
            note_hand(self)
        if not self.held:
            self._train(dt)
        if not self.hurried or self._steps % (self.turns if self.held else FRESH_LINES) == 1:
            here = np.clip(self.run.network.params, -FARTHEST, FARTHEST)
            self._steady = np.round(here / FINE) * FINE if self.hurried else here
        self._watch_map(dt)
        if self.moved_on and (not self.hurried or self._steps % self.turns == 0):
            self.refresh()
        elif self.moved_on:
            self._locate()
        self._turn_faces()

    def _turn_faces(self) -> None:
        """The faces take up what is newly seen: at once, in a hurry a part of them in each step."""
        if self.hurried:
            self.faces[self._steps % self.turns] = self.views
        elif any(views is not self.views for views in self.faces):
            self.faces = [self.views] * self.turns

    def _train(self, dt: float) -> None:
        laps = self.loop.advance(dt)
        if laps:
            self.before = self.run.network.params.copy()
            if not self.hurried:
                self.gradient_before = self.run.gradient()
            self.asking = False
            if self.duel is not None and self.duel.age > DUEL_SECONDS:
                self.duel = None
        for _ in range(laps):
            if not self.run.advance():
                self.loop.stop()
                break
        if laps:
            self.moved_to_lap()

    def put_back(self) -> None:
        """The ball where the hand took it, with all its laps; the race of hand and machine is over."""
        self.run.put_back()
        self.loop.reset()
        self.duel = None
        self.moved_to_lap()
        self.refresh()

    def moved_to_lap(self) -> None:
        """The run stands at another lap: rivals follow, and what was reached is noted."""
        if self.race is not None:
            self.race.follow(self.run.now)
        note_laps(self)

    @property
    def asks(self) -> bool:
        """Whether the question is open: how many laps will it take?"""
        return self.asking and self.trials.mark is not None

    @property
    def moved(self) -> bool:
        """Whether the network is elsewhere than at the untrained weights."""
        return not np.array_equal(self.run.network.params, self.run.origin)

    def _watch_map(self, dt: float) -> None:
        """A ball that stays off the map for a while, or in a small corner of it, gets a map that fits its path."""
        off = self.map.kind == "path" and not self.held and (self.outside or (
            self.run.now >= SETTLED_LAPS and self.map.dwarfs(thinned(self.run.path[:self.run.now + 1], 40))))
        self._off_map = self._off_map + dt if off else 0.0
        if self._off_map > OFF_MAP_SECONDS:
            self._off_map = 0.0
            self.make_map()

    # -- what is derived from the network -------------------------------------------------------

    @property
    def turns(self) -> int:
        """In how many turns the faces follow the network in a hurry."""
        return FRESH_VIEWS if sum(self.run.network.sizes) <= CROWD else FRESH_LINES

    @property
    def hurried(self) -> bool:
        """Whether the network changes with every frame: laps run fast, or the ball is under the hand."""
        return self.loop.fast or self.held

    @property
    def moved_on(self) -> bool:
        """Whether the network is not any more what its views show."""
        return self.views.key != self.run.network.params.tobytes() or self.shown_row != self.run.now

    def _locate(self) -> None:
        """Where the ball is, and its loss."""
        self.loss = self.run.loss
        self.place, self.outside = at_edge(self.map.places(self.run.network.params))

    def _compare(self) -> None:
        """What the loss is on the map where the ball stands, and how far from it the network is."""
        self.on_map = self.map.loss_at(self.place)
        self.off_plane = self.map.off_plane(self.run.network.params)

    def refresh(self) -> None:
        """Work out anew what is shown of the network as it is now."""
        self._locate()
        self._compare()
        self.explained = self.map.explained(thinned(self.run.path[:self.run.now + 1]))
        self.views = Views.of(self.run.network, self.journey.x, self.run.gradient())
        if not self.hurried:
            self.faces = [self.views] * self.turns
        self.shown_row = self.run.now
        self.drawn += 1

    def beat(self, turn: int, *others: Hashable) -> Hashable:
        """Changes when it is time to draw anew what costs more than a frame has to spare in a hurry.

        Whatever has another ``turn`` (0 to 5) is drawn in another frame; the views are renewed at turns 0 and 3.
        Otherwise it changes at once with the shown numbers and with ``others``.
        """
        if not self.hurried:
            return "at once", self.drawn, *others
        return "in turn", (self._steps - turn) // FRESH_LINES

    def ground(self, place: Places) -> Terrain | None:
        """The map's ground as it stands on the stage, as soon as it is measured."""
        return self.map.terrain(place.relief, place.keep(self.map.kind))

    def make_map(self, kind: str | None = None) -> None:
        """Measure a new map: of another kind, of other weights, or along the path as it is now."""
        self.map = LossMap(self.run, kind or self.map.kind, self.weights, self.seed)
        self.refresh()

    def rivals(self) -> list[Rival]:
        """Who else is on map and curve."""
        if self.race is not None:
            return self.race.rivals()
        return [self.duel.rival()] if self.duel is not None and self.duel.laps else []

    def lit(self) -> tuple[int, float] | None:
        """The lamp that is on; none while the ball is in the hand."""
        return None if self.held else self.loop.lit()

    def shown_weights(self) -> list[Array]:
        """The weights as drawn: during a slow update they glide from the old to the new ones."""
        lit, network = self.loop.lit(), self.run.network
        if self.hurried:
            return [layer.block_of(self._steady)[:-1] for layer in network.layers]
        if not self.loop.moving or lit is None or lit[0] != 3:
            return [layer.weights for layer in network.layers]
        params = self.before + (network.params - self.before) * lit[1]
        return [layer.block_of(params)[:-1] for layer in network.layers]

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
            if self.held:  # the rest follows in its turn
                self._locate()
                self.on_map, self.off_plane = self.loss, 0.0  # a carried ball lies on the map
            else:
                self.refresh()

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        network = self.run.network
        shown = Picture(network.sizes, self.shown_weights(), self.views, self.faces, least_of(network), self.loss,
                        self.lit(), self.loop.moving)
        return cast_of(canvas, Places(canvas.layout, cues), shown, cues.now)

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        draw_panels(self, canvas, cues, Places(canvas.layout, cues))
