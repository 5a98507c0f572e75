"""The loop: frame after frame until the visitor leaves, whatever fails on the way."""

from __future__ import annotations

import gc
import threading
import traceback

import pygame

from game.app.app import App
from game.app.options import Options
from game.app.window import open_window, poll
from game.scenes import SCENES

LOAD_AFTER = 5
"""Frames shown before the other chapters' files are read, in the background."""
FAILED = 4
"""The exit code after too many failures, so that a supervisor starts the program anew."""
MOST_FAILURES = 3
FAILURE_SECONDS = 60.0
"""So many failures within so long a time are too many."""
UNSEEN_RATE = 10
"""How often a second a minimised window looks whether it is wanted again."""
LONGEST = 0.25
"""A frame counts no longer than this (seconds), however long the machine stood still."""


class Loop:
    """Plays an app in real time. ``clock`` may be another one, with its own idea of how long a frame takes."""

    def __init__(self, app: App, clock: pygame.time.Clock | None = None) -> None:
        self.app = app
        self.clock = clock or pygame.time.Clock()
        self._failures: list[float] = []
        self._loading = threading.Thread(target=load_rest, name="chapters", daemon=True)

    def play(self) -> int:
        """Run until the visitor leaves, or for ``options.frames`` frames. Returns the exit code.

        A scene that fails is logged and left for the title; three failures within a minute end the program.
        """
        app, done = self.app, 0
        while app.running and (app.options.frames is None or done < app.options.frames):
            dt, events = self.clock.tick(60) / 1000, poll()
            if not events and not app.window.seen:  # time stands still for its visitor
                app.speaker.hush(dt)
                self.clock.tick(UNSEEN_RATE)
                continue
            try:
                app.frame(min(dt, LONGEST), events)
            except Exception:
                traceback.print_exc()
                if not self.recover():
                    return FAILED
            pygame.display.flip()
            done += 1
            self._load(done)
        return 0

    def _load(self, done: int) -> None:
        """After the first frames, and never before they are seen: read the other chapters, then wake the sound."""
        if done == LOAD_AFTER:
            self._loading.start()
        elif done > LOAD_AFTER and self.app.settings.sound and not self._loading.is_alive():
            self.app.speaker.wake()

    def recover(self) -> bool:
        """Go back to the title with a fresh journey; ``False`` if that cannot be done, or was done too often lately."""
        now = self.app.now
        self._failures = [t for t in self._failures if now - t < FAILURE_SECONDS] + [now]
        try:
            self.app.recover()
        except Exception:
            traceback.print_exc()
            return False
        return len(self._failures) < MOST_FAILURES


def load_rest() -> None:
    """Read the other chapters' files, and tell the collector of rubbish that what there is now stays.

    Going through all of it again and again would hold up a frame for 16 ms now and then.
    """
    SCENES.load()
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def run(options: Options) -> int:
    """Play. Returns the exit code: 0 after a good end, ``FAILED`` after too many failures in a row.

    Raises ``NoDisplay`` where there is no screen. Ctrl-C in the terminal is a good end too.
    """
    open_window(options)
    app = App(options)
    pygame.display.set_caption(app.words("intro.title"))
    try:
        return Loop(app).play()
    except KeyboardInterrupt:
        return 0
    finally:
        app.speaker.close()
        pygame.quit()
