"""What a visitor takes home: files in the present folder, under names that are not taken yet."""

from __future__ import annotations

from pathlib import Path

MOST = 10_000


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """The first of ``stem.suffix``, ``stem-2.suffix`` ... that is not there yet; ``OSError`` if all are."""
    for number in range(1, MOST):
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}{suffix}"
        if not path.exists():
            return path
    raise FileExistsError(f"{folder.name} holds {MOST} files called {stem}; move some away")


def write_new(path: Path, text: str) -> None:
    """Write a text file that is not there yet, whole or not at all. ``OSError`` if it is there or cannot be written."""
    with path.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
        except OSError:
            path.unlink(missing_ok=True)
            raise
