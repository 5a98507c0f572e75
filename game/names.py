"""What neurons, weights and biases are called in words, the same in every chapter."""

from __future__ import annotations

from brain import Where
from game.core.words import Words


def neuron_name(words: Words, sizes: tuple[int, ...], layer: int, j: int) -> str:
    """What a neuron is called: study, sleep, neuron 2 (2.1 where there are several layers), output."""
    if layer == 0:
        return words(f"name.{('study', 'sleep')[j]}" if j < 2 else "name.input")
    if layer == len(sizes) - 1:
        return words("name.output")
    return words("name.neuron", number=str(j + 1) if len(sizes) == 3 else f"{layer}.{j + 1}")


def place_name(words: Words, sizes: tuple[int, ...], place: Where) -> str:
    """What a weight or bias is called, by the neurons it joins."""
    end = neuron_name(words, sizes, place.layer + 1, place.j)
    if place.i is None:
        return words("name.bias", neuron=end)
    return words("name.weight", start=neuron_name(words, sizes, place.layer, place.i), end=end)
