"""Every word on the screen, by id, in one language: read from a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter


class WordsError(ValueError):
    """A word file that cannot be used: the message names file, key and fix."""


class Words:
    """The words of one language. ``words("neuron.title")`` gives text, ``words("loss.now", loss=0.1)`` fills it."""

    def __init__(self, texts: Mapping[str, str], language: str = "en") -> None:
        self.language = language
        self._texts = dict(texts)

    @classmethod
    def load(cls, folder: Path, language: str) -> Words:
        """Read ``folder/<language>.toml``. Raises ``WordsError`` naming what is wrong and what there is."""
        path = folder / f"{language}.toml"
        if not path.is_file():
            raise WordsError(f"no words for language {language!r}; there are: {', '.join(languages(folder))}")
        try:
            tree = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise WordsError(f"{path.name}: {problem}; mend the file, it must be TOML in UTF-8") from problem
        return cls(dict(_flatten(tree, path.name)), language)

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of ``key``, with ``{name}`` places filled. Raises ``WordsError`` for an unknown key."""
        text = self._texts.get(key)
        if text is None:
            raise WordsError(f"{self.language}.toml has no text for {key!r}; add it")
        return text.format(**values) if values else text

    @property
    def decimal(self) -> str:
        """The sign between whole numbers and fractions."""
        return self._texts.get("language.decimal", ".")

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def keys(self) -> list[str]:
        """All ids, sorted."""
        return sorted(self._texts)

    def places(self, key: str) -> set[str]:
        """The names of the places ``{name}`` in a text; they must be alike in every language."""
        return {name for _, name, _, _ in Formatter().parse(self._texts[key]) if name}


def languages(folder: Path) -> list[str]:
    """The language codes there are words for."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def language_names(folder: Path) -> list[tuple[str, str]]:
    """Code and own name of every language, English first."""
    names = [(code, Words.load(folder, code)("language.name")) for code in languages(folder)]
    return sorted(names, key=lambda entry: (entry[0] != "en", entry[1]))


def _flatten(tree: Mapping[str, object], file: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _flatten(value, file, f"{name}.")
        elif isinstance(value, str):
            yield name, value
        else:
            raise WordsError(f"{file}: {name} must be text in quotes, not {value!r}")
