"""Chapter math."""

from game.core.timeline import Timeline
from game.scene import Scene


class MathScene(Scene):
    """To be written."""

    id = "math"
    timeline = Timeline().stop()
