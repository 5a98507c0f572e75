"""Chapter 6, backpropagation: the scene, and beside it one file for each of its parts."""

from game.scenes.backprop.scene import BackpropScene

__all__ = ["BackpropScene"]
