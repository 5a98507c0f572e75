"""Chapter 3 played by hand: the brain grows and shrinks, counts itself, and shows what each neuron sees."""

from __future__ import annotations

import itertools

import numpy as np
import pygame
import pytest

from brain import Network, parameter_count
from game.core.layout import TARGET
from game.draw.plane import grid
from game.journey import Journey
from game.scenes.architecture.border import BENT, border_of, border_where
from game.scenes.architecture.places import Places
from game.scenes.architecture.pull import FARTHEST
from game.scenes.architecture.scene import GOAL, ArchitectureScene
from game.scenes.architecture.sources import GRIP, sources_of
from game.scenes.parts import REACH, Views
from tests.reading import colliding, leaving, lines_of
from tests.visitor import BIGGEST, LANDSCAPE, PORTRAIT, Visitor


def at(rest: int, sizes: tuple[int, ...] | None = None, **options) -> Visitor:
    """A visitor at a rest of the chapter, with a network of those layers."""
    visitor = Visitor("architecture", **options)
    if sizes:
        visitor.director.journey.reshape(Network(sizes, seed=3))
    visitor.scene.player.seek(ArchitectureScene.timeline.rests[rest])
    visitor.wait(0.1)
    return visitor


def tap(visitor: Visitor, control: str) -> None:
    visitor.tap(visitor.hit(control).rect.center)
    visitor.frame()


def network(visitor: Visitor) -> Network:
    return visitor.director.journey.network


def test_a_tap_adds_a_neuron_and_the_others_keep_their_weights() -> None:
    visitor = at(0)
    before = network(visitor).copy()
    tap(visitor, "architecture.layer1.more")
    after = network(visitor)
    assert after.sizes == (2, 4, 1)
    assert np.array_equal(after.layers[0].block[:, :3], before.layers[0].block)
    tap(visitor, "architecture.layer1.less")
    assert network(visitor).sizes == (2, 3, 1)
    assert np.array_equal(network(visitor).params, before.params)


def test_a_neuron_taken_away_and_given_back_is_a_new_one() -> None:
    visitor = at(0)
    tap(visitor, "architecture.layer1.more")
    first = network(visitor).layers[0].block[:, 3].copy()
    tap(visitor, "architecture.layer1.less")
    tap(visitor, "architecture.layer1.more")
    assert not np.array_equal(network(visitor).layers[0].block[:, 3], first)


def test_layers_come_and_go_between_one_and_three() -> None:
    visitor = at(0)
    for sizes in ((2, 3, 3, 1), (2, 3, 3, 3, 1), (2, 3, 3, 3, 1)):
        try:
            tap(visitor, "architecture.more")
        except KeyError:
            assert len(network(visitor).sizes) == 5, "the button is only gone when there are three"
        assert network(visitor).sizes == sizes
    for sizes in ((2, 3, 3, 1), (2, 3, 1)):
        tap(visitor, "architecture.less")
        assert network(visitor).sizes == sizes
    with pytest.raises(KeyError):
        visitor.hit("architecture.less")


def test_no_layer_grows_past_six_or_shrinks_to_none() -> None:
    visitor = at(0, (2, 6, 1, 1))
    names = [hit.id for hit in visitor.director.ui.hits]
    assert "architecture.layer1.more" not in names
    assert "architecture.layer2.less" not in names
    assert "architecture.layer1.less" in names
    assert "architecture.layer2.more" in names


def test_the_count_is_the_number_of_parameters() -> None:
    visitor = at(0, (2, 4, 2, 1))
    visitor.app.canvas.marks = []
    visitor.frame()
    texts = [mark.text for mark in visitor.app.canvas.marks]
    assert str(network(visitor).params.size) == str(parameter_count((2, 4, 2, 1))) == "25"
    assert {"25", "12", "10", "3", "2×4+4", "4×2+2", "2×1+1"} <= set(texts)


def test_keys_alone_can_build() -> None:
    visitor = at(0)
    visitor.focus("architecture.layer1.more")
    visitor.key(pygame.K_RETURN)
    visitor.frame()
    assert network(visitor).sizes == (2, 4, 1)


