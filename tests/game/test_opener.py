"""Any number opens: by finger, mouse and keys, in every chapter; its card stays live, in its place, and true."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import numpy as np
import pygame
import pytest

from brain import Network
from game.core.facts import Fact
from game.core.figures import LARGEST, figure, signed
from game.core.geometry import Rect
from game.facts import Traced, fired, sum_of, tell_neuron, tell_weight
from game.scenes import SCENES
from tests.visitor import BIGGEST, Visitor, chapters

SMALL = {"landscape": (800, 450), "portrait": (450, 800)}
FIRST_A_PICTURE = ("architecture", "backprop")
"""These chapters first show their own picture of a neuron or fibre that is tapped; its numbers with another tap."""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")


def facts_of(visitor: Visitor) -> list[Fact]:
    """What can be opened now, in the order of walking."""
    return sorted(visitor.director._facts(), key=lambda fact: fact.place)


def fact(visitor: Visitor, name: str) -> Fact:
    return next(one for one in facts_of(visitor) if one.id == name)


def is_open(visitor: Visitor) -> str | None:
    return visitor.director.opener.open


def result(visitor: Visitor) -> float:
    """The number in the result of the open card."""
    name = is_open(visitor)
    assert name is not None
    return value(fact(visitor, name).told().result)


def value(text: str) -> float:
    found = NUMBER.findall(text.replace("h", ""))
    assert found, f"no number in {text!r}"
    return float(found[-1])


def at(chapter: str, rest: int = 0, sizes: tuple[int, ...] | None = None, **options) -> Visitor:
    """A visitor at a rest of a chapter, with a network of those layers."""
    visitor = Visitor(chapter, **options)
    if sizes:
        visitor.director.journey.reshape(Network(sizes, seed=3))
        visitor.director.scene = visitor.director._make(chapter)
    visitor.at_rest(rest)
    visitor.frame()
    go_to(visitor, rest)
    return visitor


def go_to(visitor: Visitor, rest: int) -> None:
    """On to a rest; in the last chapter the program there has run half its way and has numbers to show."""
    visitor.at_rest(rest)
    if visitor.scene.id == "math" and rest < 3:
        reader = visitor.scene.reader(("neuron", "activations", "train")[rest])
        reader.running = False
        reader.seek(reader.last if rest == 0 else reader.last // 2)
    visitor.frame()


def rests(chapter: str) -> range:
    return range(len(next(scene for scene in SCENES if scene.id == chapter).timeline.rests))


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


# -- every number ----------------------------------------------------------------------------------------


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


# -- opening and closing ---------------------------------------------------------------------------------


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


# -- keys ------------------------------------------------------------------------------------------------


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


# -- live ------------------------------------------------------------------------------------------------


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


# -- when the network changes under an open card -----------------------------------------------------------


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


# -- the card --------------------------------------------------------------------------------------------


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


# -- numbers as text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "text"), [
    (0.0, "0.00"), (-0.001, "0.00"), (1.005e3, "1005.00"), (-12.3456, "-12.35"), (123456.0, "1.2×10⁵"),
    (-3e-9, "0.00"), (2e200, "2.0×10²⁰⁰"), (np.inf, "∞"), (-np.inf, "-∞"), (np.nan, "?")])
def test_a_number_is_short(number: float, text: str) -> None:
    assert figure(number) == text


@pytest.mark.parametrize("number", [*(10.0**e for e in range(-12, 300, 7)), LARGEST, -LARGEST, 99_999.49])
def test_no_number_is_longer_than_its_place(number: float) -> None:
    for digits in range(6):
        assert len(figure(number, digits)) <= 10
        assert len(signed(-number, digits)) <= 12


def test_negative_numbers_stand_in_parentheses_and_the_bias_is_there() -> None:
    network = Network((2, 2, 1), seed=0)
    network.layers[0].weights[:, 0], network.layers[0].biases[0] = (-0.5, 0.25), -0.75
    part = Traced(network, (-1.0, 0.5)).trace().layers[0]
    assert sum_of(part, 0) == "(-1.0000)·(-0.5000) + 0.5000·0.2500 + (-0.7500)"


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "linear"])
def test_activations_are_written_out(name: str, app_words) -> None:
    network = Network((2, 2, 1), hidden=name, seed=1)
    told = tell_neuron(app_words, Traced(network, (0.3, -0.8)), 1, 1)
    part = network.trace((0.3, -0.8)).layers[0]
    assert value(told.result) == pytest.approx(part.activations[1], abs=6e-5)
    assert figure(abs(float(part.z[1])), 4) in told.filled.split("a = ")[1]
    meant = told.filled.split("a = ")[1].replace("·", "*").replace("^", "**")
    scope = {"e": np.e, "tanh": np.tanh, "max": max}
    assert eval(meant, scope) == pytest.approx(part.activations[1], abs=2e-4)


def test_softmax_is_a_share_of_all() -> None:
    assert fired("softmax", [1.0, -2.0], 1) == "e^(-2.000) / (e^1.000 + e^(-2.000))"


def test_numbers_that_ran_away_are_called_so(app_words) -> None:
    network = Network((2, 2, 1), seed=1)
    network.params[:] = np.nan
    traced = Traced(network, (0.3, -0.8))
    assert tell_neuron(app_words, traced, 2, 0).result == "diverged"
    assert tell_weight(app_words, traced, 0, 0, 0).result == "diverged"


@pytest.fixture
def app_words():
    return Visitor("neuron", size=SMALL["landscape"]).app.words
