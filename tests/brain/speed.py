"""How fast the brain is, as ratios: each against the same work written by hand, timed in turn in one process.

What is timed is the work of this one thread, `time.thread_time`: not the moments in which the machine did
something else, which would fall on the longer of the two alone.

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
            start = time.thread_time()
            step()
            times[k, turn] = time.thread_time() - start
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
    """The step of a tanh, tanh, sigmoid network with mean squared error, fused by hand: x is (n, inputs).

    It spares nothing: every array is made beforehand, every operation writes in place, and the update is
    one for the whole vector.
    """
    net, n, dot, gradient = network.copy(), len(x), np.dot, np.zeros_like(network.params)
    (w1, b1), (w2, b2), (w3, b3) = ((layer.weights, layer.biases) for layer in net.layers)
    (g1, c1), (g2, c2), (g3, c3) = ((block[:-1], block[-1]) for block in _blocks_of(net, gradient))
    a1, a2, a3, d1, d2, d3, s1, s2, s3 = (np.empty((n, size)) for size in net.sizes[1:] * 3)
    params, change, flat = net.params, np.empty_like(gradient), d3.ravel()

    def step() -> float:
        dot(x, w1, out=a1)
        np.add(a1, b1, out=a1)
        np.tanh(a1, out=a1)
        dot(a1, w2, out=a2)
        np.add(a2, b2, out=a2)
        np.tanh(a2, out=a2)
        dot(a2, w3, out=a3)
        np.add(a3, b3, out=a3)
        np.negative(a3, out=a3)
        np.exp(a3, out=a3)
        np.add(a3, 1.0, out=a3)
        np.divide(1.0, a3, out=a3)
        np.subtract(a3, y, out=d3)
        loss = float(dot(flat, flat)) / n
        np.multiply(d3, 2.0 / n, out=d3)
        np.multiply(a3, a3, out=s3)
        np.subtract(a3, s3, out=s3)
        np.multiply(d3, s3, out=d3)
        dot(a2.T, d3, out=g3)
        np.add.reduce(d3, axis=0, out=c3)
        dot(d3, w3.T, out=d2)
        np.multiply(a2, a2, out=s2)
        np.subtract(1.0, s2, out=s2)
        np.multiply(d2, s2, out=d2)
        dot(a1.T, d2, out=g2)
        np.add.reduce(d2, axis=0, out=c2)
        dot(d2, w2.T, out=d1)
        np.multiply(a1, a1, out=s1)
        np.subtract(1.0, s1, out=s1)
        np.multiply(d1, s1, out=d1)
        dot(x.T, d1, out=g1)
        np.add.reduce(d1, axis=0, out=c1)
        np.multiply(gradient, rate, out=change)
        np.subtract(params, change, out=params)
        return loss

    return step


def classes_by_hand(network: Network, x: Array, y: Array, rate: float) -> Callable[[], float]:
    """The step of a relu, relu, softmax network with categorical cross-entropy, fused by hand alike."""
    net, n, dot, gradient = network.copy(), len(x), np.dot, np.zeros_like(network.params)
    (w1, b1), (w2, b2), (w3, b3) = ((layer.weights, layer.biases) for layer in net.layers)
    (g1, c1), (g2, c2), (g3, c3) = ((block[:-1], block[-1]) for block in _blocks_of(net, gradient))
    a1, a2, a3, d1, d2, d3 = (np.empty((n, size)) for size in net.sizes[1:] * 2)
    params, change = net.params, np.empty_like(gradient)
    rows, labels, row = np.arange(n), y.argmax(axis=1), np.empty((n, 1))

    def step() -> float:
        dot(x, w1, out=a1)
        np.add(a1, b1, out=a1)
        np.maximum(a1, 0.0, out=a1)
        dot(a1, w2, out=a2)
        np.add(a2, b2, out=a2)
        np.maximum(a2, 0.0, out=a2)
        dot(a2, w3, out=a3)
        np.add(a3, b3, out=a3)
        np.maximum.reduce(a3, axis=1, keepdims=True, out=row)
        np.subtract(a3, row, out=a3)
        np.exp(a3, out=a3)
        np.add.reduce(a3, axis=1, keepdims=True, out=row)
        np.divide(a3, row, out=a3)
        loss = -float(np.add.reduce(np.log(a3[rows, labels]))) / n
        np.subtract(a3, y, out=d3)
        np.multiply(d3, 1.0 / n, out=d3)
        dot(a2.T, d3, out=g3)
        np.add.reduce(d3, axis=0, out=c3)
        dot(d3, w3.T, out=d2)
        np.multiply(d2, a2 > 0.0, out=d2)
        dot(a1.T, d2, out=g2)
        np.add.reduce(d2, axis=0, out=c2)
        dot(d2, w2.T, out=d1)
        np.multiply(d1, a1 > 0.0, out=d1)
        dot(x.T, d1, out=g1)
        np.add.reduce(d1, axis=0, out=c1)
        np.multiply(gradient, rate, out=change)
        np.subtract(params, change, out=params)
        return loss

    return step


def _blocks_of(network: Network, vector: Array) -> list[Array]:
    return [layer.block_of(vector) for layer in network.layers]


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
