"""Keeps all fibres of a network as one picture on the ground, and renews it without ever holding up a frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

import pygame

from game.core.geometry import Bezier, Rect, distance
from game.draw.canvas import Canvas
from game.draw.fibre import FAINTEST, fibre_sprites, paint_bands, paint_fibre

AT_ONCE = 26
"""So many fibres are renewed within the frame in which they changed; more of them a few each frame."""
JUMP = 40.0
"""What lies farther from where it lay a frame ago, in design units, did not move there but was put there."""
FEW = 14
"""Up to so many fibres have smooth edges and dashes even while they move."""
MOST_BOXES = 40
"""With more boxes than this it is quicker to lay the ground over all of them in one go."""
HURRY = 8
"""So many a frame while the picture shown is only a rough one."""


class Strand(NamedTuple):
    """One fibre to paint: its path and the numbers its pixels depend on (rounded to what the eye can tell apart)."""

    curve: Bezier
    weight: float
    alpha: float
    strength: float
    colour: str | None

    @staticmethod
    def of(curve: Bezier, weight: float, alpha: float, strength: float, colour: str | None) -> Strand:
        return Strand(curve, round(weight, 2), round(alpha, 2), round(strength, 2), colour)


Strands = Mapping[object, Strand]


Pieces = list[tuple[pygame.Surface, pygame.Rect]]


def _pieces(canvas: Canvas, strand: Strand) -> Pieces:
    """The sprites of a fibre that can be seen, and where each lies."""
    if strand.alpha * strand.strength <= FAINTEST:
        return []
    return [(sprite, pygame.Rect(at, sprite.get_size()))
            for sprite, at in fibre_sprites(canvas, strand.curve, strand.weight, strand.colour)]


def _boxes(old: Pieces, new: Pieces) -> list[pygame.Rect]:
    """The boxes of a fibre as it was and as it is, those that lie on one another as one."""
    if len(old) != len(new):
        return [place for _, place in (*old, *new)]
    return [before.union(after) for (_, before), (_, after) in zip(old, new)]


class FibreSheet:
    """Two pictures: the one that is shown, and the next one, which is painted a few fibres a frame."""

    def __init__(self, size: tuple[int, int], like: pygame.Surface) -> None:
        self._front, self._back = (pygame.Surface(size, 0, like) for _ in range(2))
        self._shown: Strands = {}
        self._painting: Strands = {}
        self._left: Iterator[Strand] | None = None
        self._places: Hashable = None
        self._rough = False
        self._moved = -2
        """The frame in which they last lay elsewhere than in the frame before."""
        self._used: dict[int, tuple[Hashable, list[pygame.Rect]]] = {}
        """For each of the two pictures: the ground around its fibres, and the boxes in which they lie."""

    def show(self, canvas: Canvas, places: Hashable, strands: Callable[[], Strands], area: Rect, fresh: float, *,
             whole: bool = False) -> None:
        """Blit the fibres' picture, having brought it closer to what ``strands`` gives.

        ``whole`` also lays the ground around it, over the whole window, in the same go.
        ``places`` says where the fibres lie: when it changes, the old picture cannot be shown any longer.
        ``fresh`` is how many fibres may be painted a frame if there are many; 1/3: one in every third frame.
        """
        places = (places, area, canvas.theme.name, canvas.standing)
        if places != self._places:
            now, before, self._moved = strands(), self._moved, canvas.cache.frame
            self._places = places
            self._start_over(canvas, now, area, before == canvas.cache.frame - 1 and self._near(now))
        elif self._left is None:
            self._follow(canvas, strands(), area)
        if self._left is not None:
            few = HURRY if self._rough else int(fresh) or int(canvas.cache.frame % round(1 / fresh) == 0)
            self._go_on(canvas, len(self._painting) if len(self._painting) <= AT_ONCE else few)
        if whole:
            canvas.surface.blit(self._front, (0, 0))
        else:
            box = pygame.Rect(canvas.view.box(area))
            canvas.surface.blit(self._front, box, box)

    def _near(self, now: Strands) -> bool:
        """Whether the fibres lie so close to where they lay that it is a move, not a jump to another time."""
        return all(distance(strand.curve.p3, self._shown[key].curve.p3) < JUMP for key, strand in now.items()
                   if key in self._shown)

    def _follow(self, canvas: Canvas, now: Strands, area: Rect) -> None:
        """Where the fibres lie they stay: see whether others have to be painted, or finer ones than there are."""
        if now == self._shown and not self._rough:
            return
        changed = [key for key, strand in now.items() if strand != self._shown.get(key)]
        few = len(now) <= AT_ONCE and 2 * len(changed) < len(now) and now.keys() == self._shown.keys()
        if few and not self._rough:
            self._mend(canvas, now, changed)
        else:
            self._renew(canvas, now, area)

    def _start_over(self, canvas: Canvas, strands: Strands, area: Rect, moving: bool) -> None:
        """All fibres at once: roughly if there are many or they are on the move; the fine picture follows later."""
        rough = moving or len(strands) > AT_ONCE
        self._begin(canvas, self._front, area)
        self._paint(canvas, self._front, strands.values(), rough=rough)
        self._shown, self._left, self._rough = strands, None, rough

    def _renew(self, canvas: Canvas, strands: Strands, area: Rect) -> None:
        self._painting, self._left = strands, iter(tuple(strands.values()))
        self._begin(canvas, self._back, area)

    def _mend(self, canvas: Canvas, strands: Strands, changed: Iterable[object]) -> None:
        """Paint anew only the boxes in which ``changed`` strands lie or lay, with all that runs through them."""
        pieces = {key: _pieces(canvas, strand) for key, strand in strands.items()}
        stale = [box for key in changed for box in _boxes(_pieces(canvas, self._shown[key]), pieces[key])]
        target, whole = self._front, self._front.get_clip()
        for box in stale:
            target.set_clip(box.clip(whole))
            target.blit(canvas.floor, box, box)
            for key, strand in strands.items():
                for sprite, place in pieces[key]:
                    if place.colliderect(box):
                        sprite.set_alpha(round(255 * strand.alpha * strand.strength))
                        target.blit(sprite, place)
                        sprite.set_alpha(255)
        target.set_clip(whole)
        self._used[id(target)] = (self._used[id(target)][0], [place for way in pieces.values() for _, place in way])
        self._shown = strands

    def _begin(self, canvas: Canvas, target: pygame.Surface, area: Rect) -> None:
        """Lay the ground where the last fibres were."""
        ground, around = canvas.floor, (canvas.theme.name, canvas.standing)
        before, boxes = self._used.get(id(target), (None, []))
        target.set_clip(None)
        if before != around:
            boxes = [target.get_rect()]
        elif len(boxes) > MOST_BOXES:
            boxes = [boxes[0].unionall(boxes)]
        for box in boxes:
            target.blit(ground, box, box)
        target.set_clip(pygame.Rect(canvas.view.box(area)))
        self._used[id(target)] = (around, [])

    def _paint(self, canvas: Canvas, target: pygame.Surface, strands: Iterable[Strand],
               rough: bool = False) -> None:
        screen, canvas.surface = canvas.surface, target
        used = self._used[id(target)][1]
        try:
            all_ = tuple(strands)
            if rough and len(all_) <= FEW:
                for s in all_:
                    paint_fibre(canvas, s.curve, s.weight, alpha=s.alpha, strength=s.strength, colour=s.colour,
                                moving=True)
                used.append(target.get_clip())
                return
            if rough:
                paint_bands(canvas, [s.curve for s in all_], [s.weight for s in all_],
                            [s.alpha * s.strength for s in all_], [s.colour for s in all_])
                used.append(target.get_clip())
                return
            for s in all_:
                used += paint_fibre(canvas, s.curve, s.weight, alpha=s.alpha, strength=s.strength, colour=s.colour)
        finally:
            canvas.surface = screen

    def _go_on(self, canvas: Canvas, count: int) -> None:
        """Paint the next fibres of the picture to come; show it when all are there."""
        assert self._left is not None
        batch = [s for _, s in zip(range(count), self._left)]
        self._paint(canvas, self._back, batch)
        if len(batch) < count or count >= len(self._painting):
            self._front, self._back = self._back, self._front
            self._shown, self._left, self._rough = self._painting, None, False
