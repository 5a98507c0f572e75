"""Chapter training."""

from game.core.timeline import Timeline
from game.scene import Scene


class TrainingScene(Scene):
    """To be written."""

    id = "training"
    timeline = Timeline().stop()
