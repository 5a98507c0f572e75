"""Chapter 5: squares, knobs, numbers and names keep clear of each other."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from brain import Network
from game.draw.gauge import apart
from game.draw.squares import square_of
from game.scenes.loss.knobs import knobs_of, values_of
from game.scenes.loss.marks import heights_of, leans_left, scale_of
from game.scenes.loss.net import Net, net_for
from game.scenes.loss.places import Places
from game.scenes.loss.scene import LossScene
from tests.scenes.loss_visitor import drag, playing, texts


def hard_to_mend() -> Network:
    """A network whose three knobs alone cannot bring the loss near nothing: the mark of the best stands clear of it."""
    network = Network((2, 3, 1), seed=0)
    network.layers[0].block[:, 0] = (-0.6, 0.8, 0.3)
    return network


def test_labels_are_pushed_apart_and_squares_stand_on_their_corner() -> None:
    spread = apart([10.0, 12.0, 60.0], 20, 0, 100)
    assert spread == [10.0, 30.0, 60.0]
    assert all(b - a >= 20 for a, b in itertools.pairwise(sorted(apart([95, 96, 97], 20, 0, 100))))
    assert square_of((5, 50), 20, up=True).bottom == 50
    assert square_of((5, 50), 20, up=False).y == 50


def test_the_chart_reaches_as_high_as_the_worst_turn() -> None:
    visitor, game = playing()
    drag(visitor, "loss.w0", 500)
    assert game.you[1] > game.you[0]
    assert scale_of(game) > max(game.you)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 6, 1), (2, 6, 6, 6, 1)], ids=str)
@pytest.mark.parametrize("room", [0.0, 1.0])
def test_the_names_of_the_inputs_touch_no_neuron(size, text: float, sizes: tuple[int, ...], room: float) -> None:
    visitor, _ = playing(size=size, text=text)
    net = Net(Places(visitor.app.canvas.layout, room), sizes, [(len(sizes) - 2, 0, 0)])
    for i in range(2):
        name = net.name(i)
        for (x, y), r in net.nodes.values():
            near = (min(max(x, name.x), name.right), min(max(y, name.y), name.bottom))
            assert np.hypot(x - near[0], y - near[1]) >= r
        assert net.place.network.inset(-1).contains((name.x, name.y))


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("rest", [0, 2])
def test_the_areas_of_the_squares_grow_with_the_text(size: tuple[int, int], rest: int) -> None:
    heights = []
    for text in (1.0, 2.0):
        visitor, game = playing(rest, size=size, text=text)
        said = [f"{error**2:.2f}" for error in game.errors]
        canvas, grid = visitor.app.canvas, Places(visitor.app.canvas.layout, min(1.0, rest)).grid
        texts(visitor)
        heights.append([mark.rect.h for mark in canvas.marks or []
                        if mark.text in said and grid.contains(mark.rect.center)])
    assert len(heights[0]) == 8
    assert all(large >= 22 * 1.15 for large in heights[0])
    assert all(large >= small for small, large in zip(*heights, strict=True))
    assert min(heights[1]) >= 28 * 1.15


def test_at_first_the_squares_have_most_of_the_stage() -> None:
    visitor, _ = playing(0)
    layout = visitor.app.canvas.layout
    first, later = Places(layout, 0.0), Places(layout, 1.0)
    assert first.grid.w > first.network.w
    assert first.unit > 1.3 * later.unit
    assert first.grid.bottom < layout.caption.y


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 6, 1), (2, 6, 6, 6, 1)])
def test_knobs_keep_clear_of_the_orbs(sizes: tuple[int, ...], size: tuple[int, int]) -> None:
    visitor, _ = playing(size=size)
    visitor.director.journey.reshape(Network(sizes, seed=5))
    visitor.director.scene = scene = LossScene(visitor.director.journey)
    scene.player.seek(scene.timeline.rests[-1])
    visitor.wait(0.1)
    net = net_for(visitor.app.canvas.layout, 1.0, sizes, scene.links)
    for x, y in knobs_of(net):
        for (a, b), r in net.nodes.values():
            assert np.hypot(x - a, y - b) > 34 + r + 4


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_the_numbers_of_the_knobs_touch_neither_rings_nor_neurons(size: tuple[int, int], text: float) -> None:
    visitor, _ = playing(size=size, text=text)
    scene = visitor.scene
    net = net_for(visitor.app.canvas.layout, 1.0, scene.game.network.sizes, scene.links)
    round_things = [(at, 34.0) for at in knobs_of(net)] + list(net.nodes.values())
    for box in values_of(net):
        for (x, y), r in round_things:
            near = (min(max(x, box.x), box.right), min(max(y, box.y), box.bottom))
            assert np.hypot(x - near[0], y - near[1]) >= r


def test_the_name_of_a_mark_stands_where_fewer_curves_pass() -> None:
    # There is no room below the lowest mark.
    visitor, game = playing(network=hard_to_mend(), size=(1080, 1920), text=2.0)
    place = Places(visitor.app.canvas.layout, 1.0)
    (*_, (line, low)) = heights_of(place, game, 1.0)
    assert low < line
    game.you += [0.30, 0.25, 0.2, 0.15]
    assert leans_left(place, game, "lowest", low), "no curve is down there yet: it keeps its side"
    game.you += [0.06] * 6
    assert leans_left(place, game, "lowest", low), "the end of the curve is at the right"
    game.you[1:] = [0.06] * 3
    assert not leans_left(place, game, "lowest", low)


def test_the_best_there_is_has_its_name_below_its_line_where_no_curve_comes() -> None:
    visitor, game = playing(network=hard_to_mend())
    place = Places(visitor.app.canvas.layout, 1.0)
    (*_, (line, name)) = heights_of(place, game, 1.0)
    assert line + 15 <= name <= place.chart.bottom - 15
    assert game.lowest is not None
    assert game.lowest <= min(game.machine)
