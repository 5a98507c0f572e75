"""What the journey sounds like: tones made in numpy, played where there is a sound device."""

from game.sound.speaker import Speaker

__all__ = ["Speaker"]
