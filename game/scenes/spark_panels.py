"""Draws the two networks that learn side by side: what every neuron sees, the loss, the plane, and the fold."""

from __future__ import annotations

import numpy as np

from game.core.easing import lerp, smooth
from game.core.geometry import Bezier, Rect, Vec, mix
from game.draw.canvas import Canvas
from game.draw.fibre import paint_fibre
from game.draw.heatmap import paint_plane, verdict_ramp
from game.draw.icons import paint_icon, paint_mark
from game.draw.network import NodeKey, faces_of, lay_out, links_of
from game.draw.neuron import paint_orb
from game.draw.plane import to_plane
from game.draw.plot import Plot
from game.draw.text import style_of
from game.scenes.parts import number
from game.scenes.spark_contest import PLAIN, POINTS, SIZES, SPARK, Contest, fold
from game.scenes.spark_places import PanelPlaces

WORST = 0.36
"""The loss at the top of the little loss curves."""


def draw_panel(canvas: Canvas, place: PanelPlaces, contest: Contest, i: int) -> None:
    """One network of the contest."""
    words = canvas.words
    canvas.box(place.panel)
    head = place.heading
    key = "spark" if i == SPARK else "plain"
    canvas.text((head.x, head.y + 20), words(f"spark.{key}.title"), "heading", room=head.w)
    name = words(f"spark.name.{contest.hidden if i == SPARK else 'linear'}")
    canvas.text((head.x, head.y + 56), words("spark.hidden", name=name), "label", room=head.w)
    _draw_network(canvas, place.net, contest, i)
    _draw_loss(canvas, place.loss, contest, i)
    _draw_answers(canvas, place.plane, contest, i)
    if i == SPARK:
        canvas.paragraph(place.fold, words("spark.unfoldable", name=name), "small", "soft", valign="m")


def _draw_answers(canvas: Canvas, rect: Rect, contest: Contest, i: int) -> None:
    """The plane as the network answers it, its border, and the points of the class."""
    values = contest.seen(i)[-1][..., 0]
    paint_plane(canvas, f"spark.contest.{i}", rect, values, verdict_ramp(canvas), contest.views[i].key, level=0.5)
    corners = ((rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom))
    canvas.polyline(corners, "line", 2, closed=True)
    for x, y in zip(contest.data.x, contest.data.y, strict=True):
        paint_mark(canvas, to_plane(rect, (5 + 5 * float(x[0]), 5 + 5 * float(x[1]))), bool(y[0]), 25)


def _draw_loss(canvas: Canvas, rect: Rect, contest: Contest, i: int) -> None:
    """The loss over the laps, its number, and how many points lie on the right side."""
    words, losses = canvas.words, contest.losses[i]
    text, curve = rect.columns([1.15, 1.0], 20)
    canvas.text((text.x, text.y + 18), words("spark.loss"), "label", room=text.w * 0.4)
    canvas.number((text.right, text.y + 18), f"{contest.loss(i):.3f}", "value", "error", "rm", room=text.w * 0.6)
    right = contest.right(i)
    canvas.text((text.x, text.y + 56), words("spark.right", n=right, of=POINTS), "label",
                "passed" if right == POINTS else "soft", room=text.w)
    plot = Plot(curve, 0, max(60, len(losses) - 1), 0.0, WORST)
    canvas.polyline((plot.at(0, 0), plot.at(plot.x1, 0)), "line", 2)
    picked = np.unique(np.linspace(0, len(losses) - 1, 60).astype(int))
    if len(picked) > 1:
        plot.curve(canvas, [float(k) for k in picked], [losses[k] for k in picked], "error", 3.2)


# -- the network in the panel ----------------------------------------------------------------------------


def _draw_network(canvas: Canvas, area: Rect, contest: Contest, i: int) -> None:
    """What every neuron sees. Folding slides the linear neurons into one, whose weights are their product."""
    network, share = contest.shown[i], smooth(contest.fold_share) if i == PLAIN else 0.0
    places = lay_out(SIZES, area.inset(6, 2), radius=min(38.0, area.w * 0.1), output_radius=min(52.0, area.w * 0.13))
    faces = faces_of(canvas, f"spark.{i}", places, contest.seen(i), 0.0 if contest.hidden in ("sigmoid", "relu")
                     and i == SPARK else -1.0, contest.views[i].key)
    out: NodeKey = (2, 0)
    middle = mix(places[out][0], (area.cx + area.w * 0.06, area.cy), share)
    where: dict[NodeKey, Vec] = {key: mix(pos, middle, share) if key[0] == 1 else pos for key, (pos, _) in places.items()}
    where[out] = middle
    with canvas.fade(1.0 - share):
        for (layer, a, b), link in links_of([layer.weights for layer in network.layers]).items():
            curve = Bezier.between(where[layer, a], where[layer + 1, b])
            paint_fibre(canvas, curve, link.weight, moving=0.0 < share < 1.0 or contest.running)
    if share > 0.0:
        _draw_folded(canvas, area, contest, where, share)
    for key, (_, r) in places.items():
        if key[0] == 1 and share >= 1.0:
            continue
        size = lerp(r, min(66.0, area.h * 0.26), share) if key == out else r
        paint_orb(canvas, where[key], size, 0.25 if key[0] == 0 else 0.0, face=faces.get(key),
                  alpha=1.0 - share if key[0] == 1 else 1.0)


def _draw_folded(canvas: Canvas, area: Rect, contest: Contest, where: dict[NodeKey, Vec], share: float) -> None:
    """The fibres of the one neuron that is left, their weights, and how far its answers differ: not at all."""
    one = fold(contest.shown[PLAIN]).layers[0]
    with canvas.fade(share):
        for k in range(2):
            weight = float(one.weights[k, 0])
            curve = Bezier.between(where[0, k], where[2, 0])
            paint_fibre(canvas, curve, weight, moving=share < 1.0 or contest.running)
            x, y = curve.at(0.42)
            canvas.number((x, y + (-30 if k == 0 else 30)), f"w{'₁₂'[k]} = {number(weight)}", "mono_small",
                          canvas.theme.signed(weight), "cm")
        text = canvas.words("spark.same", difference=f"{contest.fold_error():.0e}")
        canvas.text((area.cx, area.bottom - 12), text, "small", "soft", "cm", room=area.w)


# -- the guess ------------------------------------------------------------------------------------------


def draw_question(canvas: Canvas, box: Rect, contest: Contest) -> None:
    """The question, before the first lap."""
    canvas.paragraph(box, canvas.words("spark.question"), "strong", valign="m")


def draw_verdict(canvas: Canvas, box: Rect, contest: Contest, guess: str | None) -> None:
    """While it learns: the laps. At the end: what came out, beside what was guessed."""
    words, outcome = canvas.words, contest.outcome()
    canvas.box(box, 22)
    inner = box.inset(30, 8)
    if outcome is None:
        text = words("spark.laps", n=contest.laps)
        if guess:
            text = words("spark.guessed", guess=words(f"spark.guess.{guess}")) + "  " + text
        canvas.paragraph(inner, text, style_of("strong"), "soft", valign="m")
        return
    hit = guess == outcome
    told = words(f"spark.outcome.{outcome}")
    if guess:
        told = words("spark.hit" if hit else "spark.missed", guess=words(f"spark.guess.{guess}")) + " " + told
    paint_icon(canvas, "check" if hit or not guess else "again", (inner.x + 20, inner.cy), 38,
               "passed" if hit or not guess else "active", pen=0.22)
    canvas.paragraph(Rect(inner.x + 58, inner.y, inner.w - 58, inner.h), told, style_of("strong"), valign="m")
