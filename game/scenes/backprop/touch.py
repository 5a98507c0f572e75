"""What can be touched in chapter 6: students, fibres and neurons, the factors and their check, updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brain import Where
from game.core.easing import parting
from game.core.geometry import Vec, distance
from game.core.timeline import Cues
from game.scenes.backprop.chain import boxes_of
from game.scenes.backprop.places import Places
from game.ui import Ui

if TYPE_CHECKING:
    from game.scenes.backprop.scene import BackpropScene


def touch_all(scene: BackpropScene, ui: Ui, cues: Cues, places: Places) -> None:
    """Everything that can be touched at this moment."""
    _touch_student(scene, ui, cues, places)
    with ui.fade(parting(cues.chain) * parting(cues.update)):
        if cues.update > 0.5:
            _touch_update(scene, ui, places)
        elif cues.chain > 0.5:
            _touch_chain(scene, ui, places)
        else:
            scene.lit = None
    if cues.back > 0.9:
        _touch_network(scene, ui, cues, places)


def _touch_student(scene: BackpropScene, ui: Ui, cues: Cues, places: Places) -> None:
    """Another student: by the button between the inputs, or by a chip of the first panel."""
    lesson = scene.lesson
    if ui.button("backprop.other", places.chooser_box, icon="swap", look="round"):
        lesson.choose(lesson.student + 1)
    if cues.chain > 0.5:
        return
    for k, chip in enumerate(places.panel.chips(len(lesson.eight))):
        if ui.spot(f"backprop.student.{k}", chip, round_=False):
            lesson.choose(k)


def _touch_chain(scene: BackpropScene, ui: Ui, places: Places) -> None:
    """Each factor's card, and the button that nudges the weight."""
    focused = False
    for k, box in enumerate(boxes_of(scene.lesson, places).factors):
        touch = ui.touch(f"backprop.factor.{k}", box.inset(0, -4))  # half of the gap to its neighbours
        ui.mark("spot", f"backprop.factor.{k}", box, touch, look="box")
        if touch.clicked:
            scene.light(None if scene.lit == k else k)
        if ui.focus == f"backprop.factor.{k}" and ui.keyboard:
            scene.lit, focused = k, True
    if ui.focus and not focused:
        scene.lit = None
    if ui.button("backprop.nudge", places.tray, ui.words("backprop.nudge")):
        scene.nudge()


def _touch_update(scene: BackpropScene, ui: Ui, places: Places) -> None:
    """One press, one update; and back."""
    lesson = scene.lesson
    left, right = places.tray.columns([1.0, 0.5], 16)
    if ui.button("backprop.update", left, ui.words("backprop.update"), icon="step"):
        lesson.update()
    if ui.button("backprop.undo", right, ui.words("backprop.undo"), icon="back_step",
                 enabled=bool(lesson.steps.undone)):
        lesson.undo()


def _touch_network(scene: BackpropScene, ui: Ui, cues: Cues, places: Places) -> None:
    """Tap a fibre, or a neuron for its bias; with the keyboard walk from one to the next."""
    grips, lesson = places.grips, scene.lesson
    pressed = [p for p in ui.input.pointers if p.pressed]
    missed = bool(pressed) and all(grips.at(p.pos) is None for p in pressed)
    area = places.net if not missed else places.net.inset(places.net.w, 0)
    touch = ui.touch("backprop.fibres", area)
    scene.walking = touch.focused
    scene.hovered = grips.at(ui.input.hover) if touch.hover and ui.input.hover else None
    dx, dy = ui.arrows("backprop.fibres")
    if dx or dy:
        scene.pick(grips.walk(lesson.place, int(dx), int(dy)))
    elif touch.clicked and touch.pointer is not None:
        place = grips.at(touch.pointer.start)
        if place is not None:
            _tap(scene, place, touch.pointer.start, places, told=cues.chain > 0.5)
    elif touch.clicked:
        scene.pick(lesson.place)


def _tap(scene: BackpropScene, place: Where, at: Vec, places: Places, *, told: bool) -> None:
    """The first tap tells the chain rule; another on the same place opens the card of its number."""
    if not told or place != scene.lesson.place:
        scene.pick(place)
        scene.wish = "tell:"
    elif place.i is not None:
        scene.wish = f"tell:weight.{place.layer}.{place.i}.{place.j}"
    else:
        pos, r = places.nodes[place.layer + 1, place.j]
        orb = distance(at, pos) <= r
        scene.wish = f"tell:neuron.{place.layer + 1}.{place.j}" if orb else f"tell:bias.{place.layer}.{place.j}"
