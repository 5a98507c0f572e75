"""What can be touched: tabs, the listing, the answers, step, run and back; and what stands on the last page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game import programs
from game.core import keep
from game.draw.code import listing
from game.scenes.math.guess import answers
from game.scenes.math.places import Places
from game.scenes.math.run import Reader
from game.scenes.math.tiles import unsolved
from game.scenes.parts import number
from game.ui import Ui
from game.ui.ui import TAP_SLOP

if TYPE_CHECKING:
    from game.scenes.math.scene import MathScene

SWIPE = 120.0
"""A finger that goes so far across the listing turns the page, as it does everywhere else."""


def touch_page(scene: MathScene, ui: Ui, place: Places) -> None:
    """Take the brain home, or go to a chapter whose challenge is still to be solved."""
    if ui.button("math.save", place.save, ui.words("math.save")):
        scene.wish = "picture"
    if ui.button("math.export", place.export, ui.words("math.export")):
        scene.export(keep.here(), ui.words)
    for chapter, cell in unsolved(place, scene.page.solved(ui.words)):
        if ui.button(f"math.go.{chapter}", cell, ui.words(f"math.chip.{chapter}"), icon="right", look="tool"):
            scene.wish = chapter


def touch_tabs(scene: MathScene, ui: Ui, place: Places, name: str) -> None:
    """The three programs as tabs: another one is gone to at once."""
    options = [(one, ui.words(f"math.tab.{one}")) for one in programs.NAMES]
    chosen = ui.choice("math.tab", place.tabs, options, name, gap=14)
    if chosen != name:
        scene.player.seek(scene.timeline.rests[programs.NAMES.index(chosen)])


def touch_program(scene: MathScene, ui: Ui, place: Places, name: str) -> None:
    """Offer the controls of the program on the stage."""
    play, reader = scene.play, scene.play.reader(name)
    _listing(scene, ui, place, reader)
    if name == "neuron":
        _neuron(scene, ui, place)
    elif name == "train" and play.before is not None:
        options = [("before", ui.words("math.untrained")), ("after", ui.words("math.trained"))]
        picked = ui.choice("math.start", place.start, options, "before" if play.untrained else "after", gap=12)
        play.untrained = picked == "before"
    _run(ui, place, reader)


def _listing(scene: MathScene, ui: Ui, place: Places, reader: Reader) -> None:
    """A tap on a line goes to the next time it runs, as Up and Down do; a drag moves it; a swipe turns the page."""
    touch = ui.touch("math.listing", place.panel)
    ui.mark("spot", "math.listing", place.panel, touch, look="box")
    _, up = ui.arrows("math.listing", ("up", "down"))
    if up:
        reader.running = False
        reader.pick_line(-int(up))
    p, lines = touch.pointer, reader.run.program.said(ui.words)
    if p is None or p.cancelled:
        if touch.clicked:
            reader.toggle()
        return
    dx, dy = p.pos[0] - p.start[0], p.pos[1] - p.start[1]
    laid = listing(place.code, lines, reader.line, ui.layout.text_scale)
    if touch.pressed:
        scene.gripped = laid.top
    if touch.clicked and p.travelled < TAP_SLOP:
        reader.running = False
        reader.seek_line(laid.line_at(p.pos[1]))
    elif p.released and abs(dx) > SWIPE and abs(dx) > 2 * abs(dy):
        scene.wish = "next" if dx < 0 else "back"
    elif p.travelled >= TAP_SLOP and abs(dy) > abs(dx):
        reader.scroll(laid.line_on_top(scene.gripped - dy / laid.step, len(lines)))


def _neuron(scene: MathScene, ui: Ui, place: Places) -> None:
    """Another student; and three answers to what z will be."""
    play, journey = scene.play, scene.journey
    if ui.button("math.other", place.other, icon="swap", look="round"):
        play.next_student()
    elif play.asking():
        offered = answers(journey.network, journey.x)
        for i, (value, box) in enumerate(zip(offered, place.answers, strict=True)):
            if ui.button(f"math.answer.{i}", box, number(value), look="tab"):
                play.say(value)


def _run(ui: Ui, place: Places, reader: Reader) -> None:
    """Back, run and step; and the slider over all steps."""
    if ui.button("math.back", place.back, icon="back_step", look="round"):
        reader.running = False
        reader.seek(reader.at - 1)
    if ui.button("math.run", place.run, icon="pause" if reader.running else "play", look="round",
                 selected=reader.running):
        reader.toggle()
    if ui.button("math.step", place.next, icon="step", look="round"):
        reader.running = False
        reader.seek(reader.at + 1)
    at = ui.slider("math.at", place.slider, reader.at, 0, reader.last, step=1)
    if round(at) != reader.at:
        reader.running = False
        reader.seek(round(at))
