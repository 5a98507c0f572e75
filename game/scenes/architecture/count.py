"""Counts the weights and biases of a network, layer by layer, and tells how the count comes about."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from brain import parameter_count
from game.core.facts import Fact, Told
from game.core.words import Words
from game.draw.canvas import Canvas
from game.scenes.architecture.places import Places


def draw_count(canvas: Canvas, place: Places) -> None:
    """Weights and biases: n_in x n_out + n_out for every layer, and their sum."""
    canvas.box(place.count)
    terms, total = place.count_cells()
    top, low = total.y + total.h * 0.28, total.y + total.h * 0.76
    for k, (cell, (a, b)) in enumerate(zip(terms, pairwise(place.sizes), strict=True)):
        canvas.number((cell.cx, top), str((a + 1) * b), "value", "text", room=cell.w - 24, tall=total.h * 0.5)
        canvas.number((cell.cx, low), f"{a}×{b}+{b}", "mono_small", room=cell.w - 12, tall=total.h * 0.46)
        if k:
            canvas.number((cell.x, top), "+", "value", "mute")
    canvas.number((total.x, top), "=", "value", "mute")
    canvas.number((total.cx + 12, total.y + total.h * 0.25), str(parameter_count(place.sizes)), "big", "active",
                  room=total.w - 50, tall=total.h * 0.62)
    canvas.text((total.cx, total.y + total.h * 0.84), canvas.words("architecture.count"), "small", anchor="cm",
                room=total.w)


def count_facts(words: Words, place: Places) -> list[Fact]:
    """How many weights and biases a layer has, and the whole network: each can be opened."""
    terms, total = place.count_cells()
    counts, facts = [], []
    for k, (cell, (a, b)) in enumerate(zip(terms, pairwise(place.sizes), strict=True)):
        counts.append((a + 1) * b)
        told = Told(words("architecture.told.layer", layer=k + 1), words("architecture.told.formula"),
                    f"{a} × {b} + {b}", str(counts[-1]))
        facts.append(Fact(f"architecture.count.{k}", cell, partial(_the, told)))
    whole = Told(words("architecture.told.all"), words("architecture.told.sum"),
                 " + ".join(str(count) for count in counts), str(sum(counts)))
    return [*facts, Fact("architecture.count", total, partial(_the, whole))]


def _the(told: Told) -> Told:
    return told
