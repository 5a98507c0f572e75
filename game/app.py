"""The window and the loop: the only place that reads the clock, the events and the display."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("SDL_TOUCH_MOUSE_EVENTS", "0")
os.environ.setdefault("SDL_MOUSE_TOUCH_EVENTS", "0")

import pygame

from game import files
from game.core import keep
from game.core.words import Words, language_names, languages
from game.dev.overlay import Overlay
from game.director import Director
from game.draw.canvas import Canvas
from game.draw.png import png
from game.draw.theme import THEMES
from game.input import Reader
from game.journey import Journey
from game.memory import give_back
from game.scene import Scene
from game.scenes import SCENES
from game.settings import Settings
from game.sound import Speaker
from game.ui import Ui

STEP = 1 / 60
LOAD_AFTER = 5
"""Frames shown before the other chapters' files are read, in the background."""
FAILED = 4
"""The exit code after three failures within a minute, so that a supervisor starts the program anew."""
MOST_STEPS = 5
SMALLEST = (800, 450)
PAGE = (1920, 1080)
"""Pixels of the page a visitor keeps."""
UNSEEN_RATE = 10
"""How often a second a minimised window looks whether it is wanted again."""
RESIZE_REST = 0.15
"""Seconds a window must keep its new size before everything is baked anew for it."""


@dataclass(frozen=True)
class Options:
    """What the command line asks for."""

    scene: str | None = None
    at: float | None = None
    seed: int = 0
    size: tuple[int, int] = (1280, 720)
    language: str = "en"
    fullscreen: bool = False
    speed: float = 1.0
    frames: int | None = None
    theme: str = "standard"
    text_scale: float = 1.0
    reduced_motion: bool = False
    mute: bool = False


class NoDisplay(RuntimeError):
    """There is no screen to draw on."""


