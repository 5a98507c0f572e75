"""Chapter 6: a mistake is followed backwards, and every connection gets its share of the blame."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from brain import Where
from game.core.easing import linear, smooth
from game.core.facts import Fact
from game.core.geometry import Rect
from game.core.layout import Layout
from game.core.notes import Heard, Note
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast
from game.facts import Traced
from game.journey import Journey
from game.scene import Scene
from game.scenes.backprop import flow
from game.scenes.backprop.chain import paint_chain, run_stage
from game.scenes.backprop.facts import facts_of
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.mistake import paint_mistake
from game.scenes.backprop.places import Places, places_of
from game.scenes.backprop.stage import paint_stage
from game.scenes.backprop.touch import touch_all
from game.scenes.backprop.update import paint_update
from game.scenes.parts import blame
from game.ui import Ui

FACTOR_SECONDS = 1.0
"""How long each factor stays lit when the chain rule is told."""


class BackpropScene(Scene):
    """One student's mistake, the blame running backwards, the chain rule of any weight, its check, the update."""

    id = "backprop"
    pins = False
    timeline = (Timeline().stop().cue("back", 2.4, ease=linear).stop()
                .cue("chain", 0.7).cue("factors", 3 * FACTOR_SECONDS, ease=linear).stop().cue("update", 0.8).stop())

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        self.lesson = Lesson(journey)
        self.lit: int | None = None
        self.telling = 99.0
        """Seconds since the visitor picked a weight: its factors light up in turn once more."""
        self.nudged = 99.0
        """Seconds since the visitor nudged the weight: two forward runs pass through the network."""
        self.hovered: Where | None = None
        self.walking = False
        """Whether the arrow keys are walking through the fibres."""
        self._pulses: tuple[object, list[tuple[float, float]]] = (None, [])

    def step(self, dt: float) -> None:
        self.telling = min(99.0, self.telling + dt)
        self.nudged = min(99.0, self.nudged + dt)
        self.lesson.step(self.glide(dt))

    def challenge(self) -> float | None:
        """How near the visitor's connection comes to the one with the most blame."""
        return self.lesson.found() if self.player.t >= self.timeline.rests[1] - 1e-9 else None

    def heard(self) -> Heard:
        """Red pulses as they arrive, the touched connection's share of the blame, both runs of a check, the loss."""
        lesson, cues = self.lesson, self.player.cues()
        check, picked = lesson.check, lesson.picked
        touched = None if lesson.gliding else picked
        hand = blame(flow.pulse_size(lesson.gradient_of(touched)) / flow.LARGEST) if touched else None
        if check is not None and cues.chain >= 1.0:
            guesses = check.guesses
            return Heard("check", min(2, run_stage(self.nudged)), lambda n: Note("pluck", guesses[n]), hand, picked,
                         lesson.loss)
        if self._pulses[0] is not lesson.trace:
            self._pulses = (lesson.trace, flow.arrivals(lesson))
        pulses = self._pulses[1]
        arrived = bisect_right(pulses, (cues.back, math.inf))
        return Heard("back", arrived, lambda n: blame(pulses[n][1] / flow.LARGEST), hand, picked, lesson.loss)

    def caption_values(self, cues: Cues) -> dict[str, Any]:
        return {"guess": f"{self.lesson.guess:.2f}", "wanted": f"{self.lesson.wanted:.0f}"}

    def caption(self, words: Words, cues: Cues) -> str:
        """After an update the caption says what the lesson for one student did to the others."""
        worse = self.lesson.steps.worse if cues.rest == 3 and not cues.moving else None
        if worse is None:
            return super().caption(words, cues)
        return words("backprop.caption.hurt", worse=worse) if worse else words("backprop.caption.helped")

    def levels(self, cues: Cues) -> tuple[float, ...]:
        """How brightly each factor is lit: in turn while they are told, and the one the visitor touches."""
        told = [_bump(3 * cues.factors - k) if cues.factors < 1.0 else 0.0 for k in range(3)]
        again = [_bump(self.telling / FACTOR_SECONDS - k) for k in range(3)]
        levels = [max(a, b, float(self.lit == k)) for k, (a, b) in enumerate(zip(told, again, strict=True))]
        return tuple(level * cues.chain * (1.0 - cues.update) for level in levels)

    # -- what can be opened -------------------------------------------------------------------------

    def traced(self) -> Traced:
        """The student of this chapter in the network as it is shown."""
        a, b = self.lesson.x.tolist()
        return Traced(self.lesson.shown, (a, b), self.lesson.hours, self.lesson.wanted)

    def facts(self, words: Words, layout: Layout, cues: Cues) -> Sequence[Fact]:
        return list(facts_of(words, self.lesson, self.traced(), self._places(layout), cues))

    # -- touch --------------------------------------------------------------------------------------

    def ui(self, ui: Ui, cues: Cues) -> None:
        touch_all(self, ui, cues, self._places(ui.layout))

    def _places(self, layout: Layout) -> Places:
        return places_of(layout, self.lesson.shown.sizes)

    def light(self, factor: int | None) -> None:
        """Light the part of the picture that one factor comes from, or none."""
        self.lit, self.telling = factor, 99.0

    def nudge(self) -> None:
        """Check the weight that is looked at."""
        self.lesson.nudge()
        self.nudged, self.telling = 0.0, 99.0

    def pick(self, place: Where) -> None:
        """Look at a weight; its factors are told at once, for the first time as the story's next move."""
        self.lesson.pick(place)
        self.lit, self.telling = None, 0.0
        if self.player.t < self.timeline.start_of("factors"):
            self.telling = 99.0
            self.player.play_from(max(self.player.t, self.timeline.start_of("chain")))

    # -- picture ------------------------------------------------------------------------------------

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        return flow.cast(self.lesson, self._places(canvas.layout), cues, self.levels(cues), self.nudged)

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        places, lit = self._places(canvas.layout), self.levels(cues)
        paint_stage(canvas, self.lesson, places, cues, lit, self.hovered, self.walking)
        if cues.chain < 0.5:
            self._panel(canvas, places.panel.whole, 1.0 - 2.0 * cues.chain, (),
                        lambda: paint_mistake(canvas, self.lesson, places))
        elif cues.update < 0.5:
            lit = tuple(round(level * 8) / 8 for level in lit)
            self._panel(canvas, places.panel.rect, min(2.0 * cues.chain - 1.0, 1.0 - 2.0 * cues.update),
                        (lit, run_stage(self.nudged)),
                        lambda: paint_chain(canvas, self.lesson, places, lit, self.nudged))
        else:
            self._panel(canvas, places.panel.rect, 2.0 * cues.update - 1.0, (),
                        lambda: paint_update(canvas, self.lesson, places))

    def _panel(self, canvas: Canvas, area: Rect, alpha: float, more: Hashable, paint: Callable[[], None]) -> None:
        """A face of the panel: kept as one layer while nothing on it changes."""
        if alpha < 1.0:
            with canvas.fade(alpha):
                paint()
            return
        text = (canvas.theme.name, canvas.words.language, canvas.layout)
        canvas.layer("backprop.panel", (area, self.lesson.key, more, text), area, paint)


def _bump(u: float) -> float:
    """Up, stay, down within 0..1."""
    return smooth(min(u, 1.0 - u) / 0.18) if 0.0 < u < 1.0 else 0.0
