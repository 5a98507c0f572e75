"""Chapter demo."""

from game.core.timeline import Timeline
from game.scene import Scene


class DemoScene(Scene):
    """To be written."""

    id = "demo"
    timeline = Timeline().stop()
