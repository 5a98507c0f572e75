"""A file that is kept is whole or not there, whatever happens."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from game.core import keep
from tests import killed


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "brain.py"
    keep.write_new(path, "wörds\n")
    assert path.read_bytes() == "wörds\n".encode()
    with pytest.raises(FileExistsError):
        keep.write_new(path, "others")
    assert path.read_text(encoding="utf-8") == "wörds\n"
    assert os.listdir(tmp_path) == ["brain.py"]


def test_a_file_written_again_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "shot.png"
    for content in (b"old", b"new"):
        keep.write(path, content)
        assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["shot.png"]


@pytest.mark.parametrize("save", [keep.write, keep.write_new])
def test_a_full_disk_leaves_nothing_behind_and_the_old_as_it_was(save, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "brain.png"
    if save is keep.write:
        path.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        save(path, b"new")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == ([b"old"] if save is keep.write else [])


def test_where_files_cannot_be_linked_a_new_one_is_still_whole_and_takes_nothing(tmp_path: Path, monkeypatch) -> None:
    def unlinkable(*paths: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", unlinkable)
    path = tmp_path / "brain.png"
    keep.write_new(path, b"mine")
    with pytest.raises(FileExistsError):
        keep.write_new(path, b"yours")
    assert path.read_bytes() == b"mine"
    assert os.listdir(tmp_path) == ["brain.png"]


def test_free_names_count_on(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        names.append(keep.free_name(tmp_path, "my_brain", ".png").name)
        keep.write_new(tmp_path / names[-1], b"x")
    assert names == ["my_brain.png", "my_brain-2.png", "my_brain-3.png"]


def test_killed_while_saving_it_leaves_old_or_new_and_never_half() -> None:
    killed.kill(12)
