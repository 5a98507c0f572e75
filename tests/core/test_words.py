"""Words come from files, and a file that cannot be used says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.core.words import Words, WordsError, languages


def write(folder: Path, text: str, language: str = "en") -> Path:
    (folder / f"{language}.toml").write_text(text, encoding="utf-8")
    return folder


def test_nested_tables_become_dotted_ids(tmp_path: Path) -> None:
    words = Words.load(write(tmp_path, '[a]\nb = "one"\n[a.c]\n0 = "two {n}"\n'), "en")
    assert words("a.b") == "one"
    assert words("a.c.0", n=3) == "two 3"
    assert words.keys() == ["a.b", "a.c.0"]
    assert "a.b" in words
    assert "a.x" not in words


def test_a_missing_key_names_itself_and_the_file(tmp_path: Path) -> None:
    words = Words.load(write(tmp_path, 'a = "x"'), "en")
    with pytest.raises(WordsError, match=r"en\.toml.*'b\.c'"):
        words("b.c")


def test_a_missing_language_names_those_there_are(tmp_path: Path) -> None:
    write(tmp_path, 'a = "x"')
    write(tmp_path, 'a = "x"', "de")
    with pytest.raises(WordsError, match=r"'fr'.*de, en"):
        Words.load(tmp_path, "fr")
    assert languages(tmp_path) == ["de", "en"]


@pytest.mark.parametrize("text", ["a = ", "a = 3", "[a\nb = 'x'", 'a = "x"\na = "y"'])
def test_a_damaged_file_names_itself(tmp_path: Path, text: str) -> None:
    with pytest.raises(WordsError, match=r"en\.toml"):
        Words.load(write(tmp_path, text), "en")


def test_a_file_in_another_encoding_names_itself(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_bytes('a = "ä"'.encode("latin-1"))
    with pytest.raises(WordsError, match=r"en\.toml"):
        Words.load(tmp_path, "en")


def test_places_are_found(tmp_path: Path) -> None:
    words = Words.load(write(tmp_path, 'a = "{x} of {y:.2f}, {x}"'), "en")
    assert words.places("a") == {"x", "y"}
