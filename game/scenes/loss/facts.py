"""The numbers of chapter 5 that can be opened: guesses, areas, the loss, the marks of the gauge, and the race."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from game.core.facts import Fact, Told
from game.core.figures import figure, plus
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.core.words import Words
from game.facts import hours_facts, result, weight_fact
from game.scenes.loss.game import ROUND, Game
from game.scenes.loss.knobs import values_of
from game.scenes.loss.marks import heights_of, leans_left, marks_of
from game.scenes.loss.net import Net
from game.scenes.loss.places import Places
from game.scenes.loss.race import score_boxes
from game.scenes.loss.rival import RATES

if TYPE_CHECKING:
    from game.scenes.loss.scene import LossScene


def facts_of(scene: LossScene, words: Words, net: Net, cues: Cues) -> list[Fact]:
    """What can be opened at this moment, besides the network's own numbers."""
    game, traced, place = scene.game, scene.traced(), net.place
    facts = hours_facts(words, traced, [net.name(i) for i in range(2)])
    for k, ((layer, i, j), box) in enumerate(zip(net.knobs, values_of(net), strict=True)):
        facts.append(weight_fact(words, traced, layer, i, j, box.inset(-2, -1), f"knob.{k}"))
    if place.sum_shown > 0.5:
        facts.append(Fact("square", place.sum, partial(_area, words, game, scene.chosen)))
    facts += [Fact(f"area.{n}", cell, partial(_area, words, game, n)) for n, cell in enumerate(place.cells)]
    if cues.mean >= 1.0:
        facts += _panel(words, place, game, cues)
    return facts


def _panel(words: Words, place: Places, game: Game, cues: Cues) -> Iterator[Fact]:
    """The mean, the marks of the gauge, and both runners of the race."""
    inner, chart = place.inner, place.chart
    yield Fact("loss.0", Rect(inner.right - 150, inner.y, 150, 44), partial(_mean, words, game))
    side = max(44.0, game.loss**0.5 * place.unit)
    x, y = place.mean_corner
    yield Fact("loss.1", Rect(x, y - side, side, side), partial(_mean, words, game))
    for n, ((name, _, _), (_, label)) in enumerate(zip(marks_of(game), heights_of(place, game, cues.race),
                                                       strict=True)):
        if cues.race > 0.5 and name == "undecided":
            continue
        left = chart.x + 10 if cues.race > 0.5 and leans_left(place, game, name, label) else chart.right - 260
        yield Fact(f"mark.{n}", Rect(left, label - 17, 260, 34), partial(_mark, words, game, name))
    if cues.race < 0.5:
        yield Fact("loss.2", place.beside_mean, partial(_mean, words, game))
        return
    _, you, machine = score_boxes(place, game)
    yield Fact("race.0", you, partial(_you, words, game))
    yield Fact("race.1", machine, partial(_machine, words, game))
    yield Fact("race.2", Rect(chart.x + 30, chart.bottom + 3, chart.w - 30, 36), partial(_rate, words, game))


def _area(words: Words, game: Game, n: int) -> Told:
    truth, guess, error = (float(part[n]) for part in (game.truths, game.guesses, game.errors))
    return Told(words("loss.passed" if truth > 0.5 else "loss.failed", number=n + 1), words("loss.tell.area"),
                f"({figure(guess, 4)} - {truth:.0f})²", result(words, error * error), "error")


def _mean(words: Words, game: Game) -> Told:
    """The mean of the areas."""
    areas = plus(figure(float(error) ** 2, 3) for error in game.errors)
    return Told(words("loss.mean"), words("loss.tell.mean"), f"({areas}) / {len(game.errors)}",
                result(words, game.loss), "error")


def _mark(words: Words, game: Game, name: str) -> Told:
    """A named height of the gauge."""
    if name == "undecided":
        terms = plus(f"(0.5 - {truth:.0f})²" for truth in game.truths[:2])
        return Told(words("loss.tell.undecided"), words("loss.tell.mean"), f"({terms} + …) / {len(game.truths)}",
                    result(words, game.undecided), "text")
    lowest = game.lowest if game.lowest is not None else float("nan")
    if name == "goal":
        goal = game.goal if game.goal is not None else float("nan")
        return Told(words("loss.tell.goal"), words("loss.tell.half"),
                    f"({figure(game.you[0], 4)} + {figure(lowest, 4)}) / 2", result(words, goal), "touch")
    reach = figure(game.reach, 0)
    return Told(words("loss.tell.lowest"), words("loss.tell.least"), f"w₁, w₂, w₃ = -{reach} … {reach}",
                result(words, lowest), "text")


def _you(words: Words, game: Game) -> Told:
    """The visitor's loss after the last turn that counted; after a round, the best in it."""
    if game.won is not None:
        filled = ", ".join(figure(loss, 3) for loss in game.you[: ROUND + 1])
        return Told(words("loss.you"), words("loss.tell.best", turns=ROUND), filled, result(words, game.standing[0]),
                    "error")
    filled = " → ".join(figure(loss, 3) for loss in game.you[-3:])
    return Told(words("loss.you"), words("loss.tell.turns", turns=game.turns), filled, result(words, game.you[-1]),
                "error")


def _machine(words: Words, game: Game) -> Told:
    """Gradient descent's after as many steps."""
    at = ROUND if game.won is not None else min(game.turns, len(game.machine) - 1)
    filled = " → ".join(figure(loss, 3) for loss in game.machine[max(0, at - 2): at + 1])
    return Told(words("loss.machine"), "w = w - η · ∂L/∂w", f"η = {game.rate:g}\n{filled}",
                result(words, game.machine[at]), "error")


def _rate(words: Words, game: Game) -> Told:
    """How gradient descent comes by its learning rate."""
    tried = ", ".join(f"{rate:g}" for rate in RATES[: RATES.index(game.rate) + 1])
    return Told(words("loss.tell.rate"), words("loss.tell.falling"), tried, f"{game.rate:g}", "text")
