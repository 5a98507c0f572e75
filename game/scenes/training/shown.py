"""What of the learning network is on show, and when it follows: at once at rest, part by part in a fast run."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brain import Array
from game.scenes.training.cast import Views
from game.scenes.training.map import at_edge
from game.scenes.training.plane import FARTHEST, thinned

if TYPE_CHECKING:
    from game.scenes.training.scene import TrainingScene

FRESH_VIEWS = 3
"""In a hurry faces and boundary follow the network every so many steps; so do the fibres under the hand."""
FRESH_LINES = 6
"""In a hurry numbers and curves, in a fast run the fibres as well, follow every so many steps in turn."""
FINE = 0.04
"""In a hurry fibres are as thick as the weight to this precision: a tenth of a pixel, and most are kept pictures."""
NUMBERS = 2
"""The turn of the numbers, and of the curves that belong to them."""
CROWD = 8
"""With more neurons than this all of it follows only every ``FRESH_CROWD`` steps: five times a second."""
FRESH_CROWD = 12


@dataclass(frozen=True)
class Figures:
    """Every number on show, all of one and the same lap, so that no two of them can contradict each other."""

    lap: int
    loss: float
    outside: bool
    on_map: float
    """The loss that the map has where the ball stands on it."""
    off_plane: float
    """How far the network is from the map's plane."""
    explained: float
    ranking: Mapping[str, float] = field(default_factory=dict)
    """In a race: everyone's loss, the visitor's own optimizer among them."""


class Shown:
    """The network as it is seen. ``loss`` and ``place`` are the ball's at this moment, the rest follows in its turn."""

    def __init__(self, scene: TrainingScene) -> None:
        self._scene = scene
        self._steps = 0
        self.drawn = 0
        """Counts every time the shown numbers were worked out: pictures of them are drawn anew then."""
        self.before: Array = scene.run.network.params.copy()
        """The weights before the last lap that was trained."""
        self.gradient_before: Array = scene.run.gradient()
        """The gradient of that lap."""
        self._steady = self.before
        """The weights as the fibres show them in a fast run."""
        self.refresh()

    # -- when ---------------------------------------------------------------------------------------

    @property
    def turns(self) -> int:
        """In how many turns the faces follow the network in a hurry."""
        return FRESH_CROWD if self._crowded else FRESH_VIEWS

    @property
    def _period(self) -> int:
        """In how many steps all that is drawn in turn has been drawn anew."""
        return FRESH_CROWD if self._crowded else FRESH_LINES

    @property
    def _crowded(self) -> bool:
        return sum(self._scene.run.network.sizes) > CROWD

    @property
    def hurried(self) -> bool:
        """Whether the network changes with every frame: laps run fast, or the ball is under the hand."""
        return self._scene.loop.fast or self._scene.held

    @property
    def stale(self) -> bool:
        """Whether the network is not any more what its views show."""
        run = self._scene.run
        return self.views.key != run.network.params.tobytes() or self.figures.lap != run.now

    def beat(self, turn: int, *others: Hashable, slow: int = 1) -> Hashable:
        """Changes when it is time to draw anew what costs more than a frame has to spare in a hurry.

        Whatever has another ``turn`` (0 to 5, times ``slow``, and what is slow has its turn more seldom) is drawn in
        another frame; the views are renewed at turn 0 (and 3). Otherwise it changes at once with the shown numbers
        and with ``others``.
        """
        if not self.hurried:
            return "at once", self.drawn, *others
        return "in turn", (self._steps - turn * self._period // FRESH_LINES) // (self._period * slow)

    def tick(self) -> None:
        """A step of the simulation begins."""
        self._steps += 1

    def learn(self) -> None:
        """A lap is about to be trained: what the weights and their gradient were."""
        self.before = self._scene.run.network.params.copy()
        if not self.hurried:
            self.gradient_before = self._scene.run.gradient()

    def follow(self) -> None:
        """Let everything follow the network whose turn it is."""
        if not self.hurried or self._steps % (self.turns if self._scene.held else self._period) == 1:
            here = np.clip(self._scene.run.network.params, -FARTHEST, FARTHEST)
            self._steady = np.round(here / FINE) * FINE if self.hurried else here
        if self.stale and self.hurried:
            self._locate()
            if self._steps % self.turns == 0:
                self._look()
            if (self._steps - NUMBERS * self._period // FRESH_LINES) % self._period == 0:
                self._read()
        elif self.stale:
            self.refresh()
        self._turn_faces()

    def follow_hand(self) -> None:
        """The hand moved the ball: its numbers follow at once; a carried ball lies on the map."""
        self._locate()
        self.figures = replace(self.figures, loss=self.loss, outside=self.outside, on_map=self.loss, off_plane=0.0)

    def _turn_faces(self) -> None:
        """The faces take up what is newly seen: at once, in a hurry a part of them in each step."""
        if self.hurried:
            self.faces[self._steps % self.turns] = self.views
        elif any(views is not self.views for views in self.faces):
            self.faces = [self.views] * self.turns

    # -- what ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Work out anew what is shown of the network as it is now."""
        self._locate()
        self._look()
        if not self.hurried:
            self.faces = [self.views] * self.turns
        self._read()
        self.drawn += 1

    def _look(self) -> None:
        """What the neurons see and say."""
        self.views = Views.of(self._scene.run.network, self._scene.journey.x, self._scene.run.gradient())

    def _read(self) -> None:
        """All numbers, of this lap."""
        scene, run = self._scene, self._scene.run
        ranking = scene.race.ranking(run.optimizer, self.loss) if scene.race is not None else {}
        self.figures = Figures(run.now, self.loss, self.outside, scene.map.loss_at(self.place),
                               scene.map.off_plane(run.network.params),
                               scene.map.explained(thinned(run.path[:run.now + 1])), ranking)

    def _locate(self) -> None:
        """Where the ball is, and its loss."""
        self.loss = self._scene.run.loss
        self.place, self.outside = at_edge(self._scene.map.places(self._scene.run.network.params))

    def weights(self) -> list[Array]:
        """The weights as drawn: during a slow update they glide from the old to the new ones."""
        lit, network = self._scene.loop.lit(), self._scene.run.network
        if self.hurried:
            return [layer.block_of(self._steady)[:-1] for layer in network.layers]
        if not self._scene.loop.moving or lit is None or lit[0] != 3:
            return [layer.weights for layer in network.layers]
        params = self.before + (network.params - self.before) * lit[1]
        return [layer.block_of(params)[:-1] for layer in network.layers]