class App:
    """Window, loop, settings. ``frame`` is one turn of the loop; tests and other loops may call it."""

    def __init__(self, options: Options, *, scenes: Sequence[type[Scene]] = SCENES,
                 surface: pygame.Surface | None = None) -> None:
        self.options = options
        self.settings = Settings(options.language, options.text_scale, options.theme, options.reduced_motion,
                                 sound=not options.mute)
        self._first_settings = self.settings
        self.words = Words.load(files.assets() / "words", options.language)
        self.surface = surface
        self.running = True
        self.clock = pygame.time.Clock()
        self.overlay = Overlay()
        self.reader = Reader()
        self.speaker = Speaker()
        self.canvas = Canvas(self._target(), files.assets() / "fonts", THEMES[self.settings.theme], self.words,
                             text_scale=self.settings.text_scale)
        self.director = Director(Journey.fresh(options.seed), scenes, Ui(self.words), start=options.scene)
        self.director.settings = self.settings
        self.director.ui.languages = language_names(files.assets() / "words")
        if options.at is not None:
            self.director.scene.player.seek(options.at)
        self._left_over = 0.0
        self._clock_now = 0.0
        self._failures: list[float] = []
        self._new_size: tuple[tuple[int, int], float] | None = None
        self._windowed = options.size if options.fullscreen else None
        self._pads: dict[int, pygame.joystick.JoystickType] = {}

    def reset(self) -> None:
        """Everything as it was at the start, for the next visitor: a fresh journey at the title, the first settings."""
        self._apply(self._first_settings)
        self.director.restart()
        self.reader, self.overlay, self._left_over = Reader(), Overlay(), 0.0
        self.canvas.forget()
        self.canvas.type.forget()
        give_back()

    def _target(self) -> pygame.Surface:
        """The surface to draw on, fetched anew each frame: a window may have replaced it."""
        target = self.surface or pygame.display.get_surface()
        if target is None:
            raise NoDisplay("no window is open")
        return target

    def frame(self, dt: float, events: Sequence[pygame.event.Event] = ()) -> None:
        """One turn: input, up to five fixed steps of simulation, touch, picture."""
        self._clock_now += dt
        self._window_events(events)
        frame = self.reader.read(events, self.canvas.view, self._clock_now)
        started = time.perf_counter()
        self._simulate(dt * self.options.speed)
        self.director.touch(frame, self.canvas.layout)
        self._settle(frame.actions)
        self._sound(dt)
        self.canvas.surface = self._target()
        self.director.draw(self.canvas)
        self.overlay.work.append((time.perf_counter() - started) * 1000)
        if self.overlay.figures or self.overlay.hitboxes:
            player = self.director.scene.player
            story = f"{self.director.scene.id} t {player.t:.2f} s  now {self.director.now:.1f} s"
            self.overlay.draw(self.canvas, self.director.ui, frame, story)

    def _simulate(self, dt: float) -> None:
        self._left_over = min(self._left_over + dt, MOST_STEPS * STEP)
        while self._left_over >= STEP - 1e-9:
            self.director.step(STEP)
            self._left_over -= STEP

    def _settle(self, actions: Sequence[str]) -> None:
        """Act on what concerns the program and not the story."""
        asked = self.director.asked
        if asked.settings:
            self._apply(asked.settings)
        if asked.language:
            self._apply(self.settings.next_language(languages(files.assets() / "words")))
        if asked.language_code:
            self._apply(replace(self.settings, language=asked.language_code))
        if asked.picture:
            self._keep_picture()
        if "overlay" in actions:
            self.overlay.figures = not self.overlay.figures
        if "hitboxes" in actions:
            self.overlay.hitboxes = not self.overlay.hitboxes
        if "screenshot" in actions:
            self._screenshot()
        if "fullscreen" in actions and self.surface is None:
            self._turn_fullscreen()
        if self.director.leaving:
            self.running = False

    def _apply(self, settings: Settings) -> None:
        if settings.language != self.settings.language:
            self.words = Words.load(files.assets() / "words", settings.language)
            self.director.ui.words = self.words
            self.canvas.speak(self.words)
        self.settings = self.director.settings = settings
        self.canvas.wear(THEMES[settings.theme])
        self.canvas.aim(self._target(), settings.text_scale)

    def _sound(self, dt: float) -> None:
        """Let what happened in this frame be heard."""
        notes = self.director.ear.take()
        if self.settings.sound:
            self.speaker.play(notes, self.director.ear.hum, dt)
        else:
            self.speaker.hush(dt)

    def _window_events(self, events: Sequence[pygame.event.Event]) -> None:
        """Leave when the window is closed; take a new size once it has rested."""
        for event in events:
            if event.type == pygame.QUIT:
                self.running = False
            elif event.type in (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED):
                self._new_size = (self._target().get_size(), self._clock_now)
            elif event.type in (pygame.JOYDEVICEADDED, pygame.JOYDEVICEREMOVED):
                self._plug(event)
        size = self._target().get_size()
        if size != self.canvas.view.size:
            since = self._new_size[1] if self._new_size else self._clock_now - RESIZE_REST
            if self._clock_now - since >= RESIZE_REST or min(size) < min(self.canvas.view.size):
                self.canvas.aim(self._target(), self.settings.text_scale)
                self.director.ui.release_all()

    def _turn_fullscreen(self) -> None:
        """Fill the screen, or go back to a window as large as it was. (Pygame's own toggle forgets how large.)"""
        if self._windowed is None:
            self._windowed = self._target().get_size()
            pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        else:
            pygame.display.set_mode(self._windowed, pygame.RESIZABLE)
            self._windowed = None
        self.canvas.aim(self._target(), self.settings.text_scale)
        self.director.ui.release_all()

    def _plug(self, event: pygame.event.Event) -> None:
        """Open a pad that was plugged in (it is heard only while it is kept), let go of one that was pulled out."""
        try:
            if event.type == pygame.JOYDEVICEADDED:
                pad = pygame.joystick.Joystick(event.device_index)
                self._pads[pad.get_instance_id()] = pad
            else:
                self._pads.pop(event.instance_id, None)
        except pygame.error:  # gone again before it could be opened
            return

    def _keep_picture(self) -> None:
        """Draw the scene's own page, larger than most windows, and save it in the present folder."""
        scene = self.director.scene
        size = PAGE[::-1] if self.canvas.layout.portrait else PAGE
        page = Canvas(pygame.Surface(size, 0, 32), files.assets() / "fonts", self.canvas.theme, self.words)
        page.ground()
        scene.poster(page)
        try:
            file = keep.free_name(keep.here(), "my_brain", ".png")
            keep.write_new(file, png(page.surface))
        except (OSError, pygame.error) as problem:
            scene.kept(self.words, None, problem)
        else:
            scene.kept(self.words, file)

    def _screenshot(self) -> None:
        """Save what is on the screen in the present folder, under a name not taken yet; or say why not."""
        try:
            keep.write_new(keep.free_name(keep.here(), "ai-brain", ".png"), png(self._target()))
        except (OSError, pygame.error) as problem:
            print(f"ai-brain: the screenshot cannot be written in {keep.here()} ({problem})", file=sys.stderr)

    def loop(self) -> int:
        """Run until the visitor leaves, or for ``options.frames`` frames. Returns the exit code.

        A scene that fails is logged and left for the title; three failures within a minute end the program.
        """
        done = 0
        loading = threading.Thread(target=load_rest, name="chapters", daemon=True)
        while self.running and (self.options.frames is None or done < self.options.frames):
            dt, events = self.clock.tick(60) / 1000, poll()
            if not events and not self._seen():
                self.speaker.hush(dt)
                self.clock.tick(UNSEEN_RATE)
                continue
            try:
                self.frame(min(dt, 0.25), events)
            except Exception:
                traceback.print_exc()
                if not self.recover():
                    return FAILED
            pygame.display.flip()
            done += 1
            if done == LOAD_AFTER:
                loading.start()
            elif done > LOAD_AFTER and self.settings.sound and not loading.is_alive():
                self.speaker.wake()
        return 0

    def _seen(self) -> bool:
        """Whether anybody could see the picture. While the window is minimised, time stands still for its visitor."""
        return self.surface is not None or pygame.display.get_active()

    def recover(self) -> bool:
        """Go back to the title with a fresh journey; ``False`` if that cannot be done, or was done too often lately."""
        self._failures = [t for t in self._failures if self._clock_now - t < 60.0] + [self._clock_now]
        self.canvas.surface = self._target()
        self.canvas.surface.set_clip(None)
        try:
            self.director.recover()
        except Exception:
            traceback.print_exc()
            return False
        return len(self._failures) < 3


