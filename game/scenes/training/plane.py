"""Which plane through all weights a loss map shows, and how much of it: along a path, of two weights, or random."""

from __future__ import annotations

import numpy as np

from brain import Array, Extent, Plane, Trainer, plane_of_path, plane_of_random, plane_of_weights
from game.scenes.training.run import UNTRAINED, Run

LAPS_AHEAD = 120
"""How far the way ahead is tried out, on a twin, to find its main directions."""
ROOM = 1.7
"""How much larger than the path the map is."""
LEAST_REACH = 2.0
"""A path shorter than this gets no finer map."""
REACH_OF_WEIGHTS, REACH_OF_RANDOM = 5.0, 1.6
FARTHEST = 1e4
"""Weights beyond this have run away: they are shown at the edge, and no map is made for them."""


def plane_of(run: Run, kind: str, weights: tuple[int, int], seed: int) -> tuple[Plane, Extent]:
    """The plane of a kind and the square of it that is shown, in the plane's own units."""
    if kind == "weights":
        return plane_of_weights(run.network, *weights), _square((0.0, 0.0), REACH_OF_WEIGHTS)
    if kind == "random":
        return plane_of_random(run.network, seed), _square((0.0, 0.0), REACH_OF_RANDOM)
    path = _path(run)
    plane = plane_of_path(path)
    u, v = plane.project(path)
    middle = (float(u.min() + u.max()) / 2, float(v.min() + v.max()) / 2)
    return plane, _square(middle, max(float(np.ptp(u)), float(np.ptp(v)), LEAST_REACH) / 2 * ROOM)


def _square(middle: tuple[float, float], half: float) -> Extent:
    return Extent(middle[0] - half, middle[0] + half, middle[1] - half, middle[1] + half)


def _path(run: Run) -> Array:
    """The way (steps, p) a map is fitted to: the one that was taken, or while that is short the one ahead."""
    if run.now >= 20:
        path = run.path[:run.now + 1]
    elif run.losses[0] > UNTRAINED:
        path = np.vstack([run.path[:run.now], _way_ahead(run, run.network.params)])
    else:  # it came here trained: the way it may have come says more than the few steps left
        path = np.vstack([_way_ahead(run, run.origin), run.path[:run.now + 1]])
    tame = np.abs(path).max(axis=1) < FARTHEST
    return thinned(path[tame] if tame.any() else tamed(path))


def _way_ahead(run: Run, start: Array) -> Array:
    """The path (steps, p) a twin takes from a place with the chosen optimizer and rate."""
    twin = run.network.copy()
    twin.params = start
    trainer = Trainer(twin, run.data, optimizer=run.optimizer, learning_rate=min(run.rate, 8.0))
    path = [twin.params.copy()]
    for _ in range(LAPS_AHEAD):
        if trainer.step().diverged:
            break
        path.append(twin.params.copy())
    return np.array(path)


def tamed(params: Array) -> Array:
    """The same weights, those that ran away being cut off."""
    if float(np.abs(params).max(initial=0.0)) < FARTHEST:  # nearly always, and false for what is not a number
        return params
    return np.clip(np.nan_to_num(params), -100 * FARTHEST, 100 * FARTHEST)


def thinned(path: Array, most: int = 240) -> Array:
    """At most about so many rows (steps, p) of a path, its end among them: enough to draw and to measure it."""
    stride = -(-len(path) // most)
    return path if stride <= 1 else np.vstack([path[:-1:stride], path[-1:]])
