"""Shows what a frame costs and where the pointers are (F1), and every area that can be touched (F2)."""

from __future__ import annotations

from collections import deque
from statistics import quantiles

from game.core.geometry import Rect
from game.core.inputs import Input
from game.draw.canvas import Canvas
from game.ui import Ui


class Overlay:
    """Two switches and the last two seconds of frame work, in milliseconds."""

    def __init__(self) -> None:
        self.figures = False
        self.hitboxes = False
        self.work: deque[float] = deque(maxlen=120)

    def draw(self, canvas: Canvas, ui: Ui, frame: Input, story: str) -> None:
        """Draw what is switched on, over everything."""
        if self.hitboxes:
            for hit in ui.hits:
                r = hit.rect
                small = min(r.w, r.h) < 87.5
                corners = ((r.x, r.y), (r.right, r.y), (r.right, r.bottom), (r.x, r.bottom))
                canvas.polyline(corners, "error" if small else "passed", 1.5, closed=True)
                canvas.text((r.x + 4, r.y + 12), hit.id, "small", "text")
            for p in frame.pointers:
                canvas.ring(p.pos, 40, "active", 3)
        if self.figures:
            self._figures(canvas, frame, story)

    def _figures(self, canvas: Canvas, frame: Input, story: str) -> None:
        times = sorted(self.work)
        p50, p99 = (quantiles(times, n=100)[49], quantiles(times, n=100)[98]) if len(times) > 2 else (0.0, 0.0)
        lines = (f"work {p50:5.2f} ms  p99 {p99:5.2f} ms", story,
                 f"pointers {len(frame.pointers)}  sprites {len(canvas.cache)}",
                 f"cache {canvas.cache.bytes / 2**20:.1f} MiB  {canvas.view.size[0]} x {canvas.view.size[1]}")
        box = Rect(canvas.layout.width - 560, 150, 520, 40.0 * len(lines) + 20)
        canvas.box(box, 12, fill_alpha=0.92)
        for i, line in enumerate(lines):
            canvas.number((box.x + 20, box.y + 30 + 40 * i), line, "mono_small", "active", "lm")
