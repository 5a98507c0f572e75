"""The map of all students: what the network would say everywhere, its border, and the one student asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.core.geometry import Vec
from game.core.timeline import Cues
from game.draw.arrow import paint_arrow
from game.draw.canvas import Canvas
from game.draw.fog import paint_foggy_plane, paint_ghost_line, paint_unknown
from game.draw.guides import paint_guides
from game.draw.heatmap import verdict_ramp
from game.draw.icons import paint_icon, paint_mark
from game.draw.plane import axes, to_plane
from game.scenes.demo.places import Places
from game.scenes.demo.reading import Turns

if TYPE_CHECKING:
    from brain.network import Array
    from game.scenes.demo.scene import DemoScene

MARGIN = 24
"""So far beyond the plane its picture goes: for students at its edge."""
TARGET_STUDENT = (3.0, 6.0)
"""Study and sleep of the student whom the challenge wants to pass."""


def draw_map(canvas: Canvas, scene: DemoScene, place: Places, cues: Cues) -> None:
    """The plane, the class on it, what would flip the verdict, and the student."""
    read, plane = scene.reading, place.plane
    ghost = scene.room.ghost if cues.teach > 0.5 else None

    def ground() -> None:
        paint_foggy_plane(canvas, "demo", plane, read.plane, read.fog, verdict_ramp(canvas),
                          (read.map_key, read.class_key), level=0.5, exact=read.says())
        _students(canvas, scene, place, ghost)

    key = (read.map_key, read.class_key, None if ghost is None else ghost.tobytes())
    canvas.sheet("demo.map", key, plane.inset(-MARGIN), ground)
    if cues.teach > 0.5 and scene.mode != "ask":
        canvas.box(plane.inset(-7), 10, fill="card", fill_alpha=0.0, line="touch", width=3)
    axes(canvas, plane, canvas.words("axis.study"), canvas.words("axis.sleep"))
    _guides(canvas, place, scene.journey.student, strong=scene.mode == "ask")
    if scene.aimed:
        canvas.ring(to_plane(plane, scene.aimed.hours), 26, "touch", 4)
    with canvas.fade(cues.teach):
        _target(canvas, place, scene)
    with canvas.fade(cues.why * (1.0 - cues.teach)):
        if canvas.alpha > 0.5:
            _arrows(canvas, place, scene.journey.student, read.turns)


def _guides(canvas: Canvas, place: Places, student: Vec, *, strong: bool) -> None:
    """Dashed lines from the student to the axes; where no handle lies on them, a small cross of their own."""
    at = to_plane(place.plane, student)
    paint_guides(canvas, place.plane, at, "touch" if strong else "soft")
    if not strong:
        canvas.ring(at, 15, "text", 3)


def _students(canvas: Canvas, scene: DemoScene, place: Places, ghost: Array | None) -> None:
    """Everyone in the class; who was added or turned over wears a white ring. Question marks where nobody is.

    Below them lies, while the class can be changed, the border of ``ghost``, the parameters before the last training.
    """
    size = 24 if place.plane.w > 480 else 21

    def everyone() -> None:
        if ghost is not None:
            paint_ghost_line(canvas, place.plane, scene.reading.ghost(ghost), level=0.5,
                             exact=scene.reading.says(ghost))
        paint_unknown(canvas, place.plane, scene.reading.fog)
        for member in scene.room.members():
            at = to_plane(place.plane, member.hours)
            if member.changed:
                canvas.ring(at, size * 0.80, "text", 2.2)
            paint_mark(canvas, at, member.passed, size)

    key = (scene.reading.class_key, None if ghost is None else ghost.tobytes())
    canvas.sheet("demo.students", key, place.plane.inset(-MARGIN), everyone)


def _target(canvas: Canvas, place: Places, scene: DemoScene) -> None:
    """The student of the challenge: two rings, green once passed."""
    at = to_plane(place.plane, TARGET_STUDENT)
    passed = scene.reading.chance_of(TARGET_STUDENT) >= 0.5
    colour = "passed" if passed else "text"
    canvas.ring(at, 34, colour, 3)
    canvas.ring(at, 22, colour, 3)
    if passed:
        paint_icon(canvas, "check", at, 26, colour, pen=0.26)
    else:
        canvas.text(at, "?", "strong", "text", "cm")


def _arrows(canvas: Canvas, place: Places, student: Vec, turns: Turns) -> None:
    """The smallest change as an arrow; study alone and sleep alone dashed."""
    start = to_plane(place.plane, student)
    for turn in (turns.study, turns.sleep):
        if turn and turn != turns.least:
            paint_arrow(canvas, start, to_plane(place.plane, turn.hours), "soft", 3.5, start_gap=26, dashed=True)
    if turns.least:
        end = to_plane(place.plane, turns.least.hours)
        canvas.glow(end, 40, "hot", 0.5)
        paint_arrow(canvas, start, end, "hot", 7, start_gap=26)
