"""The last page, "your brain": the network before and after, and what the visitor has done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from brain import Network
from game.core.geometry import Rect, Vec
from game.draw.arrow import paint_arrow
from game.draw.canvas import Canvas
from game.draw.network import Cast, NodeKey, faces_of, lay_out, links_of, nodes_of, paint_cast
from game.guesses import tally
from game.journey import Journey
from game.scenes.math_places import Places, keep_layer
from game.scenes.parts import Views, least_of

MOST_FIBRES = 1000


@dataclass(frozen=True)
class Figure:
    """One tile of the page: what it counts, and the number; ``good`` ones are green."""

    name: str
    text: str
    good: bool = False


def _places(area: Rect, sizes: Sequence[int]) -> dict[NodeKey, tuple[Vec, float]]:
    """Where the neurons of a network stand in its half of the page, with room for names above and below."""
    box = Rect(area.x + 40, area.y + 52, area.w - 80, area.h - 84)
    return lay_out(sizes, box, radius=min(66, (box.h / 2 - 64) / 2), output_radius=88)


def _name_ends(canvas: Canvas, area: Rect, sizes: Sequence[int]) -> None:
    """What comes in and what goes out."""
    places = _places(area, sizes)
    for key, name in (((0, 0), "study"), ((0, 1), "sleep"), ((len(sizes) - 1, 0), "passes")):
        (x, y), r = places[key]
        canvas.text((x, y + r + 24), canvas.words(f"math.{name}"), "label", anchor="cm", room=150)


def brain_cast(canvas: Canvas, area: Rect, network: Network, views: Views, name: str, *,
               at_once: bool = False) -> Cast:
    """A network with what every neuron sees in its face; ``at_once``: all fibres of a big one in a single frame."""
    places = _places(area, network.sizes)
    seen = views.of(network)
    faces = faces_of(canvas, f"math.{name}", places, seen, least_of(network), views.key, inputs=True)
    signals = [layer[0, 0] for layer in seen]
    nodes = {key: replace(node, level=0.0, text="") for key, node in nodes_of(places, signals, faces).items()}
    cast = Cast(nodes, links_of([layer.weights for layer in network.layers]), area=area)
    return replace(cast, fresh=MOST_FIBRES) if at_once else cast


def draw_brains(canvas: Canvas, place: Places, journey: Journey, views: Views, figures: list[Figure],
                page: Rect | None = None) -> None:
    """The page without the network that travels: that one is drawn by ``brain_cast`` of the journey's network."""
    before, after, row = place.brains(page)
    words = canvas.words
    old = journey.before or journey.network
    paint_cast(canvas, brain_cast(canvas, before, old, views, "before", at_once=page is not None), "math.before")
    for area, key in ((before, "before"), (after, "after")):
        canvas.text((area.cx, area.y + 24), words(f"math.{key}"), "heading", "soft" if key == "before" else "text",
                    "cm", room=area.w)
        _name_ends(canvas, area, (old if key == "before" else journey.network).sizes)
    start, end = _between(before, after)
    paint_arrow(canvas, start, end, "active", 7.0)
    keep_layer(canvas, "math.values", tuple(figures), row, lambda: draw_figures(canvas, row, figures))


def _between(before: Rect, after: Rect) -> tuple[tuple[float, float], tuple[float, float]]:
    """From one network to the other: across, or down."""
    if after.x > before.right - 10:
        return (before.right + 8, before.cy + 20), (after.x - 8, after.cy + 20)
    x = after.cx - 130
    return (x, before.bottom - 26), (x, after.y + 50)


def tiles_of(row: Rect, count: int) -> list[Rect]:
    """The places of so many figures."""
    per_row = count if row.w > 1200 else (count + 1) // 2
    counts = [min(per_row, count - start) for start in range(0, count, per_row)]
    strips = row.rows([1.0] * len(counts), 14)
    return [tile for n, strip in zip(counts, strips, strict=True) for tile in strip.columns([1.0] * n, 16)]


def draw_figures(canvas: Canvas, row: Rect, figures: list[Figure]) -> None:
    """Tiles side by side, in two rows where it is narrow."""
    for figure, tile in zip(figures, tiles_of(row, len(figures)), strict=True):
        canvas.box(tile, line="passed" if figure.good else "line", width=2.0)
        inner = tile.inset(18, 10)
        canvas.number((inner.cx, inner.y + 0.34 * inner.h), figure.text, "big",
                      "passed" if figure.good else "text", room=inner.w)
        canvas.paragraph(Rect(inner.x, inner.y + 0.60 * inner.h, inner.w, 0.40 * inner.h), figure.name, "label",
                         align="c", valign="m")


def score_of(notes: Mapping[str, object]) -> tuple[float, float, bool] | None:
    """The visitor's best against gradient descent's: both, and whether the visitor won."""
    for key in ("training.hand", "loss.score"):
        score = notes.get(key)
        if isinstance(score, dict) and isinstance(score.get("you"), float) and isinstance(score.get("machine"), float):
            return score["you"], score["machine"], score["you"] < score["machine"]
    return None


def figures_of(canvas: Canvas, journey: Journey, losses: tuple[float, float], chapters: int) -> list[Figure]:
    """What the page tells: loss, laps, challenges, guesses, and the race against gradient descent."""
    words, (right, made) = canvas.words, tally(journey)
    figures = [
        Figure(words("math.figure.loss"), f"{losses[0]:.3f} → {losses[1]:.3f}", losses[1] < losses[0]),
        Figure(words("math.figure.laps"), str(journey.laps)),
        Figure(words("math.figure.solved"), f"{len(journey.solved)} / {chapters}", len(journey.solved) >= chapters)]
    if made:
        figures.append(Figure(words("math.figure.guesses"), f"{right} / {made}", right == made))
    score = score_of(journey.notes)
    if score:
        figures.append(Figure(words("math.figure.race"), f"{score[0]:.3f} : {score[1]:.3f}", score[2]))
    return figures
