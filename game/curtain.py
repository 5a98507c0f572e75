"""The one continuous camera: the network flows from chapter to chapter while everything else fades over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pygame

from game.core.easing import smooth, window
from game.core.timeline import Cues
from game.draw.canvas import Canvas
from game.draw.network import Cast, Node, NodeKey, blend, map_nodes, paint_cast, ready_fibre
from game.draw.neuron import SMALLEST_PINNED
from game.draw.particles import paint_dust
from game.scene import Scene

Layers = Sequence[Callable[[], None]]
"""What paints the layers over a network, the lowest first."""
FLOW_SECONDS = 0.9
FADE_SECONDS = 0.4
TURN = 0.42
"""Share of the move after which the old chapter is gone and the new one begins to show."""


def cast_of(scene: Scene, canvas: Canvas, cues: Cues) -> Cast | None:
    """The scene's network, its neurons carrying their biases as pins."""
    cast, traced = scene.cast(canvas, cues), scene.traced()
    if cast is None or traced is None or not scene.pins:
        return cast
    layers, sizes = traced.network.layers, traced.network.sizes

    def pinned(key: NodeKey, node: Node) -> Node:
        layer, i = key
        own = node.r >= SMALLEST_PINNED and 0 < layer < len(sizes) and i < sizes[layer]
        return replace(node, bias=float(layers[layer - 1].biases[i])) if own else node

    return map_nodes(cast, pinned)


def calmed(cast: Cast | None) -> Cast | None:
    """The cast with its comets standing still in the middle of their fibres, one each way."""
    if cast is None:
        return None
    still = {(comet.link, comet.backwards): replace(comet, s=0.5) for comet in cast.comets if 0.0 < comet.s < 1.0}
    return replace(cast, comets=tuple(still.values()))


class Fade:
    """What stands in for a move where motion is reduced: the last picture goes, and what is now comes, in place."""

    def __init__(self) -> None:
        self._t = FADE_SECONDS
        self._wanted = self._dark = False
        self._picture: pygame.Surface | None = None

    @property
    def moving(self) -> bool:
        """Whether the last picture is still to be seen."""
        return self._t < FADE_SECONDS

    def begin(self, *, dark: bool = False) -> None:
        """Start from what is on the screen now. ``dark``: by way of the empty room, for pictures of another chapter."""
        self._t, self._wanted, self._dark = 0.0, True, dark

    def step(self, dt: float) -> None:
        """Let time pass."""
        self._t = min(FADE_SECONDS, self._t + dt)
        if not self.moving:
            self._picture = None

    def take(self, canvas: Canvas) -> None:
        """Before anything is drawn: keep the last picture, if it is wanted."""
        if self._wanted:
            self._wanted, self._picture = False, canvas.surface.copy()

    def draw(self, canvas: Canvas) -> None:
        """Lay what is left of the last picture over the new one."""
        picture = self._picture
        if picture is None or not self.moving or picture.get_size() != canvas.surface.get_size():
            return
        share = smooth(self._t / FADE_SECONDS)
        if not self._dark:
            _lay(canvas, picture, 1.0 - share)
        elif share < 0.5:
            canvas.surface.blit(canvas.ground_surface(), (0, 0))
            _lay(canvas, picture, 1.0 - 2 * share)
        else:
            _lay(canvas, canvas.ground_surface(), 2.0 - 2 * share)


def _lay(canvas: Canvas, picture: pygame.Surface, alpha: float) -> None:
    """Lay a picture of the whole window over everything. (Wholly opaque it would take 20 ms to be blended.)"""
    opacity = round(255 * alpha)
    picture.set_alpha(opacity if opacity < 255 else None)
    canvas.surface.blit(picture, (0, 0))
    picture.set_alpha(None)


class Curtain:
    """Between two chapters: the old scene's picture without its network, the old network, and how far the move is."""

    def __init__(self) -> None:
        self._old: Scene | None = None
        self._painted_old: Callable[[Canvas, Scene, Cues], None] | None = None
        self._picture: pygame.Surface | None = None
        self._cast: Cast | None = None
        self._t = FLOW_SECONDS
        self._ready = 0
        """How many fibres of the new chapter are baked already, so that its first still frame is not held up."""

        self._layers = 0
        """How many of its other layers are."""

    @property
    def moving(self) -> bool:
        """Whether one chapter is still turning into the next."""
        return self._t < FLOW_SECONDS

    def begin(self, old: Scene, paint: Callable[[Canvas, Scene, Cues], None]) -> None:
        """Start the move away from ``old``; ``paint`` draws what lies over its network."""
        self._old, self._painted_old = old, paint
        self._picture = self._cast = None
        self._t, self._ready, self._layers = 0.0, 0, 0

    def drop(self) -> None:
        """End the move at once."""
        self._old = self._picture = self._cast = None
        self._t = FLOW_SECONDS

    def step(self, dt: float) -> None:
        """Let time pass; forget the old scene's picture when the move is over."""
        self._t += dt
        if not self.moving and self._picture is not None:
            self.drop()

    def draw(self, canvas: Canvas, name: str, cast: Cast | None, now: float, over: Layers) -> None:
        """Draw ground, network and what lies ``over`` it, layer by layer, or the move towards that."""
        canvas.cache.frame += 1
        if not self.moving:
            if cast is None:
                canvas.ground()
            else:
                paint_cast(canvas, cast, name, whole=True)
            paint_dust(canvas, now, canvas.layout.caption if canvas.standing else None)
            for paint in over:
                paint()
            return
        share = self._t / FLOW_SECONDS
        if self._old is not None:
            self._photograph(canvas, now)
        else:
            self._paint_new(canvas, over)
            if cast and share >= TURN:
                self._ready = ready_fibre(canvas, cast, self._ready)
        self._veil(canvas, share)
        paint_dust(canvas, now)
        empty = Cast({})
        target = replace(cast, area=None) if cast else empty
        paint_cast(canvas, blend(self._cast or empty, target, smooth(share)), moving=True)

    def _paint_new(self, canvas: Canvas, over: Layers) -> None:
        """What lies over the new network: at first, while nobody sees it, a layer a frame, for all has to be baked."""
        canvas.ground()
        alone, self._layers = self._layers, self._layers + 1
        for paint in over if alone >= len(over) else over[alone:alone + 1]:
            paint()

    def _veil(self, canvas: Canvas, share: float) -> None:
        """Cover the new chapter: first by the old one, then by the ground, so that no text shines through another."""
        veil = canvas.ground_surface()
        if share < TURN:
            canvas.ground()
            if self._picture is None or self._picture.get_size() != canvas.surface.get_size():
                return
            veil = self._picture
        start, end = (0.0, TURN) if share < TURN else (TURN, 0.85)
        _lay(canvas, veil, 1.0 - window(share, start, end))

    def _photograph(self, canvas: Canvas, now: float) -> None:
        """Keep the old scene's picture (without its network) and its network, once."""
        if self._old is None or self._painted_old is None:
            return
        cues = self._old.player.cues(now)
        self._cast = cast_of(self._old, canvas, cues)
        canvas.ground()
        self._painted_old(canvas, self._old, cues)
        self._picture = canvas.surface.copy()
        self._old = None
