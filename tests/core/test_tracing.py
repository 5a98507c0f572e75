"""Programs run to their end, line by line, and no further than they may."""

from __future__ import annotations

import sys
from itertools import count

import pytest

from game.core.tracing import PROGRAM, ProgramError, run

BUILTINS = {"range": range, "len": len, "__build_class__": __build_class__}


def steps(source: str, **given: object):
    return run(source, "test.py", {"__builtins__": BUILTINS, "__name__": PROGRAM, **given})


def test_each_step_holds_what_its_line_did() -> None:
    done = steps("a = 1\nb = a + 1\na = b * 10")
    assert [(s.line, dict(s.values), set(s.changed)) for s in done] == [
        (1, {"a": 1}, {"a"}), (2, {"a": 1, "b": 2}, {"b"}), (3, {"a": 20, "b": 2}, {"a"})]


def test_a_line_that_calls_comes_when_it_begins_and_when_it_is_done() -> None:
    done = steps("def double(x):\n    return 2 * x\ny = double(4)")
    assert [(s.line, s.scope, s.begins, s.returned) for s in done] == [
        (3, "", True, None), (2, "double", False, 8), (3, "", False, None)]
    assert done[-1].values == {"y": 8}


def test_steps_keep_copies() -> None:
    done = steps("a = [1]\na += [2]\na[0] = 5")
    assert [s.values["a"] for s in done] == [[1], [1, 2], [5, 2]]


def test_an_objects_own_variables_are_seen() -> None:
    done = steps("class Neuron:\n    def __init__(self, w):\n        self.w = w\nn = Neuron(3)")
    assert done[-1].values == {"n.w": 3}


@pytest.mark.parametrize("source", [
    "open('x')", "import os", "print(1)", "eval('1')", "().__class__.nothing", "getattr((), 'x')", "__import__('os')",
    "a = ().__class__.__base__.__subclasses__()", "a = '{0.__class__}'.format(1)",
    "a = (x for x in (1,)).gi_frame.f_back.f_globals", "def f(): pass\na = f.__globals__", "a = range.mro()",
    "try:\n    1 / 0\nexcept Exception as e:\n    a = e.__traceback__.tb_frame", "a = 1 +", "__builtins__"])
def test_only_what_was_given_can_be_reached(source: str) -> None:
    with pytest.raises(ProgramError, match=r"test\.py"):
        steps(source)


def test_a_program_without_end_is_stopped() -> None:
    with pytest.raises(ProgramError, match="still running"):
        steps("while True:\n    a = 1")
    ticks = map(float, count())
    with pytest.raises(ProgramError, match="time"):
        run("while True:\n    a = 1", "test.py", {"__builtins__": BUILTINS}, clock=lambda: next(ticks), seconds=9)


def test_builtins_must_be_named() -> None:
    with pytest.raises(ProgramError, match="builtins"):
        run("a = 1", "test.py", {})


def test_whoever_traced_before_goes_on_tracing() -> None:
    before = sys.gettrace()
    steps("a = 1")
    assert sys.gettrace() is before
