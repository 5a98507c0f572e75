"""Throws random events at the game, as a crowd of children would: ``python -m tests.fuzz --events 1000000 --seed 1``.

Touch, mouse, keys, wheel, pads that come and go, resizes, lost focus, and things nobody has asked for. Events come as
from real devices, none in one frame and a burst in the next. After each frame the state must be valid; now and then all
let go, and then nothing may be held, and Continue must continue.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import tempfile
import time
from collections import deque
from dataclasses import dataclass, field

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pygame

from game.app import STEP
from game.dev.shots import headless
from game.input.keys import KEYS
from tests.visitor import Visitor, event

SIZES = ((800, 450), (640, 400), (450, 800), (720, 560))
PLAY_KEYS = [*(k for k, action in KEYS.items() if action != "screenshot"), pygame.K_TAB, pygame.K_q]
BAD = (math.nan, math.inf, -3.0, 7.5)
BURSTS = (0, 1, 1, 2, 4, 8, 20, 60)
"""Events in one frame: two hands on a glass and a mouse that reports a thousand times a second make thirty, and a frame
that was held up gathers more."""
CALM_EVERY = 150


class Broken(AssertionError):
    """The state after a frame is not valid."""


@dataclass
class Crowd:
    """Makes events. Some aim at controls, most fingers lift again, some panels lie."""

    seed: int
    rng: random.Random = field(init=False)
    fingers: dict[int, tuple[float, float]] = field(default_factory=dict)
    mouse_down: bool = False

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)

    def events(self, visitor: Visitor) -> list[pygame.event.Event]:
        """The events of one frame."""
        return [self._one(visitor) for _ in range(self.rng.choice(BURSTS))]

    def _one(self, visitor: Visitor) -> pygame.event.Event:
        kinds = {self._touch: 40, self._mouse: 22, self._key: 22, self._wheel: 5, self._pad: 5, self._window: 3,
                 self._other: 1}
        return self.rng.choices(list(kinds), list(kinds.values()))[0](visitor)

    def _aim(self, visitor: Visitor) -> tuple[float, float]:
        """A design point: most often on a control, else anywhere."""
        hits = [hit for hit in visitor.director.ui.hits if hit.id not in ("dialog.leave", "tool.home")]
        if hits and self.rng.random() < 0.75:
            r = self.rng.choice(hits).rect
            return (self.rng.uniform(r.x, r.right), self.rng.uniform(r.y, r.bottom))
        layout = visitor.app.canvas.layout
        return (self.rng.uniform(-50, layout.width + 50), self.rng.uniform(-50, layout.height + 50))

    def _touch(self, visitor: Visitor) -> pygame.event.Event:
        rng = self.rng
        finger = rng.choice(list(self.fingers)) if self.fingers and rng.random() < 0.7 else rng.randrange(6)
        kind = (rng.choice((pygame.FINGERMOTION, pygame.FINGERMOTION, pygame.FINGERUP, pygame.FINGERUP))
                if finger in self.fingers and rng.random() < 0.93 else pygame.FINGERDOWN)
        at = self._aim(visitor)
        self.fingers[finger] = at
        if kind == pygame.FINGERUP:
            self.fingers.pop(finger, None)
            if rng.random() < 0.05:
                kind = pygame.FINGERMOTION  # the panel loses the up
        made = visitor.finger(kind, at, finger)
        if rng.random() < 0.01:
            made = event(kind, touch_id=1, finger_id=finger, x=rng.choice(BAD), y=rng.choice(BAD), dx=0.0, dy=0.0)
        return made

    def _mouse(self, visitor: Visitor) -> pygame.event.Event:
        kind = self.rng.choice((pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP))
        at = self._aim(visitor)
        if kind == pygame.MOUSEMOTION:
            return visitor.mouse(kind, at, held=self.mouse_down)
        button = self.rng.choices((1, 2, 3, 9), (90, 3, 5, 2))[0]
        if button == 1:
            self.mouse_down = kind == pygame.MOUSEBUTTONDOWN
        return visitor.mouse(kind, at, button)

    def _key(self, visitor: Visitor) -> pygame.event.Event:
        key = self.rng.choice(PLAY_KEYS)
        if key == pygame.K_HOME and self.rng.random() < 0.8:
            key = pygame.K_RIGHT
        mod = self.rng.choice((0, 0, 0, pygame.KMOD_LSHIFT, pygame.KMOD_CTRL))
        return event(self.rng.choice((pygame.KEYDOWN, pygame.KEYDOWN, pygame.KEYUP)), key=key, mod=mod, unicode="")

    def _wheel(self, visitor: Visitor) -> pygame.event.Event:
        y = self.rng.choice((-3, -1, -1, 1, 1, 40))
        return event(pygame.MOUSEWHEEL, x=0, y=y, precise_y=y * self.rng.random(), flipped=False)

    def _pad(self, visitor: Visitor) -> pygame.event.Event:
        rng = self.rng
        return rng.choice((
            event(pygame.JOYBUTTONDOWN, button=rng.randrange(20), instance_id=rng.randrange(3)),
            event(pygame.JOYBUTTONUP, button=rng.randrange(20), instance_id=rng.randrange(3)),
            event(pygame.JOYAXISMOTION, axis=rng.randrange(6), value=rng.uniform(-1, 1), instance_id=rng.randrange(3)),
            event(pygame.JOYHATMOTION, value=rng.choice(((0, 1), (1, 0), (-1, 0), (0, -1), (1, 1))), hat=0),
            event(pygame.JOYDEVICEADDED, device_index=rng.randrange(4), guid=""),
            event(pygame.JOYDEVICEREMOVED, instance_id=rng.randrange(4))))

    def _window(self, visitor: Visitor) -> pygame.event.Event:
        if self.rng.random() < 0.15:
            size = self.rng.choice(SIZES)
            visitor.app.window.surface = pygame.Surface(size, 0, 32)
            return event(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1])
        return event(self.rng.choice((pygame.WINDOWFOCUSLOST, pygame.WINDOWFOCUSGAINED, pygame.WINDOWLEAVE,
                                      pygame.WINDOWMINIMIZED, pygame.WINDOWRESTORED, pygame.ACTIVEEVENT)))

    def _other(self, visitor: Visitor) -> pygame.event.Event:
        return self.rng.choice((
            event(pygame.TEXTINPUT, text="ß"), event(pygame.DROPFILE, file="/tmp/x.png"),
            event(pygame.WINDOWMOVED, x=3, y=4), event(pygame.WINDOWENTER), event(pygame.WINDOWEXPOSED),
            event(pygame.WINDOWHIDDEN), event(pygame.WINDOWSHOWN), event(pygame.USEREVENT), event(pygame.QUIT),
            event(pygame.KEYDOWN, key=1 << 30, mod=0, unicode="")))


def check(visitor: Visitor) -> None:
    """Raise ``Broken`` if anything about the state cannot be."""
    journey, player, ui = visitor.director.journey, visitor.scene.player, visitor.director.ui
    if not np.isfinite(journey.network.params).all():
        raise Broken("the network's parameters are not finite")
    if not (math.isfinite(journey.learning_rate) and all(math.isfinite(h) for h in journey.student)):
        raise Broken(f"learning rate {journey.learning_rate!r}, student {journey.student!r}")
    if not 0.0 <= player.t <= player.timeline.length:
        raise Broken(f"story time {player.t!r} of {player.timeline.length}")
    if not all(-1e-9 <= h <= 10 + 1e-9 for h in journey.student):
        raise Broken(f"student {journey.student!r} is outside 0 to 10 hours")
    progress = visitor.scene.challenge()
    if progress is not None and not 0.0 <= progress <= 1.0:
        raise Broken(f"challenge {progress!r}")
    held = set(ui._grips) - {p.id for p in visitor.app.reader._pointers.values()}
    if held:
        raise Broken(f"pointers {held} hold controls but are not there")
    for hit in ui.hits:
        if not all(map(math.isfinite, (hit.rect.x, hit.rect.y, hit.rect.w, hit.rect.h))):
            raise Broken(f"{hit.id} can be touched at {hit.rect}")
    if ui.focus is not None and ui.focus not in ui._order:
        raise Broken(f"the focus is on {ui.focus!r}, which is not there")


def check_file(visitor: Visitor) -> None:
    """Raise ``Broken`` unless the journey goes through JSON and comes back."""
    journey = visitor.director.journey
    try:
        text = json.dumps(journey.to_dict(), allow_nan=False)
        back = type(journey).from_dict(json.loads(text)).to_dict()
    except (TypeError, ValueError) as problem:
        raise Broken(f"the journey cannot be written and read: {problem}") from problem
    if json.dumps(back) != text:
        raise Broken("the journey comes back different from its file")


def calm_down(visitor: Visitor) -> None:
    """All let go: nothing may stay held."""
    for finger in range(6):
        visitor.frame(visitor.finger(pygame.FINGERUP, (5, 5), finger))
    visitor.frame(visitor.mouse(pygame.MOUSEBUTTONUP, (5, 5)))
    visitor.frame(*(event(pygame.KEYUP, key=key, mod=0, unicode="") for key in PLAY_KEYS),
                  event(pygame.JOYDEVICEREMOVED, instance_id=0))
    if visitor.app.reader._held.repeats(math.inf):
        raise Broken("an arrow is still held")
    visitor.frame()
    if visitor.director.ui._grips or visitor.app.reader._pointers:
        raise Broken(f"still held: {visitor.director.ui._grips}, {visitor.app.reader._pointers}")


def check_playable(visitor: Visitor) -> None:
    """Raise ``Broken`` unless, all boxes closed, the key for Continue continues."""
    for _ in range(3):
        if visitor.director.dialog is not None:
            visitor.key(pygame.K_ESCAPE)
    scene, time = visitor.scene, visitor.scene.player.t
    visitor.key(pygame.K_PAGEDOWN)
    visitor.frame()
    if visitor.scene is scene and visitor.scene.player.t == time:
        raise Broken(f"Continue does nothing in {scene.id} at {time:.2f} s, dialog {visitor.director.dialog}")


def run(events: int, seed: int, *, start: str | None = None, report: bool = False) -> int:
    """So many random events; returns how many frames that took. Raises with the last events in the message."""
    crowd, visitor = Crowd(seed), Visitor(start, size=SIZES[0], seed=seed)
    done = frames = 0
    last: deque[str] = deque(maxlen=4)
    began = time.perf_counter()
    while done < events:
        made = crowd.events(visitor)
        last.append(f"{visitor.scene.id} {visitor.scene.player.t:.2f}: {[str(m) for m in made]}")
        try:
            visitor.frame(*made, dt=crowd.rng.choice((STEP, STEP, 2 * STEP, 5 * STEP, 0.4)))
            check(visitor)
            if frames % 50 == 0:
                check_file(visitor)
            if frames % CALM_EVERY == CALM_EVERY - 1:
                calm_down(visitor)
                check_playable(visitor)
                crowd.fingers.clear()
                crowd.mouse_down = False
        except Exception as problem:
            raise Broken(f"seed {seed}, event {done}, frame {frames}: {problem!r}\n  " + "\n  ".join(last)) from problem
        visitor.director.leaving = False
        visitor.app.running = True
        done += len(made)
        frames += 1
        if report and frames % 5000 == 0:
            print(f"seed {seed}: {done} events, {frames} frames, {time.perf_counter() - began:.0f} s, in "
                  f"{visitor.scene.id}, {visitor.app.canvas.cache.bytes / 2**20:.0f} MiB of sprites", flush=True)
    calm_down(visitor)
    check_file(visitor)
    return frames


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scene", help="start in this chapter")
    args = parser.parse_args()
    headless()
    os.chdir(tempfile.mkdtemp(prefix="ai-brain-fuzz-"))  # pictures that visitors keep go there
    try:
        frames = run(args.events, args.seed, start=args.scene, report=True)
    except Broken as problem:
        print(problem, file=sys.stderr)
        raise
    print(f"{args.events} events in {frames} frames, seed {args.seed}: nothing broke")
    return 0


if __name__ == "__main__":
    sys.exit(main())
