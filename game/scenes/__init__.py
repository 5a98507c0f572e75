"""The chapters in order. To add one: a file or a folder here, a line in SCENES, its words in each language."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from game.scene import Scene


class Chapters(Sequence["type[Scene]"]):
    """Scenes by their ids; a chapter's file is read when somebody first asks for it, so that the title comes quickly.

    Chapter ``neuron`` is the class ``NeuronScene`` in ``game/scenes/neuron/``.
    """

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> type[Scene]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[type[Scene]]: ...
    def __getitem__(self, index: int | slice) -> type[Scene] | Sequence[type[Scene]]:
        if isinstance(index, slice):
            return Chapters(self.ids[index])
        chapter = self.ids[index]
        scene: type[Scene] = getattr(import_module(f"game.scenes.{chapter}"), f"{chapter.capitalize()}Scene")
        return scene

    def load(self) -> None:
        """Read every chapter's file (in the background, while the title is shown)."""
        for _ in self:
            pass


SCENES = Chapters((
    "intro",
    "neuron",
    "spark",
    "architecture",
    "forward",
    "loss",
    "backprop",
    "training",
    "demo",
    "math",
))
