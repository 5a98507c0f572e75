"""How far the signals have come: every orb's filling and every comet as a function of one share of the way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from game.core.easing import clamp, window
from game.draw.network import LinkKey, NodeKey

ARRIVE, FULL = 0.66, 0.94
"""Shares of one leg: the comets arrive between ARRIVE - 0.04 and ARRIVE, the orb is full at FULL; then a breath."""


@dataclass(frozen=True)
class Flow:
    """One moment: how full each neuron is (0..1), where comets are, and which row of which layer is at work."""

    fills: dict[NodeKey, float]
    comets: tuple[tuple[LinkKey, float], ...]
    layer: int
    row: int | None = None
    """The neuron that is being computed, where they come one by one."""
    cells: int = 0
    """How many of its products have been added up."""


def wave(sizes: Sequence[int], share: float) -> Flow:
    """Layer by layer: all fibres of a layer at once."""
    legs = len(sizes) - 1
    fills: dict[NodeKey, float] = {(0, i): 1.0 for i in range(sizes[0])}
    comets: list[tuple[LinkKey, float]] = []
    for leg in range(legs):
        local = clamp(share * legs - leg)
        for j in range(sizes[leg + 1]):
            fills[leg + 1, j] = window(local, ARRIVE - 0.04, FULL)
        s = window(local, 0.0, ARRIVE)
        if 0.0 < s < 1.0:
            comets += [((leg, i, j), s) for i in range(sizes[leg]) for j in range(sizes[leg + 1])]
    return Flow(fills, tuple(comets), min(legs, int(share * legs) + 1))


def arrivals(sizes: Sequence[int], share: float, *, one_by_one: bool) -> int:
    """How many neurons have been reached: by the wave, layer after layer, or ``one_by_one`` in their order."""
    legs = [1] * sum(sizes[1:]) if one_by_one else sizes[1:]
    done = math.floor(share * len(legs) - ARRIVE + 1e-9) + 1
    return sum(legs[:max(0, done)])


def neuron_at(sizes: Sequence[int], n: int) -> NodeKey:
    """The ``n``-th neuron behind the inputs, layer by layer."""
    layer = 1
    while n >= sizes[layer]:
        n, layer = n - sizes[layer], layer + 1
    return layer, n


def rows(sizes: Sequence[int], share: float) -> Flow:
    """Neuron by neuron: row times column, each row of each layer's matrix in turn."""
    order = [(layer, j) for layer in range(1, len(sizes)) for j in range(sizes[layer])]
    at = min(len(order) - 1, int(share * len(order)))
    local = clamp(share * len(order) - at)
    layer, row = order[at]
    fills: dict[NodeKey, float] = {(0, i): 1.0 for i in range(sizes[0])}
    fills.update({key: 1.0 if n < at else 0.0 for n, key in enumerate(order)})
    fills[layer, row] = window(local, ARRIVE - 0.04, FULL)
    s = window(local, 0.0, ARRIVE)
    below = sizes[layer - 1]
    comets = tuple(((layer - 1, i, row), s) for i in range(below)) if 0.0 < s < 1.0 else ()
    return Flow(fills, comets, layer, row, min(below, int(clamp(local / ARRIVE) * (below + 1))))
