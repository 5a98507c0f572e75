"""Turns what Pygame reports into one Input a frame: fingers, mouse, keys and pads are one thing."""

from game.input.pads import Pads
from game.input.reader import Reader

__all__ = ["Pads", "Reader"]
