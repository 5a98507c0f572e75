"""What a scene is: a chapter that is fully set up by the journey it is given, and drawn as a function of time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from game.core.facts import Fact
from game.core.layout import Layout
from game.core.notes import SILENT, Heard
from game.core.timeline import Cues, Player, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast
from game.facts import Traced
from game.journey import Journey
from game.ui import Ui


class Scene:
    """One chapter. ``step`` simulates, ``ui`` is touched, ``cast`` and ``draw`` read and never write.

    ``player`` holds the story time of the chapter. ``wish`` is what the scene asks of the director:
    ``"next"``, ``"back"``, the id of a chapter, ``"picture"``: its poster, saved as a file, or ``"tell:<number>"``:
    the card of a fact, opened or closed.
    """

    id: ClassVar[str]
    timeline: ClassVar[Timeline] = Timeline().stop()
    framed: ClassVar[bool] = True
    """Whether header, caption, actions and rail are shown around the stage."""

    pins: ClassVar[bool] = True
    """Whether the neurons on the stage carry their biases as pins (a chapter may show them in its own way)."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.player = Player(self.timeline)
        self.wish: str | None = None
        self.calm = False
        """Whether the visitor asked for less motion: what glides otherwise is there at once."""

    def step(self, dt: float) -> None:
        """Let ``dt`` seconds of simulation pass (always 1/60)."""

    def glide(self, dt: float) -> float:
        """The seconds of a glide that pass in a step: all of them where motion is reduced."""
        return 60.0 if self.calm else dt

    def ui(self, ui: Ui, cues: Cues) -> None:
        """Offer what can be touched, and act on it."""

    def cast(self, canvas: Canvas, cues: Cues) -> Cast | None:
        """The network on the stage; from one chapter to the next it flows from cast to cast."""
        return None

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        """Everything else on the stage, over the cast."""

    def traced(self) -> Traced | None:
        """The network and example on the stage, whose numbers can be opened; ``None`` if there are none."""
        journey = self.journey
        return Traced(journey.network, journey.x, journey.student)

    def facts(self, words: Words, layout: Layout, cues: Cues) -> Sequence[Fact]:
        """Further numbers of the stage that can be opened, besides those of the network."""
        return ()

    def heard(self) -> Heard:
        """What the scene sounds like at this moment: read after each step, never written to."""
        return SILENT

    def poster(self, canvas: Canvas) -> None:
        """Draw the page a visitor may keep; a scene that has one asks for it with the wish ``"picture"``."""

    def kept(self, words: Words, file: Path | None, problem: Exception | None = None) -> None:
        """The page was saved as ``file``, or could not be because of ``problem``."""

    def challenge(self) -> float | None:
        """How far the visitor has come with this chapter's challenge, 1 when it is solved; ``None``: not now."""
        return None

    def challenge_values(self) -> dict[str, Any]:
        """What the places in the challenge's task and hint stand for."""
        return {}

    def caption(self, words: Words, cues: Cues) -> str:
        """The words of the present rest, ``<id>.caption.<rest>``, filled with ``caption_values``."""
        return words(f"{self.id}.caption.{cues.rest}", **self.caption_values(cues))

    def caption_values(self, cues: Cues) -> dict[str, Any]:
        """What the places in the caption stand for."""
        return {}

    def forward_text(self, words: Words) -> str:
        """What the big button says: Continue, or at the chapter's end its own words if it has any."""
        key = f"{self.id}.forward"
        return words(key) if self.player.at_end and key in words else words("action.continue")
