"""Draws what moves through the network: comets along fibres, and the slow dust in the air."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from game.core.easing import clamp
from game.core.geometry import Bezier, Rect, Vec
from game.draw.canvas import Canvas, Colour
from game.draw.halos import Beads

TAIL = 10
TRACK = 280
"""Points of a curve on which the beads of a tail may lie: closer together than the eye can tell."""
STRIDE, STRIDE_ON_WAYS = 5, 2
"""So many of them lie between two beads: a tail covers a sixth of a fibre, and less of a way, which is longer."""
DUST_TICKS = 20
"""Dust moves so slowly that nobody sees whether it does so more often in a second."""
BEADS: Beads = (*(("glass", 0.16 + 0.62 * (1 - i / TAIL), 0.08 + 0.8 * (1 - i / TAIL)) for i in range(TAIL, 0, -1)),
                ("light", 3.4, 0.5), ("light", 1.9, 0.95))
"""A comet from the end of its tail to its head."""


class Path(Protocol):
    """Anything a comet can run along: a Bezier, or a way made of several."""

    def at(self, t: float, /) -> Vec: ...

    def points(self, n: int, /) -> Sequence[Vec]: ...


def comet_size(signal: float) -> float:
    """Radius of a comet's head in design units for a signal |input x weight| (or a gradient)."""
    if not math.isfinite(signal):
        return 14.0
    return 5.0 + 9.0 * (1.0 - math.exp(-abs(signal) / 0.8))


def paint_comet(canvas: Canvas, curve: Path, s: float, size: float, colour: Colour = "positive", *,
                backwards: bool = False, alpha: float = 1.0) -> None:
    """A comet at share ``s`` of its way along ``curve`` (from end to start if ``backwards``).

    ``size`` is the radius of its head in design units; the tail tapers over a sixth of the curve.
    It fades in at the start and out at the end, so that it seems to leave one orb and enter the next.
    """
    if not 0.0 < s < 1.0 or size < 0.4:
        return
    edge = clamp(min(s, 1.0 - s) / 0.06)
    with canvas.fade(alpha * edge):
        head = curve.at(1.0 - s if backwards else s)
        canvas.string(_places(curve, s, head, backwards), BEADS, size, colour)
        canvas.disc(head, size * 0.62, "hot")


def _places(curve: Path, s: float, head: Vec, backwards: bool) -> list[Vec | None]:
    """Where the beads of a comet lie; ``None`` for those that have not left the start yet."""
    stride = STRIDE if isinstance(curve, Bezier) else STRIDE_ON_WAYS
    reach = TAIL * stride
    here = round((1.0 - s if backwards else s) * TRACK)
    end = here + reach if backwards else here - reach
    if backwards:
        late = max(0, math.ceil((end - TRACK) / stride))
        tail = _track(curve, slice(end - late * stride, here, -stride))
    else:
        late = max(0, math.ceil(-end / stride))
        tail = _track(curve, slice(end + late * stride, here, stride))
    return [*(None,) * late, *tail, head, head]


def _track(curve: Path, part: slice) -> Sequence[Vec]:
    """Part of the points on which beads may lie."""
    if isinstance(curve, Bezier):
        return [(x, y) for x, y in _bezier_track(curve)[part].tolist()]
    return curve.points(TRACK)[part]


@lru_cache(maxsize=128)
def _bezier_track(curve: Bezier) -> npt.NDArray[np.float64]:
    """All of them, (TRACK + 1, 2), worked out at once: while a network moves, its curves are others in every frame.

    One block of numbers each, for tens of thousands of points hold up the collector of rubbish.
    """
    return _SHARES @ np.array((curve.p0, curve.p1, curve.p2, curve.p3))


def _shares() -> npt.NDArray[np.float64]:
    """The shares that a cubic Bezier curve's four points have in each point of a track, (TRACK + 1, 4)."""
    t = np.linspace(0.0, 1.0, TRACK + 1)
    s = 1.0 - t
    return np.stack([s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t], -1)


_SHARES = _shares()


def flow(now: float, offset: float, period: float, travel: float = 0.62) -> float | None:
    """Where an endless comet is at ambient time ``now``: share of its way, or ``None`` while it rests.

    It leaves every ``period`` seconds and needs ``travel`` of them, easing in and out.
    """
    phase = ((now / period) + offset) % 1.0
    if phase >= travel:
        return None
    t = phase / travel
    return t * t * (3.0 - 2.0 * t)


def paint_joy(canvas: Canvas, around: Rect, t: float, *, still: bool = False) -> None:
    """A moment of joy at share ``t`` of its length: a slow burst of green and gold sparks, gone at 1.

    ``still``: the sparks fade where they are.
    """
    if not 0.0 <= t < 1.0:
        return
    gone = 0.5 if still else t
    for i in range(42):
        angle = i * 2.399963
        reach = (90 + 190 * ((i * 0.754878) % 1.0)) * (1 - (1 - gone) ** 2)
        at = (around.x + 0.30 * around.w + math.cos(angle) * reach * 2.2,
              around.cy + math.sin(angle) * reach - 60 * gone)
        canvas.glow(at, 16 + 10 * (i % 3), "passed" if i % 3 else "active", 0.9 * (1 - t))
        canvas.disc(at, 3.2, "hot", (1 - t) ** 0.5)


def paint_dust(canvas: Canvas, now: float, closed: Rect | None = None, count: int = 46) -> None:
    """Faint dust drifting through the room, but not through what is ``closed``: a pure function of time."""
    tick = math.floor(now * DUST_TICKS)
    key = (tick, closed, count, canvas.view, canvas.alpha, canvas.theme.name)
    canvas.surface.blits(canvas.cache.memo("dust", key, lambda: canvas.halo_batch(
        _motes(canvas, tick / DUST_TICKS, closed, count), "soft")), False)


def _motes(canvas: Canvas, now: float, closed: Rect | None, count: int) -> list[tuple[Vec, float, float]]:
    """Where every mote is, how large, and how bright."""
    w, h = canvas.layout.width, canvas.layout.height
    motes = []
    for i in range(count):
        depth = 0.4 + 0.6 * ((i * 0.754877) % 1.0)
        x, y = _drift(i, now, depth, w, h)
        if closed and closed.contains((x, y)):
            continue
        twinkle = 0.5 + 0.5 * math.sin(now * (0.35 + 0.4 * depth) + i * 2.4)
        motes.append(((x, y), 2.0 + 3.0 * depth, (0.10 + 0.32 * twinkle) * depth))
    return motes


def _drift(i: int, now: float, depth: float, w: float, h: float) -> Vec:
    """The place of mote ``i``: spread by the plastic number, drifting slowly, wrapping round."""
    x = (i * 0.7548776662 * w + now * 5.0 * depth) % w
    y = (i * 0.5698402910 * h + math.sin(now * 0.11 + i) * 14.0 - now * 3.0 * depth) % h
    return (x, y)
