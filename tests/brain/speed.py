"""How fast the brain is, as ratios: each against the same work written by hand, timed in turn in one process.

Set OPENBLAS_NUM_THREADS=1 before numpy is loaded: these products are far too small to share out.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from brain import Network, Trainer, extent_of, loss_map, plane_of_path, students, train
from brain.checks import Array

Step = Callable[[], object]

# name -> (layer sizes, hidden, output, loss, batch)
CASES: dict[str, tuple[list[int], str, str, str, int]] = {
    "2-8-8-1, batch 10": ([2, 8, 8, 1], "tanh", "sigmoid", "mse", 10),
    "2-8-8-1, batch 300": ([2, 8, 8, 1], "tanh", "sigmoid", "mse", 300),
    "64-32-32-10, batch 64": ([64, 32, 32, 10], "relu", "softmax", "cross_entropy", 64),
}


def medians(*steps: Step, repeats: int = 2000) -> list[float]:
    """Return the median seconds of each step, taking turns so that a noisy moment hits all alike."""
    times = np.empty((len(steps), repeats))
    for step in steps:
        for _ in range(repeats // 10):
            step()
    for turn in range(repeats):
        for k, step in enumerate(steps):
            start = time.perf_counter()
            step()
            times[k, turn] = time.perf_counter() - start
    return [float(median) for median in np.median(times, axis=1)]


def example(name: str) -> tuple[Network, Array, Array]:
    """Return the network of a case, and random examples for it."""
    sizes, hidden, output, _, n = CASES[name]
    rng = np.random.default_rng(0)
    x = rng.standard_normal((n, sizes[0]))
    classes = rng.integers(0, max(2, sizes[-1]), n)
    y = np.eye(sizes[-1])[classes] if output == "softmax" else classes[:, None].astype(np.float64)
    return Network(sizes, hidden, output), x, y


def squared_by_hand(network: Network, x: Array, y: Array, rate: float) -> Callable[[], float]:
    """The step of a tanh, tanh, sigmoid network with mean squared error, fused by hand: x is (n, inputs)."""
    w1, w2, w3 = (layer.weights.copy() for layer in network.layers)
    b1, b2, b3 = (layer.biases.copy() for layer in network.layers)
    n = len(x)

    def step() -> float:
        a1 = x @ w1
        a1 += b1
        np.tanh(a1, out=a1)
        a2 = a1 @ w2
        a2 += b2
        np.tanh(a2, out=a2)
        z = a2 @ w3
        z += b3
        a3 = 1.0 / (1.0 + np.exp(-z))
        error = a3 - y
        flat = error.ravel()
        loss = float(flat @ flat) / n
        d3 = error
        d3 *= a3
        d3 *= 1.0 - a3
        d3 *= 2.0 / n
        d2 = d3 @ w3.T
        d2 *= 1.0 - a2 * a2
        d1 = d2 @ w2.T
        d1 *= 1.0 - a1 * a1
        w3_slope, b3_slope = a2.T @ d3, d3.sum(axis=0)
        w2_slope, b2_slope = a1.T @ d2, d2.sum(axis=0)
        w1_slope, b1_slope = x.T @ d1, d1.sum(axis=0)
        for p, slope in (
            (w1, w1_slope), (b1, b1_slope), (w2, w2_slope), (b2, b2_slope), (w3, w3_slope), (b3, b3_slope),
        ):  # fmt: skip
            slope *= rate
            p -= slope
        return loss

    return step


def classes_by_hand(network: Network, x: Array, y: Array, rate: float) -> Callable[[], float]:
    """The step of a relu, relu, softmax network with categorical cross-entropy, fused by hand."""
    w1, w2, w3 = (layer.weights.copy() for layer in network.layers)
    b1, b2, b3 = (layer.biases.copy() for layer in network.layers)
    n = len(x)
    rows, labels = np.arange(n), y.argmax(axis=1)

    def step() -> float:
        a1 = x @ w1
        a1 += b1
        np.maximum(a1, 0.0, out=a1)
        a2 = a1 @ w2
        a2 += b2
        np.maximum(a2, 0.0, out=a2)
        z = a2 @ w3
        z += b3
        z -= z.max(axis=1, keepdims=True)
        a3 = np.exp(z)
        a3 /= a3.sum(axis=1, keepdims=True)
        loss = -float(np.log(a3[rows, labels]).sum()) / n
        d3 = a3
        d3 -= y
        d3 *= 1.0 / n
        d2 = d3 @ w3.T
        d2 *= a2 > 0.0
        d1 = d2 @ w2.T
        d1 *= a1 > 0.0
        w3_slope, b3_slope = a2.T @ d3, d3.sum(axis=0)
        w2_slope, b2_slope = a1.T @ d2, d2.sum(axis=0)
        w1_slope, b1_slope = x.T @ d1, d1.sum(axis=0)
        for p, slope in (
            (w1, w1_slope), (b1, b1_slope), (w2, w2_slope), (b2, b2_slope), (w3, w3_slope), (b3, b3_slope),
        ):  # fmt: skip
            slope *= rate
            p -= slope
        return loss

    return step


def training_step_ratios(repeats: int = 2000) -> dict[str, float]:
    """Return for each case how long `Trainer.step` takes, in steps fused by hand. The aim is 1.1 at most."""
    ratios = {}
    for name, (_, _, output, loss, _) in CASES.items():
        network, x, y = example(name)
        by_hand = squared_by_hand if output == "sigmoid" else classes_by_hand
        trainer = Trainer(network, (x, y), loss=loss, learning_rate=1e-3)
        ours, theirs = medians(trainer.step, by_hand(network, x, y, 1e-3), repeats=repeats)
        ratios[name] = ours / theirs
        print(f"{name}: {ours * 1e6:.1f} us against {theirs * 1e6:.1f} us")
    return ratios


def loss_map_ratio(repeats: int = 200) -> float:
    """Return how long a 61 x 61 loss map of 2-3-1 on 60 students takes, in products of the same flops.

    Each of the 13 parameters is one multiplication and one addition for each example and point: the flops
    of a (60, 13) by (13, 3721) product, here with its result allocated beforehand. The aim is 25 at most.
    """
    network, data = Network([2, 3, 1], seed=0), students()
    path = np.array([network.params.copy() for _ in train(network, data, learning_rate=1.0, steps=200)])
    plane = plane_of_path(path)
    extent = extent_of(plane, path)
    rng = np.random.default_rng(0)
    left = rng.standard_normal((len(data), network.params.size))
    right = rng.standard_normal((network.params.size, 61 * 61))
    result = np.empty((len(data), 61 * 61))
    ours, product = medians(
        lambda: loss_map(network, plane, data, "mse", extent, 61),
        lambda: np.matmul(left, right, out=result),
        repeats=repeats,
    )
    print(f"loss map: {ours * 1e3:.2f} ms against {product * 1e3:.2f} ms")
    return ours / product


if __name__ == "__main__":
    print(training_step_ratios())
    print(loss_map_ratio())
