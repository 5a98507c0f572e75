"""Every number opens, by tap, mouse and keys, says what the brain says, and closes again."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.core.facts import Fact
from tests.game.number_visitor import SMALL, at, fact, facts_of, go_to, is_open, rests, value
from tests.visitor import Visitor, chapters

FIRST_A_PICTURE = ("architecture", "backprop")
"""These chapters first show their own picture of a neuron or fibre that is tapped; its numbers with another tap."""


def press(visitor: Visitor, place) -> None:
    """A tap in two frames."""
    visitor.frame(visitor.finger(pygame.FINGERDOWN, place))
    visitor.frame(visitor.finger(pygame.FINGERUP, place))


def told_by_itself(visitor: Visitor, one: Fact) -> bool:
    """Whether the chapter tells this number in a card of its own when it is tapped."""
    scene, kind = visitor.scene, one.id.split(".")[0]
    if scene.id == "forward" and kind == "neuron":
        return scene.picked is not None and one.id == f"neuron.{scene.picked[0][0]}.{scene.picked[0][1]}"
    return False


@pytest.mark.parametrize("layout", SMALL)
@pytest.mark.parametrize("chapter", chapters())
def test_every_number_opens_by_a_tap_on_its_place_and_closes_by_another(chapter: str, layout: str) -> None:
    faults, visitor = [], at(chapter, size=SMALL[layout])
    for rest in rests(chapter):
        go_to(visitor, rest)
        names, closed = [one.id for one in facts_of(visitor)], set()
        assert names, f"nothing opens at rest {rest}"
        for name in names[:: 5 if len(names) > 60 else 1 if layout == "landscape" else 3]:
            tried = open_by_tap(visitor, name, rest)
            if tried is None:
                continue
            if is_open(visitor) != name:
                faults.append(f"rest {rest}: a tap on {name} opens {is_open(visitor)}")
            elif tried.group not in closed:
                closed.add(tried.group)
                press(visitor, fact(visitor, name).area.center)
                visitor.frame()
                if is_open(visitor):
                    faults.append(f"rest {rest}: {name} does not close")
            visitor.director.opener.close()
    assert not faults, "\n".join(faults)


def open_by_tap(visitor: Visitor, name: str, rest: int) -> Fact | None:
    """Tap a number; ``None`` if it is gone, or told by a card of the chapter's own. Some need another tap."""
    one = next((f for f in facts_of(visitor) if f.id == name), None)
    if one is None:
        return None
    press(visitor, one.area.center)
    if told_by_itself(visitor, one):
        visitor.scene.picked = None
        return None
    if visitor.scene.id == "backprop" and rest == 1 and not visitor.scene.player.resting:
        go_to(visitor, rest)  # the first tap goes on to the story of the chain rule
        return None
    if is_open(visitor) is None and visitor.scene.id in FIRST_A_PICTURE:
        visitor.frame()
        press(visitor, fact(visitor, name).area.center)
    visitor.frame()
    if is_open(visitor) == name and visitor.director.cues().rest == rest:
        return one
    opened = is_open(visitor)
    go_to(visitor, rest)
    return None if opened == name else one


@pytest.mark.parametrize("chapter", chapters())
def test_cards_say_what_the_brain_says(chapter: str) -> None:
    visitor = at(chapter, size=SMALL["landscape"])
    for rest in rests(chapter):
        go_to(visitor, rest)
        traced = visitor.scene.traced()
        for one in facts_of(visitor):
            told = one.told()
            assert told.title
            assert told.filled
            assert told.result, one.id
            assert "nan" not in f"{told.filled}{told.result}", one.id
            kind, *where = one.id.split(".")
            if traced is None or kind not in ("neuron", "weight", "bias") or not where[0].isdigit():
                continue
            layer, *index = map(int, where)
            trace, shown = traced.trace(), value(told.result)
            if kind == "weight":
                truth = trace.layers[layer].products[index[0], index[1]]
            elif kind == "bias":
                truth = trace.layers[layer].z[index[0]]
            elif layer == 0:
                truth = traced.x[index[0]]
            else:
                part = trace.layers[layer - 1]
                truth = (part.z if traced.sums_only else part.activations)[index[0]]
            assert shown == pytest.approx(truth, abs=6e-5), one.id


def test_numbers_of_the_chapters_are_those_of_the_brain() -> None:
    visitor = at("loss", 2, size=SMALL["landscape"])
    game = visitor.scene.game
    assert value(fact(visitor, "loss.0").told().result) == pytest.approx(game.loss, abs=6e-5)
    for n, error in enumerate(game.errors):
        assert value(fact(visitor, f"area.{n}").told().result) == pytest.approx(error**2, abs=6e-5)
    visitor = at("demo", 1, size=SMALL["landscape"])
    read = visitor.scene.reading
    for n, share in enumerate((read.why.base, *read.why.parts[0], read.chance)):
        assert value(fact(visitor, f"why.{n}").told().result.replace(" %", "")) == pytest.approx(100 * share, abs=0.06)
    for i in range(2):  # the share is half of what it adds first, and half of what it adds last
        first, last = read.known(i) - read.why.base, read.chance - read.known(1 - i)
        assert read.why.parts[0][i] == pytest.approx((first + last) / 2)


