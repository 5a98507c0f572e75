"""A picture as the bytes of a PNG file, so that a file is written whole or not at all."""

from __future__ import annotations

from io import BytesIO

import pygame


def png(surface: pygame.Surface) -> bytes:
    """The surface as PNG. Raises ``pygame.error`` where Pygame cannot make one."""
    file = BytesIO()
    pygame.image.save(surface, file, "picture.png")
    return file.getvalue()
