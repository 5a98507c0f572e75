"""Chapter forward."""

from game.core.timeline import Timeline
from game.scene import Scene


class ForwardScene(Scene):
    """To be written."""

    id = "forward"
    timeline = Timeline().stop()
