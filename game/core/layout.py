"""Where the five regions of the screen lie, in landscape and in portrait."""

from __future__ import annotations

from dataclasses import dataclass

from game.core.geometry import Rect

LANDSCAPE = (1920.0, 1080.0)
PORTRAIT = (1080.0, 1920.0)
TARGET = 88.0
"""The smallest side of a touch target, in design units."""
GROWTH = 1.3
"""What stands in one line on the stage follows the visitor's text size so far, where there is room."""


@dataclass(frozen=True)
class Layout:
    """The regions of one orientation. Everything a chapter draws lies inside ``stage``.

    ``prompt`` holds the challenge, ``tray`` is room for a chapter's own controls near the actions.
    """

    portrait: bool
    width: float
    height: float
    header: Rect
    tools: Rect
    stage: Rect
    prompt: Rect
    tray: Rect
    caption: Rect
    back: Rect
    forward: Rect
    rail: Rect
    text_scale: float = 1.0
    """The visitor's text size it was made for."""

    @property
    def growth(self) -> float:
        """How much larger than at 100 % a line on the stage may be."""
        return min(self.text_scale, GROWTH)

    @property
    def screen(self) -> Rect:
        return Rect(0, 0, self.width, self.height)


def _large(text_scale: float) -> float:
    """How much of the room that large text takes from the stage is taken: all of it from 150 % on."""
    return min(1.0, 2.0 * (text_scale - 1.0))


def landscape(text_scale: float = 1.0) -> Layout:
    """1920 x 1080: caption and actions side by side below the stage."""
    grow = 74.0 * _large(text_scale)
    caption = Rect(64, 868 - grow, 1136, 140 + grow)
    return Layout(False, *LANDSCAPE, header=Rect(64, 36, 1200, 108), tools=Rect(1452, 32, 412, 92),
                  stage=Rect(64, 156, 1792, caption.y - 84 - 156),
                  prompt=Rect(64, caption.y - 72, 1136, 58), tray=Rect(1240, caption.y - 76, 616, 88), caption=caption,
                  back=Rect(1240, 894, 108, 108), forward=Rect(1380, 894, 476, 108),
                  rail=Rect(64, 1014, 1136, 58), text_scale=text_scale)


def portrait(text_scale: float = 1.0) -> Layout:
    """1080 x 1920: one region below another. The challenge has two lines where large text needs them."""
    large = _large(text_scale)
    prompt = 60 + 28 * large
    caption = Rect(56, 1452 - 82 * large, 968, 200 + 92 * large)
    return Layout(True, *PORTRAIT, header=Rect(56, 44, 540, 120), tools=Rect(612, 44, 412, 92),
                  stage=Rect(56, 184, 968, caption.y - prompt - 30 - 184),
                  prompt=Rect(56, caption.y - prompt - 16, 968, prompt),
                  tray=Rect(56, caption.y - prompt - 124, 968, 88), caption=caption,
                  back=Rect(56, 1684, 120, 120), forward=Rect(212, 1684, 812, 120),
                  rail=Rect(56, 1832, 968, 66), text_scale=text_scale)


def layout_for(width: int, height: int, text_scale: float = 1.0) -> Layout:
    """The layout that wastes least of a window of that shape."""
    return portrait(text_scale) if height > width * 1.12 else landscape(text_scale)
