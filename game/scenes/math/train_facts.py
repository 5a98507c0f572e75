"""The numbers beside ``train.py`` that can be opened: lap, loss, and one number of the line that runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from brain import Network
from brain.data import to_hours
from game.core.facts import Fact, Told
from game.core.figures import figure, plus, signed, times
from game.core.words import Words
from game.facts import Traced, label_area, result
from game.scenes.math.lines import SHOWN
from game.scenes.math.places import Places
from game.scenes.math.run import Reader
from game.scenes.math.train import sizes_of

LAPS = 3
"""So many laps ``train.py`` runs."""


def traced_run(reader: Reader, network: Network) -> Traced | None:
    """The network of the run and the student whose numbers are shown; not while its weights are being changed."""
    tag, _, _ = reader.scene_at()
    values = reader.step.values
    if tag in ("", "update", "update_b") or "W" not in values or "X" not in values:
        return None
    twin = Network(sizes_of(values), hidden=network.hidden, output=network.output)
    for layer, weights, biases in zip(twin.layers, values["W"], values["b"], strict=True):
        layer.weights[:], layer.biases[:] = weights, biases
    x, y = values["X"][SHOWN], float(values["y"][SHOWN, 0])
    hours = to_hours(x[None])[0]
    return Traced(twin, (float(x[0]), float(x[1])), (float(hours[0]), float(hours[1])), y)


def train_facts(words: Words, place: Places, reader: Reader) -> Iterator[Fact]:
    """Lap and loss, and the line that runs."""
    left, right = place.halves
    values, low = reader.step.values, left.bottom - 20
    if "lap" in values:
        lap = int(values["lap"]) + 1
        told = Told(words("math.tell.lap"), words("math.tell.laps"), f"{lap} / {LAPS}", str(lap), "text")
        yield Fact("lap", label_area((left.x + 12, low), "lm", 150), lambda: told)
    if "loss" in values:
        of = next(step.values for step in reversed(reader.run.steps[: reader.at + 1]) if "loss" in step.changed)
        yield Fact("loss", label_area((left.right - 12, low), "rm", 250), partial(_tell_loss, words, of))
    tag, step, before = reader.scene_at()
    line = partial(_tell_line, words, tag, step.values, before.values if before else step.values)
    if line() is not None:
        yield Fact("line", right, line)  # type: ignore[arg-type]


def _tell_loss(words: Words, values: Mapping[str, Any]) -> Told:
    error = values["error"]
    first = plus(f"{signed(float(e), 3)}²" for e in error[:2, 0])
    return Told(words("math.each.loss"), "loss = mean(error²)", f"({first} + …) / {error.size}",
                result(words, float(values["loss"]), 5), "error")


def _tell_line(words: Words, tag: str, values: Mapping[str, Any], old: Mapping[str, Any]) -> Told | None:
    """One number of the line that runs: of the first student shown, for the first neuron of the layer."""
    k, title = values.get("k", 0), words("math.tell.line", number=SHOWN + 1)
    if tag == "product":
        row, column, b = values["a"][k][SHOWN], values["W"][k][:, 0], float(values["b"][k][0])
        terms = [*(times(float(x), float(w), 4) for x, w in zip(row, column, strict=True)), signed(b, 4)]
        return Told(title, f"z[{k}] = a[{k}] @ W[{k}] + b[{k}]", plus(terms),
                    result(words, float(values["z"][k][SHOWN, 0])))
    if tag == "spark":
        z, a = float(values["z"][k][SHOWN, 0]), float(values["a"][-1][SHOWN, 0])
        return Told(title, f"a[{k + 1}] = spark(z[{k}])", f"spark({figure(z, 4)})", result(words, a))
    if tag in ("error", "loss", "blame"):
        said, y = float(values["a"][-1][SHOWN, 0]), float(values["y"][SHOWN, 0])
        error, n = float(values["error"][SHOWN, 0]), values["error"].size
        if tag == "error":
            return Told(title, "error = a[-1] - y", f"{figure(said, 4)} - {y:.0f}", result(words, error), "error")
        if tag == "loss":
            return _tell_loss(words, values) if "loss" in values else None
        return Told(title, "blame = 2 · error / n", f"2 · {signed(error, 4)} / {n}", result(words, 2 * error / n, 5),
                    "error")
    if tag == "slope":
        was, now = float(old["blame"][SHOWN, 0]), float(values["blame"][SHOWN, 0])
        slope = f"{signed(was, 5)} · {signed(now / was, 4)}" if was else figure(was, 5)
        return Told(title, f"blame = blame · slope(z[{k}])", slope, result(words, now, 5), "error")
    return _tell_gradient(title, words, tag, values, old, k)


def _tell_gradient(title: str, words: Words, tag: str, values: Mapping[str, Any], old: Mapping[str, Any],
                   k: int) -> Told | None:
    """The lines of the way back, and the update."""
    if tag == "gradient":
        pairs = zip(values["a"][k][:3, 0], values["blame"][:3, 0], strict=True)
        terms = [f"{signed(float(a), 3)}·{signed(float(e), 5)}" for a, e in pairs]
        return Told(title, f"dW[{k}] = a[{k}].T @ blame", f"{plus(terms)} + …",
                    result(words, float(values["dW"][k][0, 0]), 5), "error")
    if tag == "gradient_b":
        terms = [signed(float(e), 5) for e in values["blame"][:3, 0]]
        return Told(title, f"db[{k}] = blame.sum(axis=0)", f"{plus(terms)} + …",
                    result(words, float(values["db"][k][0]), 5), "error")
    if tag == "back":
        row, column = old["blame"][SHOWN], values["W"][k][0]
        terms = [f"{signed(float(e), 5)}·{signed(float(w), 4)}" for e, w in zip(row, column, strict=True)]
        return Told(title, f"blame = blame @ W[{k}].T", plus(terms), result(words, float(values["blame"][SHOWN, 0]), 5),
                    "error")
    if tag in ("update", "update_b"):
        name, rate = "W" if tag == "update" else "b", values["learning_rate"]
        was, change, now = (float(np.ravel(part[k])[0]) for part in (old[name], values[f"d{name}"], values[name]))
        return Told(title, f"{name}[{k}] = {name}[{k}] - learning_rate · d{name}[{k}]",
                    f"{figure(was, 4)} - {rate:g} · {signed(change, 5)}", result(words, now), "positive")
    return None
