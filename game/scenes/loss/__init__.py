"""Chapter 5, measuring failure: the scene, and beside it one file for each of its parts."""

from game.scenes.loss.scene import LossScene

__all__ = ["LossScene"]
