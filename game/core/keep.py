"""What a visitor takes home: files in the present folder, under names that are not taken yet.

A full disk or a pulled plug leaves the whole file or none of it: it is written beside its place, made to reach the
disk, and only then given its name.
"""

from __future__ import annotations

import os
from pathlib import Path

MOST = 10_000


def here() -> Path:
    """The present folder, also when it has been taken away meanwhile."""
    try:
        return Path.cwd()
    except OSError:
        return Path()


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """The first of ``stem.suffix``, ``stem-2.suffix`` ... that is not there yet; ``OSError`` if all are."""
    for number in range(1, MOST):
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}{suffix}"
        if not path.exists():
            return path
    raise FileExistsError(f"{folder.name} holds {MOST} files called {stem}; move some away")


def write(path: Path, content: str | bytes) -> None:
    """Write a file, in the place of one that is there: the old or the new, never half. ``OSError`` if it cannot be."""
    part = _written_beside(path, content)
    try:
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_new(path: Path, content: str | bytes) -> None:
    """Write a file that is not there yet, whole or not at all. ``OSError`` if it is there or cannot be written."""
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    part = _written_beside(path, content)
    try:
        _name(part, path)
    finally:
        part.unlink(missing_ok=True)


def _written_beside(path: Path, content: str | bytes) -> Path:
    """A file of this process's own beside ``path``, with the content on the disk."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return part


def _name(part: Path, path: Path) -> None:
    """Give ``part`` the name ``path``, which somebody may have taken meanwhile: a link refuses, a rename would not."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError, NotImplementedError):  # a file system without links, such as a stick's
        if path.exists():
            raise FileExistsError(f"{path} is there already") from None
        part.replace(path)
