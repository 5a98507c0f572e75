"""Chapter backprop."""

from game.core.timeline import Timeline
from game.scene import Scene


class BackpropScene(Scene):
    """To be written."""

    id = "backprop"
    timeline = Timeline().stop()
