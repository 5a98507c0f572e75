"""What a frame costs: step, touch and picture, in full-screen alpha blits timed in the same run.

Both are the work of this one thread (``time.thread_time``): a machine that does something else meanwhile makes neither
longer. Waiting, for a disk say, would not be counted; a frame has nothing to wait for.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import pygame

from game.app.loop import Loop, load_rest
from tests.bench.busiest import State
from tests.visitor import Visitor, chapters

WARM = 90
"""Frames before the measurement: entering is measured by itself."""
BLIT_EVERY = 4


@dataclass(frozen=True)
class Cost:
    """Frame work in milliseconds, and in blits of the same run."""

    blit_ms: float
    times_ms: np.ndarray

    def ratio(self, percent: float) -> float:
        """The percentile of frame work in blits."""
        return float(np.percentile(self.times_ms, percent)) / self.blit_ms


class Blit:
    """A full-screen blit with alpha in every pixel, on the very surface the game draws on."""

    def __init__(self, target: pygame.Surface) -> None:
        self.target = target
        self.veil = pygame.Surface(target.get_size(), pygame.SRCALPHA).convert_alpha()
        self.veil.fill((10, 20, 40, 128))
        self.times: list[float] = []

    def time(self) -> None:
        """Do it once more."""
        start = time.thread_time()
        self.target.blit(self.veil, (0, 0))
        self.times.append((time.thread_time() - start) * 1000)

    @property
    def ms(self) -> float:
        """The median so far."""
        return float(np.median(self.times))


def visitor_at(chapter: str | None, size: tuple[int, int]) -> Visitor:
    """A visitor before a window of that size."""
    pygame.display.set_mode(size)
    visitor = Visitor(chapter, size=(8, 8))
    visitor.app.window.surface = pygame.display.get_surface()
    visitor.app.canvas.aim(visitor.app.window.target())
    load_rest()  # as the loop does, soon after the first frame
    return visitor


def measure(chapter: str, state: State, size: tuple[int, int], frames: int) -> Cost:
    """Frame work of a chapter in one of its states."""
    visitor = visitor_at(chapter, size)
    blit, events = Blit(visitor.app.window.target()), state(visitor)
    times = np.empty(frames)
    for n in range(-WARM, frames):
        made = next(events)
        start = time.thread_time()
        visitor.frame(*made)
        if n >= 0:
            times[n] = (time.thread_time() - start) * 1000
        if n % BLIT_EVERY == 0:
            blit.time()
    return Cost(blit.ms, times)


def longest(chapter: str, size: tuple[int, int]) -> tuple[Cost, str]:
    """Every frame from leaving the chapter before, through all rests of this one; and where the longest was."""
    order = chapters()
    before = order[order.index(chapter) - 1] if chapter != order[0] else order[1]
    visitor = visitor_at(before, size)
    blit = Blit(visitor.app.window.target())
    times: list[float] = []
    places: list[str] = []

    def frame() -> None:
        start = time.thread_time()
        visitor.frame()
        times.append((time.thread_time() - start) * 1000)
        player = visitor.scene.player
        places.append(f"{visitor.scene.id} at {player.t:.2f} s, frame {len(times)}")
        if len(times) % BLIT_EVERY == 0:
            blit.time()

    visitor.scene.player.seek(visitor.scene.timeline.rests[-1])
    for _ in range(WARM):
        visitor.frame()
    visitor.director.go(chapter)
    for _ in range(90):
        frame()
    while visitor.scene.player.next():
        while not visitor.scene.player.resting:
            frame()
        for _ in range(60):
            frame()
    return Cost(blit.ms, np.array(times)), places[int(np.argmax(times))]


def busiest(chapter: str, states: dict[str, State], size: tuple[int, int], frames: int, percent: float,
            ) -> tuple[Cost, str]:
    """The state of the chapter that costs most at a percentile, and its name."""
    costs = {name: measure(chapter, state, size, frames) for name, state in states.items()}
    worst = max(costs, key=lambda name: costs[name].ratio(percent))
    return costs[worst], worst


def idle_share(seconds: float = 5.0) -> float:
    """The share of one core that the title takes at 60 frames a second, in a 1920 x 1080 window."""
    visitor = visitor_at(None, (1920, 1080))
    app = visitor.app
    app.options = type(app.options)(frames=2 * WARM, size=(1920, 1080))
    Loop(app).play()  # what is read and opened in the background after the first frames is not idleness
    app.options = type(app.options)(frames=round(seconds * 60), size=(1920, 1080))
    loop = Loop(app)
    loop.clock.tick(60)
    cpu, wall = time.process_time(), time.perf_counter()
    loop.play()
    return (time.process_time() - cpu) / (time.perf_counter() - wall)
