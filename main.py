"""Plays the journey: arguments in, the game out."""

import sys

from game.cli import main

if __name__ == "__main__":
    sys.exit(main())
