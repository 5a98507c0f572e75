"""``python -m tests.golden [NAME or CHAPTER ...]`` draws the golden pictures anew: look at them, then keep them."""

from __future__ import annotations

import os
import sys

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame

from game.dev.shots import headless
from tests import golden


def main(wanted: list[str]) -> int:
    """Draw all pictures, or those named; remove those that belong to nothing any more."""
    headless()
    known = golden.names()
    unknown = set(wanted) - {part for name, chapter, *_ in known for part in (name, chapter)}
    if unknown:
        print(f"no such picture: {', '.join(sorted(unknown))}; there are {', '.join(name for name, *_ in known)}",
              file=sys.stderr)
        return 2
    for name, chapter, rest, size in known:
        if not wanted or name in wanted or chapter in wanted:
            pygame.image.save(golden.draw(chapter, rest, size), str(golden.path_of(name)))
            print(golden.path_of(name).name)
    for stale in set(golden.FOLDER.glob("*.png")) - {golden.path_of(name) for name, *_ in known}:
        stale.unlink()
        print(f"removed {stale.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