def test_a_tapped_neuron_opens_and_a_lost_one_makes_room() -> None:
    visitor = at(2, (2, 3, 3, 1))
    scene = visitor.scene
    assert isinstance(scene, ArchitectureScene)
    tap(visitor, "architecture.neuron2.2")
    assert scene.shown(visitor.director.cues()) == (2, 2)
    tap(visitor, "architecture.layer2.less")
    assert scene.shown(visitor.director.cues()) == (3, 0), "it is gone, the output takes its place"


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
@pytest.mark.parametrize("sizes", [(2, 1, 1), (2, 3, 1), (2, 1, 6, 1), BIGGEST], ids=str)
@pytest.mark.parametrize("rest", [1, 2])
def test_every_neuron_can_be_opened_and_drawn(rest: int, sizes: tuple[int, ...], size: tuple[int, int]) -> None:
    visitor = at(rest, sizes, size=size)
    for key in Places(visitor.app.canvas.layout, sizes).nodes:
        tap(visitor, f"architecture.neuron{key[0]}.{key[1]}")
        assert visitor.scene.picked == key


def test_first_hidden_neurons_draw_straight_lines_and_later_ones_can_bend() -> None:
    points = grid(48).reshape(-1, 2)
    for seed in range(12):
        first = Network((2, 6, 1), seed=seed).layers[0]
        for j in range(6):
            assert border_where((points @ first.weights[:, j] + first.biases[j]).reshape(48, 48)).bend < 1e-9
    square = np.maximum(abs(points[:, 0]), abs(points[:, 1])).reshape(48, 48) - 0.5
    assert border_where(square).bend > BENT


def bent_network() -> Network:
    """Its output passes the students inside a square."""
    bent = Network((2, 4, 1), seed=0)
    bent.params[:] = 0.0
    bent.layers[0].weights[:] = [[4, -4, 0, 0], [0, 0, 4, -4]]
    bent.layers[0].biases[:] = -2
    bent.layers[1].weights[:] = -1
    bent.layers[1].biases[:] = -3
    return bent


def pull(visitor: Visitor, knob: str, up: float) -> None:
    """Drag a knob of the card up by so much (a negative one down), in steps, and let go."""
    travel = 90.0 * REACH / FARTHEST * up
    x, y = visitor.hit(f"architecture.pull.{knob}").rect.center
    visitor.frame(visitor.finger(pygame.FINGERDOWN, (x, y)))
    for k in range(1, 11):
        visitor.frame(visitor.finger(pygame.FINGERMOTION, (x, y - travel * k / 10)))
    visitor.frame(visitor.finger(pygame.FINGERUP, (x, y - travel)))
    visitor.frame()


def test_the_challenge_is_solved_by_bending_a_border_and_not_by_finding_one() -> None:
    visitor = at(2)
    visitor.director.journey.reshape(bent_network())
    visitor.frame()
    assert 0.9 < (visitor.scene.challenge() or 0.0) < 1.0, "far enough, but not by the visitor's hand"
    tap(visitor, "architecture.neuron1.0")
    assert visitor.scene.challenge() == pytest.approx(0.0, abs=1e-6), "a first neuron is straight"
    tap(visitor, "architecture.neuron2.0")
    assert "architecture" not in visitor.director.journey.solved
    pull(visitor, "0", -0.1)
    assert visitor.scene.challenge() == 1.0
    assert "architecture" in visitor.director.journey.solved


def test_the_first_network_can_be_pulled_all_the_way_to_the_goal() -> None:
    visitor = at(2)
    bends = [visitor.scene.border((2, 0)).bend]
    for knob, up in (("0", 0.5), ("b", -0.75)):
        pull(visitor, knob, up)
        bends.append(visitor.scene.border((2, 0)).bend)
        assert visitor.scene.challenge() == pytest.approx(min(1.0, bends[-1] / GOAL))
    assert bends[0] < GOAL <= bends[-1], bends
    assert "architecture" in visitor.director.journey.solved


