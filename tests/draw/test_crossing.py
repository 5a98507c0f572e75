"""The matrix product: every cell has the colour of its number's sign, whether it is lit or not, in every theme."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.crossing import Matrix, Product, paint_product
from game.draw.theme import THEMES
from tests.visitor import Visitor

AREA = Rect(300, 200, 800, 600)


@pytest.fixture
def canvas() -> Canvas:
    canvas = Visitor("math", size=(1920, 1080)).app.canvas
    canvas.clear_ground()
    canvas.ground()
    return canvas


def sign_of(canvas: Canvas, matrix: Matrix, i: int, j: int) -> int:
    """Whether the ground of a cell leads away from the panel's colour towards that of positive or negative numbers."""
    cell = matrix.cell(i, j)
    x, y = canvas.view.px((cell.x + 9, cell.cy - 0.32 * cell.h))
    card = np.array(canvas.theme.card, float)
    away = np.array(canvas.surface.get_at((round(x), round(y)))[:3], float) - card
    towards = [float(away @ (goal := np.array(colour) - card) / np.linalg.norm(goal))
               for colour in (canvas.theme.positive, canvas.theme.negative)]
    return 1 if towards[0] > towards[1] else -1


@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize("term", [None, 0, 1])
def test_a_cell_has_the_colour_of_its_sign(canvas: Canvas, theme: str, term: int | None) -> None:
    canvas.wear(THEMES[theme])
    rng = np.random.default_rng(4)
    for row, column in ((0, 0), (1, 2), (2, 1)):
        left, above = (rng.choice([-1.0, 1.0], size) * rng.uniform(0.4, 1.0, size) for size in ((3, 2), (2, 3)))
        canvas.ground()
        product = Product.laid_out(AREA, left, above, left @ above, row=row, column=column)
        paint_product(canvas, product, term=term)
        for matrix in (product.left, product.above, product.result):
            for (i, j), value in np.ndenumerate(matrix.values):
                if abs(value) > 0.2 * matrix.scale:
                    assert sign_of(canvas, matrix, i, j) == np.sign(value), (i, j, value)


def test_a_product_that_is_not_known_yet_has_no_sign(canvas: Canvas) -> None:
    product = Product.laid_out(AREA, np.ones((1, 2)), np.ones((2, 1)), np.array([[np.nan]]))
    paint_product(canvas, product, level=0.0)
    x, y = canvas.view.px(product.result.cell(0, 0).center)
    red, green, blue, _ = canvas.surface.get_at((round(x), round(y)))
    assert max(red, green, blue) < 60
