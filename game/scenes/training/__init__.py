"""Chapter 7, the training loop: the scene, and beside it one file for each of its parts."""

from game.scenes.training.scene import TrainingScene

__all__ = ["TrainingScene"]
