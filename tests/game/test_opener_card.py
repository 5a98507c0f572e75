"""The open card: it stays live, goes with the network it is about, and holds its words."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pygame
import pytest

from brain import Network
from game.core.facts import Fact
from game.core.geometry import Rect
from tests.game.number_visitor import SMALL, at, fact, facts_of, go_to, is_open, rests, value
from tests.visitor import BIGGEST, Visitor, chapters


def result(visitor: Visitor) -> float:
    """The number in the result of the open card."""
    name = is_open(visitor)
    assert name is not None
    return value(fact(visitor, name).told().result)


def test_the_card_follows_the_student_while_it_is_dragged() -> None:
    visitor = at("neuron", 2)
    visitor.click(fact(visitor, "neuron.1.0").area.center)
    visitor.frame()
    before, plane = result(visitor), visitor.hit("neuron.student").rect
    card = visitor.director.opener.place
    points = [plane.point(u, v) for u, v in itertools.product((0.1, 0.5, 0.9), repeat=2)]
    points = [p for p in points if not card.contains(p)]
    visitor.frame(visitor.finger(pygame.FINGERDOWN, points[0]))
    seen = set()
    for p in points:
        visitor.frame(visitor.finger(pygame.FINGERMOTION, p))
        assert is_open(visitor) == "neuron.1.0"
        x1, x2 = visitor.director.journey.x
        w1, w2, b = visitor.director.journey.network.layers[0].block[:, 0]
        seen.add(result(visitor))
        assert result(visitor) == pytest.approx(x1 * w1 + x2 * w2 + b, abs=6e-5)
    visitor.frame(visitor.finger(pygame.FINGERUP, points[-1]))
    assert len(seen | {before}) > 4
    assert is_open(visitor) == "neuron.1.0"


def test_the_card_follows_training() -> None:
    visitor = at("training")
    visitor.click(fact(visitor, "weight.0.0.1").area.center)
    visitor.frame()
    visitor.scene.loop.speed = 4
    visitor.scene.loop.toggle()
    seen = set()
    for _ in range(4):
        visitor.wait(0.2)
        assert is_open(visitor) == "weight.0.0.1"
        truth = visitor.director.journey.x[0] * visitor.scene.run.network.layers[0].weights[0, 1]
        assert result(visitor) == pytest.approx(truth, abs=6e-5)
        seen.add(result(visitor))
    assert len(seen) > 2


def test_a_neuron_that_goes_takes_its_card_along() -> None:
    visitor = at("architecture")
    visitor.click(fact(visitor, "neuron.1.2").area.center)
    assert is_open(visitor) == "neuron.1.2"
    visitor.tap(visitor.hit("architecture.layer1.less").rect.center)
    visitor.wait(1.0)
    assert is_open(visitor) is None


def test_a_layer_that_comes_leaves_the_card_of_an_early_neuron_open() -> None:
    visitor = at("architecture")
    visitor.director.opener.toggle("neuron.1.0")
    visitor.frame()
    more = visitor.hit("architecture.more").rect
    visitor.tap(more.center)
    visitor.wait(1.0)
    assert visitor.director.journey.network.sizes == (2, 3, 3, 1)
    assert is_open(visitor) == "neuron.1.0"


@pytest.mark.parametrize("chapter", chapters())
def test_leaving_a_chapter_or_starting_again_closes_the_card(chapter: str) -> None:
    visitor = at(chapter, size=SMALL["landscape"])
    director = visitor.director
    for leave in (lambda: director.go("spark" if chapter != "spark" else "loss"), director.restart, director.recover):
        names = facts_of(visitor)
        if names:
            director.opener.toggle(names[-1].id)
            visitor.frame()
        leave()
        visitor.frame()
        assert is_open(visitor) is None
        visitor.director.picture.drop()
        visitor.frame()


def test_open_cards_survive_any_network_and_any_numbers() -> None:
    """Cards are open while networks grow, shrink, diverge and vanish."""
    visitor = at("architecture", 0, BIGGEST, size=SMALL["landscape"])
    journey = visitor.director.journey
    for name in ("neuron.4.0", "weight.3.5.0", "neuron.3.5", "hours.0", "architecture.count"):
        for params in (0.0, 1e9, -3e200, np.inf, np.nan):
            visitor.director.opener.toggle("")
            visitor.director.opener.toggle(name)
            visitor.frame()
            with np.errstate(all="ignore"):
                journey.network.params[:] = params
            visitor.director.opener.draw(visitor.app.canvas)
            journey.reshape(Network(BIGGEST, seed=1))
    for sizes in ((2, 1, 1), BIGGEST, (2, 2, 1)):
        visitor.director.opener.toggle("neuron.1.0")
        journey.reshape(Network(sizes, seed=2))
        visitor.frame()
        visitor.frame()


@pytest.mark.parametrize("layout", SMALL)
@pytest.mark.parametrize("chapter", chapters())
def test_a_card_lies_on_the_stage_beside_its_number_and_holds_its_words(chapter: str, layout: str) -> None:
    visitor = at(chapter, size=SMALL[layout])
    for text, rest in itertools.product((1.0, 1.5, 2.0), rests(chapter)):
        visitor.app._apply(replace(visitor.app.settings, text_scale=text))
        visitor.frame()
        go_to(visitor, rest)
        by_group = {one.group: one for one in facts_of(visitor)}
        for one in by_group.values():
            check_card(visitor, one)


@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("layout", SMALL)
@pytest.mark.parametrize("chapter", ["forward", "demo", "training"])
def test_long_sums_fit(chapter: str, layout: str, text: float) -> None:
    visitor = at(chapter, 0, BIGGEST, size=SMALL[layout], text=text)
    for name in ("neuron.2.0", "neuron.3.5", "neuron.4.0", "weight.2.5.5"):
        one = fact(visitor, name)
        check_card(visitor, one)
        assert name.startswith("weight") or one.told().filled.count("·") == 6


def check_card(visitor: Visitor, one: Fact) -> None:
    """Open it without a tap, and look where the card and its lines are."""
    canvas, opener = visitor.app.canvas, visitor.director.opener
    opener.close()
    opener._facts, opener.open = [one], one.id
    canvas.marks = []
    opener.draw(canvas)
    lines, canvas.marks = canvas.marks, None
    stage, place = canvas.layout.stage.inset(-2), opener.place
    assert place.x >= stage.x, one.id
    assert place.y >= stage.y, one.id
    assert place.right <= stage.right, one.id
    assert place.bottom <= stage.bottom, one.id
    assert not place.overlaps(one.area), one.id
    assert len(lines) >= 4
    for line in lines:
        r = line.rect
        inside = place.x <= r.x and r.right <= place.right and place.y <= r.y + 4 and r.bottom - 4 <= place.bottom
        assert inside, f"{one.id}: {line.text!r} leaves the card"
        assert line.rect.h >= 22, f"{one.id}: {line.text!r} is too small"
    for a, b in itertools.combinations(lines, 2):
        assert not Rect.overlaps(a.rect, b.rect, 0.25 * min(a.rect.h, b.rect.h)), f"{one.id}: {a.text!r}, {b.text!r}"
    opener.close()


def test_a_card_does_not_jump_while_its_numbers_change() -> None:
    visitor = at("demo")
    visitor.director.opener.toggle("neuron.1.0")
    visitor.frame()
    visitor.frame()
    places = set()
    for study in np.linspace(0, 10, 15):
        visitor.director.journey.student = (float(study), 3.0)
        visitor.frame()
        place = visitor.director.opener.place
        places.add((place.x, round(place.cy)))
    assert len({x for x, _ in places}) == 1


def test_nothing_is_listed_while_nothing_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    for chapter in chapters():
        visitor = at(chapter, size=SMALL["landscape"])
        monkeypatch.setattr(visitor.director, "_facts", lambda: pytest.fail("listed"))
        for _ in range(3):
            visitor.frame()
