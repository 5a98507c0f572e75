"""Prepares every test: no display, no sound, one thread for matrix products; a visitor on request."""

from __future__ import annotations

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from game.dev.shots import headless
from tests.visitor import Visitor

settings.register_profile("house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def _no_display() -> None:
    headless()


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures and programs that a visitor keeps go into a folder of the test."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def visit() -> Callable[..., Visitor]:
    """Make a visitor: ``visit("neuron", size=(1280, 720), text=1.5)``."""
    return Visitor
