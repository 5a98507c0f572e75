"""The numbers of the last chapter that can be opened: those of the program that runs, and the page's figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from brain import Network, activation
from brain.data import to_hours, to_inputs
from game.core.facts import Fact, Told
from game.core.figures import figure, plus, signed, times
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.core.words import Words
from game.facts import Traced, fired, hours_facts, label_area, neuron_fact, result, tell_neuron, weight_fact
from game.guesses import tally
from game.journey import Journey
from game.scenes.math_brain import score_of, tiles_of
from game.scenes.math_curves import curve_state
from game.scenes.math_neuron import NeuronState, neuron_spots, product_of, state_of
from game.scenes.math_places import Places
from game.scenes.math_run import Reader
from game.scenes.math_train import SHOWN, sizes_of

LAPS = 3
"""So many laps ``train.py`` runs."""

# -- neuron.py -------------------------------------------------------------------------------------------


def neuron_facts(words: Words, place: Places, reader: Reader, journey: Journey) -> list[Fact]:
    """Hours, weights, bias and the product: what the program has not computed yet is left open."""
    state, spots = state_of(reader), neuron_spots(place)
    traced = Traced(journey.network, journey.x, journey.student)
    names = [label_area((x - r, y + r + 24), "lm", 190) for (x, y), r in spots[:2]]
    facts = hours_facts(words, traced, names)
    if state.inputs is None or state.weights is None:
        return facts
    if state.z is None:
        facts += [neuron_fact(words, traced, 0, i, Rect.around(at, 2 * r)) for i, (at, r) in enumerate(spots[:2])]
    product = product_of(place, state)
    for i, ((x, y), r) in enumerate(spots[:2]):
        facts += [_term(words, traced, state, i, label_area((x - r, y - r - 22), "lm", 180), f"written.w.{i}"),
                  neuron_fact(words, traced, 0, i, product.left.cell(0, i), f"cell.x.{i}"),
                  _term(words, traced, state, i, product.above.cell(i, 0), f"cell.w.{i}")]
    if state.bias is not None:
        (x, y), r = spots[2]
        facts.append(Fact("written.b", label_area((x, y - r - 26), "cm", 170),
                          partial(_tell_z, words, traced, state)))
    if state.z is not None:
        box = place.halves[1]
        facts += [Fact("cell.sum", product.result.cell(0, 0), partial(_tell_z, words, traced, state)),
                  neuron_fact(words, traced, 1, 0, Rect(box.x + 28, box.bottom - 76, box.w - 56, 60), "sum")]
    return facts


def _term(words: Words, traced: Traced, state: NeuronState, i: int, area: Rect, name: str) -> Fact:
    """A weight; its product is a question until the program has multiplied."""
    if state.z is not None or i < state.terms:
        return weight_fact(words, traced, 0, i, 0, area, name)
    x, w = float(state.inputs[i]), float(state.weights[i])
    told = Told(words("tell.weight", value=figure(w, 4)), words("tell.signal"), f"{signed(x, 4)} · {signed(w, 4)}", "?")
    return Fact(name, area, lambda: told)


def _tell_z(words: Words, traced: Traced, state: NeuronState) -> Told:
    """The sum, or the question what it will be."""
    terms = plus(times(float(x), float(w), 4) for x, w in zip(state.inputs, state.weights, strict=True))
    told = tell_neuron(words, Traced(traced.network, traced.x, sums_only=True), 1, 0)
    return Told(told.title, told.formula, f"z = {terms} + {signed(float(state.bias), 4)}",
                "?" if state.z is None else result(words, state.z), told.role if state.z is not None else "mute")


# -- activations.py --------------------------------------------------------------------------------------


def curve_facts(words: Words, place: Places, reader: Reader, journey: Journey) -> list[Fact]:
    """The sum z of the student at hand, what its spark makes of it, and the slope there."""
    name, z, a = curve_state(reader)
    p, y = place.picture, place.picture.y + 0.46 * place.picture.h
    if z is None:
        return []
    facts = [Fact("z", Rect.around((p.x + 66, y), 124), partial(_tell_sum, words, journey, z), True)]
    if name:
        facts.append(Fact("slope", Rect(p.x + 10, p.bottom - 38, p.w - 20, 42), partial(_tell_slope, words, name, z)))
        if a is not None:
            told = Told(words("math.tell.a"), activation(name).formula, f"a = {fired(name, [z], 0)}", result(words, a))
            facts.append(Fact("a", Rect.around((p.right - 66, y), 124), lambda: told, True))
    return facts


def _tell_sum(words: Words, journey: Journey, z: float) -> Told:
    """z of the first neuron, for the student it belongs to."""
    points = to_inputs([journey.student, *to_hours(journey.checked().x).tolist()])
    layer = journey.network.layers[0]
    sums = points @ layer.weights[:, 0] + layer.biases[0]
    x = points[int(np.argmin(np.abs(sums - z)))]
    return tell_neuron(words, Traced(journey.network, (float(x[0]), float(x[1])), sums_only=True), 1, 0)


def _tell_slope(words: Words, name: str, z: float) -> Told:
    kind = activation(name)
    a, slope = float(kind.value(np.array([z]))[0]), float(kind.slope(np.array([z]))[0])
    return Told(words("math.tell.slope"), f"da/dz = {kind.slope_formula}", f"z = {figure(z, 4)}\na = {figure(a, 4)}",
                result(words, slope), "text")


# -- train.py --------------------------------------------------------------------------------------------


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


def train_facts(words: Words, place: Places, reader: Reader, cues: Cues) -> Iterator[Fact]:
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


# -- the last page ---------------------------------------------------------------------------------------


def page_facts(words: Words, place: Places, journey: Journey, losses: tuple[float, float],
               chapters: int) -> list[Fact]:
    """The figures of the page, in the order in which they stand."""
    (right, made), score = tally(journey), score_of(journey.notes)
    before, after = (result(words, loss, 5) for loss in losses)
    solved = len(journey.solved)
    told = [Told(words("math.figure.loss"), words("math.tell.before"), f"{before} → {after}", after,
                 "passed" if losses[1] < losses[0] else "text"),
            Told(words("math.figure.laps"), words("math.tell.laps"), f"{journey.laps} · η = {journey.learning_rate:g}",
                 str(journey.laps), "text"),
            Told(words("math.figure.solved"), words("math.tell.solved"), f"{solved} / {chapters}",
                 f"{100 * solved / chapters:.0f} %", "text")]
    if made:
        told.append(Told(words("math.figure.guesses"), words("math.tell.guesses"), f"{right} / {made}",
                         f"{100 * right / made:.0f} %", "text"))
    if score:
        you, machine, _ = score
        told.append(Told(words("math.figure.race"), words("math.tell.race"), f"{figure(you, 4)} : {figure(machine, 4)}",
                         figure(you - machine, 4), "passed" if you < machine else "text"))
    tiles = tiles_of(place.brains()[2], len(told))
    return [Fact(f"page.{n}", tile, lambda one=one: one)  # type: ignore[misc]
            for n, (tile, one) in enumerate(zip(tiles, told, strict=True))]