def load_rest() -> None:
    """Read the other chapters' files, and tell the collector of rubbish that what there is now stays.

    Going through all of it again and again would hold up a frame for 16 ms now and then.
    """
    SCENES.load()
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def poll() -> list[pygame.event.Event]:
    """The events since the last frame; a pad that was just unplugged can make Pygame raise once."""
    try:
        return pygame.event.get()
    except (SystemError, KeyError):
        return []


def open_window(options: Options) -> None:
    """Open the window. Raises ``NoDisplay`` where SDL finds no screen, or silently offers an invisible one."""
    asked = os.environ.get("SDL_VIDEODRIVER", "")
    try:
        with _quiet():
            pygame.display.init()
        driver = pygame.display.get_driver()
        if driver in ("dummy", "offscreen") and asked not in ("dummy", "offscreen"):
            raise NoDisplay(f"SDL offers only the invisible driver {driver!r}")
        flags = pygame.FULLSCREEN if options.fullscreen else pygame.RESIZABLE
        pygame.display.set_mode((0, 0) if options.fullscreen else options.size, flags)
    except pygame.error as problem:
        raise NoDisplay(str(problem)) from problem
    pygame.font.init()
    pygame.joystick.init()  # reports every pad that is there as plugged in


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep libraries from complaining on their own about displays that are not there: we say it, in one line."""
    try:
        errors = os.dup(2)
    except OSError:  # there is nobody to complain to
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(errors, 2)
        os.close(nowhere)
        os.close(errors)


def run(options: Options) -> int:
    """Play. Returns the exit code: 0 after a good end, ``FAILED`` after too many failures in a row.

    Raises ``NoDisplay`` where there is no screen. Ctrl-C in the terminal is a good end too.
    """
    open_window(options)
    app = App(options)
    pygame.display.set_caption(app.words("intro.title"))
    try:
        return app.loop()
    except KeyboardInterrupt:
        return 0
    finally:
        app.speaker.close()
        pygame.quit()


