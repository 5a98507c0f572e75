"""Puts the picture of a frame together, layer by layer: ground, network, chapter, what lies around it and over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.chrome import draw_frame, draw_standing, stands
from game.core.controls import Mark
from game.core.timeline import Cues
from game.curtain import Curtain, Fade, Layers, calmed, cast_of
from game.dialogs import draw_dialog
from game.draw.canvas import Canvas
from game.draw.controls import paint_controls
from game.draw.network import Cast
from game.draw.particles import paint_joy
from game.opener import Opener
from game.scene import Scene


@dataclass(frozen=True)
class Seen:
    """All that is to be seen in one frame."""

    scene: Scene
    cues: Cues
    marks: Sequence[Mark]
    """The controls on the stage and around it."""
    opener: Opener
    hint: bool
    joy: float
    dialog: str | None
    dialog_marks: Sequence[Mark]
    still: bool
    """Whether the visitor asked for less motion."""


class Picture:
    """Draws frame after frame, and by its curtain the move from one chapter to the next."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = ids
        self.curtain = Curtain()
        self.fade = Fade()
        self.cast: Cast | None = None
        """The network as it was drawn last."""

    @property
    def moving(self) -> bool:
        """Whether one chapter is still turning into the next."""
        return self.curtain.moving

    def leave(self, old: Scene, *, still: bool) -> None:
        """Another chapter comes on: move there from the ``old`` one, or fade where motion is reduced."""
        if still:
            self.fade.begin(dark=True)
        else:
            self.curtain.begin(old, self._paint_left)

    def drop(self) -> None:
        """After a failure: nothing of what was drawn is used any more."""
        self.curtain.drop()
        self.cast = None

    def step(self, dt: float) -> None:
        """Let moves go on."""
        self.curtain.step(dt)
        self.fade.step(dt)

    def draw(self, canvas: Canvas, seen: Seen) -> None:
        """Draw the whole frame."""
        canvas.alpha = 1.0
        self.fade.take(canvas)
        self._lay_ground(canvas, seen.scene)
        cast = cast_of(seen.scene, canvas, seen.cues)
        self.cast = calmed(cast) if seen.still else cast
        self.curtain.draw(canvas, seen.scene.id, self.cast, seen.cues.now, self._over(canvas, seen))
        self.fade.draw(canvas)
        if seen.dialog:
            draw_dialog(canvas, seen.dialog)
            paint_controls(canvas, seen.dialog_marks)

    def _lay_ground(self, canvas: Canvas, scene: Scene) -> None:
        """What stands still around the stage lies on the ground; not while one chapter turns into the next."""
        if scene.framed and not self.moving and canvas.marks is None:
            key = stands(scene, self.ids, canvas.words.language)
            canvas.stand(key, lambda: draw_standing(canvas, scene, self.ids))
        else:
            canvas.clear_ground()

    def _over(self, canvas: Canvas, seen: Seen) -> Layers:
        """What paints the layers over the network, the lowest first."""
        return (lambda: seen.scene.draw(canvas, seen.cues),
                lambda: draw_frame(canvas, seen.scene, seen.cues, self.ids, hint=seen.hint),
                lambda: paint_joy(canvas, canvas.layout.prompt, seen.joy, still=seen.still),
                lambda: paint_controls(canvas, seen.marks),
                lambda: seen.opener.draw(canvas))

    def _paint_left(self, canvas: Canvas, scene: Scene, cues: Cues) -> None:
        """The chapter that is left, once more, without what could be touched."""
        scene.draw(canvas, cues)
        draw_frame(canvas, scene, cues, self.ids)
