"""Chapter 6 under the hand: each weight and bias is reached, and what belongs to it lights up and can be read."""

from __future__ import annotations

import json
from statistics import median

import numpy as np
import pygame
import pytest

from brain import Network, Where
from game.core.figures import figure
from game.core.geometry import distance
from game.journey import Journey
from game.scenes.backprop.chain import term_sum
from game.scenes.backprop.lesson import Lesson
from game.scenes.backprop.places import Places
from game.scenes.backprop.scene import BackpropScene
from tests.reading import lines_of
from tests.scenes.backprop_visitor import SHAPES, every, places, playing
from tests.visitor import Visitor


def test_another_student_can_be_chosen_at_once() -> None:
    visitor, lesson = playing(0)
    other = (lesson.student + 3) % 8
    before = lesson.loss
    visitor.press(f"backprop.student.{other}")
    assert lesson.student == other
    assert lesson.loss != before
    visitor.press("backprop.other")
    assert lesson.student == (other + 1) % 8
    kept = json.loads(json.dumps(visitor.director.journey.to_dict()))
    assert Lesson(Journey.from_dict(kept)).student == lesson.student


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)], ids=["landscape", "portrait"])
def test_a_tap_on_any_fibre_or_neuron_opens_its_weight_or_bias(size: tuple[int, int]) -> None:
    visitor, lesson = playing(2, size=size)
    for place in every(lesson):
        at = places(visitor)
        spot = at.grips.of(place) if place.i is not None else at.nodes[place.layer + 1, place.j][0]
        visitor.tap(spot)
        assert lesson.picked == place


def test_the_first_tap_on_a_fibre_tells_its_factors() -> None:
    visitor, lesson = playing(1)
    visitor.tap(places(visitor).grips.of(Where(0, 1, 2)))
    assert lesson.picked == Where(0, 1, 2)
    visitor.settle()
    assert visitor.where == ("backprop", 2)


def test_a_tap_beside_the_fibres_changes_nothing() -> None:
    visitor, lesson = playing(2)
    net = places(visitor).net
    visitor.tap((net.right - 4, net.y + 4))
    assert lesson.picked is None


@pytest.mark.parametrize("sizes", SHAPES)
def test_arrow_keys_walk_to_every_fibre_and_bias(sizes: tuple[int, ...]) -> None:
    visitor = Visitor("backprop")
    at = Places(visitor.app.canvas.layout, sizes)
    order = at.grips.order()
    assert sum(map(len, order)) == Network(sizes).params.size
    for row in order:
        walked = [row[0]]
        for _ in row[1:]:
            walked.append(at.grips.walk(walked[-1], 0, -1))
        assert walked == row
        assert at.grips.walk(walked[-1], 0, -1) == row[0]
    assert at.grips.walk(order[0][0], 1, 0).layer == min(1, len(order) - 1)


def test_by_keyboard_alone_a_weight_is_chosen_and_nudged() -> None:
    visitor, lesson = playing(2)
    visitor.focus("backprop.fibres")
    before = lesson.place
    visitor.key(pygame.K_DOWN)
    assert lesson.place not in (before, None)
    visitor.key(pygame.K_LEFT)
    assert lesson.place.layer == 0
    visitor.focus("backprop.nudge")
    visitor.key(pygame.K_RETURN)
    assert lesson.check is not None
    assert lesson.check.place == lesson.place


def test_a_factor_card_lights_its_part_of_the_picture() -> None:
    visitor, _ = playing(2)
    scene = visitor.scene
    assert isinstance(scene, BackpropScene)
    for k in range(3):
        visitor.press(f"backprop.factor.{k}")
        assert [round(v) for v in scene.levels(visitor.director.cues())] == [int(n == k) for n in range(3)]
    visitor.press("backprop.factor.2")
    assert scene.lit is None