@pytest.mark.parametrize("key", [(1, 2), (2, 0)])
def test_every_pull_turns_its_own_weight_and_no_other(key: tuple[int, int]) -> None:
    visitor = at(2)
    if key != (2, 0):
        tap(visitor, f"architecture.neuron{key[0]}.{key[1]}")
    layer, j = key
    block = network(visitor).layers[layer - 1].block
    for i in range(len(block)):
        expected = network(visitor).copy()
        expected.layers[layer - 1].block[i, j] += 0.5
        pull(visitor, "b" if i == len(block) - 1 else str(i), 0.5)
        assert block[i, j] == pytest.approx(expected.layers[layer - 1].block[i, j], abs=0.02)  # pixels are whole
        expected.layers[layer - 1].block[i, j] = block[i, j]
        np.testing.assert_array_equal(network(visitor).params, expected.params)


def test_keys_pull_too_and_a_pull_ends_at_the_farthest_weight() -> None:
    visitor = at(2)
    block = network(visitor).layers[1].block
    visitor.focus("architecture.pull.1")
    visitor.key(pygame.K_UP)
    assert block[1, 0] > 1.0
    for _ in range(60):
        visitor.key(pygame.K_UP)
    assert block[1, 0] == pytest.approx(FARTHEST)


def test_without_the_spark_nothing_bends_and_the_card_says_why() -> None:
    visitor = at(2)
    visitor.director.journey.use_activation("linear")
    network(visitor).layers[1].block[:, 0] = (1.0, 0.0, 0.0, 0.0)  # the border of the first neuron
    for knob in "012":
        pull(visitor, knob, 0.3)
        assert visitor.scene.border((2, 0)).bend < 1e-9
    assert visitor.app.canvas.words("architecture.border.linear") in [line.text for line in lines_of(visitor)]


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize("count", range(1, 7))
def test_every_knob_in_the_card_has_a_fingers_room_and_hides_nothing(count: int, size: tuple[int, int],
                                                                     text: float) -> None:
    visitor = at(2, (2, count, 1), size=size, text=text)
    card = Places(visitor.app.canvas.layout, (2, count, 1)).card
    parts = sources_of(card, count)
    for (a, b), (c, d) in itertools.combinations(parts.knobs, 2):
        assert max(abs(a - c), abs(b - d)) >= TARGET - 0.5, "no part of a finger's room is another knob's"
    for fibre, (x, y) in zip(parts.fibres, parts.knobs, strict=False):
        assert min(np.hypot(x - a, y - b) for a, b in fibre.points(2000)) < 1.0
    for x, y in parts.places:
        assert card.contains((x - parts.r, y - parts.r))
        assert card.contains((x, y + parts.r))
    for x, y in parts.knobs:
        assert card.y < y - GRIP
        assert y + GRIP < card.bottom
        assert np.hypot(*np.subtract(parts.plane.clamp((x, y)), (x, y))) > GRIP
        assert all(np.hypot(x - a, y - b) > GRIP + parts.r + 2 for a, b in parts.places)


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_the_first_neuron_of_the_journey_keeps_its_place_in_the_cast(size: tuple[int, int]) -> None:
    visitor = at(0, size=size)
    cast = visitor.scene.cast(visitor.app.canvas, visitor.director.cues())
    assert cast is not None
    assert (1, 0) in cast.nodes
    assert (0, 0, 0) in cast.links
    assert cast.links[0, 1, 0].weight == network(visitor).layers[0].weights[1, 0]


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 6, 2, 1), BIGGEST])
def test_nothing_overlaps_in_any_network(size: tuple[int, int], text: float, sizes: tuple[int, ...]) -> None:
    visitor = at(0, sizes, size=size, text=text)
    layout = visitor.app.canvas.layout
    place = Places(layout, sizes)
    nodes = list(place.nodes.values())
    for (a, r), (b, q) in itertools.combinations(nodes, 2):
        assert np.hypot(a[0] - b[0], a[1] - b[1]) > r + q + 6
    buttons = [place.button(layer, plus) for layer in range(1, len(sizes) - 1) for plus in (True, False)]
    for (x, y), r in nodes:
        assert layout.stage.x <= x - r
        assert x + r <= layout.stage.right
        assert layout.stage.y <= y - r + 1
        assert y + r <= place.net.bottom + 1
        assert not any(abs(x - b.cx) < r + b.w / 2 and abs(y - b.cy) < r + b.h / 2 for b in buttons)
    for a, b in itertools.combinations([*buttons, place.layer_button(True), place.layer_button(False)], 2):
        assert not a.overlaps(b)
    for rest in range(3):
        visitor.scene.player.seek(ArchitectureScene.timeline.rests[rest])
        lines = lines_of(visitor)
        assert len(lines) > 10
        assert not leaving(lines, visitor.app.canvas.layout.screen) + colliding(lines, most=6.0), rest


