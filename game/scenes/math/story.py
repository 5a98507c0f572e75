"""What the visitor has done on the whole journey, in numbers: laps, challenges, guesses, numbers opened, the race."""

from __future__ import annotations

from dataclasses import dataclass

from game.core.facts import Told
from game.core.figures import figure
from game.core.words import Words
from game.guesses import Guess, guesses, tally
from game.journey import Journey
from game.scores import hand_of, score_of

CHALLENGES = ("neuron", "spark", "architecture", "forward", "loss", "backprop", "training", "demo", "math")
"""Chapters with a challenge: all but the title."""
MOST_TOLD = 6
"""So many guesses are told in words."""


@dataclass(frozen=True)
class Figure:
    """One tile of the last page: what it counts, the number, a mark for each part of it, and what its card says."""

    name: str
    text: str
    told: Told
    marks: tuple[bool, ...] = ()
    good: bool = False


def figures_of(words: Words, journey: Journey, losses: tuple[float, float]) -> list[Figure]:
    """The tiles, in order; ``losses`` of the class before and after."""
    figures = [_loss(words, *losses), _laps(words, journey)]
    if tally(journey)[1]:
        figures.append(_guesses(words, journey))
    figures.append(_opened(words, journey))
    score = hand_of(journey) or score_of(journey)
    if score:
        figures.append(_race(words, score.you, score.machine))
    return figures


def _loss(words: Words, old: float, new: float) -> Figure:
    text, times = f"{old:.3f} → {new:.3f}", old / max(new, 1e-12)
    name = words("math.figure.smaller", times=f"{times:.1f}") if times >= 1.1 else words("math.figure.loss")
    told = Told(name, words("math.tell.before"), f"{figure(old, 4)} / {figure(new, 4)}", f"{times:.2f}", "passed")
    return Figure(name, text, told, good=new < old)


def _laps(words: Words, journey: Journey) -> Figure:
    name, laps = words("math.figure.laps"), str(journey.laps)
    told = Told(name, words("math.tell.laps"), f"{laps} · η = {journey.learning_rate:g}", laps, "text")
    return Figure(name, laps, told)


def solved_figure(words: Words, journey: Journey) -> Figure:
    """How many challenges are solved, with a mark for each chapter."""
    marks = tuple(chapter in journey.solved for chapter in CHALLENGES)
    missing = [words(f"{chapter}.title") for chapter, done in zip(CHALLENGES, marks, strict=True) if not done]
    name, count = words("math.figure.short" if missing else "math.figure.all"), f"{sum(marks)} / {len(marks)}"
    left = words("math.tell.missing", names=" · ".join(missing[:3])) if missing else count
    told = Told(words("math.figure.solved"), words("math.tell.solved"), left, f"{100 * sum(marks) / len(marks):.0f} %",
                "text")
    return Figure(name, count, told, marks, not missing)


def _guesses(words: Words, journey: Journey) -> Figure:
    right, made = tally(journey)
    name, marks = words("math.figure.guesses"), tuple(bool(one["right"]) for one in known_guesses(journey))
    told = Told(name, words("math.tell.guesses"), "\n".join(line for line, _ in guess_lines(words, journey)),
                f"{right} / {made} = {100 * right / made:.0f} %", "text")
    return Figure(name, f"{right} / {made}", told, marks, right == made)


def _opened(words: Words, journey: Journey) -> Figure:
    name, count = words("math.figure.opened"), str(len(journey.opened))
    return Figure(name, count, Told(name, words("math.tell.opened"), words("math.tell.each_once"), count, "text"))


def _race(words: Words, you: float, machine: float) -> Figure:
    name, won = words("math.figure.race"), you < machine
    told = Told(name, words("math.tell.race"), f"{figure(you, 4)} : {figure(machine, 4)}", figure(you - machine, 4),
                "passed" if won else "text")
    return Figure(name, f"{you:.3f} : {machine:.3f}", told, good=won)


# -- guesses in words ------------------------------------------------------------------------------------


def known_guesses(journey: Journey) -> list[Guess]:
    """Those whose truth is known."""
    return [one for one in guesses(journey) if isinstance(one["right"], bool)]


def guess_lines(words: Words, journey: Journey) -> list[tuple[str, bool]]:
    """The latest guesses in words: what it was about, what was said, what came out; and whether it came true."""
    lines = []
    for guess in known_guesses(journey)[-MOST_TOLD:]:
        chapter, about = guess["chapter"], guess["about"]
        hours = about if isinstance(about, list) and len(about) >= 2 and chapter in ("forward", "math") else (0, 0)
        what = words(f"math.about.{chapter}", study=f"{float(hours[0]):.1f}", sleep=f"{float(hours[1]):.1f}")
        said, truth = (_spoken(words, chapter, guess[key]) for key in ("said", "truth"))
        lines.append((words("math.said", what=what, said=said, truth=truth), guess["right"]))
    return lines


def _spoken(words: Words, chapter: str, value: object) -> str:
    """An answer or a truth as the chapter itself says it."""
    if isinstance(value, bool):
        return words("demo.pass" if value else "demo.fail")
    if isinstance(value, float):
        return f"{value:.2f}"
    key = f"{chapter}.guess.{value}"
    return words(key) if key in words else str(value)