def looking(sizes: tuple[int, ...], place: Where, lit: int, **options) -> tuple[Visitor, BackpropScene]:
    """A visitor who looks at one weight with one of its factors lit."""
    visitor = Visitor("backprop", **options)
    visitor.director.journey.reshape(Network(sizes, seed=4))
    visitor.director.scene = scene = BackpropScene(visitor.director.journey)
    scene.lesson.pick(place)
    visitor.at_rest(2)
    scene.light(lit)
    return visitor, scene


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 4, 3, 1), (2, 3, 3, 2, 1), (2, 6, 6, 6, 1)])
def test_each_path_of_the_sum_says_on_the_stage_what_it_gives(sizes: tuple[int, ...]) -> None:
    visitor, scene = looking(sizes, Where(0, 1, 0), 0)
    net, terms = places(visitor).net, scene.lesson.terms()
    assert len(terms) == sizes[2]
    assert sum(term.value for term in terms) == pytest.approx(scene.lesson.factors()[0].value)
    said = [line.text.replace("−", "-") for line in lines_of(visitor) if net.contains(line.rect.center)]
    for term in terms:
        assert (term_sum(term) if len(terms) == 1 else figure(term.value, 3)) in said


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)], ids=["landscape", "portrait"])
def test_the_signal_that_came_in_is_written_at_the_neuron_it_came_from(size: tuple[int, int]) -> None:
    visitor, scene = looking((2, 6, 6, 6, 1), Where(2, 3, 1), 2, size=size)
    value = scene.lesson.factors()[2].value
    near = [line for line in lines_of(visitor) if line.text.replace("−", "-") == f"{value:.4f}"
            and places(visitor).net.contains(line.rect.center)]
    assert near
    pos, r = places(visitor).nodes[2, 3]
    assert distance(near[0].rect.center, pos) < r + 100


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_the_rule_of_the_update_is_no_smaller_than_the_title_over_it(size: tuple[int, int], text: float) -> None:
    visitor, _ = playing(3, size=size, text=text)
    words = visitor.app.words
    lines = lines_of(visitor)
    (title,) = [line for line in lines if line.text == words("backprop.step_title")]
    rule = [line for line in lines if line.text and line.text in words("backprop.rule").replace(" - ", " − ")
            and places(visitor).panel.rect.contains(line.rect.center)]
    assert rule
    assert min(line.rect.h for line in rule) >= title.rect.h


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("sizes", [(2, 1, 1), (2, 3, 1), (2, 4, 3, 1), (2, 6, 6, 6, 1)], ids=str)
def test_everybodys_blame_can_be_read_and_touches_no_neuron(size, text: float, sizes: tuple[int, ...]) -> None:
    visitor = Visitor("backprop", size=size, text=text)
    visitor.director.journey.reshape(Network(sizes, seed=4))
    visitor.director.scene = scene = BackpropScene(visitor.director.journey)
    visitor.at_rest(1)
    lines, at = lines_of(visitor), places(visitor)
    for layer, j in at.nodes:
        if layer == 0:
            continue
        area, value = at.share_area(layer, j), f"{scene.lesson.blame(layer - 1)[0][j]:.3f}".replace("-", "−")
        (line,) = [one for one in lines if value in one.text and area.inset(-3).contains(one.rect.center)]
        assert line.rect.h >= 22 * 1.15
        for pos, r in at.nodes.values():
            assert distance(line.rect.clamp(pos), pos) >= r - 1


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("rest", range(4))
def test_numbers_beside_the_picture_grow_with_the_text(size: tuple[int, int], rest: int) -> None:
    heights: list[dict[str, float]] = []
    for text in (1.0, 2.0):
        visitor, _ = playing(rest, size=size, text=text)
        nodes = places(visitor).nodes.values()
        heights.append({line.text: line.rect.h for line in lines_of(visitor)
                        if any(sign.isdigit() for sign in line.text) and "." in line.text
                        and not any(distance(line.rect.center, pos) < r for pos, r in nodes)})
    both = [(heights[0][text], heights[1][text]) for text in heights[0] if text in heights[1]]
    assert len(both) >= 5
    assert all(large >= small for small, large in both)
    assert median(large / small for small, large in both) >= 1.15


def test_the_value_of_the_weight_hides_no_words_and_no_neuron() -> None:
    for text in (1.0, 1.5, 2.0):
        visitor, lesson = playing(2, size=(1920, 1080), text=text)
        at = places(visitor)
        for place in every(lesson):
            box = at.grips.label(place, [(160 * at.growth, 34 * at.growth), (150, 34)], at.written)
            assert not any(box.overlaps(area) for area in at.written)
            assert all(distance(box.clamp(pos), pos) >= r for pos, r in at.nodes.values())


def test_factors_light_up_one_after_another_during_the_move() -> None:
    visitor, _ = playing(1)
    scene = visitor.scene
    assert isinstance(scene, BackpropScene)
    start = scene.timeline.start_of("factors")
    brightest = [int(np.argmax(scene.levels(scene.timeline.at(start + t)))) for t in (0.5, 1.5, 2.5)]
    assert brightest == [0, 1, 2]
