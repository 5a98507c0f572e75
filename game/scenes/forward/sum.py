"""Below the matrix: one of its rows written out, product by product, then the bias, the sum, and the spark."""

from __future__ import annotations

from dataclasses import dataclass

from brain import LayerTrace
from game.core.figures import figure, signed
from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.network import NodeKey
from game.scenes.forward.flow import Flow
from game.scenes.forward.places import MOST_FACTORS, Places
from game.scenes.parts import number

Picked = tuple[NodeKey, int | None]


@dataclass(frozen=True)
class Work:
    """The neuron whose sum is written out, and how many of its products have been added so far."""

    layer: int
    j: int
    cells: int
    whole: bool

    @classmethod
    def of(cls, flow: Flow, picked: Picked | None, inputs: int) -> Work | None:
        """The neuron pointed at, else the one at work; ``None`` before there is any."""
        if picked:
            (layer, j), only = picked
            return cls(layer, j, inputs if only is None else only + 1, only is None)
        if flow.row is None:
            return None
        full = flow.fills[flow.layer, flow.row] >= 1.0
        return cls(flow.layer, flow.row, inputs if full else flow.cells, full or flow.cells == inputs)


class Terms:
    """Where the written-out sum stands: a column for each product, for the bias and for the sum, and a line below."""

    def __init__(self, place: Places, inputs: int) -> None:
        area = place.sum_strip(inputs)
        self.columns = Rect(area.x, area.y, area.w, area.h - 44).columns([1.0] * (inputs + 2))
        self.line = Rect(area.x, area.bottom - 40, area.w, 40)
        self.activation = Rect(area.cx, self.line.y, area.w / 2, self.line.h)


def draw_sum(canvas: Canvas, terms: Terms, part: LayerTrace, work: Work, name: str) -> None:
    """The products of one row as far as they are added up; at the end what the activation ``name`` makes of them."""
    _draw_terms(canvas, terms, part, work)
    if work.whole:
        _draw_activation(canvas, terms, part, work.j, name)


def _draw_terms(canvas: Canvas, terms: Terms, part: LayerTrace, work: Work) -> None:
    """Each product under its two factors, then the bias, then the sum so far."""
    *products, bias, total = terms.columns
    x, w, p = part.inputs.tolist(), part.weights[:, work.j].tolist(), part.products[:, work.j].tolist()
    tall = len(x) <= MOST_FACTORS
    low = bias.y + bias.h * (0.68 if tall else 0.5)
    high = bias.h * (0.48 if tall else 0.9)
    style = "value" if bias.w > 112 else "mono"
    hue, room = canvas.theme.signed, min(bias.w - 20, 124.0)
    factors = [f"{figure(a)}·{signed(b)}" for a, b in zip(w, x, strict=True)]  # each by itself in its column
    longest = max(map(len, factors))
    for i, cell in enumerate(products):
        done = i < work.cells
        if tall:
            canvas.number((cell.cx, cell.y + cell.h * 0.22), factors[i], "mono_small",
                          "text" if done and i == work.cells - 1 and not work.whole else "soft",
                          room=cell.w - 12, tall=high, most=longest)
        if done:
            canvas.number((cell.cx, low), number(p[i]), style, hue(p[i]), room=room, tall=high)
        if i and done:
            canvas.text((cell.x, low), "+", "mono", "mute", "cm")
    canvas.text((total.x, low), "=", "mono", "mute", "cm")
    b = float(part.biases[work.j])
    so_far = float(part.z[work.j]) if work.whole else sum(p[: work.cells])
    if tall:
        canvas.text((bias.cx, bias.y + bias.h * 0.22), "b", "mono_small", "soft", "cm")
        canvas.text((total.cx, bias.y + bias.h * 0.22), "z" if work.whole else "Σ", "mono_small", "soft", "cm")
    if work.whole:
        canvas.text((bias.x, low), "+", "mono", "mute", "cm")
        canvas.number((bias.cx, low), number(b), style, hue(b), room=room, tall=high)
    if work.cells:
        canvas.number((total.cx, low), number(so_far), style, "active", room=room, tall=high)


def _draw_activation(canvas: Canvas, terms: Terms, part: LayerTrace, j: int, name: str) -> None:
    """What the neuron's spark makes of its sum."""
    z, a = float(part.z[j]), float(part.activations[j])
    canvas.number((terms.line.right, terms.line.cy), f"{name}({number(z)}) = {number(a)}", "mono", "active", "rm",
                  room=terms.line.w * 0.4, tall=terms.line.h)
