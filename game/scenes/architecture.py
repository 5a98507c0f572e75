"""Chapter architecture."""

from game.core.timeline import Timeline
from game.scene import Scene


class ArchitectureScene(Scene):
    """To be written."""

    id = "architecture"
    timeline = Timeline().stop()
