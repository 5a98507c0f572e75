"""The picture beside ``train.py``: signals forward, blame backwards, weights that move, and the product behind it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from game.core.easing import clamp, smooth
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.network import Cast, Comet, Link, LinkKey, Node, NodeKey, brightness, carries, lay_out
from game.draw.particles import comet_size, flow
from game.scenes.math.lines import SHOWN, SUMS, draw_line
from game.scenes.math.places import Places
from game.scenes.math.run import FLASH, Reader
from game.scenes.parts import number

TURN = 1.5
"""Seconds for which one column of a product is lit before the next."""
BLAME = 6.0
"""Gradients are small numbers: comets of blame are sized by this many times theirs."""
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
    box = Rect(area.x, area.y + 76, area.w, area.h - 122)
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
    edge = left.right - 12
    if "loss" in values:
        edge = canvas.number((edge, low), f"loss = {values['loss']:.4f}", "mono", "error", "rm", room=240,
                             tall=40).x - 16
    if lap is not None:
        canvas.text((left.x + 12, low), words("math.lap", lap=lap + 1), "strong", "soft", "lm",
                    room=min(edge - left.x - 12, left.w * 0.5))
    tag, step, before = reader.scene_at()
    turn = int(cues.now / TURN) % 36 if tag in SUMS else 0

    def card() -> None:
        canvas.box(right)
        draw_line(canvas, right.inset(18, 16), tag, step.values, before.values if before else step.values, turn)

    canvas.layer("math.card.train", (key, reader.at, turn), right.inset(-2), card)
