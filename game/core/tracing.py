"""Runs a short program to its end and keeps what every line did, so that it can be read step by step, both ways."""

from __future__ import annotations

import ast
import pickle
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import CodeType, FrameType, ModuleType, SimpleNamespace
from typing import Any

MOST_STEPS = 2000
"""A program that runs longer than this is stopped: the ones shown need a hundred or two."""
MOST_SECONDS = 2.0
DOORS = {"format", "format_map", "mro"}
FRAMES = ("gi_", "cr_", "ag_", "f_", "tb_", "co_")
"""Through these, and through names that begin with an underscore, Python code reaches the rest of Python."""
SILENT = ("def ", "class ", "import ", "from ")
"""Lines that begin like this only introduce names; they are a step only if they bring a value."""


class ProgramError(RuntimeError):
    """A program that was to be shown failed or did not end: the message names program and line."""


@dataclass(frozen=True)
class Step:
    """What one line did. ``line`` counts from 1, ``scope`` is the function it stands in ("" outside).

    ``values`` are the variables of that scope after the line, by name, ``changed`` the names it changed.
    A line that calls one of the program's own functions comes twice: when it ``begins``, and when it is done.
    """

    line: int
    scope: str
    values: Mapping[str, Any]
    changed: frozenset[str] = frozenset()
    begins: bool = False
    returns: bool = False
    returned: Any = None


@dataclass
class _Open:
    """A function that has not returned: the line it is at, and its variables as they were before that line."""

    line: int = 0
    place: int = -1
    before: Mapping[str, bytes] | None = None


def run(source: str, name: str, namespace: dict[str, Any], *, most: int = MOST_STEPS,
        clock: Callable[[], float] | None = None, seconds: float = MOST_SECONDS) -> tuple[Step, ...]:
    """Execute ``source`` in ``namespace`` and return its steps.

    Only what ``namespace`` holds can be reached; its ``__builtins__`` must be given, so that nothing slips in.
    Raises ``ProgramError`` if it fails, takes more than ``most`` steps, or (with a ``clock``) more than ``seconds``.
    """
    if "__builtins__" not in namespace:
        raise ProgramError(f"{name}: the namespace must say which builtins there are; add __builtins__")
    watch = _Watch(name, source.split("\n"), most, clock, seconds)
    watch.execute(compile(_harmless(source, name), name, "exec"), namespace)
    return tuple(watch.steps)


def _harmless(source: str, name: str) -> ast.Module:
    """The parsed program. Raises ``ProgramError`` for a name that would lead out of its namespace."""
    try:
        tree = ast.parse(source, name)
    except SyntaxError as problem:
        raise ProgramError(f"{name}, line {problem.lineno}: SyntaxError: {problem.msg}") from problem
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            reached, leads_out = node.attr, node.attr in DOORS or node.attr.startswith(("_", *FRAMES))
        elif isinstance(node, ast.Name):
            reached, leads_out = node.id, node.id.startswith("_")
        else:
            continue
        if leads_out:
            raise ProgramError(f"{name}, line {node.lineno}: {reached} leads out of the program; choose another name")
    return tree


class _Watch:
    """Writes the steps down while the program runs."""

    def __init__(self, name: str, lines: list[str], most: int, clock: Callable[[], float] | None,
                 seconds: float) -> None:
        self.name, self.lines, self.most = name, lines, most
        self.clock, self.end = clock, (clock() + seconds if clock else 0.0)
        self.steps: list[Step] = []
        self.lines_run = 0
        self._open: dict[FrameType, _Open] = {}
        self._kept: dict[bytes, Any] = {}

    def execute(self, code: CodeType, namespace: dict[str, Any]) -> None:
        before = sys.gettrace()
        sys.settrace(self._enter)
        try:
            exec(code, namespace)
        except ProgramError:
            raise
        except Exception as problem:
            line = self.steps[-1].line if self.steps else 0
            raise ProgramError(f"{self.name}, line {line}: {type(problem).__name__}: {problem}") from problem
        finally:
            sys.settrace(before)

    def _enter(self, frame: FrameType, event: str, arg: Any) -> Any:
        if frame.f_code.co_filename != self.name:
            return None
        self._open[frame] = _Open()
        return self._line

    def _line(self, frame: FrameType, event: str, arg: Any) -> Any:
        if event == "line":
            self._bound(frame)
            self._finish(frame)
            self._begin(frame)
        elif event == "return":
            self._finish(frame, returns=True, returned=arg)
            del self._open[frame]
        return self._line

    def _bound(self, frame: FrameType) -> None:
        """Stop a program that does not end."""
        self.lines_run += 1
        late = self.clock is not None and self.clock() > self.end
        if self.lines_run > self.most or late:
            limit = "time" if late else f"{self.most} steps"
            raise ProgramError(f"{self.name}, line {frame.f_lineno}: still running after its {limit}; shorten it")

    def _begin(self, frame: FrameType) -> None:
        state, packed = self._open[frame], _pack(frame.f_locals)
        state.line, state.before, state.place = frame.f_lineno, packed, len(self.steps)
        self.steps.append(Step(frame.f_lineno, _scope(frame), self._unpack(packed), begins=True))

    def _finish(self, frame: FrameType, *, returns: bool = False, returned: Any = None) -> None:
        """The line this function was at is done: note what it changed, there or in a second step."""
        state = self._open[frame]
        if state.before is None:
            return
        packed = _pack(frame.f_locals)
        changed = frozenset(key for key, value in packed.items() if state.before.get(key) != value)
        gives = returns and "return" in self.lines[state.line - 1]
        step = Step(state.line, _scope(frame), self._unpack(packed), changed, returns=gives,
                    returned=self._copy(returned) if gives else None)
        state.before = None
        if state.place < len(self.steps) - 1:
            self.steps.append(step)
        elif not changed and not gives and self.lines[state.line - 1].lstrip().startswith(SILENT):
            self.steps.pop()
        else:
            self.steps[state.place] = step

    def _unpack(self, packed: Mapping[str, bytes]) -> dict[str, Any]:
        """Copies of the values; a value that did not change is the same object in every step."""
        for value in packed.values():
            if value not in self._kept:
                self._kept[value] = pickle.loads(value)
        return {name: self._kept[value] for name, value in packed.items()}

    def _copy(self, value: Any) -> Any:
        return self._unpack(_pack({"value": value})).get("value")


def _scope(frame: FrameType) -> str:
    return "" if frame.f_code.co_name == "<module>" else frame.f_code.co_name


def _pack(variables: Mapping[str, Any]) -> dict[str, bytes]:
    """The data among the variables as bytes: comparable, and safe from what happens later.

    An object's own variables stand beside the others as ``name.variable``.
    """
    packed = {}
    for name, value in variables.items():
        if name.startswith("_") or callable(value) or isinstance(value, ModuleType | SimpleNamespace):
            continue
        if type(value).__module__ == PROGRAM:
            inner = {f"{name}.{key}": part for key, part in vars(value).items()}
            packed.update(_pack(inner))
        elif not _holds_functions(value):
            packed[name] = pickle.dumps(value)
    return packed


def _holds_functions(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(callable(part) for part in value)


PROGRAM = "a program on the screen"
"""What ``__name__`` is in the namespace of a program: so its own classes are told from all others."""
