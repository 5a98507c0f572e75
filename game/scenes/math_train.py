"""The picture beside ``train.py``: signals forward, blame backwards, weights that move, and the product behind it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np

from game.core.easing import clamp, smooth
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.crossing import Product, paint_equation, paint_product, paint_stack
from game.draw.network import Cast, Comet, Link, LinkKey, Node, NodeKey, brightness, carries, lay_out
from game.draw.particles import comet_size, flow
from game.scenes.math_places import Places, keep_layer
from game.scenes.math_run import FLASH, Reader
from game.scenes.parts import number

Named = tuple[str, Any]
Factors = tuple[tuple[Any, Any, Any], tuple[str, str, str], Any]
MOST = 4
"""Rows shown of a matrix with a row for every student."""
WIDE = 6
"""Neurons of a layer shown in a matrix."""
TURN = 1.5
"""Seconds for which one column of a product is lit before the next."""
BLAME = 6.0
"""Gradients are small numbers: comets of blame are sized by this many times theirs."""
SHOWN = 0
"""The student of the class whose row is lit and whose numbers stand in the neurons."""
SUMS = {"product": "a·W", "gradient": "a·blame", "back": "blame·W"}
"""What is added up where there are too many terms to write them all."""
FORWARD, BACKWARD = ("product", "spark"), ("gradient", "gradient_b", "back")


def sizes_of(values: Mapping[str, Any]) -> tuple[int, ...]:
    """The neurons in each layer of the weights the program works on."""
    return (values["W"][0].shape[0], *(matrix.shape[1] for matrix in values["W"]))


def train_cast(place: Places, reader: Reader, cues: Cues) -> Cast:
    """The network with the weights of this step, and what runs through it."""
    tag, step, before = reader.scene_at()
    values = reader.step.values
    area, _ = place.halves
    sizes = sizes_of(values)
    box = Rect(area.x + 6, area.y + 76, area.w - 12, area.h - 122)
    places = lay_out(sizes, box, radius=56, output_radius=66)
    nodes = {key: _node(key, pos, r, values, tag, step.values) for key, (pos, r) in places.items()}
    links = {key: Link(weight) for key, weight in _weights(reader, before).items()}
    return Cast(nodes, links, tuple(_comets(tag, step.values, cues)), area=area)


def _node(key: NodeKey, pos: tuple[float, float], r: float, values: Mapping[str, Any], tag: str,
          now: Mapping[str, Any]) -> Node:
    """A neuron with its signal for the lit student, as soon as the program has computed it."""
    layer, i = key
    signals = values.get("a", [])
    if layer >= len(signals):
        return Node(pos, r)
    value = float(signals[layer][SHOWN, i])
    text = number(value) if carries(r, number(value)) else ""
    last = layer == len(values["W"])
    wrong = tag in ("error", "loss", "blame") and last
    blamed = tag in ("slope", *BACKWARD) and layer == now.get("k", -1) + 1
    halo = "error" if wrong or blamed else None
    strength = clamp(0.35 + abs(float(now["blame"][SHOWN, i])) * 40) if blamed and tag == "slope" else 0.75
    return Node(pos, r, brightness(value), text, halo=halo, rim=halo, halo_level=strength if halo else None)


def _weights(reader: Reader, before: Any) -> dict[LinkKey, float]:
    """The weights of this step; those just updated are on their way from the old to the new."""
    share = smooth(clamp(reader.since / FLASH))
    old = reader.run.steps[max(0, reader.at - 1)].values.get("W", reader.step.values["W"])
    return {(k, i, j): float(old[k][i, j] + (matrix[i, j] - old[k][i, j]) * share)
            for k, matrix in enumerate(reader.step.values["W"])
            for i in range(matrix.shape[0]) for j in range(matrix.shape[1])}


def _comets(tag: str, values: Mapping[str, Any], cues: Cues) -> list[Comet]:
    """Signals forward while a layer is computed, the gradient backwards while the blame is."""
    if tag not in (*FORWARD, *BACKWARD) or "k" not in values:
        return []
    k, comets = values["k"], []
    matrix = values["W"][k]
    for i in range(matrix.shape[0]):
        for j in range(matrix.shape[1]):
            s = flow(cues.now, 0.07 * i + 0.05 * j, 1.7, 0.78)
            if s is None:
                continue
            if tag in FORWARD:
                signal = float(values["a"][k][SHOWN, i] * matrix[i, j])
                comets.append(Comet((k, i, j), s, comet_size(signal), "positive" if signal >= 0 else "negative"))
            elif k in values["dW"]:
                comets.append(Comet((k, i, j), s, comet_size(BLAME * float(values["dW"][k][i, j])), "error", True))
    return comets


def draw_train(canvas: Canvas, place: Places, reader: Reader, cues: Cues, *, key: Hashable) -> None:
    """Lap and loss below the network; the matrices of the line that runs beside it."""
    left, right = place.halves
    values, words = reader.step.values, canvas.words
    lap = values.get("lap")
    low = left.bottom - 20
    if lap is not None:
        canvas.text((left.x + 12, low), words("math.lap", lap=lap + 1), "strong", "soft", "lm", room=left.w * 0.4)
    if "loss" in values:
        canvas.number((left.right - 12, low), f"loss = {values['loss']:.6f}", "mono", "error", "rm")
    tag, step, before = reader.scene_at()
    turn = int(cues.now / TURN) % 36 if tag in SUMS else 0

    def card() -> None:
        canvas.box(right)
        _draw_product(canvas, right.inset(24, 16), tag, step.values, before.values if before else step.values, turn)

    keep_layer(canvas, "math.card", (key, "train", reader.at, turn), right, card)


def _draw_product(canvas: Canvas, box: Rect, tag: str, values: Mapping[str, Any], old: Mapping[str, Any],
                  turn: int) -> None:
    """The line that runs as matrices: a product, or something done to every number by itself."""
    words, area = canvas.words, Rect(box.x, box.y + 30, box.w, box.h - 62)
    if tag in ("update", "update_b"):
        paint_stack(canvas, Rect(box.x, box.y + 40, box.w, box.h - 48), _update(tag, values, old))
        canvas.text((box.x + 4, box.y + 16), words("math.each.update"), "strong", room=box.w)
        return
    factors = _factors(tag, values, old)
    if factors is None:
        parts, signs, title = _equation(tag, values, old)
        paint_equation(canvas, area, parts, signs, row=SHOWN, most=MOST)
        canvas.text((box.x + 4, box.y + 16), words(title), "strong", room=0.5 * box.w)
        _part(canvas, box, values)
        return
    (left, above, result), names, bias = factors
    columns, rows = min(above.shape[1], WIDE), min(left.shape[0], WIDE)
    column, row = turn % columns, turn // columns % rows if tag == "gradient" else SHOWN
    paint_product(canvas, Product.laid_out(area, left, above, result, names, row=row, column=column,
                                            most=_most(tag)))
    _part(canvas, box, values)
    canvas.text((box.x + 4, box.y + 16), words("math.product"), "strong", room=0.5 * box.w)
    foot = _spelled(left[row], above[:, column], bias is not None, float(result[row, column]), SUMS[tag])
    canvas.number((box.cx, box.bottom - 12), foot, "mono_small", "active", "cm", room=box.w)


def _factors(tag: str, values: Mapping[str, Any], old: Mapping[str, Any]) -> Factors | None:
    """Both factors, the product, their names and the bias, if the line is a matrix product."""
    k = values.get("k", 0)
    if tag == "product":
        return (values["a"][k], values["W"][k], values["z"][k]), (f"a[{k}]", f"W[{k}]", f"z[{k}]"), values["b"][k]
    if tag == "gradient":
        return (values["a"][k].T, values["blame"], values["dW"][k]), (f"a[{k}].T", "blame", f"dW[{k}]"), None
    if tag == "back":
        return (old["blame"], values["W"][k].T, values["blame"]), ("blame", f"W[{k}].T", "blame"), None
    return None


def _spelled(row: Any, column: Any, bias: bool, result: float, terms_of: str) -> str:
    """A row times a column in numbers, as far as there is room."""
    write = number if bias else "{:.4f}".format
    terms = [f"{write(float(x))}·{number(float(w))}" for x, w in zip(row, column, strict=True)]
    text = "+".join(terms) if len(terms) <= 2 else f"Σ {terms_of}"
    return f"{text}{'+b' if bias else ''} = {write(result)}"


def _most(tag: str) -> tuple[int, int, int]:
    """Rows of the left matrix, numbers of a row, and columns shown: few where there is one for each student."""
    return (WIDE, MOST, WIDE) if tag == "gradient" else (MOST, WIDE, WIDE)


def _part(canvas: Canvas, box: Rect, values: Mapping[str, Any]) -> None:
    """The badge that tells how many students are shown."""
    count = len(values["X"])
    canvas.text((box.right - 2, box.y + 16), canvas.words("math.part", shown=min(MOST, count), count=count), "small",
                "mute", "rm", room=0.48 * box.w)


def _update(tag: str, values: Mapping[str, Any], old: Mapping[str, Any]) -> list[Named]:
    """What was, what is taken away, and what remains."""
    k, name = values["k"], "W" if tag == "update" else "b"
    change = values[f"d{name}"][k]
    rate = values["learning_rate"]
    parts = [(f"{name}[{k}]", old[name][k]), (f"- {rate:g}·d{name}[{k}]", rate * change),
             (f"= {name}[{k}]", values[name][k])]
    return [(each, np.atleast_2d(array)) for each, array in parts]


def _equation(tag: str, values: Mapping[str, Any], old: Mapping[str, Any]) -> tuple[list[Named], list[str], str]:
    """The matrices of a line that works number by number, the signs between them, and the words for it."""
    k = values.get("k", 0)
    if tag == "spark":
        return [(f"z[{k}]", values["z"][k]), (f"a[{k + 1}]", values["a"][-1])], ["→"], "math.each.spark"
    if tag == "error":
        parts = [("a[-1]", values["a"][-1]), ("y", values["y"]), ("error", values["error"])]
        return parts, ["−", "="], "math.each.error"
    if tag == "loss":
        return [("error", values["error"]), ("error ** 2", values["error"] ** 2)], ["→"], "math.each.loss"
    if tag == "blame":
        return [("error", values["error"]), ("blame", values["blame"])], ["→"], "math.each.blame"
    if tag == "slope":
        return [("blame", old["blame"]), ("blame", values["blame"])], ["→"], "math.each.slope"
    if tag == "gradient_b":
        return [("blame", values["blame"]), (f"db[{k}]", values["db"][k][None, :])], ["→"], "math.each.sum"
    return [("X", values["X"]), ("y", values["y"])], [""], "math.class"
