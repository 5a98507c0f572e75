"""The picture of all fibres is the same whether it was painted anew or mended where something changed."""

from __future__ import annotations

import random

import numpy as np
import pygame

from game.core.geometry import Bezier, Rect
from game.draw.canvas import Canvas
from game.draw.fibresheet import FibreSheet, Strand
from tests.visitor import Visitor

AREA = Rect(0, 0, 1920, 1080)


def pixels(sheet: FibreSheet, canvas: Canvas, weights: list[float], right: int = 900) -> np.ndarray:
    """What the sheet shows of nine crossing fibres in the next frame."""
    canvas.cache.frame += 1
    ways = [Bezier.between((100, 100 + 80 * (k % 3)), (right, 100 + 150 * (k // 3))) for k in range(9)]
    strands = {k: Strand.of(ways[k], weight, 1.0, 0.9, None)
               for k, weight in enumerate(weights)}
    sheet.show(canvas, right, lambda: strands, AREA, 9, whole=True)
    return pygame.surfarray.array3d(canvas.surface)


def test_a_mended_picture_is_the_one_painted_anew() -> None:
    canvas, chance = Visitor("neuron", size=(960, 540)).app.canvas, random.Random(3)
    weights = [chance.uniform(-3, 3) for _ in range(9)]
    mended = FibreSheet(canvas.view.size, canvas.surface)
    pixels(mended, canvas, weights)
    for _ in range(20):
        for k in chance.sample(range(9), chance.choice((1, 2, 4, 7))):
            weights[k] += chance.uniform(-1, 1)
        anew = pixels(FibreSheet(canvas.view.size, canvas.surface), canvas, weights)
        assert np.array_equal(pixels(mended, canvas, weights), anew)


def test_fibres_that_were_on_the_move_are_fine_again_once_they_rest() -> None:
    canvas = Visitor("neuron", size=(960, 540)).app.canvas
    weights, moved = [0.3 * k - 1.4 for k in range(9)], FibreSheet(canvas.view.size, canvas.surface)
    for right in (840, 860, 880, 900):
        rough = pixels(moved, canvas, weights, right)
    fine = pixels(moved, canvas, weights)
    anew = pixels(FibreSheet(canvas.view.size, canvas.surface), canvas, weights)
    assert np.array_equal(fine, anew)
    assert not np.array_equal(rough, anew)
