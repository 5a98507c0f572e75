"""Chapter 7, its loss map: the ball is the network, whoever carries it; and what is written around the ground."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pygame
import pytest

from brain import Network
from game.draw.surface import Relief
from game.names import place_name
from game.scenes.training.places import Places
from game.scenes.training.run import RATES
from game.scenes.training.shown import FINE, FRESH_VIEWS
from tests.scenes.trainee import FRAME, Visitor, shown_texts


def test_the_map_is_the_networks_own_loss() -> None:
    visitor = Visitor(1)
    the_map, run = visitor.scene.map, visitor.scene.run
    assert the_map.ready
    twin = run.network.copy()
    for row, column in ((0, 0), (17, 40), (60, 33)):
        place = (column / 30 - 1, row / 30 - 1)
        twin.params = the_map.params_at(place)
        assert the_map.losses[row, column] == pytest.approx(twin.loss(run.data.x, run.data.y), abs=1e-12)


def test_a_carried_ball_takes_the_network_along_while_it_moves() -> None:
    visitor = Visitor(1)
    start, before = visitor.middle("training.ball"), visitor.params.copy()
    visitor.drag(start, (start[0] + 60, start[1] + 60), (start[0] + 110, start[1] + 110), release=False)
    scene = visitor.scene
    assert scene.held
    assert not np.array_equal(visitor.params, before)
    assert np.allclose(visitor.params, scene.map.params_at(scene.shown.place))
    assert scene.shown.figures.off_plane < 1e-9
    assert scene.loss == pytest.approx(scene.shown.figures.on_map, abs=1e-9)
    visitor.wait(FRESH_VIEWS)
    assert scene.held
    assert scene.shown.views.key == visitor.params.tobytes()
    assert all(np.allclose(shown, layer.weights, atol=FINE / 2 + 1e-9)
               for shown, layer in zip(scene.shown.weights(), visitor.scene.run.network.layers, strict=True))
    here = visitor.middle("training.ball")
    assert abs(here[0] - (start[0] + 110)) < 6
    assert abs(here[1] - (start[1] + 110)) < 6
    visitor.send(pygame.MOUSEBUTTONUP, here, button=1)
    carried = visitor.params.copy()
    visitor.tap("training.step")
    visitor.wait(100)
    assert not scene.held
    assert not np.array_equal(visitor.params, carried)
    assert scene.run.now == 1
    assert scene.run.losses[0] < 0.32


def test_a_tap_on_the_ball_changes_nothing() -> None:
    visitor = Visitor(1)
    before = visitor.params.copy()
    visitor.tap("training.ball")
    assert np.array_equal(visitor.params, before)


def test_a_ball_carried_off_the_map_stays_at_its_edge() -> None:
    visitor = Visitor(1)
    start = visitor.middle("training.ball")
    visitor.drag(start, (start[0] + 300, start[1]), (start[0] + 2000, start[1] + 40))
    u, v = visitor.scene.shown.place
    assert max(abs(u), abs(v)) == pytest.approx(1.0, abs=1e-3)
    assert np.isfinite(visitor.scene.loss)


def test_arrow_keys_carry_the_focused_ball() -> None:
    visitor = Visitor(1)
    visitor.app.director.ui.focus = "training.ball"
    before = visitor.params.copy()
    visitor.key(pygame.K_DOWN)
    visitor.key(pygame.K_LEFT)
    assert not np.array_equal(visitor.params, before)
    assert visitor.scene.player.t == visitor.scene.timeline.rests[1]
    assert visitor.scene.shown.figures.off_plane < 1e-9


def test_other_planes_can_be_chosen() -> None:
    visitor = Visitor(1)
    visitor.tap("training.plane.weights")
    visitor.wait(14)
    scene = visitor.scene
    scene.atlas.weights, before = scene.atlas.weights, visitor.params.copy()
    visitor.tap("training.weight.1")
    visitor.wait(14)
    assert scene.atlas.weights == (0, 2)
    start = visitor.middle("training.ball")
    visitor.drag(start, (start[0] - 40, start[1] + 50))
    assert set(np.flatnonzero(np.abs(visitor.params - before) > 1e-9)) <= {0, 2}
    visitor.tap("training.plane.random")
    visitor.wait(14)
    assert scene.map.kind == "random"
    assert scene.map.ready


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 6, 6, 6, 1)])
def test_weights_are_called_by_the_neurons_they_join(sizes: tuple[int, ...]) -> None:
    visitor = Visitor(1, network=Network(sizes, seed=2))
    visitor.tap("training.plane.weights")
    visitor.wait(14)
    app, network = visitor.app, visitor.scene.run.network
    said = " ".join(shown_texts(visitor))
    for k in visitor.scene.atlas.weights:
        assert all(word in said for word in place_name(app.words, network.sizes, network.where(k)).split())
    facts = [fact.told() for fact in visitor.scene.facts(app.words, app.canvas.layout, app.director.cues())]
    said += " ".join(f"{told.title} {told.formula} {told.filled}" for told in facts)
    steepest = int(np.abs(visitor.scene.run.gradient()).argmax())
    assert place_name(app.words, network.sizes, network.where(steepest)) in said
    assert not re.search(r"\b[wb]\d", said)


def test_where_the_map_is_not_quite_right_the_truth_stands_beside_it() -> None:
    visitor = Visitor(1)
    figures, words = visitor.scene.shown.figures, visitor.app.words
    assert f"{figures.on_map:.3f}" != f"{figures.loss:.3f}"
    assert {words("training.on_map", loss=f"{figures.on_map:.3f}"),
            words("training.in_truth", loss=f"{figures.loss:.3f}")} <= set(shown_texts(visitor))
    fact = next(one for one in visitor.scene.facts(words, visitor.app.canvas.layout, visitor.app.director.cues())
                if one.id == "training.on_map")
    assert float(fact.told().result) == pytest.approx(figures.loss - figures.on_map, abs=1e-4)
    assert f"{figures.off_plane:.2f}" in fact.told().formula
    assert figures.on_map == pytest.approx(visitor.scene.map.loss_at(visitor.scene.shown.place))


def words_on_the_block(visitor: Visitor) -> list[str]:
    """The lines in the loss map's card that lie on the block of ground, the one at the ball left out."""
    scene, canvas = visitor.scene, visitor.app.canvas
    place = Places(canvas.layout, visitor.app.director.cues())
    area, ball = place.relief, visitor.app.words("training.loss_is", loss="").split()[0]
    ground = Relief(scene.map.losses, (round(area.w), round(area.h)), keep=place.keep(scene.map.kind))
    ground.work(ground.size[0])
    solid = pygame.surfarray.array_alpha(ground.image) > 0
    canvas.marks = []
    visitor.app.frame(FRAME)
    marks, canvas.marks = canvas.marks, None
    found = []
    for mark in marks:
        rect = mark.rect.moved(-area.x, -area.y)
        covered = solid[max(0, int(rect.x)):max(0, int(rect.right)), max(0, int(rect.y)):max(0, int(rect.bottom))]
        if place.card.contains(mark.rect.center) and covered.any() and not mark.text.startswith(ball):
            found.append(mark.text)
    return found


