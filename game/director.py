"""Decides which scene is on: next, back, go to; lets the visitor touch it, and acts on what was asked."""

from __future__ import annotations

from collections.abc import Sequence

from game.asked import Asked
from game.challenge import Challenge
from game.chrome import touch_frame
from game.core.controls import Mark
from game.core.facts import Fact
from game.core.inputs import Input
from game.core.layout import Layout
from game.core.timeline import Cues
from game.dialogs import touch_dialog
from game.draw.canvas import Canvas
from game.ear import Ear
from game.journey import Journey
from game.opener import Opener, stage_facts
from game.picture import Picture, Seen
from game.scene import Scene
from game.scenes import Chapters
from game.scrub import Scrub
from game.settings import Settings
from game.ui import Ui


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
        self._behind: list[Mark] = []
        self.asked = Asked()
        self.leaving = False
        self.kiosk = False
        self.settings = Settings()
        self.picture = Picture(self.ids)
        self.scrub = Scrub()
        self.challenge = Challenge()
        self.opener = Opener()
        self.ear = Ear()
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
        self.picture.leave(old, still=self.settings.reduced_motion)
        self.challenge = Challenge()
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

    @property
    def at_title(self) -> bool:
        """Whether the title is on, and nothing before it."""
        return self.scene.id == self.ids[0] and self.dialog is None

    @property
    def fresh(self) -> bool:
        """Whether the title is on, and nobody has set out yet."""
        return self.at_title and self.journey.visited == {self.ids[0]} and not self.journey.opened

    def restart(self) -> None:
        """Forget this visitor: a fresh journey from the title."""
        self._forget()
        self.go(self.ids[0])

    def recover(self) -> None:
        """After a failure: a fresh journey at the title, whatever state the scene was in."""
        self._forget()
        self.picture.drop()
        self.scene = self._make(self.ids[0])

    def _forget(self) -> None:
        """Nothing of this visitor is left: no journey, no open box or card, nothing held or pointed out by keys."""
        self.journey = Journey.fresh(self.journey.seed)
        self.dialog = self._shown = None
        self.asked, self.ear, self.leaving = Asked(), Ear(), False
        self.scrub, self.challenge = Scrub(), Challenge()
        self.opener.close()
        self.ui.release_all()
        self.ui.focus, self.ui.keyboard = None, False

    # -- one frame ------------------------------------------------------------------------------

    def step(self, dt: float) -> None:
        """One fixed step of simulation. Where motion is reduced, the ambient clock stands, and moves are leaps."""
        calm = self.scene.calm = self.settings.reduced_motion
        self.now += 0.0 if calm else dt
        self.picture.step(dt)
        if self.dialog is None:
            began = self.scene.player.t
            if calm and self.scene.player.leap():
                self.picture.fade.begin()
            self.scene.player.advance(dt)
            self.scene.step(dt)
            self.ear.listen(self.scene, began, dt)
            if self.challenge.watch(self.scene, dt):
                self.ear.solved()
        else:
            self.ear.rest()
        self.challenge.step(dt)
        self.scrub.step(dt)

    def cues(self) -> Cues:
        """The present scene's cues at its story time and the ambient clock."""
        return self.scene.player.cues(self.now)

    def draw(self, canvas: Canvas) -> None:
        """Draw the whole frame."""
        ui, shown = self.ui, self._shown
        self.picture.draw(canvas, Seen(
            self.scene, self.cues(), self._behind if shown else ui.marks, self.opener, self.challenge.hint,
            self.challenge.joy, shown, ui.marks if shown else (), self.settings.reduced_motion))

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
            self.asked = touch_frame(ui, self.scene, self.ids, kiosk=self.kiosk)
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
        touch_frame(ui, self.scene, self.ids, kiosk=self.kiosk)
        self._behind, ui.marks, ui.blocked = ui.marks, [], False
        self.asked = Asked()
        settings, answer = touch_dialog(ui, kind, self.settings)
        self.asked.settings = settings if settings != self.settings else None
        if answer:
            self.leaving = self.leaving or answer == "leave"
            self.dialog = None

    def _facts(self) -> list[Fact]:
        """Every number of the stage that can be opened, as it was last drawn."""
        cast = None if self.picture.moving else self.picture.cast
        return stage_facts(self.ui, self.scene, self.cues(), cast)

    def _act(self, frame: Input) -> None:
        """Do what was asked for by buttons, wishes and keys; of those that lead elsewhere, one."""
        asked, ui = self.asked, self.ui
        wish, self.scene.wish = self.scene.wish, None
        asked.heed(wish)
        if asked.tell is not None:
            self.opener.toggle(asked.tell)
        if asked.seek is not None:
            self.scene.player.seek(asked.seek)
        if asked.dialog:
            self.dialog = asked.dialog
        elif asked.forward or ui.take("next") or ui.take("right") or ui.take("activate"):
            self.next()
        elif asked.back or ui.take("back") or ui.take("left"):
            self.back()
        elif asked.home or ui.take("home"):
            self.go(self.ids[0])
        elif asked.go:
            self.go(asked.go)
        elif ui.take("escape"):
            self._escape()
        page = self.scrub.turn(ui, frame, self.scene)
        if page:
            (self.next if page > 0 else self.back)()

    def _escape(self) -> None:
        """First let go of the focus; then ask whether the visitor wants to leave."""
        if self.ui.focus:
            self.ui.focus = None
        else:
            self.dialog = "leave"
