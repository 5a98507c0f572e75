"""The maths, and your brain: the scene, and beside it one file for each of its parts."""

from game.scenes.math.scene import MathScene

__all__ = ["MathScene"]
