"""The last page, "your brain": the network and its map before and after, and what the visitor has done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from brain import Network
from game.core.easing import window
from game.core.geometry import Rect
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import FEW, Cast, paint_cast
from game.journey import SIZES, Journey
from game.scenes.math.half import Half, brain_cast, draw_arrow, draw_half, halves, shape_of, signals
from game.scenes.math.places import Places
from game.scenes.math.story import Figure, figures_of, solved_figure
from game.scenes.math.tiles import draw_challenges, draw_figures, draw_ticks
from game.scenes.parts import Views

STARTS = (0.0, 0.1, 0.25, 0.4)
"""When each part of the page begins to appear: the old network, what is around it, the new one's half, the tiles."""
PARTS = len(STARTS)
"""So many parts of the page can be baked one by one."""


class Page:
    """Draws the page; it keeps what the networks see, so that nothing is computed twice."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.views = {"before": Views(), "after": Views()}

    @property
    def old(self) -> Network:
        """The network before its first lap."""
        return self.journey.before or self.journey.network

    def shapes(self) -> tuple[str, str]:
        """How many neurons its layers had when it set out, and have now."""
        now = self.journey.network.sizes
        return shape_of(self.old.sizes if self.old.sizes != now else SIZES), shape_of(now)

    def losses(self) -> tuple[float, float]:
        """The loss of the whole class before and after the training."""
        data = self.journey.data()
        return self.old.loss(data.x, data.y), self.journey.network.loss(data.x, data.y)

    def figures(self, words: Words) -> list[Figure]:
        """The tiles, in order."""
        return figures_of(words, self.journey, self.losses())

    def solved(self, words: Words) -> Figure:
        """The challenges."""
        return solved_figure(words, self.journey)

    def cast(self, canvas: Canvas, place: Places, page: Rect | None = None, now: float | None = None) -> Cast:
        """The network that travels, as it is now; with a time ``now`` the signals of the student run through it."""
        cast = brain_cast(canvas, halves(place, page)[1], self.journey.network, self.views["after"], "after",
                          at_once=page is not None)
        return cast if now is None else replace(cast, comets=signals(self.journey.network, self.journey.x, now))

    def draw(self, canvas: Canvas, place: Places, page: Rect | None = None, come: float = 1.0,
             joy: float = 1.0) -> None:
        """Everything but the network that travels; ``come`` 0..1: one part appears after another, ``joy``: the ticks.

        On a ``page`` of its own nothing can be touched.
        """
        for start, paint in zip(STARTS, self._parts(), strict=True):
            if come > start:
                with canvas.fade(window(come, start, min(1.0, start + 0.6))):
                    paint(canvas, place, page)
        if come == 1.0 and page is None:
            draw_ticks(canvas, place.brains()[3], self.solved(canvas.words), joy)

    def _parts(self) -> Sequence[Callable[[Canvas, Places, Rect | None], None]]:
        return (self._draw_old, self._draw_before, self._draw_after, self._draw_tiles)

    def warm(self, canvas: Canvas, place: Places, part: int) -> None:
        """Bake one part of the page unseen, so that nothing has to be when it comes."""
        if canvas.marks is not None or (part == 0 and self.old.params.size > 2 * FEW):
            return
        with canvas.fade(0.0):
            self._parts()[part](canvas, place, None)

    def _draw_tiles(self, canvas: Canvas, place: Places, page: Rect | None) -> None:
        """The figures, and the challenges."""
        words, (_, _, row, strip) = canvas.words, place.brains(page)
        figures, solved = self.figures(words), self.solved(words)

        def paint() -> None:
            draw_figures(canvas, row, figures)
            draw_challenges(canvas, strip, solved, touchable=page is None)

        key = (tuple(figures), solved, row, words.language, page is None)
        canvas.sheet("math.tiles", key, Rect(row.x, row.y, row.w, strip.bottom - row.y).inset(-2), paint)

    def _draw_old(self, canvas: Canvas, place: Places, page: Rect | None) -> None:
        """The network before: it stands still, so a small one is a single picture."""
        half = halves(place, page)[0]
        cast = brain_cast(canvas, half, self.old, self.views["before"], "before", at_once=page is not None)
        if len(cast.links) > FEW:
            paint_cast(canvas, cast, "math.before")
            return
        canvas.sheet("math.before", (self.views["before"].key, half.network), half.network.inset(-30),
                     lambda: paint_cast(canvas, replace(cast, area=None)))

    def _draw_before(self, canvas: Canvas, place: Places, page: Rect | None) -> None:
        self._draw_half(canvas, halves(place, page)[0], "before", self.old)

    def _draw_after(self, canvas: Canvas, place: Places, page: Rect | None) -> None:
        before, after = halves(place, page)
        draw_arrow(canvas, before, after)
        self._draw_half(canvas, after, "after", self.journey.network)

    def _draw_half(self, canvas: Canvas, half: Half, key: str, network: Network) -> None:
        old, new = self.losses()
        draw_half(canvas, half, key, network, new if key == "after" else old, self.views[key], self.journey,
                  better=new < old)
