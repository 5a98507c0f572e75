"""Draws what is known of an activation: formula, range, steepest slope, where it is used, and what to mind."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from brain import Activation
from game.core.geometry import Rect
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.text import style_of
from game.scenes.spark.curve import Curve

LEAST_GAP = 8.0
"""So far the paragraphs stand apart at least."""


def card_lines(rect: Rect) -> list[Rect]:
    """The lines of the card: name and formula, range, steepest slope; and, last, the room for the texts."""
    inner = rect.inset(30, 22)
    tall = max(inner.h * 0.58, min(300.0, inner.h * 0.7))
    top, low = inner.rows([inner.h - tall - 8, tall], 8)
    return [*top.rows([1.1, 1.0, 1.0]), low]


def draw_facts(canvas: Canvas, rect: Rect, curve: Curve) -> None:
    """Formula, range and steepest slope as the brain knows them; where it is used; what to mind."""
    words, entry = canvas.words, curve.entry
    canvas.box(rect)
    name, *lines, low = card_lines(rect)
    canvas.text((name.x, name.cy), words(f"spark.name.{curve.name}"), "heading", "active", room=name.w * 0.4)
    canvas.number((name.right, name.cy), entry.formula, "mono", None, "rm", room=name.w * 0.57, tall=64)
    texts = (range_text(words, entry), f"{steepest(entry)[1]:g}")
    for line, key, text in zip(lines, ("range", "steepest"), texts, strict=True):
        canvas.text((line.x, line.cy), words(f"spark.{key}.label"), "label", room=line.w * 0.5)
        canvas.text((line.right, line.cy), text, "strong", "text", "rm", room=line.w * 0.48)
    _draw_texts(canvas, low, [(words(f"spark.{key}.label"), words(f"spark.{key}.{curve.name}"))
                              for key in ("used", "mind")])


def _draw_texts(canvas: Canvas, box: Rect, texts: Sequence[tuple[str, str]]) -> None:
    """Headings with their paragraphs, one below the other, all in letters of one size."""
    style, kind = style_of("label"), canvas.type
    head = min(30.0 * kind.text_scale, 36.0)
    room = box.h - len(texts) * (head + LEAST_GAP)
    lines, factor = kind.fit("\n".join(canvas.printed(text) for _, text in texts), style, box.w, room)
    step = kind.line_height(style, factor)
    gap = min(LEAST_GAP + (room - len(lines) * step) / len(texts), 30.0)
    y = box.y
    for heading, text in texts:
        canvas.text((box.x, y + head / 2), heading, "strong", room=box.w)
        tall = len(kind.wrap(canvas.printed(text), style, box.w, factor)) * step
        canvas.paragraph(Rect(box.x, y + head, box.w, tall), text, style)
        y += head + tall + gap


def steepest(entry: Activation) -> tuple[float, float]:
    """Where the curve is steepest, z, and the slope there."""
    zs = np.linspace(-8, 8, 161)
    slopes = entry.slope(zs)
    k = int(np.argmax(slopes))
    return round(float(zs[k]), 6) + 0.0, float(slopes[k])


def range_text(words: Words, entry: Activation) -> str:
    """From where to where its values go, in words."""
    low, high = math.isfinite(entry.low), math.isfinite(entry.high)
    key = "both" if low and high else "up" if low else "all"
    return words(f"spark.range.{key}", low=f"{entry.low:g}", high=f"{entry.high:g}")
