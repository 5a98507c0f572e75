"""Every word there must be is there, in every language, and every sign of it can be drawn."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from game import files
from game.core.words import Words, languages
from game.draw.theme import FACES, STYLES
from game.scenes import SCENES

GAME = Path(files.__file__).resolve().parent
FOLDER = files.assets() / "words"
LANGUAGES = languages(FOLDER)
ENGLISH = Words.load(FOLDER, "en")
KEYS = ENGLISH.keys()
CHAPTERS = {scene.id for scene in SCENES}
FORMULA = "0123456789+-−–·×÷=≠≈<>≤≥()[]{}.,:;!?%°√²³₀₁₂₃₄₅₆₇₈₉∂ΔΣσησ′→←↑↓∞±|/*_^#'\"…αβγλμτρθ∑∈"
BUILT = re.compile(r"\{[^{}]*\}")


@cache
def words_of(code: str) -> Words:
    return Words.load(FOLDER, code)


def keys_of(code: str) -> list[str]:
    return words_of(code).keys()


@cache
def glyphs(face: str) -> frozenset[int]:
    """The code points a bundled font has."""
    return frozenset(TTFont(files.assets() / "fonts" / FACES[face]).getBestCmap())


@cache
def strings() -> list[tuple[str, str]]:
    """Every string in the code of the game (not docstrings), f-strings with ``{}`` for their places: module, text."""
    found = []
    for path in sorted(GAME.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if id(node) in silent or id(node) in parts:
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append((path.stem, node.value))
            elif isinstance(node, ast.JoinedStr):
                text = "".join(p.value if isinstance(p, ast.Constant) else "{}" for p in node.values)
                found.append((path.stem, text))
    return found


# -- languages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_same_words(code: str) -> None:
    assert set(keys_of(code)) == set(KEYS)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_same_places(code: str) -> None:
    wrong = {key for key in KEYS if words_of(code).places(key) != ENGLISH.places(key)}
    assert not wrong


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_says_its_own_name(code: str) -> None:
    assert words_of(code)("language.name").strip()


def test_a_language_says_something_of_its_own() -> None:
    """A translation that is mostly English is none (numbers and formulas may be alike)."""
    for code in LANGUAGES:
        if code != "en":
            long = [key for key in KEYS if len(ENGLISH(key)) > 24]
            same = [key for key in long if words_of(code)(key) == ENGLISH(key)]
            assert len(same) < 0.1 * len(long), (code, same[:10])


# -- what chapters need ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.id)
def test_a_chapter_has_title_badge_number_and_a_caption_for_each_rest(scene, code: str) -> None:
    words = words_of(code)
    needed = {f"{scene.id}.{name}" for name in ("title", "badge", "number")}
    needed |= {f"{scene.id}.caption.{rest}" for rest in range(len(scene.timeline.rests))}
    assert needed <= set(words.keys())
    if scene.framed:
        empty = [key for key in needed if not words(key).strip(" …") and not key.endswith("number")]
        assert not empty


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.id)
def test_a_chapter_has_no_caption_for_a_rest_it_does_not_have(scene, code: str) -> None:
    captions = {key.split(".")[2] for key in keys_of(code) if key.startswith(f"{scene.id}.caption.")}
    beyond = {c for c in captions if c.isdecimal() and int(c) >= len(scene.timeline.rests)}
    assert not beyond


@pytest.mark.parametrize("scene", [s for s in SCENES if s.framed], ids=lambda s: s.id)
def test_captions_are_at_most_two_short_sentences(scene) -> None:
    for key in KEYS:
        if key.startswith(f"{scene.id}.caption."):
            text = ENGLISH(key)
            assert len(re.findall(r"[.!?](?:\s|$)", text)) <= 2, f"{key}: {text}"
            assert len(text) <= 190, f"{key}: {len(text)} characters"


def test_challenges_are_short() -> None:
    long = {key: len(ENGLISH(key)) for key in KEYS
            if key.count(".") == 1 and key.endswith(".challenge") and len(ENGLISH(key)) > 60}
    assert not long


def used(key: str) -> bool:
    """Whether some string of the code names the key, whole or with places to fill: ``f"{scene.id}.title"``."""
    for module, text in strings():
        if text == key or ("{}" in text and "." in text and _matches(text, key)):
            return True
        if key.startswith("programs.") and module == "programs":
            return True
    return False


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("[^ ]+?".join(re.escape(part) for part in text.split("{}")))


def _matches(text: str, key: str) -> bool:
    return _pattern(text).fullmatch(key) is not None


def test_no_word_is_unused() -> None:
    assert not [key for key in KEYS if not used(key)]


def test_no_word_is_missing() -> None:
    """Every string that looks like a chapter's id and a key is one."""
    sections = {key.split(".")[0] for key in KEYS} - CHAPTERS
    known, missing = set(KEYS), set()
    for path in sorted(GAME.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant) and (
                    (isinstance(node.func, ast.Attribute) and node.func.attr == "words")
                    or (isinstance(node.func, ast.Name) and node.func.id == "words")):
                key = node.args[0].value
                if isinstance(key, str) and key not in known:
                    missing.add(f"{path.name}: {key}")
    assert sections
    assert not missing