def test_any_path_of_seeks_draws_the_same_pixels() -> None:
    visitor = at(0)
    def drawn(t: float) -> np.ndarray:
        visitor.scene.player.seek(t)
        visitor.sharpen()
        return visitor.pixels

    first = drawn(0.6)
    for t in (1.8, 0.0, 1.3):
        drawn(t)
    assert np.array_equal(drawn(0.6), first)


@pytest.mark.parametrize("seed", range(12))
def test_a_border_that_is_bent_can_be_built_by_pressing_plus(seed: int) -> None:
    visitor = at(2, seed=seed)
    visitor.director.journey.reshape(Network((2, 3, 1), seed=seed))
    scene = visitor.scene
    presses = ["architecture.more", *("architecture.layer1.more", "architecture.layer2.more") * 3, "architecture.more",
               *("architecture.layer3.more", "architecture.layer2.less") * 2]
    for press in presses:
        if press in [hit.id for hit in visitor.director.ui.hits]:
            tap(visitor, press)
        if any(scene.border((layer, j)).bend >= BENT for layer, count in enumerate(network(visitor).sizes) if layer > 1
               for j in range(count)):
            return
    raise AssertionError(f"seed {seed}: {len(presses)} presses and nothing is bent")


@pytest.mark.parametrize("seed", range(8))
def test_a_visitor_who_builds_nothing_sees_a_later_neuron_bend(seed: int) -> None:
    visitor = at(2, seed=seed)
    scene = visitor.scene
    assert isinstance(scene, ArchitectureScene)
    assert scene.shown(visitor.director.cues()) == (2, 0)
    assert scene.border((2, 0)).bend > 2 * BENT
    assert all(scene.border((1, j)).bend < 1e-9 for j in range(3)), "the first neurons are straight"


def test_what_chapters_1_and_2_make_of_the_first_neuron_does_not_straighten_the_output() -> None:
    for seed, block in itertools.product(range(8), ((2.0, 0.5, 0.0), (3.0, -3.0, -3.0), (0.0, 0.0, 0.0))):
        network = Journey.fresh(seed).network
        network.layers[0].block[:, 0] = block
        assert border_of(network, Views(), (2, 0)).bend > BENT, (seed, block)


def test_the_first_neurons_of_a_fresh_journey_look_different_ways() -> None:
    for seed in range(8):
        weights = Journey.fresh(seed).network.layers[0].weights
        ways = weights / np.linalg.norm(weights, axis=0)
        assert np.abs(np.triu(ways.T @ ways, 1)).max() < 0.995


@pytest.mark.parametrize("layer", range(4))
def test_the_views_of_a_network_that_has_changed_are_those_of_a_new_one(layer: int) -> None:
    network, views = Network(BIGGEST, seed=5), Views()
    before = [seen.copy() for seen in views.of(network)]
    network.layers[layer].weights[0, -1] += 0.5
    after = views.of(network)
    for k, (seen, fresh) in enumerate(zip(after, Views().of(network), strict=True)):
        np.testing.assert_array_equal(seen, fresh)
        assert np.array_equal(seen, before[k]) == (k <= layer)
    other = Network((2, 3, 1), hidden="relu", seed=1)
    np.testing.assert_array_equal(views.of(other)[-1], Views().of(other)[-1])


def test_new_neurons_bring_weights_and_a_bias_of_their_own() -> None:
    visitor = at(0)
    tap(visitor, "architecture.layer1.more")
    tap(visitor, "architecture.more")
    first, second, _ = network(visitor).layers
    assert first.biases[3] != 0.0
    assert np.all(second.biases != 0.0)
    assert network(visitor).layers[0].biases[0] == pytest.approx(0.3), "the visitor's own neuron stays as it was"
