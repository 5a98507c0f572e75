"""Chapter 3, the architecture: the scene, and beside it one file for each of its parts."""

from game.scenes.architecture.scene import ArchitectureScene

__all__ = ["ArchitectureScene"]
