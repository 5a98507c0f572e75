"""The title: the scene, and beside it one file for each of its parts."""

from game.scenes.intro.scene import IntroScene

__all__ = ["IntroScene"]
