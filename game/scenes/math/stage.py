"""A program on the stage: its listing, its variables and the picture that follows it; and what it flows into."""

from __future__ import annotations

from dataclasses import replace

from game.core.easing import parting
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.code import listing, paint_code
from game.draw.network import Cast, blend
from game.draw.variables import paint_variables
from game.scenes.math.activations import curves_cast, draw_curves
from game.scenes.math.neuron import draw_neuron, neuron_cast
from game.scenes.math.places import Places
from game.scenes.math.play import Play
from game.scenes.math.run import Reader
from game.scenes.math.shapes import told_shapes
from game.scenes.math.train import draw_train, train_cast

OTHERS = ("activations", "train")
"""The programs that are not on the stage when the chapter opens."""
MARGIN = 24.0
"""Room around the middles of the neurons for the thickest fibre."""


def which(cues: Cues) -> str:
    """The program on the stage."""
    return "train" if cues.train > 0.5 else "activations" if cues.curves > 0.5 else "neuron"


def share_of_programs(cues: Cues) -> float:
    """How much of the program on the stage can be seen, 0..1: one has gone before the next comes, or the page."""
    return parting(cues.curves) * parting(cues.train) * (parting(cues.brain) if cues.brain < 0.5 else 0.0)


def program_cast(place: Places, play: Play, name: str, cues: Cues) -> Cast:
    """The network as a program shows it."""
    if name == "neuron":
        return neuron_cast(place, play.reader(name), play.journey.network, cues)
    if name == "activations":
        return curves_cast(place, play.reader(name), cues)
    return train_cast(place, play.reader(name), cues)


def between(old: Cast, new: Cast, share: float) -> Cast:
    """A share of the way from one cast to the next, its fibres kept as one picture."""
    cast = blend(old, new, share)
    return replace(cast, area=_around_fibres(cast))


def _around_fibres(cast: Cast) -> Rect | None:
    """The smallest place for the fibres that can be seen; ``None`` without any."""
    ends = [cast.nodes[key].pos for (layer, i, j), link in cast.links.items() if link.alpha > 0.0
            for key in ((layer, i), (layer + 1, j))]
    if not ends:
        return None
    (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*ends, strict=True))
    return Rect(left, top, right - left, bottom - top).inset(-MARGIN)


def draw_program(canvas: Canvas, place: Places, play: Play, cues: Cues) -> None:
    """The program on the stage."""
    name = which(cues)
    reader, key = play.reader(name), play.key(name)
    canvas.layer(f"math.code.{name}", (key, reader.step.line, round(reader.line, 2)), place.panel.inset(-2),
                 lambda: _draw_code(canvas, place, reader))
    canvas.layer(f"math.values.{name}", (key, reader.at, round(8 * reader.fresh)), place.values.inset(-2),
                 lambda: _draw_values(canvas, place, reader))
    if name == "neuron":
        draw_neuron(canvas, place, reader, play.journey.network, play.journey.student, asking=play.asking(),
                    guess=play.guess(), key=key)
    elif name == "activations":
        draw_curves(canvas, place, reader, key=key)
    else:
        draw_train(canvas, place, reader, cues, key=key)


def warm_program(canvas: Canvas, place: Places, play: Play, name: str) -> None:
    """Bake a program's listing unseen, so that it need not be when it comes."""
    with canvas.fade(0.0):
        if canvas.marks is None and play.ready(name):
            _draw_code(canvas, place, play.reader(name))


def _draw_code(canvas: Canvas, place: Places, reader: Reader) -> None:
    lines = reader.run.program.said(canvas.words)
    canvas.box(place.panel)
    laid = listing(place.code, lines, reader.line, canvas.layout.text_scale)
    paint_code(canvas, reader.run.program.name, laid, lines, reader.step.line, reader.lines)


def _draw_values(canvas: Canvas, place: Places, reader: Reader) -> None:
    canvas.box(place.values)
    variables = reader.variables()
    paint_variables(canvas, place.rows, variables, reader.step.changed, round(8 * reader.fresh) / 8,
                    told_shapes(canvas.words, variables))
