"""What can be touched in the last test: the sliders, the map, the class, and the buttons below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.core.easing import clamp, parting
from game.core.geometry import Rect, Vec, distance
from game.core.timeline import Cues
from game.draw.plane import from_plane, to_plane
from game.scenes.demo.places import Places
from game.ui import Ui
from game.ui.ui import TAP_SLOP

if TYPE_CHECKING:
    from game.scenes.demo.scene import DemoScene

MODES = (("ask", "point"), ("pass", "passed"), ("fail", "failed"), ("flip", "swap"), ("remove", "cross"))
"""What a tap on the map does, and its sign."""
REACH = 1.1
"""A tap finds a student no further than this many hours away."""


def touch(scene: DemoScene, ui: Ui, place: Places, cues: Cues) -> None:
    """Offer every control of the present rest."""
    _sliders(scene, ui, place)
    teaching = cues.teach > 0.5
    scene.mode = scene.mode if teaching else "ask"
    _map(scene, ui, place)
    with ui.fade(parting(cues.teach)):
        if teaching:
            _class(scene, ui, place)
        else:
            _buttons(scene, ui, place, cues)


def _sliders(scene: DemoScene, ui: Ui, place: Places) -> None:
    hours = scene.journey.student
    new = [ui.slider(f"demo.{name}", place.slider(i), hours[i], 0.0, 10.0, step=0.5,
                     label=ui.words(f"demo.slider.{name}"), shown=f"{hours[i]:.1f} h")
           for i, name in enumerate(("study", "sleep"))]
    scene.ask((new[0], new[1]))


def _map(scene: DemoScene, ui: Ui, place: Places) -> None:
    scene.aimed = None
    at = to_plane(place.plane, scene.journey.student)
    if scene.mode == "ask":
        new = ui.handle("demo.point", at, place.plane, field=place.plane, step=place.plane.w / 20)
        if distance(new, at) > 1e-6:
            scene.ask(from_plane(place.plane, new))
        return
    touch = ui.touch("demo.map", place.plane)
    ui.mark("spot", "demo.map", place.plane, touch, look="box")
    dx, dy = ui.arrows("demo.map")
    if dx or dy:
        step = 0.1 if ui.input.fine else 0.5
        a, b = scene.journey.student
        scene.ask((clamp(a + dx * step, 0.0, 10.0), clamp(b + dy * step, 0.0, 10.0)))
    pointer = touch.pointer
    spot = from_plane(place.plane, place.plane.clamp(pointer.pos)) if pointer else scene.journey.student
    if scene.mode in ("flip", "remove") and (touch.held or touch.clicked or touch.focused):
        scene.aimed = scene.room.nearest(spot, REACH)
    if touch.clicked and (pointer is None or pointer.travelled < TAP_SLOP * 2):
        _change(scene, spot)


def _change(scene: DemoScene, spot: Vec) -> None:
    """Do what the mode says at a place of the map."""
    if scene.mode in ("pass", "fail"):
        scene.room.add(spot, scene.mode == "pass")
    elif scene.aimed:
        (scene.room.flip if scene.mode == "flip" else scene.room.remove)(scene.aimed)
        scene.aimed = None


def _class(scene: DemoScene, ui: Ui, place: Places) -> None:
    for (mode, icon), cell in zip(MODES, place.tabs.columns([1.0] * len(MODES), 8), strict=True):
        if ui.button(f"demo.mode.{mode}", cell, ui.words(f"demo.mode.{mode}"), icon=icon, look="tool",
                     selected=mode == scene.mode):
            scene.mode = mode
    learn, undo = place.class_buttons()
    _train(scene, ui, learn, "afresh" if scene.room.stuck else "retrain" if scene.journey.laps else "train")
    if ui.button("demo.undo", undo, ui.words("demo.undo"), icon="back_step", enabled=scene.room.can_undo):
        scene.room.undo()


def _train(scene: DemoScene, ui: Ui, rect: Rect, text: str) -> None:
    running = scene.room.running
    if ui.button("demo.train", rect, ui.words("demo.stop" if running else f"demo.{text}"),
                 icon="pause" if running else "play"):
        (scene.room.stop if running else scene.room.start)()


def _buttons(scene: DemoScene, ui: Ui, place: Places, cues: Cues) -> None:
    """Before the class can be changed: go where it flips, or train a network that has learnt nothing."""
    flips = cues.why > 0.5
    cells = place.buttons.columns([1.0] * (1 + (flips and scene.offers)), 16)
    if scene.offers:
        _train(scene, ui, cells[0], "train")
    least = scene.reading.turns.least if flips else None
    with ui.fade(parting(cues.why)):
        pressed = flips and ui.button("demo.go", cells[-1], ui.words("demo.go"), icon="right", enabled=bool(least))
    if pressed and least:
        scene.gliding = (scene.journey.student, least.hours, 0.0)
