"""Everything of the forward pass that can be touched: the student, the run, neurons, and cells of the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.core.geometry import Holed, Rect, distance
from game.core.timeline import Cues
from game.draw.neuron import SMALLEST_PINNED, pin_place
from game.draw.plane import from_plane, to_plane
from game.guesses import foretell, guess_of
from game.scenes.forward.places import Places
from game.scenes.parts import tap_area
from game.ui import Ui
from game.ui.ui import TAP_SLOP

if TYPE_CHECKING:
    from game.scenes.forward.scene import ForwardScene

PIN_ROOM = 8.0
"""So far around its head the pin of a bias is tapped, and not its neuron."""
SNAP = 30.0
"""A finger this near to one of the eight students takes that student."""


def touch_student(scene: ForwardScene, ui: Ui, place: Places, cues: Cues) -> None:
    """The plane on which a student is placed, and the guess before the first run."""
    old = to_plane(place.plane, scene.journey.student)
    at = ui.handle("forward.student", old, place.plane, field=place.plane)
    if distance(at, old) > 1e-9:
        near = min(scene.eight, key=lambda one: distance(to_plane(place.plane, one[0]), at))[0]
        snaps = ui.holds("forward.student") and distance(to_plane(place.plane, near), at) < SNAP
        scene.journey.student = near if snaps else from_plane(place.plane, at)
    if cues.flow <= 0.0:
        kept = guess_of(scene.journey, scene.id, list(scene.journey.student))
        for passed, name, icon in ((True, "pass", "check"), (False, "fail", "diamond")):
            if ui.button(f"forward.guess.{name}", place.guess(passed), ui.words(f"forward.{name}"), icon=icon,
                         selected=scene.guess() is passed, enabled=kept is None or kept["right"] is None):
                foretell(scene.journey, scene.id, passed, list(scene.journey.student))


def touch_run(scene: ForwardScene, ui: Ui, place: Places, cues: Cues) -> None:
    run, step, rewind, other = place.buttons()
    text = ui.words("forward.pause" if scene.run.on else "forward.run")
    if ui.button("forward.run", run, text, icon="pause" if scene.run.on else "play"):
        scene.run.toggle()
    if ui.button("forward.step", step, icon="step", look="round"):
        scene.run.step()
    if ui.button("forward.rewind", rewind, icon="back_step", look="round"):
        scene.run.rewind()
    if ui.button("forward.other", other, ui.words("forward.other")):
        places = [hours for hours, _ in scene.eight]
        now = places.index(scene.journey.student) if scene.journey.student in places else -1
        scene.journey.student = places[(now + 1) % len(places)]
        if cues.grid <= 0.0:  # the new student is guessed about, and sent through, from the start
            scene.run.rewind()


def touch_neurons(scene: ForwardScene, ui: Ui, place: Places) -> None:
    for key, spot in place.nodes.items():
        if key[0] == 0:
            continue
        name, (pin, r) = f"forward.neuron{key[0]}.{key[1]}", pin_place(*spot)
        area = tap_area(spot, place.pitch[key[0]], upright=ui.layout.portrait)
        touch = ui.touch(name, Holed.of(area, pin, r + PIN_ROOM) if spot[1] >= SMALLEST_PINNED else area)
        chosen = scene.picked is not None and scene.picked[0] == key
        ui.mark("spot", name, Rect.around(spot[0], 2 * spot[1]), touch, look="round", selected=chosen)
        if touch.clicked:
            scene.picked = None if chosen else (key, None)
            scene.wish = "tell:"  # another card that is open makes room


def close_card(scene: ForwardScene, ui: Ui, place: Places) -> None:
    """The card of a neuron closes by its button, by a tap elsewhere, and with Esc."""
    elsewhere = any(p.released and not p.cancelled and p.travelled < TAP_SLOP and not place.panel.contains(p.pos)
                    for p in ui.free_pointers())
    if ui.button("forward.close", place.close, icon="cross", look="round") or elsewhere or ui.take("escape"):
        scene.picked = None


def touch_cells(scene: ForwardScene, ui: Ui, place: Places, cues: Cues) -> None:
    """The matrix: a tapped weight lights up with its fibre and its neuron, a tapped result with its whole row."""
    sizes = scene.journey.network.sizes
    layer = scene.picked[0][0] if scene.picked else scene.product(cues).layer
    grid = place.grid(sizes[layer - 1], sizes[layer])
    for (j, n, i, cell), area in zip(grid.choices, grid.targets, strict=True):
        name = f"forward.cell{layer}.{j}.{n}"
        touch = ui.touch(name, area)
        ui.mark("spot", name, cell, touch, look="box")
        if touch.clicked:
            chosen = ((layer, j), i)
            scene.picked = None if scene.picked == chosen else chosen
