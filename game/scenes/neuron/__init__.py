"""Chapter 1, the artificial neuron: the scene, and beside it one file for each of its parts."""

from game.scenes.neuron.scene import NeuronScene

__all__ = ["NeuronScene"]
