"""The numbers of chapter 2 that can be opened: z, a and slope, and in the contest what each network has learnt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from game.core.facts import Fact, Told
from game.core.figures import figure, plus, power, times
from game.core.geometry import Rect
from game.core.timeline import Cues
from game.core.words import Words
from game.facts import Traced, bias_fact, hours_facts, label_area, sum_of, weight_fact
from game.scenes.spark.card import card_lines, range_text, steepest
from game.scenes.spark.contest import PLAIN, POINTS, Contest, fold
from game.scenes.spark.curve import READOUTS, Curve
from game.scenes.spark.panel_places import PanelPlaces
from game.scenes.spark.panels import folded_label
from game.scenes.spark.places import Places
from game.scenes.spark.rider import Rider

MOST_TERMS = 4
"""So many products of a folded weight are written out; of a hundred, the first ones and the last."""


def rider_facts(words: Words, place: Places, rider: Rider, cues: Cues) -> list[Fact]:
    """z, a, the slope and the bias can be opened like the numbers of the neuron; and those on the card, if it is on."""
    journey = rider.journey
    traced = Traced(journey.network, journey.x, journey.student)
    terms = sum_of(traced.trace().layers[0], 0)
    areas = [label_area(*place.weight_name(i), 150 * place.growth) for i in range(2)]
    written = [weight_fact(words, traced, 0, i, 0, area, f"written.w.{i}") for i, area in enumerate(areas)]
    card = card_facts(words, place.facts, rider.curve) if cues.choose >= 1.0 and cues.plane <= 0.0 else ()
    return [*readout_facts(words, place.readouts, rider.curve, rider.z, terms), *card, *written,
            *hours_facts(words, traced, [label_area(place.name(i), "cm", 190 * place.growth) for i in range(2)]),
            bias_fact(words, traced, 0, 0, place.bias_area)]


def card_facts(words: Words, card: Rect, curve: Curve) -> list[Fact]:
    """Range and steepest slope of the activation, on the card that tells of it."""
    entry = curve.entry
    z, slope = steepest(entry)
    told = {"range": Told(words("spark.range.label"), entry.formula, "z = -∞ … ∞", f"a: {range_text(words, entry)}"),
            "steepest": Told(words("spark.steepest.label"), f"da/dz = {entry.slope_formula}", f"z = {z:g}",
                             f"{slope:g}", "text")}
    _, *lines, _ = card_lines(card)
    return [Fact(f"spark.{key}", line, lambda key=key: told[key]) for key, line in zip(told, lines, strict=True)]


def readout_facts(words: Words, cells: Sequence[Rect], curve: Curve, z: float, terms: str) -> list[Fact]:
    """How the three numbers come about; ``terms`` is the sum of z with today's numbers."""
    entry, a = curve.entry, curve.value(z)
    places = {"z": f"{z:.3f}", "a": f"{a:.3f}", "minus": f"{-z:.3f}"}
    told = {
        "z": Told(words("spark.opened.z"), "z = x₁·w₁ + x₂·w₂ + b", f"z = {terms}", f"{z:.4f}",
                  "negative" if z < 0 else "positive"),
        "a": Told(words("spark.opened.a"), entry.formula, "a = " + words(f"spark.filled.{curve.name}", **places),
                  f"{a:.4f}"),
        "slope": Told(words("spark.opened.slope"), f"da/dz = {entry.slope_formula}",
                      words(f"spark.sloped.{curve.name}", **places), f"{curve.slope(z):.4f}", "text"),
    }
    return [Fact(f"spark.{key}", cell, lambda key=key: told[key]) for key, cell in zip(READOUTS, cells, strict=True)]


# -- the contest -----------------------------------------------------------------------------------------


def contest_facts(words: Words, places: Sequence[PanelPlaces], contest: Contest) -> list[Fact]:
    """The loss of both networks and how many points are right; once it is folded, the weights of the one neuron."""
    facts = []
    for i, place in enumerate(places):
        facts += [Fact(f"spark.loss.{i}", place.loss, partial(_tell_loss, words, contest, i)),
                  Fact(f"spark.right.{i}", place.right_count, partial(_tell_right, words, contest, i))]
    if contest.folded and contest.fold_share >= 1.0:
        place = places[PLAIN]
        facts += [Fact(f"spark.folded.{k}", label_area(folded_label(place.net, k), "cm", 160),
                       partial(_tell_folded, words, contest, k)) for k in range(2)]
        facts.append(Fact("spark.same", place.note, partial(_tell_same, words, contest)))
    return facts


def _tell_loss(words: Words, contest: Contest, i: int) -> Told:
    return Told(words("spark.loss"), words("spark.loss_formula"), f"{contest.squares(i):.4f} / {POINTS}",
                f"{contest.loss(i):.5f}", "error")


def _tell_right(words: Words, contest: Contest, i: int) -> Told:
    green, red = contest.rights(i)
    return Told(words("spark.opened.right"), words("spark.opened.side"), f"{green} + {red}", f"{green + red}", "passed")


def _tell_folded(words: Words, contest: Contest, k: int) -> Told:
    """A weight of the folded neuron: the product of row and column that it is."""
    first, second = contest.shown[PLAIN].layers
    terms = [times(float(a), float(b)) for a, b in zip(first.weights[k], second.weights[:, 0], strict=True)]
    if len(terms) > MOST_TERMS:
        terms = [*terms[: MOST_TERMS - 2], "…", terms[-1]]
    weight = float(fold(contest.shown[PLAIN]).layers[0].weights[k, 0])
    s = "₁₂"[k]
    return Told(words("spark.opened.folded"), f"w{s} = Σ w{s}ⱼ·vⱼ", plus(terms), figure(weight, 4),
                "negative" if weight < 0 else "positive")


def _tell_same(words: Words, contest: Contest) -> Told:
    return Told(words("spark.opened.same"), "(x·W + b)·V + c = x·(W·V) + (b·V + c)", words("spark.opened.most"),
                power(contest.fold_error()), "text")
