"""The last page, "your brain": the network and its map before and after, and what the visitor has done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from brain import Array, Network
from game.core.easing import window
from game.core.geometry import Rect, Vec
from game.core.words import Words
from game.draw.arrow import paint_arrow
from game.draw.canvas import Canvas
from game.draw.heatmap import paint_plane, verdict_ramp
from game.draw.icons import paint_icon, paint_mark
from game.draw.network import FEW, Cast, NodeKey, faces_of, lay_out, links_of, nodes_of, paint_cast
from game.draw.plane import axes, to_plane
from game.journey import Journey
from game.scenes.math_places import Places
from game.scenes.math_story import Figure, guess_lines
from game.scenes.parts import Views, least_of

MOST_FIBRES = 1000
MOST_MARKS = 14
PARTS = 4
"""So many parts of the page can be baked one by one."""
HEAD = 50.0
"""Room over a network for its heading."""


class Half:
    """One side of the page: a heading, the network, and at its right the map it has of all students."""

    def __init__(self, area: Rect) -> None:
        side = min(area.h - HEAD - 40, 0.46 * area.w)
        self.head = Rect(area.x, area.y, area.w, HEAD - 8)
        self.plane = Rect(area.right - side, area.y + HEAD, side, side)
        self.network = Rect(area.x, area.y + HEAD, area.w - side - 64, side)

    def places(self, sizes: Sequence[int]) -> dict[NodeKey, tuple[Vec, float]]:
        """Where the neurons stand, with room for the names of the inputs."""
        box = Rect(self.network.x + 8, self.network.y + 4, self.network.w - 16, self.network.h - 30)
        return lay_out(sizes, box, radius=min(58.0, box.h / 7), output_radius=66)

    @property
    def loss(self) -> Rect:
        """Where its loss is written: over the map."""
        return Rect(self.plane.x, self.head.y, self.plane.w, self.head.h)


def halves(place: Places, page: Rect | None = None) -> tuple[Half, Half]:
    """Before and after."""
    before, after, _ = place.brains(page)
    return Half(before), Half(after)


def brain_cast(canvas: Canvas, half: Half, network: Network, views: Views, name: str, *,
               at_once: bool = False) -> Cast:
    """A network with what every neuron sees in its face; ``at_once``: all fibres of a big one in a single frame."""
    places = half.places(network.sizes)
    seen = views.of(network)
    faces = faces_of(canvas, f"math.{name}", places, seen, least_of(network), views.key, inputs=True)
    signals = [layer[0, 0] for layer in seen]
    nodes = {key: replace(node, level=0.0, text="") for key, node in nodes_of(places, signals, faces).items()}
    cast = Cast(nodes, links_of([layer.weights for layer in network.layers]), area=half.network)
    return replace(cast, fresh=MOST_FIBRES) if at_once else cast


class Page:
    """Draws the page; it keeps what the networks see, so that nothing is computed twice."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.views = {"before": Views(), "after": Views()}

    @property
    def old(self) -> Network:
        """The network before its first lap."""
        return self.journey.before or self.journey.network

    def cast(self, canvas: Canvas, place: Places, page: Rect | None = None) -> Cast:
        """The network that travels, as it is now."""
        return brain_cast(canvas, halves(place, page)[1], self.journey.network, self.views["after"], "after",
                          at_once=page is not None)

    def draw(self, canvas: Canvas, place: Places, losses: tuple[float, float], figures: Sequence[Figure],
             page: Rect | None = None, come: float = 1.0) -> None:
        """Everything but the network that travels; ``come`` 0..1: one part appears after another."""
        before, after = halves(place, page)
        row, better = place.brains(page)[2], losses[1] < losses[0]
        with canvas.fade(window(come, 0.0, 0.5)):
            self._draw_old(canvas, before, at_once=page is not None)
        with canvas.fade(window(come, 0.1, 0.6)):
            if come > 0.1:
                self._draw_half(canvas, before, "before", self.old, losses[0], better=better)
        with canvas.fade(window(come, 0.25, 0.8)):
            if come > 0.25:
                _draw_arrow(canvas, before, after)
                self._draw_half(canvas, after, "after", self.journey.network, losses[1], better=better)
        with canvas.fade(window(come, 0.4, 1.0)):
            if come > 0.4:
                self._draw_tiles(canvas, row, figures)

    def warm(self, canvas: Canvas, place: Places, losses: tuple[float, float], figures: Sequence[Figure],
             part: int) -> None:
        """Bake one part of the page unseen, so that nothing has to be when it comes."""
        if canvas.marks is None:
            before, after = halves(place)
            with canvas.fade(0.0):
                if part == 0 and self.old.params.size <= 2 * FEW:
                    self._draw_old(canvas, before, at_once=False)
                elif part == 1:
                    self._draw_half(canvas, before, "before", self.old, losses[0], better=True)
                elif part == 2:
                    self._draw_half(canvas, after, "after", self.journey.network, losses[1], better=True)
                elif part == 3:
                    self._draw_tiles(canvas, place.brains()[2], figures)

    def _draw_tiles(self, canvas: Canvas, row: Rect, figures: Sequence[Figure]) -> None:
        canvas.sheet("math.tiles", (tuple(figures), row, canvas.words.language), row.inset(-2),
                     lambda: draw_figures(canvas, row, figures))

    def _draw_old(self, canvas: Canvas, half: Half, *, at_once: bool) -> None:
        """The network before: it stands still, so a small one is a single picture."""
        cast = brain_cast(canvas, half, self.old, self.views["before"], "before", at_once=at_once)
        if len(cast.links) > FEW:
            paint_cast(canvas, cast, "math.before")
            return
        canvas.sheet("math.before", (self.views["before"].key, half.network), half.network.inset(-30),
                     lambda: paint_cast(canvas, replace(cast, area=None)))

    def _draw_half(self, canvas: Canvas, half: Half, key: str, network: Network, loss: float, *, better: bool) -> None:
        words, places, now = canvas.words, half.places(network.sizes), key == "after"
        canvas.text((half.head.x + 8, half.head.cy), words(f"math.{key}"), "title", "text" if now else "soft",
                    room=half.network.w - 20)
        for i, name in enumerate(("study", "sleep")):
            (x, y), r = places[0, i]
            canvas.text((x, y + r + 20), words(f"math.{name}"), "small", "soft", "cm", room=130)
        _draw_beam(canvas, *places[len(network.sizes) - 1, 0], half.plane)
        values, views = self.views[key].of(network)[-1][..., 0], self.views[key]
        changed = (tuple(self.journey.extra), tuple(sorted(self.journey.flipped)), tuple(sorted(self.journey.removed)))
        canvas.sheet(f"math.map.{key}", (views.key, changed, half.plane, words.language), half.plane.inset(-40),
                     lambda: self._draw_map(canvas, half.plane, key, values))
        colour = "passed" if now and better else "error" if not now else "text"
        shown = canvas.number((half.loss.right, half.loss.cy), f"{loss:.4f}", "value", colour, "rm",
                              room=0.55 * half.loss.w, tall=half.loss.h)
        canvas.text((shown.x - 14, half.loss.cy), words("math.loss"), "label", "soft", "rm",
                    room=shown.x - 14 - half.loss.x)

    def _draw_map(self, canvas: Canvas, plane: Rect, key: str, values: Array) -> None:
        """What the network says of everyone, its border, and the class as it is."""
        paint_plane(canvas, f"math.{key}", plane, values, verdict_ramp(canvas), self.views[key].key, level=0.5)
        axes(canvas, plane, canvas.words("math.study"), canvas.words("math.sleep"))
        data = self.journey.data()
        for hours, passed in zip(data.hours if data.hours is not None else (), data.y[:, 0], strict=False):
            paint_mark(canvas, to_plane(plane, (float(hours[0]), float(hours[1]))), bool(passed >= 0.5),
                       max(13.0, plane.w / 24))

    def poster(self, canvas: Canvas, losses: tuple[float, float], figures: Sequence[Figure]) -> None:
        """The page alone, to be kept: title, both networks with their maps, the figures, and the guesses in words."""
        place, words, screen = Places(canvas.layout), canvas.words, canvas.layout.screen
        edge = 80.0 if not place.portrait else 56.0
        canvas.box(Rect(28, 28, screen.w - 56, screen.h - 56), 34, fill_alpha=0.0, line="rim", width=2.5)
        canvas.text((screen.cx, 104), words("math.poster"), "hero", anchor="cm", room=screen.w - 2 * edge)
        canvas.text((screen.cx, 190), words("intro.title"), "subtitle", anchor="cm", room=screen.w - 2 * edge)
        told = guess_lines(words, self.journey)
        rows = 1 + (len(told) if place.portrait else (len(told) + 1) // 2)
        ledger = Rect(screen.x + edge, screen.bottom - 66 - 38 * rows, screen.w - 2 * edge, 38 * rows)
        page = Rect(screen.x + edge, 246, screen.w - 2 * edge, ledger.y - 246 - 26)
        paint_cast(canvas, self.cast(canvas, place, page), "math.after")
        self.draw(canvas, place, losses, figures, page)
        _draw_ledger(canvas, ledger.rows([1.0] * rows), self._made(words), told, 1 if place.portrait else 2)

    def _made(self, words: Words) -> str:
        """What it is made of."""
        network = self.journey.network
        return words("math.made", shape="-".join(map(str, network.sizes)), spark=network.hidden,
                     count=network.params.size, students=len(self.journey.data()))


def _draw_ledger(canvas: Canvas, rows: Sequence[Rect], made: str, told: Sequence[tuple[str, bool]],
                 columns: int) -> None:
    """What the brain is made of; below it every guess with a tick if it came true."""
    canvas.text(rows[0].center, made, "label", "text", "cm", room=rows[0].w)
    for n, (text, right) in enumerate(told):
        cell = rows[1 + n // columns].columns([1.0] * columns, 48)[n % columns]
        _mark(canvas, (cell.x + 14, cell.cy), right)
        canvas.text((cell.x + 38, cell.cy), text, "label", room=cell.w - 38)


def _draw_beam(canvas: Canvas, centre: Vec, r: float, plane: Rect) -> None:
    """The last neuron's face and the map are the same picture: two fine lines lead from one to the other."""
    for side, y in ((-1.0, plane.y), (1.0, plane.bottom)):
        canvas.polyline(((centre[0] + 0.42 * r, centre[1] + side * 0.93 * r), (plane.x - 4, y)), "line", 2.0)


def _draw_arrow(canvas: Canvas, before: Half, after: Half) -> None:
    """From one network to the other: across, or down."""
    if after.network.x > before.plane.right - 10:
        gap = after.network.x - before.plane.right
        y = before.plane.cy
        paint_arrow(canvas, (before.plane.right + 0.16 * gap, y), (after.network.x - 0.1 * gap, y), "active", 7.0)
        return
    x = before.network.cx
    paint_arrow(canvas, (x, before.network.bottom + 6), (x, after.head.bottom - 4), "active", 7.0)


# -- the figures -----------------------------------------------------------------------------------------


def tiles_of(row: Rect, count: int) -> list[Rect]:
    """The places of so many figures."""
    per_row = count if row.w > 1200 else (count + 1) // 2
    counts = [min(per_row, count - start) for start in range(0, count, per_row)]
    strips = row.rows([1.0] * len(counts), 14)
    return [tile for n, strip in zip(counts, strips, strict=True) for tile in strip.columns([1.0] * n, 16)]


def draw_figures(canvas: Canvas, row: Rect, figures: Sequence[Figure]) -> None:
    """Tiles side by side, in two rows where it is narrow."""
    marked = 0.5 if any(figure.marks for figure in figures) else 0.01
    for figure, tile in zip(figures, tiles_of(row, len(figures)), strict=True):
        canvas.box(tile, line="passed" if figure.good else "line", width=2.0)
        inner = tile.inset(18, 10)
        number, name, marks = inner.rows([1.0, 0.72, marked])
        canvas.number(number.center, figure.text, "big", "passed" if figure.good else "text", room=inner.w,
                      tall=number.h)
        canvas.paragraph(name, figure.name, "label", align="c", valign="m")
        _draw_marks(canvas, marks, figure.marks)


def _draw_marks(canvas: Canvas, row: Rect, marks: Sequence[bool]) -> None:
    """A tick for what was reached, an empty ring for what was not."""
    shown = marks[-MOST_MARKS:]
    step = min(32.0, row.w / max(1, len(shown)))
    for n, done in enumerate(shown):
        at = (row.cx + (n - (len(shown) - 1) / 2) * step, row.cy)
        _mark(canvas, at, done)


def _mark(canvas: Canvas, at: Vec, done: bool) -> None:
    if done:
        paint_icon(canvas, "check", at, 24, "passed", pen=0.24)
    else:
        canvas.ring(at, 8, "mute", 2.2)