def test_a_finger_opens_and_a_tap_elsewhere_closes() -> None:
    visitor = at("neuron")
    visitor.tap(fact(visitor, "neuron.1.0").area.center)
    assert is_open(visitor) == "neuron.1.0"
    bare = next(p for p in (visitor.bare(visitor.app.canvas.layout.stage, seed) for seed in range(200))
                if p and not visitor.director.opener.place.contains(p)
                and not any(one.area.at_least(64).contains(p) for one in facts_of(visitor)))
    visitor.tap(bare)
    assert is_open(visitor) is None


def test_the_mouse_opens_and_a_click_on_the_card_closes() -> None:
    visitor = at("neuron")
    visitor.click(fact(visitor, "written.b").area.center)
    assert is_open(visitor) == "written.b"
    visitor.frame()
    visitor.click(visitor.director.opener.place.center)
    assert is_open(visitor) is None


def test_escape_closes_the_card_and_asks_nothing() -> None:
    visitor = at("neuron")
    visitor.click(fact(visitor, "neuron.0.0").area.center)
    visitor.key(pygame.K_ESCAPE)
    assert is_open(visitor) is None
    assert visitor.director.dialog is None
    visitor.key(pygame.K_ESCAPE)
    assert visitor.director.dialog == "leave"


def test_what_lies_under_the_card_is_not_touched() -> None:
    visitor = at("neuron", 1)
    visitor.click(fact(visitor, "neuron.1.0").area.center)
    visitor.frame()
    before = visitor.director.journey.network.params.copy()
    place = visitor.director.opener.place
    visitor.swipe((place.x + 20, place.cy), (place.x + 20, place.cy + 60))
    assert np.array_equal(visitor.director.journey.network.params, before)


def test_a_drag_that_begins_on_a_number_opens_nothing() -> None:
    visitor = at("training")
    x, y = fact(visitor, "neuron.0.0").area.center
    visitor.swipe((x, y), (x + 60, y))
    assert is_open(visitor) is None


def test_going_on_closes_the_card() -> None:
    visitor = at("neuron")
    visitor.click(fact(visitor, "neuron.1.0").area.center)
    visitor.key(pygame.K_PAGEDOWN)
    assert is_open(visitor) is None


def test_the_sum_of_a_neuron_in_the_forward_pass_closes_by_escape_and_elsewhere() -> None:
    visitor = at("forward")
    spot = visitor.scene
    visitor.click(fact(visitor, "neuron.1.1").area.center)
    assert spot.picked == ((1, 1), None)
    visitor.key(pygame.K_ESCAPE)
    assert spot.picked is None
    visitor.click(fact(visitor, "neuron.1.1").area.center)
    visitor.frame()
    visitor.click(fact(visitor, "weight.0.0.0").area.center)
    assert spot.picked is None
    assert is_open(visitor) == "weight.0.0.0"


@pytest.mark.parametrize("chapter", ["intro", "neuron", "loss", "demo"])
def test_keys_walk_through_every_number(chapter: str) -> None:
    visitor = at(chapter, size=SMALL["landscape"])
    names = [one.id for one in facts_of(visitor)]
    visitor.focus("numbers")
    visitor.frame()
    walked = []
    for _ in names:
        walked.append(visitor.director.opener._walking)
        mark = next(m for m in visitor.director.ui.marks if m.id == "numbers")
        assert mark.focused
        assert mark.rect == fact(visitor, walked[-1]).area
        visitor.key(pygame.K_RIGHT)
    assert walked == names
    assert visitor.where[1] == 0, "arrows do not move the story while they walk"


def test_enter_opens_arrows_change_the_card_and_escape_closes() -> None:
    visitor = at("neuron")
    visitor.focus("numbers")
    visitor.frame()
    visitor.key(pygame.K_RETURN)
    assert is_open(visitor) == "neuron.0.0"
    visitor.key(pygame.K_RIGHT)
    assert is_open(visitor) == "neuron.0.1"
    visitor.key(pygame.K_LEFT)
    visitor.key(pygame.K_ESCAPE)
    assert is_open(visitor) is None
    visitor.key(pygame.K_RETURN)
    visitor.key(pygame.K_RETURN)
    assert is_open(visitor) is None


def test_up_and_down_jump_from_layer_to_layer() -> None:
    visitor = at("intro", size=SMALL["landscape"])
    visitor.focus("numbers")
    visitor.frame()
    groups = [one.group for one in facts_of(visitor)]
    assert len(groups) > 100
    seen = set()
    for _ in range(len(set(groups))):
        seen.add(visitor.director.opener._walking.rsplit(".", 1)[0])
        visitor.key(pygame.K_DOWN)
    assert visitor.director.opener._walking == facts_of(visitor)[0].id
    assert len(set(groups)) <= 16
    visitor.key(pygame.K_UP)
    assert visitor.director.opener._walking == "intro.loss"
