"""Controls: what can be touched, decided anew each frame."""

from game.ui.ui import Touch, Ui

__all__ = ["Touch", "Ui"]
