"""Chapter intro."""

from game.core.timeline import Timeline
from game.scene import Scene


class IntroScene(Scene):
    """To be written."""

    id = "intro"
    timeline = Timeline().stop()
