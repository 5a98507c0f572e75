"""How long the program takes to start, and whether it stays the same over hours of visitors and thousands of resets."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pygame

from game.app import STEP
from tests.fuzz import Crowd, calm_down, check, check_file
from tests.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
BARE = ("import numpy, pygame; pygame.display.init(); pygame.display.set_mode((1280, 720)); pygame.display.flip()")
VISIT_SECONDS = 90.0
"""A visitor stays so long, then goes; the museum's clock puts the title back."""


def start_ratio(repeats: int = 7) -> tuple[float, float, float]:
    """First interactive frame against bare imports with a window and a flip: ratio, seconds of each (medians)."""
    ours, bare = [], []
    for _ in range(repeats):
        bare.append(_seconds("-c", BARE))
        ours.append(_seconds(str(ROOT / "main.py"), "--frames", "1"))
    return float(np.median(ours) / np.median(bare)), float(np.median(ours)), float(np.median(bare))


def _seconds(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True,
                   env={**os.environ, "SDL_VIDEODRIVER": "dummy", "OPENBLAS_NUM_THREADS": "1"})
    return time.perf_counter() - start


def unique_bytes() -> int:
    """Memory that this process alone has written (of its unique set); resident pages where the system does not tell.

    The untouched pages of libraries are left out: the system counts them as this process's own or as shared depending
    on who else runs at the moment, which came to 28 MiB that were there one visitor and gone the next.
    """
    try:
        lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
        written = ("Private_Dirty", "Private_Hugetlb")
        return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(written))
    except OSError:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def open_handles() -> int:
    """Files that are open now; every size of a font is one."""
    return len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0


SETTLE_FRAMES = 13
"""At five steps a frame: longer than one chapter takes to turn into another."""
SHARP_FRAMES = 1100
"""The fibres of the title are painted anew one in every third frame."""
LOOK_EVERY = 100
TOUCHED_FRAMES = 6
"""So long somebody plays before a reset."""


def left_behind(visitor: Visitor) -> dict[str, object]:
    """Everything about a visitor that a reset has to forget."""
    app, director, scene = visitor.app, visitor.director, visitor.scene
    return {
        "journey": director.journey.to_dict(), "kept": dict(director.journey.kept),
        "the scene's journey": scene.journey is director.journey, "scene": scene.id, "time": scene.player.t,
        "wish": scene.wish, "dialog": director.dialog, "card": director.opener.open, "leaving": director.leaving,
        "moving": director.picture.moving or director.picture.fade.moving, "settings": app.settings,
        "words": (app.words.language, director.ui.words.language), "theme": app.canvas.theme.name,
        "text": app.canvas.type.text_scale, "focus": director.ui.focus, "keys": director.ui.keyboard,
        "held": dict(director.ui._grips), "pointers": app.reader._pointers, "tried": director.challenge.tried,
        "overlay": app.overlay.figures or app.overlay.hitboxes,
    }


def resets(times: int, seed: int = 0) -> Iterator[str]:
    """So many visitors play wildly in some chapter and are reset; yields what a reset leaves behind.

    Compared with a program started anew: all that is remembered, and the picture, dot by dot.
    """
    fresh = Visitor(size=(800, 450))
    settle_title(fresh)
    start, picture = left_behind(fresh), still_picture(fresh)
    visitor, crowd, rng = Visitor(size=(800, 450)), Crowd(seed), random.Random(seed)
    crowd._window = lambda v: v.finger(pygame.FINGERMOTION, (5, 5))  # type: ignore[method-assign]
    for turn in range(times):
        visitor.director.go(rng.choice(visitor.director.ids))
        for _ in range(TOUCHED_FRAMES):
            visitor.frame(*crowd.events(visitor), dt=5 * STEP)
        visitor.app.reset()
        settle_title(visitor)
        now = left_behind(visitor)
        for key in start:
            if now[key] != start[key]:
                yield f"reset {turn} leaves {key}: {now[key]!r:.200}, not {start[key]!r:.200}"
        if turn % LOOK_EVERY == 0 and (still_picture(visitor) != picture).any():
            yield f"reset {turn} leaves another picture"


def settle_title(visitor: Visitor) -> None:
    """Let the title come to rest: after as many steps of its training, whoever was there before."""
    for _ in range(SETTLE_FRAMES):
        visitor.frame(dt=5 * STEP)


def still_picture(visitor: Visitor) -> np.ndarray:
    """The picture once everything in it is sharp, at the first moment of the ambient clock."""
    visitor.director.now = 0.0
    for _ in range(SHARP_FRAMES):
        visitor.frame(dt=0.0)
    return visitor.pixels


@dataclass(frozen=True)
class Soak:
    """What a long day does: growth of memory in the later half, and what is bounded."""

    hours: float
    growth: float
    first_mib: float
    last_mib: float
    threads: int
    handles: int
    handles_midway: int
    cache_mib: float
    cache_limit_mib: float
    slots: int

    @property
    def steady(self) -> bool:
        """Whether all that has to be bounded is."""
        return self.threads == 1 and self.handles <= self.handles_midway + 4 and self.cache_mib <= self.cache_limit_mib


def soak(hours: float, *, report: bool = False) -> Soak:
    """So many simulated hours of visitors who come, touch wildly and go; five simulation steps a frame."""
    visitor, crowd = Visitor(size=(800, 450)), Crowd(5)
    crowd._window = lambda v: v.finger(pygame.FINGERMOTION, (5, 5))  # type: ignore[method-assign]
    samples: list[int] = []
    frames = round(hours * 3600 / (5 * STEP))
    a_visit = round(VISIT_SECONDS / (5 * STEP))
    if frames < 4 * a_visit:
        raise ValueError(f"a soak lasts at least {4 * VISIT_SECONDS / 3600:g} hours, not {hours:g}")
    handles: list[int] = []
    for n in range(frames):
        busy = n % a_visit < 0.6 * a_visit
        visitor.frame(*(crowd.events(visitor) if busy else ()), dt=5 * STEP)
        visitor.director.leaving, visitor.app.running = False, True
        if n % a_visit == a_visit - 1:
            calm_down(visitor)
            check(visitor)
            check_file(visitor)
            visitor.app.reset()
            visitor.frame(dt=STEP)
            samples.append(unique_bytes())
            handles.append(open_handles())
            if report:
                print(f"  {n * 5 * STEP / 3600:.2f} h: {samples[-1] / 2**20:.1f} MiB", file=sys.stderr, flush=True)
    half = np.array(samples[len(samples) // 2:] or [unique_bytes()], float)
    later = len(half) // 2
    growth = half[later:].mean() / half[:max(1, later)].mean() - 1.0
    cache = visitor.app.canvas.cache
    return Soak(hours, float(growth), samples[0] / 2**20 if samples else 0.0, half[-1] / 2**20,
                threading.active_count(), handles[-1], handles[len(handles) // 2],
                cache.bytes / 2**20, cache.limit / 2**20, len(cache._slots))
