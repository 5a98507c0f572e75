"""Draws what is known of an activation: formula, range, steepest slope, where it is used, and what to mind."""

from __future__ import annotations

import math

import numpy as np

from brain import Activation
from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.scenes.spark_curve import Curve


def draw_facts(canvas: Canvas, rect: Rect, curve: Curve) -> None:
    """Formula, range and steepest slope as the brain knows them; where it is used; what to mind."""
    words, entry = canvas.words, curve.entry
    canvas.box(rect)
    inner = rect.inset(30, 22)
    if inner.w > 640:
        top, low = inner.columns([1.0, 1.6], 30)
    else:
        tall = max(inner.h * 0.58, min(300.0, inner.h * 0.7))
        top, low = inner.rows([inner.h - tall - 8, tall], 8)
    lines = top.rows([1.1, 1.0, 1.0])
    canvas.text((top.x, lines[0].cy), words(f"spark.name.{curve.name}"), "heading", "active", room=top.w * 0.4)
    canvas.number((top.right, lines[0].cy), entry.formula, "mono", None, "rm", room=top.w * 0.57)
    steepest = float(np.max(entry.slope(np.linspace(-8, 8, 161))))
    for line, key, text in ((lines[1], "range", range_text(canvas, entry)), (lines[2], "steepest", f"{steepest:g}")):
        label = words(f"spark.{key}.label")
        canvas.text((line.x, line.cy), label, "label", room=line.w * 0.5)
        canvas.text((line.right, line.cy), text, "strong", "text", "rm", room=line.w * 0.48)
    texts = {key: words(f"spark.{key}.{curve.name}") for key in ("used", "mind")}
    head = min(30.0 * canvas.type.text_scale, 36.0)
    parts = low.rows([len(text) + 50.0 for text in texts.values()], 8)
    for part, (key, text) in zip(parts, texts.items(), strict=True):
        canvas.text((part.x, part.y + head / 2), words(f"spark.{key}.label"), "strong", room=part.w)
        canvas.paragraph(Rect(part.x, part.y + head, part.w, part.h - head), text, "label")


def range_text(canvas: Canvas, entry: Activation) -> str:
    """From where to where its values go, in words."""
    low, high = math.isfinite(entry.low), math.isfinite(entry.high)
    key = "both" if low and high else "up" if low else "all"
    return canvas.words(f"spark.range.{key}", low=f"{entry.low:g}", high=f"{entry.high:g}")
