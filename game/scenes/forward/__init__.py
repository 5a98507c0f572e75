"""Chapter 4, forward propagation: the scene, and beside it one file for each of its parts."""

from game.scenes.forward.scene import ForwardScene

__all__ = ["ForwardScene"]
