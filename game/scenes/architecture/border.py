"""The border of a neuron, where its sum is zero, and how far it is bent."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain

import numpy as np

from brain import Array, Network
from game.core.geometry import Vec
from game.draw.contour import Exact, contour
from game.draw.network import NodeKey
from game.scenes.parts import Views, sum_at, sums_of

BENT = 0.08
"""From which share of the plane's side on a border counts as bent."""


@dataclass(frozen=True)
class Border:
    """The lines of a border in shares of the plane, none if the neuron says the same everywhere, and their bend.

    ``bend``: how far they depart from any straight line, as a share of the plane's side. The line it is measured
    against is the one of least squares through the border.
    """

    lines: list[list[Vec]]
    bend: float


def border_of(network: Network, views: Views, key: NodeKey) -> Border:
    """The border of a neuron; an input, which weighs nothing, has none."""
    layer, j = key
    if layer == 0:
        return Border([], 0.0)
    return border_where(sums_of(network, views.of(network), layer, j), sum_at(network, layer, j))


def border_where(sums: Array, exact: Exact | None = None) -> Border:
    """The border of sums over the plane, (rows, columns); of the sums themselves if ``exact`` is given."""
    lines = contour(sums, 0.0, exact)
    points = np.array(list(chain.from_iterable(lines)))
    if len(points) < 8:
        return Border(lines, 0.0)
    x, y = (points - points.mean(0)).T
    along = 0.5 * math.atan2(2.0 * float(x @ y), float(x @ x - y @ y))  # the main axis of the points
    off = y * math.cos(along) - x * math.sin(along)
    return Border(lines, float(off.max() - off.min()))
