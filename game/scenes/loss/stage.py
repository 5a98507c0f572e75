"""The network of chapter 5 as drawn: the chosen student's signals in it, names and numbers around it, one square."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from brain import Array
from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.network import Cast, Comet, Link, LinkKey, Node, links_of, nodes_of
from game.draw.neuron import carries
from game.draw.particles import comet_size, flow
from game.scenes.loss.game import Game
from game.scenes.loss.knobs import values_of
from game.scenes.loss.net import Net

MOST_COMETS = 12


def cast_of(net: Net, game: Game, student: int, now: float) -> Cast:
    """The network with the chosen student in it."""
    network = game.network
    signals = [a[0] for a in network.activations(game.x[student: student + 1])]
    nodes = {key: _short(node, float(signals[key[0]][key[1]])) for key, node in nodes_of(net.nodes, signals).items()}
    links = links_of([layer.weights for layer in network.layers])
    return Cast(nodes, links, tuple(_comets(links, signals, now)), net.portrait, net.place.network)


def _short(node: Node, value: float) -> Node:
    """A small neuron shows one decimal less."""
    if node.text and carries(node.r, node.text):
        return node
    short = f"{value:.1f}"
    return replace(node, text=short if carries(node.r, short) else "")


def _comets(links: dict[LinkKey, Link], signals: Sequence[Array], now: float) -> Iterator[Comet]:
    """The strongest signals of the chosen student, layer after layer."""
    sent = sorted(((float(signals[key[0]][key[1]]) * link.weight, key) for key, link in links.items()),
                  key=lambda entry: -abs(entry[0]))[:MOST_COMETS]
    for signal, key in sent:
        if (s := flow(now, -0.3 * key[0] + 0.02 * key[1], 3.2, 0.3)) is not None:
            yield Comet(key, s, comet_size(signal), "positive" if signal >= 0 else "negative")


def paint_around(canvas: Canvas, net: Net, game: Game, student: int) -> None:
    """The hours of the inputs, the numbers of the knobs, and below the network the square of this student."""
    for i, name in enumerate(("study", "sleep")):
        box, text = net.name(i), canvas.words(f"hours.{name}", hours=f"{game.hours[student][i]:.1f}")
        canvas.box(box, box.h / 2, fill_alpha=0.7, line=None)
        canvas.text(box.center, text, "label", anchor="cm", room=box.w)
    for k, box in enumerate(values_of(net)):
        value = game.value(k)
        canvas.box(box, box.h / 2, fill_alpha=1.0, width=1.5)
        canvas.number(box.center, f"{value:+.2f}", "value", canvas.theme.signed(value), tall=1.5 * box.h)
    with canvas.fade(net.place.sum_shown):
        _paint_square_sum(canvas, net.place.sum, game, student)


def _paint_square_sum(canvas: Canvas, strip: Rect, game: Game, n: int) -> None:
    """The chosen student's square as a sum: (guess - truth)² = area."""
    if canvas.alpha <= 0.01:
        return
    truth, guess, error = game.truths[n], game.guesses[n], game.errors[n]
    lines = strip.inset(20, 8).rows([1, 1] if strip.h > 60 else [1])
    canvas.box(strip, 16, fill_alpha=0.62)
    if len(lines) > 1:
        who = canvas.words("loss.passed" if truth > 0.5 else "loss.failed", number=n + 1)
        canvas.text(lines[0].center, who, "label", anchor="cm", room=lines[0].w)
    text = f"({guess:.2f} - {truth:.0f})² = {error * error:.3f}"
    canvas.number(lines[-1].center, text, "value", "error", room=lines[0].w, tall=lines[0].h)
