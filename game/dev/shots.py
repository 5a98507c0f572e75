"""Draws frames without any window: one picture of one moment, or one sheet with every rest of every chapter."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pygame

from game.app import STEP, App, Options
from game.core import keep
from game.core.layout import layout_for
from game.draw.png import png
from game.scenes import SCENES

SETTLE_SECONDS = 1.5
"""Ambient seconds a shot lets pass, so that comets are on their way."""
SHEET_CELL = 640


def headless() -> None:
    """Prepare Pygame for drawing without a display."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    pygame.display.init()
    pygame.font.init()
    if pygame.display.get_surface() is None:
        pygame.display.set_mode((8, 8))


def picture(options: Options, seconds: float = SETTLE_SECONDS) -> pygame.Surface:
    """One frame of ``options.scene`` at story time ``options.at`` (its first rest if left out)."""
    app = App(options, surface=pygame.Surface(options.size, 0, 32))
    player = app.director.scene.player
    player.seek(options.at if options.at is not None else player.timeline.rests[0])
    for _ in range(round(seconds / STEP)):
        app.frame(STEP)
    return app.canvas.surface


def shot(options: Options, path: Path) -> None:
    """Draw one frame into a PNG. ``OSError`` if it cannot be written there."""
    headless()
    keep.write(path, png(picture(options)))


def contact_sheet(options: Options, path: Path) -> None:
    """Draw every chapter at each of its rests into one PNG. ``OSError`` if it cannot be written there."""
    headless()
    frames = []
    for scene in SCENES:
        for rest in scene.timeline.rests:
            frames.append(picture(replace(options, scene=scene.id, at=rest)))
    keep.write(path, png(tile(frames, options.size)))


def tile(frames: list[pygame.Surface], size: tuple[int, int]) -> pygame.Surface:
    """Frames side by side, scaled down, in rows."""
    wide = SHEET_CELL if not layout_for(*size).portrait else SHEET_CELL // 2
    tall = round(wide * size[1] / size[0])
    columns = min(len(frames), 4 if wide == SHEET_CELL else 8)
    rows = -(-len(frames) // columns)
    sheet = pygame.Surface((columns * (wide + 8) + 8, rows * (tall + 8) + 8), 0, 32)
    sheet.fill((40, 48, 66))
    for i, frame in enumerate(frames):
        at = (8 + (i % columns) * (wide + 8), 8 + (i // columns) * (tall + 8))
        sheet.blit(pygame.transform.smoothscale(frame, (wide, tall)), at)
    return sheet
