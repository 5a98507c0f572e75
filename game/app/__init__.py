"""The program around the story: its window and its loop, the only place that reads clock, events and display."""

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("SDL_TOUCH_MOUSE_EVENTS", "0")
os.environ.setdefault("SDL_MOUSE_TOUCH_EVENTS", "0")

from game.app.app import MOST_STEPS, STEP, App
from game.app.loop import FAILED, run
from game.app.options import Options
from game.app.window import NoDisplay

__all__ = ["FAILED", "MOST_STEPS", "STEP", "App", "NoDisplay", "Options", "run"]