@pytest.mark.parametrize("size", [(960, 540), (540, 960)])
@pytest.mark.parametrize("text", [1.0, 2.0])
def test_no_words_lie_on_the_ground_but_the_loss_at_the_ball(size: tuple[int, int], text: float) -> None:
    visitor = Visitor(1, size)
    visitor.app._apply(replace(visitor.app.settings, text_scale=text))
    visitor.run_laps(30)
    for kind in ("path", "weights", "random"):
        visitor.scene.atlas.make(kind)
        visitor.wait(16)
        visitor.scene.loop.play_lap()
        visitor.wait(60)
        assert not words_on_the_block(visitor), kind


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_at_twice_the_text_size_the_map_stays_large_and_no_word_gets_smaller(size: tuple[int, int]) -> None:
    scales, words = [], []
    for text in (1.0, 2.0):
        visitor = Visitor(2, size)
        visitor.app._apply(replace(visitor.app.settings, text_scale=text))
        visitor.tap("training.race")
        visitor.run_laps(3)
        canvas = visitor.app.canvas
        ground = visitor.scene.ground(Places(canvas.layout, visitor.app.director.cues()))
        scales.append(ground.camera.scale)
        canvas.marks = []
        visitor.app.frame(FRAME)
        marks, canvas.marks = canvas.marks, None
        words.append({mark.text: mark.rect.h for mark in marks})
    assert scales[1] > 0.8 * scales[0]
    numbers = [f"{loss:.3f}" for loss in visitor.scene.shown.figures.ranking.values()]
    named = [visitor.app.words(f"training.optimizer.{name}") for name in RATES]
    for text in (*numbers, *named, "1.6"):
        assert words[1][text] > 1.1 * words[0][text], text


