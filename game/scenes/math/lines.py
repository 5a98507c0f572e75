"""The line of ``train.py`` that runs, as matrices: a row meets a column, or something is done to every number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.crossing import Product, paint_equation, paint_product, paint_stack
from game.scenes.parts import number

Named = tuple[str, Any]
Factors = tuple[tuple[Any, Any, Any], tuple[str, str, str], Any]
MOST, FEW = 4, 3
"""Rows shown of a matrix with a row for every student; numbers shown of a row with one for every student."""
WIDE = 6
"""Neurons of a layer shown in a matrix."""
SHOWN = 0
"""The student of the class whose row is lit and whose numbers stand in the neurons."""
SUMS = {"product": "a·W", "gradient": "a·blame", "back": "blame·W"}
"""What is added up where there are too many terms to write them all."""


def draw_line(canvas: Canvas, box: Rect, tag: str, values: Mapping[str, Any], old: Mapping[str, Any],
                  turn: int) -> None:
    """The line that runs as matrices: a product, or something done to every number by itself."""
    words, area = canvas.words, Rect(box.x, box.y + 30, box.w, box.h - 62)
    if tag in ("update", "update_b"):
        paint_stack(canvas, Rect(box.x, box.y + 40, box.w, box.h - 48), _update(tag, values, old))
        canvas.text((box.x + 4, box.y + 16), words("math.each.update"), "strong", room=box.w)
        return
    factors = _factors(tag, values, old)
    if factors is None:
        parts, signs, title = _equation(tag, values, old)
        paint_equation(canvas, area, parts, signs, row=SHOWN, most=MOST)
        canvas.text((box.x + 4, box.y + 16), words(title), "strong", room=0.5 * box.w)
        _part(canvas, box, values, MOST)
        return
    (left, above, result), names, bias = factors
    columns, rows = min(above.shape[1], WIDE), min(left.shape[0], WIDE)
    column, row = turn % columns, turn // columns % rows if tag == "gradient" else SHOWN
    paint_product(canvas, Product.laid_out(area, left, above, result, names, row=row, column=column,
                                            most=_most(tag)))
    _part(canvas, box, values, FEW if tag == "gradient" else MOST)
    canvas.text((box.x + 4, box.y + 16), words("math.product"), "strong", room=0.5 * box.w)
    foot = _spelled(left[row], above[:, column], bias is not None, float(result[row, column]), SUMS[tag])
    canvas.number((box.cx, box.bottom - 12), foot, "mono_small", "active", "cm", room=box.w)


def _factors(tag: str, values: Mapping[str, Any], old: Mapping[str, Any]) -> Factors | None:
    """Both factors, the product, their names and the bias, if the line is a matrix product."""
    k = values.get("k", 0)
    if tag == "product":
        return (values["a"][k], values["W"][k], values["z"][k]), (f"a[{k}]", f"W[{k}]", f"z[{k}]"), values["b"][k]
    if tag == "gradient":
        return (values["a"][k].T, values["blame"], values["dW"][k]), (f"a[{k}].T", "blame", f"dW[{k}]"), None
    if tag == "back":
        return (old["blame"], values["W"][k].T, values["blame"]), ("blame", f"W[{k}].T", "blame"), None
    return None


def _spelled(row: Any, column: Any, bias: bool, result: float, terms_of: str) -> str:
    """A row times a column in numbers, as far as there is room."""
    write = number if bias else "{:.4f}".format
    terms = [f"{write(float(x))}·{number(float(w))}" for x, w in zip(row, column, strict=True)]
    text = "+".join(terms) if len(terms) <= 2 else f"Σ {terms_of}"
    return f"{text}{'+b' if bias else ''} = {write(result)}"


def _most(tag: str) -> tuple[int, int, int]:
    """Rows of the left matrix, numbers of a row, and columns shown: few where there is one for each student."""
    return (WIDE, FEW, WIDE) if tag == "gradient" else (MOST, WIDE, WIDE)


def _part(canvas: Canvas, box: Rect, values: Mapping[str, Any], most: int) -> None:
    """The badge that tells how many students are shown."""
    count = len(values["X"])
    canvas.text((box.right - 2, box.y + 16), canvas.words("math.part", shown=min(most, count), count=count), "small",
                "mute", "rm", room=0.48 * box.w)


def _update(tag: str, values: Mapping[str, Any], old: Mapping[str, Any]) -> list[Named]:
    """What was, what is taken away, and what remains."""
    k, name = values["k"], "W" if tag == "update" else "b"
    change = values[f"d{name}"][k]
    rate = values["learning_rate"]
    parts = [(f"{name}[{k}]", old[name][k]), (f"- {rate:g}·d{name}[{k}]", rate * change),
             (f"= {name}[{k}]", values[name][k])]
    return [(each, np.atleast_2d(array)) for each, array in parts]


def _equation(tag: str, values: Mapping[str, Any], old: Mapping[str, Any]) -> tuple[list[Named], list[str], str]:
    """The matrices of a line that works number by number, the signs between them, and the words for it."""
    k = values.get("k", 0)
    if tag == "spark":
        return [(f"z[{k}]", values["z"][k]), (f"a[{k + 1}]", values["a"][-1])], ["→"], "math.each.spark"
    if tag == "error":
        parts = [("a[-1]", values["a"][-1]), ("y", values["y"]), ("error", values["error"])]
        return parts, ["−", "="], "math.each.error"
    if tag == "loss":
        return [("error", values["error"]), ("error ** 2", values["error"] ** 2)], ["→"], "math.each.loss"
    if tag == "blame":
        return [("error", values["error"]), ("blame", values["blame"])], ["→"], "math.each.blame"
    if tag == "slope":
        return [("blame", old["blame"]), ("blame", values["blame"])], ["→"], "math.each.slope"
    if tag == "gradient_b":
        return [("blame", values["blame"]), (f"db[{k}]", values["db"][k][None, :])], ["→"], "math.each.sum"
    return [("X", values["X"]), ("y", values["y"])], [""], "math.class"
