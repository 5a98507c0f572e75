"""Taking the brain home: written as a program, or its page saved as a picture; and what became of it, in words."""

from __future__ import annotations

from pathlib import Path

from brain.export import to_python
from game.core import keep
from game.core.words import Words
from game.journey import Journey


def write_program(journey: Journey, folder: Path, words: Words) -> str:
    """Write the network as a program into ``folder``; returns where it is, or why it could not be written."""
    data = journey.data()
    try:
        path = keep.free_name(folder, "my_brain", ".py")
        keep.write_new(path, to_python(journey.network, data.x, path.name, data.y))
    except (OSError, ValueError) as problem:
        return told_kept("math.written", words, None, problem, folder)
    return told_kept("math.written", words, path)


def told_kept(key: str, words: Words, file: Path | None, problem: Exception | None = None,
              folder: Path | None = None) -> str:
    """That something is saved as ``file`` (the sentence ``key``), or that it could not be, and why."""
    if file is not None:
        return words(key, file=file.name, folder=file.resolve().parent.name)
    reason = getattr(problem, "strerror", None) or str(problem)
    return words("math.unwritten", folder=(folder or keep.here()).name, problem=reason)
