"""Chapter spark."""

from game.core.timeline import Timeline
from game.scene import Scene


class SparkScene(Scene):
    """To be written."""

    id = "spark"
    timeline = Timeline().stop()
