"""The numbers of the last test that can be opened: hours, shares, what would flip it, and the class."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from game.core.facts import Fact, Told
from game.core.figures import figure, plus, signed
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.core.words import Words
from game.facts import hours_facts, label_area, neuron_fact, result
from game.scenes.demo.cards import NAMES, clock
from game.scenes.demo.classroom import LAPS_AT_ONCE, RETRAIN_LAPS, STEPS_BETWEEN
from game.scenes.demo.places import Places
from game.scenes.demo.reading import Turn

if TYPE_CHECKING:
    from game.scenes.demo.scene import DemoScene


def facts_of(scene: DemoScene, words: Words, place: Places, cues: Cues) -> Iterator[Fact]:
    """What can be opened at this moment, besides the network's own numbers."""
    traced = scene.traced()
    assert traced is not None
    yield from hours_facts(words, traced, [label_area(place.name(i), "cm", place.name_room) for i in range(2)])
    for i, card in enumerate(place.sliders):
        yield neuron_fact(words, traced, 0, i, Rect(card.x + 20, card.y + 4, card.w - 40, 44), f"slider.{i}")
    if cues.why <= 0.0 and scene.journey.laps:
        yield Fact("trust", place.trust, partial(_trust, scene, words))
    if cues.teach >= 1.0:
        yield from _class(scene, words, place)
    elif cues.teach <= 0.0 and (place.portrait or cues.why >= 1.0):
        yield from _why(scene, words, place, cues)
        if cues.why >= 1.0:
            yield from _flip(scene, words, place)


# -- why -----------------------------------------------------------------------------------------------


def _trust(scene: DemoScene, words: Words) -> Told:
    """Study's part of all the movement over the class."""
    study, sleep = (float(move) for move in scene.reading.moves)
    whole = study + sleep
    return Told(words("demo.tell.trust"), words("demo.tell.trusted"),
                f"{figure(study, 3)} / ({figure(study, 3)} + {figure(sleep, 3)})",
                result(words, study / whole if whole else 0.0, 3), "active")


def _why(scene: DemoScene, words: Words, place: Places, cues: Cues) -> Iterator[Fact]:
    _, first, *rest = place.why_card(cues).inset(30, 10).rows([1.0, 0.9, 1.0, 1.0, 1.1])
    yield Fact("why.0", first, partial(_average, scene, words))
    for i in range(2):
        yield Fact(f"why.{i + 1}", rest[i], partial(_share, scene, words, i))
    yield Fact("why.3", rest[2], partial(_chance, scene, words))


def _average(scene: DemoScene, words: Words) -> Told:
    read = scene.reading
    said = scene.journey.network.forward(read.data.x)[:, 0]
    first = plus(f"{figure(100 * float(chance), 1)}" for chance in said[:3])
    return Told(words("demo.why.average"), words("demo.tell.average"), f"({first} + …) / {len(said)}",
                percent(words, read.why.base), "soft")


def _share(scene: DemoScene, words: Words, i: int) -> Told:
    """Shapley's value of one input: what it adds before the other is known, and after; half of both."""
    read, other = scene.reading, words(f"demo.why.{NAMES[1 - i]}")
    base, part = read.why.base, float(read.why.parts[0, i])
    alone, without = read.known(i), read.known(1 - i)
    terms = [f"({figure(100 * a, 1)} - {figure(100 * b, 1)})" for a, b in ((alone, base), (read.chance, without))]
    return Told(words("demo.tell.share", name=words(f"demo.why.{NAMES[i]}")),
                words("demo.tell.shapley", other=other), f"½ · ({plus(terms)})", percent(words, part),
                "negative" if part < 0 else "positive")


def _chance(scene: DemoScene, words: Words) -> Told:
    why = scene.reading.why
    parts = [figure(100 * why.base, 1), *(signed(100 * float(part), 1) for part in why.parts[0])]
    return Told(words("demo.why.chance"), words("demo.tell.sum"), plus(parts), percent(words, scene.reading.chance))


def percent(words: Words, share: float) -> str:
    """A share as per cent, as exact as the cards are."""
    return f"{result(words, 100 * share, 1)} %" if np.isfinite(share) else result(words, share)


# -- what would flip it --------------------------------------------------------------------------------


def _flip(scene: DemoScene, words: Words, place: Places) -> Iterator[Fact]:
    turns, rows = scene.reading.turns, place.flip_rows()[2:]
    for name, row in zip(("study", "sleep", "both")[-len(rows):], rows, strict=True):
        turn = {"study": turns.study, "sleep": turns.sleep, "both": turns.least}[name]
        yield Fact(f"flip.{name}", row, partial(_turn, scene, words, name, turn))


def _turn(scene: DemoScene, words: Words, name: str, turn: Turn | None) -> Told:
    """Where a change leads, and what the network says there."""
    title, wanted = words(f"demo.tell.flip_{name}"), "a < 0.5" if scene.reading.passed else "a ≥ 0.5"
    formula = words("demo.tell.flips", wanted=wanted)
    if turn is None:
        return Told(title, formula, words("demo.flip.none"), words("demo.flip.never"), "mute")
    (a, b), (c, d) = scene.journey.student, turn.hours
    there = scene.reading.chance_of(turn.hours)
    filled = f"({a:.2f} h, {b:.2f} h) → ({c:.2f} h, {d:.2f} h)\na: {scene.reading.chance:.4f} → {there:.4f}"
    minutes = turn.minutes if name == "both" else (sum(turn.minutes),)
    return Told(title, formula, filled, "  ".join(clock(m) for m in minutes) + " h", "text")


# -- the class -----------------------------------------------------------------------------------------


def _class(scene: DemoScene, words: Words, place: Places) -> Iterator[Fact]:
    rows = place.class_rows()
    yield Fact("class.0", rows[0], partial(_count, scene, words))
    yield Fact("class.1", rows[1], partial(_loss, scene, words))
    for n, which in enumerate(("right", "short", "long"), 2):
        yield Fact(f"class.{n}", rows[n], partial(_right, scene, words, which))
    if scene.room.running:
        yield Fact("class.5", rows[5], partial(_laps, scene, words))


def _count(scene: DemoScene, words: Words) -> Told:
    fit = scene.reading.fit
    return Told(words("demo.class.title", count=fit.count), words("demo.tell.count"),
                f"{fit.passed} + {fit.count - fit.passed}", str(fit.count), "text")


def _loss(scene: DemoScene, words: Words) -> Told:
    data = scene.reading.data
    said = scene.journey.network.forward(data.x)[:, 0]
    first = plus(f"({figure(float(said[k]), 2)} - {data.y[k, 0]:.0f})²" for k in range(min(2, len(said))))
    return Told(words("demo.class.loss"), words("demo.tell.loss"), f"({first} + …) / {len(said)}",
                result(words, scene.reading.fit.loss), "error")


def _right(scene: DemoScene, words: Words, which: str) -> Told:
    fit = scene.reading.fit
    right, count = {"right": (fit.right, fit.count), "short": fit.short, "long": fit.long}[which]
    return Told(words(f"demo.tell.{which}"), words("demo.tell.accuracy"), f"{right} / {count}",
                f"{100 * right / count:.1f} %" if count else "-", "passed")


def _laps(scene: DemoScene, words: Words) -> Told:
    lap = scene.room.lap
    return Told(words("demo.tell.laps"), words("demo.tell.each", laps=LAPS_AT_ONCE, steps=STEPS_BETWEEN),
                f"{lap} / {RETRAIN_LAPS}", f"{100 * lap / RETRAIN_LAPS:.0f} %")
