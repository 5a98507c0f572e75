"""What the visitor asked for in one turn: by the buttons around the stage, or through a chapter's wish."""

from __future__ import annotations

from dataclasses import dataclass

from game.settings import Settings


@dataclass
class Asked:
    """Nothing at first; whoever offers a button notes here that it was pressed."""

    go: str | None = None
    seek: float | None = None
    forward: bool = False
    back: bool = False
    home: bool = False
    dialog: str | None = None
    """The box that is to be opened."""
    settings: Settings | None = None
    language: bool = False
    language_code: str | None = None
    picture: bool = False
    tell: str | None = None
    """The number whose card is to be opened or closed."""

    def heed(self, wish: str | None) -> None:
        """Note a chapter's wish (see ``Scene.wish``)."""
        kind, _, which = (wish or "").partition(":")
        if kind == "language":
            self.language_code = which
        elif kind == "tell":
            self.tell = which
        elif kind == "picture":
            self.picture = True
        elif kind == "next":
            self.forward = True
        elif kind == "back":
            self.back = True
        elif kind:
            self.go = self.go or kind
