"""Chapter loss."""

from game.core.timeline import Timeline
from game.scene import Scene


class LossScene(Scene):
    """To be written."""

    id = "loss"
    timeline = Timeline().stop()
