"""Decides which scene is on: next, back, go to; lets the visitor touch it, and acts on what was asked."""

from __future__ import annotations

from collections.abc import Sequence

from game.chrome import Asked, draw_frame, draw_standing, stands, touch_frame
from game.core.controls import Mark
from game.core.facts import Fact
from game.core.inputs import Input
from game.core.layout import Layout
from game.core.timeline import Cues
from game.curtain import Curtain, Fade, Layers, calmed, cast_of
from game.dialogs import draw_dialog, touch_dialog
from game.draw.canvas import Canvas
from game.draw.controls import paint_controls
from game.draw.network import Cast
from game.draw.particles import paint_joy
from game.ear import Ear
from game.facts import network_facts
from game.journey import Journey
from game.opener import CARD, Opener
from game.scene import Scene
from game.scenes import Chapters
from game.settings import Settings
from game.ui import Ui

WHEEL_SECONDS = 0.22
"""How far one notch of the wheel moves the story."""
SWIPE = 150.0
HINT_SECONDS = 25.0
JOY_SECONDS = 1.6


class Director:
    """Holds the journey and the scene that is on. Time comes in through ``step``."""

    def __init__(self, journey: Journey, scenes: Sequence[type[Scene]], ui: Ui, *, start: str | None = None) -> None:
        self.journey = journey
        self.scenes = scenes
        self.ids = scenes.ids if isinstance(scenes, Chapters) else tuple(scene.id for scene in scenes)
        self.ui = ui
        self.now = 0.0
        self.dialog: str | None = None
        self._shown: str | None = None
        self.asked = Asked()
        self.leaving = False
        self.settings = Settings()
        self.curtain = Curtain()
        self.fade = Fade()
        self._cast: Cast | None = None
        self._behind: list[Mark] = []
        self.opener = Opener()
        self.ear = Ear()
        self._wheel_rest = 0.0
        self._tried = 0.0
        self._joy = JOY_SECONDS
        self.scene = self._make(start or self.ids[0])

    def _make(self, chapter: str) -> Scene:
        if chapter not in self.ids:
            raise ValueError(f"no chapter {chapter!r}; there are {', '.join(self.ids)}")
        self.journey.visited.add(chapter)
        return self.scenes[self.ids.index(chapter)](self.journey)

    # -- going about ----------------------------------------------------------------------------

    def go(self, chapter: str, *, at_end: bool = False) -> None:
        """Leave this chapter for another. ``at_end`` enters it at its last rest (coming from behind)."""
        if chapter == self.scene.id and self.scene.journey is self.journey:
            self.scene.player.seek(0.0)
            return
        old = self.scene
        self.scene = self._make(chapter)
        if self.settings.reduced_motion:
            self.fade.begin(dark=True)
        else:
            self.curtain.begin(old, self._paint_stage)
        self._tried, self._joy = 0.0, JOY_SECONDS
        self.opener.close()
        if at_end and self.scene.timeline.rests:
            self.scene.player.seek(self.scene.timeline.rests[-1])
        self.ui.release_all()

    def next(self) -> None:
        """Continue: the next rest, or the next chapter, or from the last chapter a fresh journey."""
        self.opener.close()
        if self.scene.player.next():
            return
        index = self.ids.index(self.scene.id)
        if index + 1 < len(self.ids):
            self.go(self.ids[index + 1])
        else:
            self.restart()

    def back(self) -> None:
        """The rest before, or the end of the chapter before."""
        self.opener.close()
        if self.scene.player.back():
            return
        index = self.ids.index(self.scene.id)
        if index > 0:
            self.go(self.ids[index - 1], at_end=True)

    def restart(self) -> None:
        """Forget this visitor: a fresh journey from the title."""
        self._forget()
        self.go(self.ids[0])

    def recover(self) -> None:
        """After a failure: a fresh journey at the title, whatever state the scene was in."""
        self._forget()
        self.curtain.drop()
        self._cast = None
        self.scene = self._make(self.ids[0])

    def _forget(self) -> None:
        """Nothing of this visitor is left: no journey, no open box or card, nothing held or pointed out by keys."""
        self.journey = Journey.fresh(self.journey.seed)
        self.dialog = self._shown = None
        self.asked, self.ear, self.leaving = Asked(), Ear(), False
        self._wheel_rest, self._tried, self._joy = 0.0, 0.0, JOY_SECONDS
        self.opener.close()
        self.ui.release_all()
        self.ui.focus, self.ui.keyboard = None, False

    # -- one frame ------------------------------------------------------------------------------

    def step(self, dt: float) -> None:
        """One fixed step of simulation. Where motion is reduced, the ambient clock stands, and moves are leaps."""
        calm = self.scene.calm = self.settings.reduced_motion
        self.now += 0.0 if calm else dt
        self.curtain.step(dt)
        self.fade.step(dt)
        if self.dialog is None:
            began = self.scene.player.t
            if calm and self.scene.player.leap():
                self.fade.begin()
            self.scene.player.advance(dt)
            self.scene.step(dt)
            self.ear.listen(self.scene, began, dt)
            self._watch_challenge(dt)
        else:
            self.ear.rest()
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
            self.ear.solved()

    def cues(self) -> Cues:
        """The present scene's cues at its story time and the ambient clock."""
        return self.scene.player.cues(self.now)

    def touch(self, frame: Input, layout: Layout) -> None:
        """Let the visitor touch what is there, then act on what nobody used."""
        ui = self.ui
        ui.begin(frame, layout)
        self._shown = self.dialog  # what is drawn is what could be touched, also while it opens or closes
        if self.dialog:
            self._touch_dialog(self.dialog)
        else:
            self.opener.guard(ui)
            self.scene.ui(ui, self.cues())
            self.asked = touch_frame(ui, self.scene, self.ids)
            self.opener.touch(ui, self._facts)
            if self.opener.open:
                self.journey.opened.add(f"{self.scene.id}.{self.opener.open}")
            self._act(frame)
        if ui.pressed:
            self.ear.pressed()
        ui.end()

    def _touch_dialog(self, kind: str) -> None:
        """Only the dialog can be touched; the scene's controls are seen behind it."""
        ui = self.ui
        ui.blocked = True
        self.scene.ui(ui, self.cues())
        touch_frame(ui, self.scene, self.ids)
        self._behind, ui.marks, ui.blocked = ui.marks, [], False
        self.asked = Asked()
        settings, answer = touch_dialog(ui, kind, self.settings)
        self.asked.settings = settings if settings != self.settings else None
        if answer:
            self.leaving = self.leaving or answer == "leave"
            self.dialog = None

    def _facts(self) -> list[Fact]:
        """Every number of the stage that can be opened, as it was last drawn."""
        traced = self.scene.traced()
        own = list(self.scene.facts(self.ui.words, self.ui.layout, self.cues()))
        if traced is None or self._cast is None or self.curtain.moving:
            return own
        covered = tuple(hit.rect for hit in self.ui.hits if hit.id != CARD)
        return own + network_facts(self.ui.words, self._cast, traced, covered)

    def _act(self, frame: Input) -> None:
        asked, ui = self.asked, self.ui
        wish, self.scene.wish = self.scene.wish, None
        if wish and wish.startswith("language:"):
            asked.language_code, wish = wish.removeprefix("language:"), None
        if wish == "picture":
            asked.picture, wish = True, None
        if wish and wish.startswith("tell:"):
            self.opener.toggle(wish.removeprefix("tell:"))
            wish = None
        if asked.seek is not None:
            self.scene.player.seek(asked.seek)
        if asked.help or asked.display:
            self.dialog = "help" if asked.help else "display"
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
        """Wheel and up/down keys move the story; past its ends, to the neighbouring chapter. Swipes turn pages.

        A key that is held stops at the ends.
        """
        notches, held = -frame.wheel, 0.0
        for action, notch in (("down", 1.0), ("up", -1.0)):
            while self.ui.take(action):
                notches += notch
            held += notch * self.ui.take_repeat(action)
        player = self.scene.player
        if held and self.scene.framed:
            player.seek(min(player.timeline.length, max(0.0, player.t + held * WHEEL_SECONDS)))
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
        self.fade.take(canvas)
        cues = self.cues()
        self._lay_ground(canvas)
        cast = cast_of(self.scene, canvas, cues)
        self._cast = calmed(cast) if self.settings.reduced_motion else cast
        self.curtain.draw(canvas, self.scene.id, self._cast, self.now, self._over(canvas, cues))
        self.fade.draw(canvas)
        if self._shown:
            draw_dialog(canvas, self._shown)
            paint_controls(canvas, self.ui.marks)

    def _lay_ground(self, canvas: Canvas) -> None:
        """What stands still around the stage lies on the ground; not while one chapter turns into the next."""
        scene = self.scene
        if scene.framed and not self.curtain.moving and canvas.marks is None:
            key = stands(scene, self.ids, canvas.words.language)
            canvas.stand(key, lambda: draw_standing(canvas, scene, self.ids))
        else:
            canvas.clear_ground()

    def _over(self, canvas: Canvas, cues: Cues) -> Layers:
        marks, still = self._behind if self._shown else self.ui.marks, self.settings.reduced_motion
        return (lambda: self.scene.draw(canvas, cues),
                lambda: self._paint_frame(canvas, self.scene, cues),
                lambda: paint_joy(canvas, canvas.layout.prompt, self._joy / JOY_SECONDS, still=still),
                lambda: paint_controls(canvas, marks),
                lambda: self.opener.draw(canvas))

    def _paint_stage(self, canvas: Canvas, scene: Scene, cues: Cues) -> None:
        scene.draw(canvas, cues)
        self._paint_frame(canvas, scene, cues)

    def _paint_frame(self, canvas: Canvas, scene: Scene, cues: Cues) -> None:
        draw_frame(canvas, scene, cues, self.ids, hint=self._tried > HINT_SECONDS)
