"""One turn of the loop, from events to a picture, and what the visitor sets about the program."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pygame

from game import files
from game.app import pictures
from game.app.idle import Idle
from game.app.options import Options
from game.app.window import Window
from game.core.words import Words, language_names, languages
from game.dev.overlay import Overlay
from game.director import Director
from game.draw.canvas import Canvas
from game.draw.theme import THEMES
from game.input import Pads, Reader
from game.journey import Journey
from game.memory import give_back
from game.scene import Scene
from game.scenes import SCENES
from game.settings import Settings
from game.sound import Speaker
from game.ui import Ui

STEP = 1 / 60
MOST_STEPS = 5
"""Steps of simulation in one frame: where frames take longer, time runs slower."""


class App:
    """Everything that is there while the program runs. ``frame`` is one turn; the loop calls it, or a test."""

    def __init__(self, options: Options, *, scenes: Sequence[type[Scene]] = SCENES,
                 surface: pygame.Surface | None = None) -> None:
        self.options = options
        self.settings = options.settings
        self.words = Words.load(files.assets() / "words", options.language)
        self.window = Window(options, surface)
        self.running = True
        self.now = 0.0
        """Seconds of real time since the start, as far as frames were drawn."""
        self.overlay = Overlay()
        self.reader = Reader()
        self.pads = Pads()
        self.idle = Idle(options.idle)
        self.speaker = Speaker()
        self.canvas = Canvas(self.window.target(), files.assets() / "fonts", THEMES[self.settings.theme], self.words,
                             text_scale=self.settings.text_scale)
        self.director = Director(Journey.fresh(options.seed), scenes, Ui(self.words), start=options.scene)
        self.director.settings, self.director.kiosk = self.settings, options.kiosk
        self.director.ui.languages = language_names(files.assets() / "words")
        if options.at is not None:
            self.director.scene.player.seek(options.at)
        self._left_over = 0.0

    def reset(self) -> None:
        """Everything as it was at the start, for the next visitor: a fresh journey at the title, the first settings."""
        self._apply(self.options.settings)
        self.director.restart()
        self.reader, self.overlay, self._left_over = Reader(), Overlay(), 0.0
        self.idle.quiet = 0.0
        self.canvas.forget()
        self.canvas.type.forget()
        give_back()

    def recover(self) -> None:
        """After a failure, which may have left the surface clipped: a fresh journey at the title."""
        self.canvas.surface = self.window.target()
        self.canvas.surface.set_clip(None)
        self.director.recover()

    # -- one turn of the loop -------------------------------------------------------------------

    def frame(self, dt: float, events: Sequence[pygame.event.Event] = ()) -> None:
        """One turn: input, up to five fixed steps of simulation, touch, picture."""
        self.now += dt
        self._heed_window(events)
        view = self.canvas.view.stretched(self.window.target().get_size())
        frame = self.reader.read(events, view, self.now)
        started = time.perf_counter()
        self._simulate(dt * self.options.speed)
        self.director.touch(frame, self.canvas.layout)
        self._settle(frame.actions)
        if self.options.kiosk:
            self._look_around(events, dt)
        self._sound(dt)
        self.canvas.surface = self.window.easel(self.canvas.view.size)
        self.director.draw(self.canvas)
        self.overlay.work.append((time.perf_counter() - started) * 1000)
        if self.overlay.figures or self.overlay.hitboxes:
            player = self.director.scene.player
            story = f"{self.director.scene.id} t {player.t:.2f} s  now {self.director.now:.1f} s"
            self.overlay.draw(self.canvas, self.director.ui, frame, story)
        self.window.show(self.canvas.theme.ground_edge)

    def _look_around(self, events: Sequence[pygame.event.Event], dt: float) -> None:
        """Where nobody is any more, ask; where nobody answers, all is as at the start. At the title nobody is asked."""
        director, idle = self.director, self.idle
        idle.watch(events, dt)
        if director.fresh and self.settings == self.options.settings:
            idle.quiet = 0.0
        elif idle.over or (idle.asks and director.at_title):
            self.reset()
        elif idle.asks:
            director.dialog = "idle"
        elif director.dialog == "idle" and idle.answered:
            director.dialog = None

    def _heed_window(self, events: Sequence[pygame.event.Event]) -> None:
        """Leave when the window is closed; hear pads that come and go; take a new size once it has rested."""
        if any(event.type == pygame.QUIT for event in events):
            self.running = False
        self.pads.plug(events)
        self.window.watch(events, self.now)
        if self.window.rested(self.canvas.view.size, self.now):
            self._aim()

    def _simulate(self, dt: float) -> None:
        self._left_over = min(self._left_over + dt, MOST_STEPS * STEP)
        while self._left_over >= STEP - 1e-9:
            self.director.step(STEP)
            self._left_over -= STEP

    def _sound(self, dt: float) -> None:
        """Let what happened in this frame be heard."""
        notes = self.director.ear.take()
        if self.settings.sound:
            self.speaker.play(notes, self.director.ear.hum, dt)
        else:
            self.speaker.hush(dt)

    # -- what concerns the program and not the story --------------------------------------------

    def _settle(self, actions: Sequence[str]) -> None:
        """Act on what was asked of the program, by its buttons and by keys."""
        asked = self.director.asked
        if asked.settings:
            self._apply(asked.settings)
        if asked.language:
            self._apply(self.settings.next_language(languages(files.assets() / "words")))
        if asked.language_code:
            self._apply(replace(self.settings, language=asked.language_code))
        if asked.picture:
            pictures.keep_page(self.director.scene, self.canvas)
        for action in actions:
            self._key(action)
        if self.director.leaving:
            self.running = False

    def _key(self, action: str) -> None:
        """The keys for the window, and those for developers."""
        if action == "overlay":
            self.overlay.figures = not self.overlay.figures
        elif action == "hitboxes":
            self.overlay.hitboxes = not self.overlay.hitboxes
        elif action == "screenshot":
            pictures.keep_screen(self.window.target())
        elif action == "fullscreen" and self.window.surface is None:
            self.window.turn_fullscreen()
            self._aim()

    def _apply(self, settings: Settings) -> None:
        """Let the program be as the visitor wants it from now on."""
        if settings.language != self.settings.language:
            self.words = Words.load(files.assets() / "words", settings.language)
            self.director.ui.words = self.words
            self.canvas.speak(self.words)
        self.settings = self.director.settings = settings
        self.canvas.wear(THEMES[settings.theme])
        self.canvas.aim(self.window.target(), settings.text_scale)

    def _aim(self) -> None:
        """Draw for the window as it is now; what was held somewhere else is let go."""
        self.canvas.aim(self.window.target(), self.settings.text_scale)
        self.director.ui.release_all()
