"""What the hands of chapter 5 are measured by: three well-chosen knobs, gradient descent, and the best there is."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np

from brain import Array, Network, Sgd

KNOBS = 3
RATES = (8.0, 4.0, 2.0, 1.0, 0.5, 0.25)
"""Learning rates that gradient descent may choose from: it takes the first with which the loss always falls."""


def choose_knobs(network: Network, x: Array, y: Array) -> tuple[int, ...]:
    """The places in ``params`` of the weights to turn: those nearest the output, steepest first, in drawing order.

    Where the last layer has room to choose, no two of them start from neighbours: fingers need space.
    """
    gradient = np.abs(network.loss_and_gradient(x, y)[1])
    chosen: list[int] = []
    for number, layer in enumerate(reversed(network.layers)):
        places = range(layer.start, layer.start + layer.weights.size)
        apart = 2 if number == 0 and len(places) >= 2 * KNOBS - 1 else 1
        chosen += _steepest(places, gradient, min(KNOBS - len(chosen), len(places)), apart)
    return tuple(sorted(chosen))


def _steepest(places: range, gradient: Array, count: int, apart: int) -> tuple[int, ...]:
    """``count`` of the places, at least ``apart`` from each other, whose gradients add up to most."""
    choices = [c for c in combinations(places, count) if all(b - a >= apart for a, b in pairwise(c))]
    return max(choices, key=lambda c: float(gradient[list(c)].sum()))


class Search:
    """The lowest loss that the knobs can reach, looked for a little at each step: a coarse grid, then finer ones."""

    COARSE, FINE, ROUNDS, CHUNK = 9, 5, 6, 125

    def __init__(self, network: Network, knobs: tuple[int, ...], start: Array, reach: float, x: Array,
                 y: Array) -> None:
        self._network, self._knobs, self._start, self._x, self._y = network, list(knobs), start, x, y
        self._best_at, self.lowest = start[self._knobs], float("inf")
        self._width, self._rounds = reach, 0
        self._waiting = _grid(np.zeros(len(knobs)), reach, self.COARSE)

    @property
    def done(self) -> bool:
        return len(self._waiting) == 0

    def advance(self) -> None:
        """Ask a few more networks."""
        if self.done:
            return
        points, self._waiting = self._waiting[: self.CHUNK], self._waiting[self.CHUNK:]
        params = np.repeat(self._start[None], len(points), 0)
        params[:, self._knobs] = points
        losses = np.mean((self._network.forward_many(params, self._x) - self._y) ** 2, axis=(1, 2))
        index = int(np.argmin(losses))
        if losses[index] < self.lowest:
            self.lowest, self._best_at = float(losses[index]), points[index]
        if self.done and self._rounds < self.ROUNDS:
            self._rounds += 1
            finer = self._width / 2 ** (self._rounds + 1)
            points = _grid(self._best_at, finer, self.FINE)
            self._waiting = points[np.all(np.abs(points) <= self._width, axis=1)]


def _grid(middle: Array, reach: float, count: int) -> Array:
    """``count`` values along each knob, ``reach`` to either side of ``middle``: (count ** knobs, knobs)."""
    axes = [m + np.linspace(-reach, reach, count) for m in middle]
    return np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, len(axes))


def descend(network: Network, knobs: tuple[int, ...], start: Array, x: Array, y: Array,
            turns: int) -> tuple[list[float], float]:
    """The losses of so many turns of gradient descent on the knobs alone, from ``start``, and its learning rate."""
    twin = network.copy()
    for rate in RATES:
        twin.params = start
        losses, rule = [], Sgd(rate)
        free = np.zeros_like(start)
        free[list(knobs)] = 1.0
        for _ in range(turns + 1):
            loss, gradient = twin.loss_and_gradient(x, y)
            losses.append(loss)
            rule.step(twin.params, gradient * free)
        if all(b <= a + 1e-12 for a, b in pairwise(losses)):
            break
    return losses, rate
