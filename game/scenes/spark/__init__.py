"""Chapter 2, the spark: the scene, and beside it one file for each of its parts."""

from game.scenes.spark.scene import SparkScene

__all__ = ["SparkScene"]
