"""The demo, will this student pass: the scene, and beside it one file for each of its parts."""

from game.scenes.demo.scene import DemoScene

__all__ = ["DemoScene"]
