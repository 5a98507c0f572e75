"""Who may import whom, read from the source: the layers of the house stay layers."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

from game.scenes import SCENES

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted([*(ROOT / "brain").rglob("*.py"), *(ROOT / "game").rglob("*.py"), ROOT / "main.py"])
CHAPTERS = {scene.id for scene in SCENES}
STANDARD = set(sys.stdlib_module_names)

BELOW: dict[str, tuple[str, ...]] = {
    "brain": ("brain", "numpy"),
    "game.core": ("game.core",),
    "game.input": ("game.input", "game.core", "pygame"),
    "game.ui": ("game.ui", "game.core", "pygame"),
    "game.draw": ("game.draw", "game.core", "pygame", "numpy"),
    "game.sound": ("game.sound", "game.core", "pygame", "numpy"),
    "game.journey": ("brain", "game.core", "numpy"),
    "game.guesses": ("game.journey",),
    "game.scores": ("game.journey",),
    "game.settings": ("game.core",),
    "game.files": ("game.core",),
    "game.facts": ("brain", "game.core", "game.draw"),
    "game.names": ("brain", "game.core"),
    "game.ear": ("game.core", "game.scene"),
    "game.asked": ("game.settings",),
    "game.challenge": ("game.scene",),
    "game.scrub": ("game.core", "game.scene", "game.ui"),
    "game.chrome": ("game.asked", "game.rail", "game.core", "game.draw", "game.scene", "game.ui"),
    "game.rail": ("game.asked", "game.core", "game.draw", "game.scene", "game.ui"),
    "game.display": ("game.core", "game.draw", "game.settings", "game.ui"),
    "game.dialogs": ("game.display", "game.core", "game.draw", "game.settings", "game.ui"),
    "game.opener": ("game.core", "game.draw", "game.facts", "game.scene", "game.ui"),
    "game.curtain": ("game.core", "game.draw", "game.scene", "pygame"),
    "game.picture": ("game.chrome", "game.curtain", "game.dialogs", "game.opener", "game.core", "game.draw",
                     "game.scene"),
    "game.programs": ("brain", "game.core", "game.files", "numpy"),
    "game.scene": ("game.core", "game.draw", "game.ui", "game.journey", "game.facts", "brain", "numpy"),
    "game.scenes": ("game.scenes", "game.scene", "game.journey", "game.guesses", "game.facts", "game.names",
                    "game.programs", "game.scores", "game.core", "game.ui", "game.draw", "brain", "numpy"),
    "main": ("game.cli",),
}
"""What each layer may import besides the standard library. What is not named here stands on top of all these."""
TOP = {"game.app", "game.cli", "game.dev", "game.exhibit", "main"}
"""The only ones that may import the app and the director."""
GUARDS = {("game.programs", "thread_time")}
"""The one clock besides the app's: it stops a visitor's program that would never end; no picture depends on it."""
RUN_TIME = ("pygame", "numpy", "brain", "game")


def name_of(path: Path) -> str:
    """``game/core/words.py`` is ``game.core.words``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports_of(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it, ``from game.core import x`` as ``game.core.x``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = path.relative_to(ROOT).parent.parts
                base = base[: len(base) - node.level + 1]
                found |= {".".join((*base, node.module or "", alias.name)).replace("..", ".") for alias in node.names}
                continue
            assert all(alias.name != "*" for alias in node.names), f"{path}: import names, not *"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def inside(module: str, layer: str) -> bool:
    return module == layer or module.startswith(f"{layer}.")


def layer_of(module: str) -> str | None:
    return next((layer for layer in sorted(BELOW, key=len, reverse=True) if inside(module, layer)), None)


def chapter_of(module: str) -> str | None:
    """The chapter a module of ``game.scenes`` belongs to: its folder; none for the parts that all share."""
    folder = module.removeprefix("game.scenes").lstrip(".").split(".")[0]
    return folder if folder in CHAPTERS else None


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_go_downwards_only(path: Path) -> None:
    module = name_of(path)
    layer = layer_of(module)
    allowed = RUN_TIME if layer is None else BELOW[layer]
    wrong = sorted(name for name in imports_of(path)
                   if name.split(".")[0] not in STANDARD and not any(inside(name, a) for a in allowed))
    assert not wrong, f"{module} may import {', '.join(allowed)} and the standard library, not {', '.join(wrong)}"


@pytest.mark.parametrize("path", [p for p in FILES if chapter_of(name_of(p))], ids=name_of)
def test_a_chapter_knows_no_other_chapter(path: Path) -> None:
    own = chapter_of(name_of(path))
    others = {name for name in imports_of(path) if inside(name, "game.scenes") and chapter_of(name) not in (None, own)}
    assert not others, f"{name_of(path)} reaches into another chapter: {', '.join(sorted(others))}"


def test_nothing_imports_the_app_but_what_starts_it() -> None:
    wrong = [name_of(path) for path in FILES
             if any(inside(name, "game.app") for name in imports_of(path))
             and not any(inside(name_of(path), top) for top in TOP)]
    assert not wrong


def test_only_the_app_knows_the_director() -> None:
    wrong = [name_of(path) for path in FILES if not any(inside(name_of(path), top) for top in TOP)
             and name_of(path) != "game.director"
             and any(inside(name, "game.director") for name in imports_of(path))]
    assert not wrong


def test_the_director_and_what_it_rests_on_know_nothing_of_pygame_but_the_curtain() -> None:
    """The curtain photographs the chapter that is left; all others draw through the canvas alone."""
    parts = [path for path in FILES if path.parent.name == "game" and "pygame" in imports_of(path)]
    assert [name_of(path) for path in parts] == ["game.curtain"]


@pytest.mark.parametrize(("part", "knows"), [
    ("idle", set()), ("options", {"idle"}), ("window", {"options"}), ("pictures", set()),
    ("app", {"idle", "options", "pictures", "window"}),
    ("loop", {"app", "options", "window"})])
def test_the_parts_of_the_app_stand_on_each_other(part: str, knows: set[str]) -> None:
    imports = imports_of(ROOT / "game" / "app" / f"{part}.py")
    assert {name.split(".")[2] for name in imports if name.startswith("game.app.")} == knows


@pytest.mark.parametrize("path", [p for p in FILES if not inside(name_of(p), "game.app")], ids=name_of)
def test_only_the_app_reads_clock_events_and_display(path: Path) -> None:
    if inside(name_of(path), "game.dev") or inside(name_of(path), "game.exhibit"):
        return
    source = path.read_text(encoding="utf-8")
    for reader in ("pygame.event.get", "pygame.display.", "pygame.time.", "time.time(", "time.monotonic(",
                   "perf_counter", "thread_time", "pygame.mouse.", "pygame.key.get_pressed"):
        assert reader not in source or (name_of(path), reader) in GUARDS, (
            f"{name_of(path)} uses {reader}: time, events and display are passed in")


def test_every_module_opens_with_a_sentence() -> None:
    silent = [name_of(path) for path in FILES if path.read_text(encoding="utf-8").strip()
              and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert not silent


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_pygame_is_used_only_as_far_as_both_distributions_go(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for name in ("aacircle", "gaussian_blur", "box_blur", "pygame.Window", "pygame.window", "fblits", "SysFont",
                 "pygame.geometry", "pygame.typing"):
        assert name not in source, f"{name_of(path)} uses {name}, which only one of the two pygames has"
