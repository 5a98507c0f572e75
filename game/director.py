"""Decides which scene is on: next, back, go to, and the one continuous camera between two chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pygame

from game.chrome import Asked, draw_frame, touch_frame
from game.core.easing import smooth, window
from game.core.facts import Fact
from game.core.inputs import Input
from game.core.timeline import Cues
from game.dialogs import draw_dialog, touch_dialog
from game.draw.canvas import Canvas
from game.draw.controls import paint_controls
from game.draw.network import Cast, Node, NodeKey, blend, map_nodes, paint_cast
from game.draw.particles import paint_dust, paint_joy
from game.facts import network_facts
from game.journey import Journey
from game.opener import Opener
from game.scene import Scene
from game.ui import Ui

FLOW_SECONDS = 0.9
WHEEL_SECONDS = 0.22
"""How far one notch of the wheel moves the story."""
SWIPE = 150.0
HINT_SECONDS = 25.0
JOY_SECONDS = 1.6


@dataclass
class Flow:
    """The move from one chapter into the next: the old picture without its network, and the old network."""

    picture: pygame.Surface | None
    cast: Cast | None
    t: float = 0.0


class Director:
    """Holds the journey and the scene that is on. Time comes in through ``step``."""

    def __init__(self, journey: Journey, scenes: Sequence[type[Scene]], ui: Ui, *, start: str | None = None) -> None:
        self.journey = journey
        self.scenes = {scene.id: scene for scene in scenes}
        self.ids = tuple(self.scenes)
        self.ui = ui
        self.now = 0.0
        self.dialog: str | None = None
        self.asked = Asked()
        self.leaving = False
        self.reduced_motion = False
        self._flow: Flow | None = None
        self._cast: Cast | None = None
        self.opener = Opener()
        self._wheel_rest = 0.0
        self._tried = 0.0
        self._joy = JOY_SECONDS
        self._leaving_scene: Scene | None = None
        self.scene = self._make(start or self.ids[0])

    def _make(self, chapter: str) -> Scene:
        if chapter not in self.scenes:
            raise ValueError(f"no chapter {chapter!r}; there are {', '.join(self.ids)}")
        self.journey.visited.add(chapter)
        return self.scenes[chapter](self.journey)

    # -- going about ----------------------------------------------------------------------------

    def go(self, chapter: str, *, at_end: bool = False) -> None:
        """Leave this chapter for another. ``at_end`` enters it at its last rest (coming from behind)."""
        if chapter == self.scene.id:
            self.scene.player.seek(0.0)
            return
        old = self.scene
        self.scene = self._make(chapter)
        self._flow = Flow(None, None)
        self._leaving_scene = old
        self._tried, self._joy = 0.0, JOY_SECONDS
        self.opener.close()
        if at_end and self.scene.timeline.rests:
            self.scene.player.seek(self.scene.timeline.rests[-1])
        self.ui.release_all()

    def next(self) -> None:
        """Continue: the next rest, or the next chapter, or from the last chapter a fresh journey."""
        if self.scene.player.next():
            return
        index = self.ids.index(self.scene.id)
        if index + 1 < len(self.ids):
            self.go(self.ids[index + 1])
        else:
            self.restart()

    def back(self) -> None:
        """The rest before, or the end of the chapter before."""
        if self.scene.player.back():
            return
        index = self.ids.index(self.scene.id)
        if index > 0:
            self.go(self.ids[index - 1], at_end=True)

    def restart(self) -> None:
        """Forget this visitor: a fresh journey from the title."""
        fresh = Journey.fresh(self.journey.seed)
        vars(self.journey).update(vars(fresh))
        self.go(self.ids[0])

    def recover(self) -> None:
        """After a failure: a fresh journey at the title, whatever state the scene was in."""
        vars(self.journey).update(vars(Journey.fresh(self.journey.seed)))
        self._flow = self._leaving_scene = self.dialog = self._cast = None
        self.asked = Asked()
        self.opener.close()
        self.ui.release_all()
        self.scene = self._make(self.ids[0])

    # -- one frame ------------------------------------------------------------------------------

    def step(self, dt: float) -> None:
        """One fixed step of simulation."""
        self.now += dt
        if self._flow is not None:
            self._flow.t += dt
            if self._flow.t >= FLOW_SECONDS:
                self._flow = None
        if self.dialog is None:
            self.scene.player.advance(dt)
            self.scene.step(dt)
            self._watch_challenge(dt)
        self._joy = min(JOY_SECONDS, self._joy + dt)
        self._wheel_rest = max(0.0, self._wheel_rest - dt)

    def _watch_challenge(self, dt: float) -> None:
        """Note a solved challenge once; offer a hint after a while without success."""
        progress = self.scene.challenge()
        if progress is None or self.scene.id in self.journey.solved:
            return
        self._tried += dt
        if progress >= 1.0:
            self.journey.solved.add(self.scene.id)
            self._joy = 0.0

    def cues(self) -> Cues:
        """The present scene's cues at its story time and the ambient clock."""
        return self.scene.player.cues(self.now)

    def touch(self, frame: Input, layout: object) -> None:
        """Let the visitor touch what is there, then act on what nobody used."""
        ui = self.ui
        ui.begin(frame, layout)  # type: ignore[arg-type]
        if self.dialog:
            answer = touch_dialog(ui, self.dialog)
            if answer:
                self.leaving = self.leaving or answer == "leave"
                self.dialog = None
            marks, hits, order = ui.marks, ui.hits, ui._order
            ui.marks, ui.blocked = [], True
            touch_frame(ui, self.scene, self.ids)
            self.scene.ui(ui, self.cues())
            ui.marks, ui.hits, ui._order, ui.blocked = marks, hits, order, False
            ui._actions.clear()
            self.asked = Asked()
        else:
            self.scene.ui(ui, self.cues())
            self.asked = touch_frame(ui, self.scene, self.ids)
            self.opener.touch(ui, self._facts)
            self._act(frame)
        ui.end()

    def _facts(self) -> list[Fact]:
        """Every number of the stage that can be opened, as it was last drawn."""
        traced = self.scene.traced()
        own = list(self.scene.facts(self.ui.words, self.ui.layout, self.cues()))
        if traced is None or self._cast is None or self._flow is not None:
            return own
        return own + network_facts(self.ui.words, self._cast, traced)

    def _act(self, frame: Input) -> None:
        asked, ui = self.asked, self.ui
        wish, self.scene.wish = self.scene.wish, None
        if wish and wish.startswith("language:"):
            asked.language_code, wish = wish.removeprefix("language:"), None
        if wish == "picture":
            asked.picture, wish = True, None
        if asked.seek is not None:
            self.scene.player.seek(asked.seek)
        if asked.help:
            self.dialog = "help"
        elif asked.forward or wish == "next" or ui.take("next") or ui.take("right") or ui.take("activate"):
            self.next()
        elif asked.back or wish == "back" or ui.take("back") or ui.take("left"):
            self.back()
        elif asked.home or ui.take("home"):
            self.go(self.ids[0])
        elif asked.go or wish:
            self.go(asked.go or wish or "")
        elif ui.take("escape"):
            if ui.focus:
                ui.focus = None
            else:
                self.dialog = "leave"
        self._scrub(frame)

    def _scrub(self, frame: Input) -> None:
        """Wheel and up/down keys move the story; past its ends, to the neighbouring chapter. Swipes turn pages."""
        notches = -frame.wheel
        for action, notch in (("down", 1.0), ("up", -1.0)):
            while self.ui.take(action):
                notches += notch
        player = self.scene.player
        if notches and self.scene.framed:
            target = player.t + notches * WHEEL_SECONDS
            if 0.0 <= target <= player.timeline.length or (player.timeline.length > 0 and (
                    player.t not in (0.0, player.timeline.length))):
                player.seek(target)
                self._wheel_rest = 0.45
                return
        if notches and self._wheel_rest <= 0.0:
            self._wheel_rest = 0.6
            if notches > 0:
                self.next()
            else:
                self.back()
            return
        for p in self.ui.free_pointers():
            dx, dy = p.pos[0] - p.start[0], p.pos[1] - p.start[1]
            if p.released and abs(dx) > SWIPE and abs(dx) > 2 * abs(dy):
                (self.next if dx < 0 else self.back)()

    # -- the picture ----------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Draw the whole frame."""
        canvas.alpha = 1.0
        flow = self._flow
        if flow is not None and flow.picture is None:
            self._photograph(canvas, flow)
        cues = self.cues()
        cast = self._cast = self._cast_of(self.scene, canvas, cues)
        if flow is not None or cast is None or not canvas.covers(cast.area):
            canvas.ground()
        if flow is None:
            if cast is not None:
                paint_cast(canvas, cast, self.scene.id)
            paint_dust(canvas, self.now)
            self._over(canvas, cues)
        else:
            self._draw_flow(canvas, cues, cast, flow)
        if self.dialog:
            draw_dialog(canvas, self.dialog)
            paint_controls(canvas, self.ui.marks)

    def _cast_of(self, scene: Scene, canvas: Canvas, cues: Cues) -> Cast | None:
        """The scene's network, its neurons carrying their biases as pins."""
        cast, traced = scene.cast(canvas, cues), scene.traced()
        if cast is None or traced is None or not scene.pins:
            return cast
        layers, sizes = traced.network.layers, traced.network.sizes

        def pinned(key: NodeKey, node: Node) -> Node:
            layer, i = key
            own = 0 < layer < len(sizes) and i < sizes[layer]
            return replace(node, bias=float(layers[layer - 1].biases[i])) if own else node

        return map_nodes(cast, pinned)

    def _over(self, canvas: Canvas, cues: Cues) -> None:
        self.scene.draw(canvas, cues)
        draw_frame(canvas, self.scene, cues, self.ids, hint=self._tried > HINT_SECONDS)
        self.opener.draw(canvas)
        paint_joy(canvas, canvas.layout.prompt, self._joy / JOY_SECONDS)
        if not self.dialog:
            paint_controls(canvas, self.ui.marks)

    def _photograph(self, canvas: Canvas, flow: Flow) -> None:
        """Keep the old scene's picture (without its network) and its network."""
        old = self._leaving_scene
        if old is None:
            return
        cues = old.player.cues(self.now)
        flow.cast = self._cast_of(old, canvas, cues)
        canvas.ground()
        old.draw(canvas, cues)
        draw_frame(canvas, old, cues, self.ids)
        flow.picture = canvas.surface.copy()
        self._leaving_scene = None

    def _draw_flow(self, canvas: Canvas, cues: Cues, cast: Cast | None, flow: Flow) -> None:
        """Cross-fade everything but the network, which flows from its old places to its new ones."""
        share = flow.t / FLOW_SECONDS
        paint_dust(canvas, self.now)
        self._over(canvas, cues)
        if flow.picture is not None and flow.picture.get_size() == canvas.surface.get_size():
            flow.picture.set_alpha(round(255 * (1.0 - window(share, 0.0, 0.75))))
            canvas.surface.blit(flow.picture, (0, 0))
        empty = Cast({})
        moving = blend(flow.cast or empty, replace(cast, area=None) if cast else empty,
                       1.0 if self.reduced_motion else smooth(share))
        paint_cast(canvas, moving)