def test_places_are_filled_by_their_names() -> None:
    """A call that names its values names those of the text."""
    wrong = []
    for path in sorted(GAME.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            key = node.args[0].value
            given = {k.arg for k in node.keywords}
            if name == "words" and key in ENGLISH and None not in given and ENGLISH.places(key) - given:
                wrong.append(f"{path.name}: {key} needs {sorted(ENGLISH.places(key))}, gets {sorted(given)}")
    assert not wrong


def test_no_sentence_stands_in_the_code() -> None:
    """Words for visitors live in the word files: nothing in scenes, pictures or controls reads like a sentence."""
    loud = []
    for folder in ("scenes", "draw", "ui"):
        for path in sorted((GAME / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and (
                        node.func.attr in ("text", "paragraph")) and len(node.args) > 1:
                    arg = node.args[1]
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and re.search(
                            r"[A-Za-z]{3,} [A-Za-z]{2,}", arg.value):
                        loud.append(f"{path.name}: {arg.value!r}")
    assert not loud


# -- glyphs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("face", sorted(FACES))
def test_formulas_can_be_written_in_the_number_fonts(face: str) -> None:
    if not face.startswith("mono"):
        return
    missing = sorted({c for c in FORMULA if ord(c) not in glyphs(face)})
    assert not missing, f"{FACES[face]} has no {' '.join(missing)}"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("face", ["regular", "semibold", "bold"])
def test_every_letter_of_every_language_is_in_the_word_fonts(code: str, face: str) -> None:
    words = words_of(code)
    missing = {c: key for key in keys_of(code) for c in words(key) if c not in "\n" and ord(c) not in glyphs(face)}
    assert not missing, f"{FACES[face]} lacks {missing}"


def test_every_sign_in_the_code_is_in_some_face_of_both_families() -> None:
    text = {c for _, s in strings() for c in s if ord(c) > 127}
    missing = {c for c in text if ord(c) not in glyphs("mono") and ord(c) not in glyphs("regular")}
    assert not missing


def test_badges_and_what_else_is_set_in_mono_can_be_drawn_in_it() -> None:
    keys = [key for key in KEYS if key.endswith((".badge", ".number", "intro.live"))]
    for code in LANGUAGES:
        missing = {c: key for key in keys for c in words_of(code)(key) if ord(c) not in glyphs("mono")}
        assert not missing, (code, missing)


def test_every_drawn_line_has_its_glyphs_in_its_own_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """What chapters really draw: each line of every rest, in the face it is set in."""
    from game.draw.text import Typesetter
    from tests.visitor import Visitor

    missing: set[str] = set()
    line = Typesetter.line

    def watched(self, text, style, colour, shrink=1.0):
        missing.update(f"{c!r} of {text!r} in {style.face}" for c in text if ord(c) not in glyphs(style.face))
        return line(self, text, style, colour, shrink)

    monkeypatch.setattr(Typesetter, "line", watched)
    for scene in SCENES:
        visitor = Visitor(scene.id, size=(800, 450))
        visitor.app.canvas.marks = marks = []
        for rest in range(len(scene.timeline.rests)):
            visitor.at_rest(rest)
            visitor.frame()
        numbers = {c for mark in marks for c in mark.text if ord(c) > 127}
        missing.update(f"{c!r} in no font, {scene.id}" for c in numbers
                       if ord(c) not in glyphs("mono") | glyphs("regular"))
    assert not missing


def test_every_style_has_a_bundled_face_of_at_least_22_units() -> None:
    assert {style.face for style in STYLES.values()} <= set(FACES)
    assert min(style.size for style in STYLES.values()) >= 22
    assert all((files.assets() / "fonts" / name).is_file() for name in FACES.values())


def test_the_fonts_come_with_their_licences() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (files.assets() / "fonts").glob("OFL-*.txt")]
    assert len(texts) == 2
    assert all("SIL Open Font License" in text or "SIL OPEN FONT LICENSE" in text for text in texts)
