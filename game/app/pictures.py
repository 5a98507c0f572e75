"""Saves pictures in the present folder, under names not taken yet: the screen, and the page a visitor keeps."""

from __future__ import annotations

import sys

import pygame

from game import files
from game.core import keep
from game.draw.canvas import Canvas
from game.draw.png import png
from game.scene import Scene

PAGE = (1920, 1080)
"""Pixels of the page a visitor keeps: larger than most windows."""


def keep_page(scene: Scene, canvas: Canvas) -> None:
    """Draw the scene's own page as ``canvas`` would, save it, and tell the scene how that went."""
    size = PAGE[::-1] if canvas.layout.portrait else PAGE
    page = Canvas(pygame.Surface(size, 0, 32), files.assets() / "fonts", canvas.theme, canvas.words)
    page.ground()
    scene.poster(page)
    try:
        file = keep.free_name(keep.here(), "my_brain", ".png")
        keep.write_new(file, png(page.surface))
    except (OSError, pygame.error) as problem:
        scene.kept(canvas.words, None, problem)
    else:
        scene.kept(canvas.words, file)


def keep_screen(screen: pygame.Surface) -> None:
    """Save what is on the screen; or say in one line why not."""
    try:
        keep.write_new(keep.free_name(keep.here(), "ai-brain", ".png"), png(screen))
    except (OSError, pygame.error) as problem:
        print(f"ai-brain: the screenshot cannot be written in {keep.here()} ({problem})", file=sys.stderr)
