"""A visitor made of events: fingers, mouse, wheel and keys go in where real ones would, frame by frame."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pygame

from brain import Network
from game.app import MOST_STEPS, STEP, App, Options
from game.core.controls import Hit
from game.core.geometry import Rect, Vec
from game.core.viewport import Viewport
from game.director import Director
from game.scene import Scene
from game.scenes import SCENES

LANDSCAPE = (1280, 720)
PORTRAIT = (720, 1280)
BIGGEST = (2, 6, 6, 6, 1)
"""The largest network that can be built by hand."""
SETTLE_FRAMES = 400
"""More frames than any move between two rests, and any flow between two chapters, takes."""


def event(kind: int, **fields: object) -> pygame.event.Event:
    """A Pygame event, as the window system would send it."""
    return pygame.event.Event(kind, fields)


class Visitor:
    """Owns an ``App`` that draws on a plain surface, and plays it through events alone."""

    def __init__(self, scene: str | None = None, *, size: tuple[int, int] = LANDSCAPE, seed: int = 0,
                 text: float = 1.0, at: float | None = None, scenes: Sequence[type[Scene]] = SCENES,
                 sizes: Sequence[int] | None = None) -> None:
        """``sizes``: the layers of the network that travels, as if it had been built like that before."""
        options = Options(scene=scene, size=size, seed=seed, at=at)
        self.app = App(options, scenes=scenes, surface=pygame.Surface(size, 0, 32))
        if text != 1.0:
            self.app._apply(replace(self.app.settings, text_scale=text))
        if sizes is not None:
            self.director.journey.reshape(Network(sizes, hidden="tanh", output="sigmoid", seed=1))
            self.director.scene = self.director._make(self.scene.id)

    # -- what is there --------------------------------------------------------------------------

    @property
    def director(self) -> Director:
        """What decides which scene is on."""
        return self.app.director

    @property
    def scene(self) -> Scene:
        """The scene that is on."""
        return self.app.director.scene

    @property
    def where(self) -> tuple[str, int]:
        """The chapter and the rest the visitor is at."""
        return self.scene.id, self.director.cues().rest

    @property
    def pixels(self) -> np.ndarray:
        """The frame as (width, height, 3) bytes, a copy."""
        return pygame.surfarray.array3d(self.app.window.target())

    def hit(self, control: str) -> Hit:
        """The hit area of a control of the last frame; ``KeyError`` with those there are."""
        for hit in self.director.ui.hits:
            if hit.id == control:
                return hit
        raise KeyError(f"no control {control!r}; there are {[hit.id for hit in self.director.ui.hits]}")

    # -- time -----------------------------------------------------------------------------------

    def frame(self, *events: pygame.event.Event, dt: float = STEP) -> None:
        """One frame with these events."""
        self.app.frame(dt, events)

    def wait(self, seconds: float) -> None:
        """Let time pass with nobody touching."""
        for _ in range(round(seconds / STEP)):
            self.app.frame(STEP)

    def pass_time(self, seconds: float) -> None:
        """The same with five steps of simulation a frame: for long times of which no picture is looked at."""
        for _ in range(round(seconds / (MOST_STEPS * STEP))):
            self.app.frame(MOST_STEPS * STEP)

    def settle(self) -> None:
        """Wait until the story rests and no chapter flows into another."""
        for _ in range(SETTLE_FRAMES):
            self.app.frame(STEP)
            if self.scene.player.resting and not self.director.picture.moving:
                return
        raise AssertionError(f"{self.where} does not come to rest in {SETTLE_FRAMES} frames")

    # -- keys -----------------------------------------------------------------------------------

    def key(self, key: int, mod: int = 0) -> None:
        """Press and release a key within one frame."""
        self.frame(event(pygame.KEYDOWN, key=key, mod=mod, unicode="", scancode=0),
                   event(pygame.KEYUP, key=key, mod=mod, unicode="", scancode=0))

    def focus(self, control: str) -> None:
        """Press Tab until the control has the focus."""
        for _ in range(len(self.director.ui.hits) + 40):
            if self.director.ui.focus == control:
                return
            self.key(pygame.K_TAB)
        raise AssertionError(f"Tab never reaches {control!r}")

    # -- pointers -------------------------------------------------------------------------------

    @property
    def view(self) -> Viewport:
        """How the visitor sees the picture: scaled, while the window has another size than it was drawn for."""
        return self.app.canvas.view.stretched(self.app.window.target().get_size())

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another size, as a hand at its edge does."""
        self.app.window.surface = pygame.Surface(size, 0, 32)
        self.frame(event(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1]))

    def px(self, at: Vec) -> tuple[int, int]:
        """A design point as a pixel."""
        x, y = self.view.px(at)
        return round(x), round(y)

    def finger(self, kind: int, at: Vec, finger: int = 1) -> pygame.event.Event:
        """A finger event at a design point."""
        x, y = self.px(at)
        wide, tall = self.view.size
        return event(kind, touch_id=1, finger_id=finger, x=x / wide, y=y / tall, dx=0.0, dy=0.0, pressure=1.0)

    def mouse(self, kind: int, at: Vec, button: int = 1, *, held: bool = False) -> pygame.event.Event:
        """A mouse event at a design point."""
        if kind == pygame.MOUSEMOTION:
            return event(kind, pos=self.px(at), rel=(0, 0), buttons=(int(held), 0, 0), touch=False)
        return event(kind, pos=self.px(at), button=button, touch=False)

    def tap(self, at: Vec) -> None:
        """One finger down and, two frames later, up."""
        self.frame(self.finger(pygame.FINGERDOWN, at))
        self.frame()
        self.frame(self.finger(pygame.FINGERUP, at))

    def press(self, control: str) -> None:
        """Tap a control with a finger; a frame goes by before, in no time, so that it is where it is now."""
        self.frame(dt=0.0)
        self.tap(self.hit(control).rect.center)

    def click(self, at: Vec) -> None:
        """Move the mouse there, press, release."""
        self.frame(self.mouse(pygame.MOUSEMOTION, at))
        self.frame(self.mouse(pygame.MOUSEBUTTONDOWN, at))
        self.frame(self.mouse(pygame.MOUSEBUTTONUP, at))

    def swipe(self, start: Vec, end: Vec) -> None:
        """One finger over the screen in ten frames."""
        self.frame(self.finger(pygame.FINGERDOWN, start))
        for n in range(1, 11):
            at = (start[0] + (end[0] - start[0]) * n / 10, start[1] + (end[1] - start[1]) * n / 10)
            self.frame(self.finger(pygame.FINGERMOTION, at))
        self.frame(self.finger(pygame.FINGERUP, end))

    def wheel(self, notches: float) -> None:
        """Turn the wheel; towards the visitor (down, onwards) is negative."""
        self.frame(event(pygame.MOUSEWHEEL, x=0, y=round(notches), precise_x=0.0, precise_y=float(notches),
                         flipped=False, touch=False))

    def bare(self, rect: Rect, seed: int = 0) -> Vec | None:
        """A point of ``rect`` that no control claims, with room for a swipe to its left; ``None`` if there is none."""
        rng = random.Random(seed)
        for _ in range(400):
            at = (rng.uniform(rect.x, rect.right), rng.uniform(rect.y, rect.bottom))
            if not any(hit.rect.contains(at) for hit in self.director.ui.hits):
                return at
        return None

    # -- the story ------------------------------------------------------------------------------

    def at_rest(self, rest: int) -> None:
        """Put the story at a rest at once, and draw it with a still ambient clock."""
        self.scene.player.seek(self.scene.timeline.rests[rest])
        self.sharpen()

    def sharpen(self) -> None:
        """Let a picture whose time stands still become sharp: what was in passing is baked within three frames."""
        for _ in range(3):
            self.frame(dt=0.0)


def rests() -> list[tuple[str, int]]:
    """Every chapter with every one of its rests."""
    return [(scene.id, rest) for scene in SCENES for rest in range(len(scene.timeline.rests))]


def chapters() -> list[str]:
    """The ids of all chapters, in order."""
    return [scene.id for scene in SCENES]
