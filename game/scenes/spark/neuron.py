"""Draws the neuron beside its curve: its names and numbers, and the signal that runs to the curve and back."""

from __future__ import annotations

from game.core.easing import clamp
from game.core.figures import figure
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.fibre import paint_fibre
from game.draw.network import Cast, Comet, Link, Node, brightness
from game.draw.particles import comet_size, flow, paint_comet
from game.scenes.spark.curve import shown
from game.scenes.spark.places import Places
from game.scenes.spark.rider import Rider

PERIOD, TRAVEL = 4.4, 0.44


def cast_of(place: Places, rider: Rider, now: float, there: float) -> Cast:
    """The neuron of chapter 1, now full of its activation; ``there`` is its opacity."""
    x, w, a = rider.journey.x, rider.neuron, rider.curve.value(rider.z)
    nodes = {(0, i): Node(place.inputs[i], place.r, brightness(x[i]), figure(x[i]), alpha=there) for i in range(2)}
    nodes[1, 0] = Node(place.neuron, place.big, brightness(a), shown(a), alpha=there)
    links = {(0, i, 0): Link(w[i], there) for i in range(2)}
    comets = tuple(Comet((0, i, 0), s, comet_size(x[i] * w[i]), "positive" if x[i] * w[i] >= 0 else "negative")
                   for i in range(2) if there >= 1.0
                   if (s := flow(now, 0.42 + 0.04 * i, PERIOD, TRAVEL)) is not None)
    return Cast(nodes, links, comets, vertical=place.portrait, area=None)


def draw_names(canvas: Canvas, place: Places, rider: Rider) -> None:
    """What the inputs are, what the weights and the bias are, and that the neuron's number is a."""
    words, w = canvas.words, rider.neuron
    for i, name in enumerate(("study", "sleep")):
        text = words(f"hours.{name}", hours=f"{rider.journey.student[i]:.1f}")
        canvas.text(place.name(i), text, "label", anchor="cm", room=230)
        at, anchor = place.weight_name(i)
        canvas.number(at, f"w{'₁₂'[i]} = {figure(w[i])}", "mono", canvas.theme.signed(w[i]), anchor, room=200,
                      tall=64)
    paint_fibre(canvas, place.bias_fibre(), w[2])
    at, anchor = place.bias_name()
    canvas.number(at, f"b = {figure(w[2])}", "mono", canvas.theme.signed(w[2]), anchor, room=160, tall=64)
    lit = brightness(rider.curve.value(rider.z)) > 0.52
    label = (place.neuron[0], place.neuron[1] + place.big * 0.6)
    canvas.number(label, "a", "mono", "ink" if lit else "soft", edge="active" if lit else "ink",
                  room=60, tall=64)


def draw_signal(canvas: Canvas, cues: Cues, place: Places, rider: Rider) -> None:
    """One comet carries z to the curve; another, as big as a, carries a back into the neuron."""
    curve = rider.curve
    plot = curve.plot(place.plot)
    z = clamp(rider.z, plot.x0, plot.x1)
    a = curve.height(z)
    foot, top = plot.at(z, plot.y0), plot.at(z, a)
    if (s := flow(cues.now, 0.0, PERIOD, TRAVEL)) is not None:
        paint_comet(canvas, place.way_in(foot, top), s, comet_size(rider.z), "positive" if rider.z >= 0 else "negative")
    if abs(a) > 1e-9 and (s := flow(cues.now, 1.0 - TRAVEL, PERIOD, TRAVEL)) is not None:
        paint_comet(canvas, place.way_back(top, place.edge(top[1])), s, comet_size(a), "active")
