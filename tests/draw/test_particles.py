"""Comets: their tails lie on the curve they run along, and what they leave behind never holds up a frame."""

from __future__ import annotations

import gc
import math

import pytest

from game.core.geometry import Bezier, distance
from game.draw.particles import STRIDE, STRIDE_ON_WAYS, TAIL, TRACK, Path, _places
from game.scenes.demo.scene import DemoScene
from tests.visitor import Visitor

CURVE = Bezier.between((100.0, 50.0), (700.0, 420.0))


class Plain:
    """The same way, of which only points are known."""

    def at(self, t: float) -> tuple[float, float]:
        return CURVE.at(t)

    def points(self, n: int) -> tuple[tuple[float, float], ...]:
        return CURVE.points(n)


@pytest.mark.parametrize(("path", "stride"), [(CURVE, STRIDE), (Plain(), STRIDE_ON_WAYS)], ids=["fibre", "way"])
@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("s", [0.02, 0.11, 0.5, 0.98])
def test_the_tail_lies_on_the_curve_behind_the_head(path: Path, stride: int, s: float, backwards: bool):
    share = 1.0 - s if backwards else s
    head = CURVE.at(share)
    *tail, light, core = _places(path, s, head, backwards)
    assert len(tail) == TAIL
    assert light == core == head
    track, here = CURVE.points(TRACK), round(share * TRACK)
    for behind, bead in zip(range(TAIL, 0, -1), tail, strict=True):
        at = here + behind * stride if backwards else here - behind * stride
        assert (bead is None) == (not 0 <= at <= TRACK)
        if bead:
            assert math.isclose(distance(bead, track[at]), 0.0, abs_tol=1e-6)


def test_a_moving_network_leaves_little_for_the_collector_of_rubbish():
    visitor = Visitor("demo", at=DemoScene.timeline.rests[0])
    visitor.wait(0.5)
    visitor.scene.player.next()
    gc.collect()
    gc.disable()
    try:
        before = len(gc.get_objects())
        visitor.wait(0.8)
        assert len(gc.get_objects()) - before < 12_000
    finally:
        gc.enable()
