"""Where the parts of the title lie."""

from __future__ import annotations

from game.core.geometry import Rect
from game.core.layout import Layout


class Places:
    """Where the title's parts lie."""

    def __init__(self, layout: Layout) -> None:
        large = layout.growth > 1.0
        """Whether what is said below the title needs more room."""
        if layout.portrait:
            self.network = Rect(70, 170, 940, 1290)
            self.title = Rect(60, 560, 960, 260)
            self.subtitle = Rect(100, 836, 880, 160 if large else 110)
            self.button = Rect(190, 1040 if large else 1000, 700, 132)
            self.languages = Rect(60, 1600, 960, 88)
            self.footer = Rect(60, 1738, 960, 104)
        else:
            self.network = Rect(92, 120, 1736, 640)
            self.title = Rect(160, 300, 1600, 160)
            self.subtitle = Rect(260, 436, 1400, 132) if large else Rect(260, 452, 1400, 74)
            self.button = Rect(700, 584, 520, 120)
            self.languages = Rect(400, 876, 1120, 84)
            self.footer = Rect(60, 980, 1800, 68)
        across = self.title.w * (1.02 if layout.portrait else 0.98)
        top = self.title.y - 50
        self.shade = Rect(self.title.cx - across / 2, top, across, self.subtitle.bottom + 60 - top)
