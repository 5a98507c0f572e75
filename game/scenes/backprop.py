"""Chapter 6: a mistake is followed backwards, and every connection gets its share of the blame."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from brain import Where
from game.core.easing import linear, smooth
from game.core.facts import Fact
from game.core.geometry import Rect, Vec, distance
from game.core.layout import Layout
from game.core.notes import Heard, Note
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast
from game.facts import Traced
from game.journey import Journey
from game.scene import Scene
from game.scenes import backprop_flow as flow
from game.scenes.backprop_chain import boxes_of, paint_chain, run_stage
from game.scenes.backprop_facts import facts_of
from game.scenes.backprop_lesson import Lesson
from game.scenes.backprop_mistake import paint_mistake
from game.scenes.backprop_places import Places, places_of
from game.scenes.backprop_stage import paint_stage
from game.scenes.backprop_update import paint_update
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
        self._pulses: tuple[object, list[tuple[float, float]]] = (None, [])
        """Whether the arrow keys are walking through the fibres."""

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
        worse = self.lesson.worse if cues.rest == 3 and not cues.moving else None
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
        places = self._places(ui.layout)
        self._touch_student(ui, cues, places)
        if cues.update > 0.5:
            self._touch_update(ui, places)
        elif cues.chain > 0.5:
            self._touch_chain(ui, places)
        else:
            self.lit = None
        if cues.back > 0.9:
            self._touch_network(ui, cues, places)

    def _places(self, layout: Layout) -> Places:
        return places_of(layout, self.lesson.shown.sizes)

    def _touch_student(self, ui: Ui, cues: Cues, places: Places) -> None:
        """Another student: by the button between the inputs, or by a chip of the first panel."""
        lesson = self.lesson
        if ui.button("backprop.other", places.chooser_box, icon="swap", look="round"):
            lesson.choose(lesson.student + 1)
        if cues.chain > 0.5:
            return
        for k, chip in enumerate(places.chips(len(lesson.eight))):
            if ui.spot(f"backprop.student.{k}", chip, round_=False):
                lesson.choose(k)

    def _touch_chain(self, ui: Ui, places: Places) -> None:
        """Each factor's card, and the button that nudges the weight."""
        focused = False
        for k, box in enumerate(boxes_of(self.lesson, places).factors):
            touch = ui.touch(f"backprop.factor.{k}", box.inset(0, -4))  # half of the gap to its neighbours
            ui.mark("spot", f"backprop.factor.{k}", box, touch, look="box")
            if touch.clicked:
                self.lit = None if self.lit == k else k
                self.telling = 99.0
            if ui.focus == f"backprop.factor.{k}" and ui.keyboard:
                self.lit, focused = k, True
        if ui.focus and not focused:
            self.lit = None
        if ui.button("backprop.nudge", places.tray, ui.words("backprop.nudge")):
            self.lesson.nudge()
            self.nudged, self.telling = 0.0, 99.0

    def _touch_update(self, ui: Ui, places: Places) -> None:
        """One press, one update; and back."""
        left, right = places.tray.columns([1.0, 0.5], 16)
        if ui.button("backprop.update", left, ui.words("backprop.update"), icon="step"):
            self.lesson.update()
        if ui.button("backprop.undo", right, ui.words("backprop.undo"), icon="back_step",
                     enabled=bool(self.lesson.undone)):
            self.lesson.undo()

    def _touch_network(self, ui: Ui, cues: Cues, places: Places) -> None:
        """Tap a fibre, or a neuron for its bias; with the keyboard walk from one to the next."""
        pressed = [p for p in ui.input.pointers if p.pressed]
        missed = bool(pressed) and all(places.at(p.pos) is None for p in pressed)
        area = places.net if not missed else places.net.inset(places.net.w, 0)
        touch = ui.touch("backprop.fibres", area)
        self.walking = touch.focused
        self.hovered = places.at(ui.input.hover) if touch.hover and ui.input.hover else None
        dx, dy = ui.arrows("backprop.fibres")
        if dx or dy:
            self._pick(places.walk(self.lesson.place, int(dx), int(dy)))
        elif touch.clicked and touch.pointer is not None:
            place = places.at(touch.pointer.start)
            if place is not None:
                self._tap(place, touch.pointer.start, places, told=cues.chain > 0.5)
        elif touch.clicked:
            self._pick(self.lesson.place)

    def _tap(self, place: Where, at: Vec, places: Places, *, told: bool) -> None:
        """The first tap tells the chain rule; another on the same place opens the card of its number."""
        if not told or place != self.lesson.place:
            self._pick(place)
            self.wish = "tell:"
        elif place.i is not None:
            self.wish = f"tell:weight.{place.layer}.{place.i}.{place.j}"
        else:
            pos, r = places.nodes[place.layer + 1, place.j]
            orb = distance(at, pos) <= r
            self.wish = f"tell:neuron.{place.layer + 1}.{place.j}" if orb else f"tell:bias.{place.layer}.{place.j}"

    def _pick(self, place: Where) -> None:
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
            self._panel(canvas, places.first_panel, 1.0 - 2.0 * cues.chain, (),
                        lambda: paint_mistake(canvas, self.lesson, places))
        elif cues.update < 0.5:
            lit = tuple(round(level * 8) / 8 for level in lit)
            self._panel(canvas, places.panel, min(2.0 * cues.chain - 1.0, 1.0 - 2.0 * cues.update),
                        (lit, run_stage(self.nudged)),
                        lambda: paint_chain(canvas, self.lesson, places, lit, self.nudged))
        else:
            self._panel(canvas, places.panel, 2.0 * cues.update - 1.0, (),
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