def test_a_ball_off_the_map_stands_at_the_edge_and_then_gets_a_map_that_holds_it() -> None:
    visitor = Visitor(2)
    visitor.scene.run.choose("sgd", 200.0)
    number = visitor.scene.map.number
    visitor.run_laps(4)
    scene = visitor.scene
    assert scene.shown.outside
    beyond = scene.map.places(visitor.params)
    assert max(np.abs(scene.shown.place)) == pytest.approx(1.0)
    assert scene.shown.place[0] * beyond[1] == pytest.approx(scene.shown.place[1] * beyond[0])
    visitor.wait(110)
    assert scene.map.number > number
    assert not scene.shown.outside


def test_back_from_far_away_the_map_comes_closer_again() -> None:
    visitor = Visitor(2)
    visitor.scene.run.choose("sgd", 200.0)
    visitor.run_laps(12)
    visitor.wait(110)
    far = visitor.scene.map
    visitor.scene.run.rewind(0)
    visitor.scene.run.choose("sgd", 3.0)
    visitor.run_laps(30)
    visitor.wait(110)
    near = visitor.scene.map
    assert near.extent.u_high - near.extent.u_low < 0.25 * (far.extent.u_high - far.extent.u_low)


def test_a_carried_ball_can_be_put_back_exactly_with_all_its_laps() -> None:
    visitor = Visitor(1)
    visitor.run_laps(20)
    scene = visitor.scene
    scene.run.rewind(12)
    visitor.wait(3)
    path, last, loss = scene.run.path.copy(), scene.run.last, scene.loss
    assert not visitor.offers("training.put_back")
    visitor.app.director.ui.focus = "training.ball"
    visitor.key(pygame.K_LEFT)
    visitor.key(pygame.K_UP)
    visitor.run_laps(15)
    visitor.wait(2)
    assert not np.array_equal(scene.run.path[12], path[12])
    assert scene.run.last < last
    visitor.tap("training.put_back")
    visitor.wait(2)
    assert scene.run.now == 12
    assert scene.loss == loss
    assert np.array_equal(scene.run.path, path)
    assert np.array_equal(visitor.params, path[12])
    assert scene.run.ghost is not None
    assert scene.run.ghost.start == 12
    assert not visitor.offers("training.put_back")
    visitor.run_laps(last)
    assert np.array_equal(scene.run.path[:last + 1], path)


def test_each_time_the_ball_was_taken_up_it_can_be_put_back_once() -> None:
    visitor = Visitor(1)
    start = visitor.params.copy()
    places = []
    for dx in (40, -60):
        places.append(visitor.params.copy())
        at = visitor.middle("training.ball")
        visitor.drag(at, (at[0] + dx, at[1] + 30), (at[0] + dx, at[1] + 50))
        visitor.wait(3)
    for place in reversed(places):
        visitor.tap("training.put_back")
        visitor.wait(2)
        assert np.array_equal(visitor.params, place)
    assert np.array_equal(visitor.params, start)
    assert not visitor.offers("training.put_back")
