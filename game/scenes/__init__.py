"""The chapters in order. To add one: a file here, a line in SCENES, its words in each language."""

from game.scene import Scene
from game.scenes.neuron import NeuronScene

SCENES: tuple[type[Scene], ...] = (
    NeuronScene,
)
