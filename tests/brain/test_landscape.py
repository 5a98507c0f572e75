"""The landscape: planes through parameter space, and maps that agree with the loss at every point."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from brain import (
    Extent,
    Network,
    Plane,
    extent_of,
    loss_map,
    loss_map_rows,
    plane_of_path,
    plane_of_random,
    plane_of_weights,
    students,
    train,
)
from brain.checks import Array
from tests.brain.examples import HIDDEN, PAIRS, examples_for

EXTENT = Extent(-1.0, 2.0, -3.0, 0.5)


def path_of(steps: int = 60) -> Array:
    network = Network([2, 3, 1])
    return np.array([network.params.copy() for _ in train(network, students(), learning_rate=1.0, steps=steps)])


@pytest.mark.parametrize("extent", [EXTENT, Extent(-1e4, 1e4, -1e3, 1e3)])
@pytest.mark.parametrize("depth", [0, 1, 2])
@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(("loss", "output"), PAIRS)
def test_a_map_is_the_loss_at_every_point(loss: str, output: str, hidden: str, depth: int, extent: Extent) -> None:
    network = Network([2, *(4, 3)[:depth], 3], hidden, output, seed=1)
    x, y = examples_for(network)
    plane = plane_of_random(network)
    heights = loss_map(network, plane, (x, y), loss, extent, n=5)
    (across, up), probe = extent.axes(5), network.copy()
    for row in range(5):
        for column in range(5):
            probe.params = plane.point(across[column], up[row])
            assert heights[row, column] == pytest.approx(probe.loss(x, y, loss), rel=1e-9, abs=1e-13)


def test_a_map_in_slices_is_the_same_map() -> None:
    network, data = Network([2, 3, 1]), students()
    plane = plane_of_random(network)
    whole = loss_map(network, plane, data, extent=EXTENT)
    slices = [loss_map_rows(network, plane, data, extent=EXTENT, start=k, stop=k + 7) for k in range(0, 61, 7)]
    assert whole.shape == (61, 61)
    assert np.allclose(np.concatenate(slices), whole, rtol=1e-13)


def test_a_map_far_out_is_finite_or_infinite_and_never_warns() -> None:
    network = Network([2, 3, 3, 1], hidden="relu", output="linear")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        heights = loss_map(network, plane_of_random(network), students(), extent=Extent(-1e120, 1e120, -1e120, 1e120))
    assert not np.isnan(heights).any()
    assert np.isinf(heights).any()


def test_making_a_map_leaves_the_network_alone() -> None:
    network = Network([2, 3, 1])
    before = network.params.copy()
    loss_map(network, plane_of_random(network), students(), n=5)
    assert np.array_equal(network.params, before)


@given(st.floats(-5, 5), st.floats(-5, 5), arrays(np.float64, (2, 4), elements=st.floats(-2, 2)))
def test_points_of_a_plane_project_to_themselves(u: float, v: float, noise: Array) -> None:
    plane = Plane(np.arange(4.0), np.array([1.0, 0, 0, 0]) + 0.1 * noise[0], np.array([1.0, 2, 0, 0]) + 0.1 * noise[1])
    point = plane.point(u, v)
    assert point.shape == (4,)
    assert [float(part) for part in plane.project(point)] == pytest.approx([u, v], abs=1e-9)
    assert float(plane.distance(point)) == pytest.approx(0.0, abs=1e-9)


def test_points_and_projections_come_in_batches() -> None:
    plane = plane_of_weights(Network([2, 3, 1]), 0, 5)
    u, v = np.meshgrid(np.arange(4.0), np.arange(3.0))
    points = plane.point(u, v)
    assert points.shape == (3, 4, 13)
    assert plane.distance(points).shape == (3, 4)
    assert np.allclose(plane.project(points), [u, v])


def test_a_plane_of_two_weights_changes_only_them() -> None:
    network = Network([2, 3, 1])
    plane = plane_of_weights(network, 2, 7)
    moved = plane.point(0.5, -1.5) - network.params
    assert moved[2] == pytest.approx(0.5)
    assert moved[7] == pytest.approx(-1.5)
    assert np.count_nonzero(np.abs(moved) > 1e-12) == 2
    assert plane.explained is None


def test_the_plane_of_a_path_shows_most_of_it() -> None:
    path = path_of()
    plane = plane_of_path(path)
    assert plane.explained is not None
    assert 0.9 < plane.explained <= 1.0
    off, spread = plane.distance(path), path - path.mean(axis=0)
    assert 1 - (off**2).sum() / (spread**2).sum() == pytest.approx(plane.explained, rel=1e-9)
    assert np.linalg.norm(plane.d1) == pytest.approx(1.0)
    assert plane.d1 @ plane.d2 == pytest.approx(0.0, abs=1e-12)
    u, _ = plane.project(path)
    assert u[-1] > u[0]


def test_a_long_path_takes_little_memory() -> None:
    path = np.cumsum(np.random.default_rng(0).standard_normal((50_000, 5)), axis=0)
    explained = plane_of_path(path).explained
    assert explained is not None
    assert 0.4 < explained <= 1.0


def test_the_plane_can_pass_through_a_point_of_choice() -> None:
    path = path_of()
    assert float(plane_of_path(path, center=path[-1]).distance(path[-1])) == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("path", [np.zeros((1, 5)), np.ones((4, 5)), np.outer(np.arange(3.0), np.ones(5))])
def test_a_path_that_is_no_plane_gets_one_nevertheless(path: Array) -> None:
    plane = plane_of_path(path)
    assert plane.explained == pytest.approx(1.0)
    assert np.allclose(plane.distance(path), 0.0, atol=1e-12)


def test_random_directions_are_scaled_neuron_by_neuron() -> None:
    network = Network([2, 3, 1])
    network.layers[0].weights[:, 1] *= 100.0
    plane = plane_of_random(network, seed=4)
    for direction in (plane.d1, plane.d2):
        for layer in network.layers:
            block = layer.block_of(direction)
            assert np.allclose(np.linalg.norm(block[:-1], axis=0), np.linalg.norm(layer.weights, axis=0))
            assert not block[-1].any()
    assert np.array_equal(plane.d1, plane_of_random(network, seed=4).d1)


def test_an_extent_holds_the_path_with_a_margin() -> None:
    path = path_of()
    plane = plane_of_path(path)
    u, v = plane.project(path)
    extent = extent_of(plane, path, margin=0.1)
    assert extent.u_low < u.min()
    assert extent.u_high > u.max()
    assert extent.v_low < v.min()
    assert extent.v_high > v.max()
    point = extent_of(plane, path[:1], least=2.0)
    assert point.u_high - point.u_low == pytest.approx(2.0)


def test_wrong_planes_are_refused() -> None:
    one = np.array([1.0, 0.0, 0.0])
    with pytest.raises(ValueError, match="neither zero nor parallel"):
        Plane(np.zeros(3), one, 2 * one)
    with pytest.raises(ValueError, match=r"d2: expected shape \(3,\), got \(2,\)"):
        Plane(np.zeros(3), one, np.ones(2))
    with pytest.raises(ValueError, match="path: expected shape"):
        plane_of_path(np.zeros(5))
    with pytest.raises(ValueError, match=r"plane: expected shape \(13,\), got \(3,\)"):
        loss_map(Network([2, 3, 1]), Plane(np.zeros(3), one, one[::-1]), students())
    with pytest.raises(ValueError, match="n: expected a whole number of at least 2"):
        loss_map(Network([2, 3, 1]), plane_of_random(Network([2, 3, 1])), students(), n=1)
    with pytest.raises(ValueError, match=r"extent: expected shape \(4,\), got \(2,\)"):
        loss_map(Network([2, 3, 1]), plane_of_random(Network([2, 3, 1])), students(), extent=(0, 1))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"params: expected shape \(..., 3\), got \(4,\)"):
        Plane(np.zeros(3), one, one[::-1]).project(np.zeros(4))
    with pytest.raises(ValueError, match=r"center: expected shape \(3,\), got \(4,\)"):
        plane_of_path(np.zeros((5, 3)), np.zeros(4))
