"""What the command line asks of the program."""

from __future__ import annotations

from dataclasses import dataclass

from game.app.idle import SECONDS
from game.settings import Settings


@dataclass(frozen=True)
class Options:
    """Where to start, how large, how fast, and with which settings."""

    scene: str | None = None
    at: float | None = None
    seed: int = 0
    size: tuple[int, int] = (1280, 720)
    language: str = "en"
    fullscreen: bool = False
    speed: float = 1.0
    frames: int | None = None
    theme: str = "standard"
    text_scale: float = 1.0
    reduced_motion: bool = False
    mute: bool = False
    kiosk: bool = False
    idle: float = SECONDS
    """In a kiosk: after so many seconds without a touch it is asked whether anybody is there."""

    @property
    def settings(self) -> Settings:
        """The settings that every visitor finds at first."""
        return Settings(self.language, self.text_scale, self.theme, self.reduced_motion, sound=not self.mute)
