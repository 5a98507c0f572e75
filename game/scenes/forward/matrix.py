"""The panel with a layer's matrix product; what it is made of is baked a little at a time, before it is needed."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from brain import LayerTrace, Network
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.matrix import Grid, Product, get_ready, paint_at_work, paint_product
from game.scenes.forward.flow import Flow
from game.scenes.forward.places import Places
from game.scenes.forward.sum import Picked, Terms, Work, draw_sum
from game.scenes.parts import number

Parts = tuple[LayerTrace, ...]
PLATES = 2
"""So many plates are baked a frame before they are shown."""


@dataclass(frozen=True)
class Panel:
    """One layer at one moment: its ``part`` of the trace, as a product in a ``grid``, its activation's ``name``."""

    layer: int
    layers: int
    part: LayerTrace
    shown: Product
    grid: Grid
    name: str

    @classmethod
    def of(cls, words: Words, place: Places, network: Network, parts: Parts, flow: Flow,
           picked: Picked | None) -> Panel:
        """The layer at work, or the one pointed at."""
        layer = picked[0][0] if picked else flow.layer
        part = parts[layer - 1]
        inputs, neurons = part.weights.shape
        done = tuple(flow.fills.get((layer, j), 0.0) > 0.0 for j in range(neurons))
        names = tuple(words(f"name.{name}") for name in ("study", "sleep")) if layer == 1 else tuple(
            str(i + 1) for i in range(inputs))
        row = flow.row if flow.layer == layer else None
        shown = Product(part.weights, part.inputs, part.biases, part.z, part.activations, done, row, flow.cells,
                        (picked[0][1], picked[1]) if picked else None, names)
        return cls(layer, len(parts), part, shown, place.grid(inputs, neurons), network.activation_of(layer - 1))

    @property
    def key(self) -> Hashable:
        """What the panel's picture depends on, besides the numbers."""
        return self.layer, self.shown.lit, self.shown.picked is not None, self.shown.done


def draw_matrix(canvas: Canvas, place: Places, network: Network, parts: Parts, flow: Flow, picked: Picked | None,
                said_of: Hashable) -> None:
    """The layer at work (or pointed at) as W · x + b = z → a, and one of its rows written out.

    ``said_of`` stands for all the numbers. What changes with every single product is not painted on the rest of the
    panel but laid over it, and the plates of the layer that comes next are baked meanwhile.
    """
    panel = Panel.of(canvas.words, place, network, parts, flow, picked)
    canvas.layer("forward.matrix", (said_of, panel.key), place.panel, lambda: _draw_panel(canvas, place, panel))
    paint_at_work(canvas, panel.grid, panel.shown, number)
    work = Work.of(flow, picked, panel.grid.inputs)
    if work is not None:
        canvas.sheet("forward.sum", (said_of, work), place.sum_strip(panel.grid.inputs),
                     lambda: draw_sum(canvas, Terms(place, panel.grid.inputs), panel.part, work, panel.name))
    if panel.layer < len(parts) and not picked:
        nothing_yet = Flow({}, (), panel.layer + 1, 0)
        _plates_ready(canvas, place, Panel.of(canvas.words, place, network, parts, nothing_yet, None), said_of)


def ready_matrix(canvas: Canvas, place: Places, network: Network, parts: Parts, flow: Flow, said_of: Hashable) -> None:
    """Bake what ``draw_matrix`` will show, a little with each call: its plates, and then its panel."""
    panel = Panel.of(canvas.words, place, network, parts, flow, None)
    if _plates_ready(canvas, place, panel, said_of):
        canvas.bake_layer("forward.matrix", (said_of, panel.key), place.panel,
                          lambda: _draw_panel(canvas, place, panel))


def _plates_ready(canvas: Canvas, place: Places, panel: Panel, said_of: Hashable) -> bool:
    """Bake a few of the plates of a panel that comes soon; whether there was nothing left to do."""
    bakes = canvas.cache.memo("forward.plates", (said_of, panel.layer, place.portrait, canvas.theme.name),
                              lambda: get_ready(canvas, panel.grid, panel.shown, number))
    return not [None for _ in zip(range(PLATES), bakes)]


def _draw_panel(canvas: Canvas, place: Places, panel: Panel) -> None:
    """What stays as it is while the products of one row are added up."""
    inner, line = place.panel.inset(32, 20), Terms(place, panel.grid.inputs).line
    canvas.box(place.panel)
    title = canvas.words("forward.product", layer=panel.layer, layers=panel.layers, rows=panel.grid.neurons,
                         columns=panel.grid.inputs)
    canvas.text((inner.x, inner.y + 18), title, "heading", room=inner.w)
    paint_product(canvas, panel.grid, panel.shown, number, ("W", "x", "b", "z", panel.name))
    canvas.text((line.x, line.cy), canvas.words("forward.tap"), "small", "soft", room=line.w * 0.57)
