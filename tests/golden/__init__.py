"""Golden pictures: how the first and the last rest of every chapter looked when somebody last said that it is good."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame

from game.app import STEP
from game.scenes import SCENES
from tests.visitor import Visitor

FOLDER = Path(__file__).resolve().parent
FAILED = FOLDER / "failed"
LANDSCAPE = (640, 360)
PORTRAIT = (360, 640)
UPRIGHT = ("neuron", "training", "demo")
"""The chapters that are also kept in portrait, at their last rest."""
DRAWN = 2
"""Pictures are drawn so many times as big as they are kept, and scaled down: edges then hardly differ."""
FRAMES = 40
"""Steps of simulation before the picture is taken: what loads over several frames has come."""
NOW = 3.2
MEAN_APART = 1.5
"""Mean absolute difference (of 255) on a picture scaled down to a quarter that is still the same picture."""
LEVELS = 8
FAR = 40
FAR_SHARE = 0.01
"""At most this share of those pixels may be further apart than ``FAR``."""


def names() -> list[tuple[str, str, int, tuple[int, int]]]:
    """Name, chapter, rest and size of every golden picture there has to be."""
    return list(_names())


def _names() -> Iterator[tuple[str, str, int, tuple[int, int]]]:
    for scene in SCENES:
        last = len(scene.timeline.rests) - 1
        for rest in sorted({0, last}):
            yield f"{scene.id}-{'first' if rest == 0 else 'last'}", scene.id, rest, LANDSCAPE
        if scene.id in UPRIGHT:
            yield f"{scene.id}-portrait", scene.id, last, PORTRAIT


def draw(chapter: str, rest: int, size: tuple[int, int]) -> pygame.Surface:
    """The picture as the program draws it now."""
    visitor = Visitor(chapter, size=(size[0] * DRAWN, size[1] * DRAWN))
    visitor.scene.player.seek(visitor.scene.timeline.rests[rest])
    visitor.wait(FRAMES * STEP)
    visitor.director.now = NOW
    for _ in range(60):
        visitor.frame(dt=0.0)
    return _posterised(pygame.transform.smoothscale(visitor.app.window.target(), size))


def _posterised(surface: pygame.Surface) -> pygame.Surface:
    """With every colour rounded to a step of ``LEVELS``: the fine grain of the ground makes files six times as big."""
    pixels = pygame.surfarray.array3d(surface) // LEVELS * LEVELS + LEVELS // 2
    return _plain(pygame.surfarray.make_surface(pixels))


def path_of(name: str) -> Path:
    """Where a golden picture is kept."""
    return FOLDER / f"{name}.png"


def load(name: str) -> pygame.Surface | None:
    """The golden picture, or ``None`` if nobody has made it yet."""
    return pygame.image.load(str(path_of(name))) if path_of(name).is_file() else None


def apart(actual: pygame.Surface, golden: pygame.Surface) -> tuple[float, float]:
    """Mean absolute difference, and the share of pixels far off, both on pictures scaled down to a quarter."""
    size = (actual.get_width() // 4, actual.get_height() // 4)
    a, b = (pygame.surfarray.array3d(pygame.transform.smoothscale(_plain(s), size)).astype(int)
            for s in (actual, golden))
    difference = np.abs(a - b)
    return float(difference.mean()), float((difference.max(axis=2) > FAR).mean())


def side_by_side(name: str, actual: pygame.Surface, golden: pygame.Surface | None) -> Path:
    """Write expected, actual and their difference (four times as strong) beside each other; returns the file."""
    wide, tall = actual.get_size()
    sheet = pygame.Surface((3 * wide + 16, tall), 0, 32)
    sheet.fill((255, 0, 255))
    if golden is not None and golden.get_size() == actual.get_size():
        sheet.blit(_plain(golden), (0, 0))
        a, b = (pygame.surfarray.array3d(_plain(s)).astype(int) for s in (actual, golden))
        strong = pygame.surfarray.make_surface(np.minimum(255, 4 * np.abs(a - b)).astype(np.uint8))
        sheet.blit(strong, (2 * wide + 16, 0))
    sheet.blit(actual, (wide + 8, 0))
    FAILED.mkdir(exist_ok=True)
    target = FAILED / f"{name}.png"
    pygame.image.save(sheet, str(target))
    return target


def _plain(surface: pygame.Surface) -> pygame.Surface:
    """As 32 bits a pixel without transparency, whatever the file was."""
    copy = pygame.Surface(surface.get_size(), 0, 32)
    copy.blit(surface, (0, 0))
    return copy
