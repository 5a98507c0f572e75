"""Draws the two networks that learn side by side: what every neuron sees, the loss, the plane, and the fold."""

from __future__ import annotations

import numpy as np

from game.core.easing import lerp, smooth
from game.core.figures import figure, power
from game.core.geometry import Bezier, Rect, Vec, mix
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.fibre import paint_fibre
from game.draw.heatmap import face, paint_plane, verdict_ramp
from game.draw.icons import paint_icon, paint_mark
from game.draw.network import NodeKey, faces_of, lay_out, links_of
from game.draw.neuron import paint_orb
from game.draw.plane import to_plane
from game.draw.plot import Plot
from game.draw.text import style_of
from game.scenes.spark.contest import FEW, PLAIN, POINTS, SPARK, Contest, fold
from game.scenes.spark.panel_places import PanelPlaces

WORST = 0.36
"""The loss at the top of the little loss curves."""
Places = dict[NodeKey, tuple[Vec, float]]


def draw_panel(canvas: Canvas, place: PanelPlaces, contest: Contest, i: int) -> None:
    """One network of the contest: what it is and has learnt, and the plane; each is kept until it changes."""
    key = (contest.keys[i], contest.running, contest.folded, contest.fold_share, contest.laps == 0)
    canvas.layer(f"spark.panel.{i}", key, place.left, lambda: _paint_panel(canvas, place, contest, i))
    canvas.layer(f"spark.answers.{i}", contest.answers[i][0], place.right,
                 lambda: _paint_answers(canvas, place, contest, i))


def _paint_panel(canvas: Canvas, place: PanelPlaces, contest: Contest, i: int) -> None:
    words = canvas.words
    canvas.box(place.panel)
    head = place.heading
    key = "spark" if i == SPARK else "plain"
    right = words(f"spark.hidden.{key}", n=contest.count, name=words(f"spark.name.{contest.hidden}"))
    titles = [words(f"spark.{k}.title") for k in ("spark", "plain")]
    rooms = canvas.type.evenly(titles, style_of("heading"), head.w * 0.54)
    canvas.text((head.x, head.cy), titles[i], "heading", room=rooms[i])
    canvas.text((head.right, head.cy), right, "label", "active" if i == SPARK else "soft", "rm", room=head.w * 0.43)
    canvas.text(place.note.center, _note(words, contest, i), "small", anchor="cm", room=place.note.w - 12)
    _draw_network(canvas, place.net, contest, i)
    _draw_loss(canvas, place, contest, i)
    if i == SPARK:
        canvas.paragraph(place.fold, words("spark.unfoldable"), "small", "soft", valign="m")


def _paint_answers(canvas: Canvas, place: PanelPlaces, contest: Contest, i: int) -> None:
    canvas.box(place.panel)
    _draw_answers(canvas, place.plane, contest, i)


def _note(words: Words, contest: Contest, i: int) -> str:
    """What the little network shows: views, dots, or one neuron that is as good as all."""
    if i == PLAIN and contest.folded:
        return words("spark.same", n=contest.count, difference=power(contest.fold_error()))
    return words("spark.views" if contest.count == FEW else "spark.dots")


def _draw_answers(canvas: Canvas, rect: Rect, contest: Contest, i: int) -> None:
    """The plane as the network answers it, its border, and the points of the class."""
    key, values = contest.answers[i]
    paint_plane(canvas, f"spark.contest.{i}", rect, values, verdict_ramp(canvas), key, level=0.5)
    corners = ((rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom))
    canvas.polyline(corners, "line", 2, closed=True)

    def marks() -> None:
        for x, y in zip(contest.data.x, contest.data.y, strict=True):
            paint_mark(canvas, to_plane(rect, (5 + 5 * float(x[0]), 5 + 5 * float(x[1]))), bool(y[0]), 25)

    canvas.sheet("spark.marks", (rect.w, canvas.theme.name), rect, marks)


def _draw_loss(canvas: Canvas, place: PanelPlaces, contest: Contest, i: int) -> None:
    """The loss over the laps, its number, and how many points lie on the right side."""
    words, losses, line = canvas.words, contest.losses[i], place.loss
    canvas.text((line.x, line.cy), words("spark.loss"), "label", room=line.w * 0.42)
    canvas.number((line.right, line.cy), f"{contest.loss(i):.3f}", "value", "error", "rm", room=line.w * 0.55,
                  tall=64)
    right = contest.right(i)
    canvas.text((place.right_count.x, place.right_count.cy), words("spark.right", n=right, of=POINTS), "label",
                "passed" if right == POINTS else "soft", room=place.right_count.w)
    plot = Plot(place.curve, 0, max(60, len(losses) - 1), 0.0, WORST)
    canvas.polyline((plot.at(0, WORST), plot.at(0, 0), plot.at(plot.x1, 0)), "line", 2)
    canvas.disc(plot.at(len(losses) - 1, losses[-1]), 6.0, "error")
    picked = np.unique(np.linspace(0, len(losses) - 1, 60).astype(int))
    if len(picked) > 1:
        plot.curve(canvas, [float(k) for k in picked], [losses[k] for k in picked], "error", 3.2)


# -- the network in the panel ----------------------------------------------------------------------------


def _places(area: Rect) -> Places:
    return lay_out((2, FEW, 1), area.inset(8, 2), radius=min(40.0, area.w * 0.1),
                   output_radius=min(56.0, area.w * 0.14))


def _folded_middle(area: Rect) -> Vec:
    """Where the one neuron stands that all are folded into."""
    return (area.cx + area.w * 0.24, area.cy)


def folded_label(area: Rect, k: int) -> Vec:
    """Where the weight of input ``k`` is written once the network is folded."""
    start = _places(area)[0, k][0]
    return (Bezier.between(start, _folded_middle(area)).at(0.36)[0], start[1] + (-22 if k == 0 else 22))


def _draw_network(canvas: Canvas, area: Rect, contest: Contest, i: int) -> None:
    """Inputs, hidden neurons, answer. Folding slides the linear neurons into one: its weights are their product."""
    share = smooth(contest.fold_share) if i == PLAIN else 0.0
    places = _places(area)
    out: NodeKey = (2, 0)
    middle = mix(places[out][0], _folded_middle(area), share)
    where: dict[NodeKey, Vec] = {key: mix(pos, middle, share) if key[0] else pos for key, (pos, _) in places.items()}
    with canvas.fade(1.0 - share):
        if canvas.alpha > 0.01:
            (_draw_few if contest.count == FEW else _draw_many)(canvas, contest, i, places, where)
    if share > 0.0:
        _draw_folded(canvas, area, contest, where, share)
    for k in range(2):
        paint_orb(canvas, where[0, k], places[0, k][1], 0.25)
    r = lerp(places[out][1], min(64.0, area.h * 0.27), share)
    picture = face(canvas, ("spark", i, "out"), r, contest.seen[i][-1][..., 0], verdict_ramp(canvas), contest.keys[i])
    paint_orb(canvas, middle, r, face=picture)


def _draw_few(canvas: Canvas, contest: Contest, i: int, places: Places, where: dict[NodeKey, Vec]) -> None:
    """Every fibre, and in every hidden neuron the plane as it sees it."""
    network = contest.shown[i]
    moving = where[1, 0] != places[1, 0][0]
    for (layer, a, b), link in links_of([layer.weights for layer in network.layers]).items():
        paint_fibre(canvas, Bezier.between(where[layer, a], where[layer + 1, b]), link.weight, moving=moving)
    hidden = {key: place for key, place in places.items() if key[0] == 1}
    low = -1.0 if network.hidden in ("tanh", "linear") else 0.0
    faces = faces_of(canvas, f"spark.{i}", hidden, contest.seen[i], low, lambda _: contest.keys[i])
    for key, (_, r) in hidden.items():
        paint_orb(canvas, where[key], r, face=faces[key])


def _draw_many(canvas: Canvas, contest: Contest, i: int, places: Places, where: dict[NodeKey, Vec]) -> None:
    """A crowd of neurons, each as big and as blue or orange as its weight to the answer; fibres only hinted at."""
    (left, _), (right, _) = places[0, 0], places[2, 0]
    top, low = places[1, 0][0][1], places[1, FEW - 1][0][1]
    side = min(low - top + 44, (right[0] - left[0]) * 0.52)
    gathered = 0.0 if where[1, 0] == places[1, 0][0] else 1.0 - canvas.alpha
    block = Rect.around(((left[0] + right[0]) / 2, (top + low) / 2), side * (1.0 - 0.8 * gathered))
    for v in (0.08, 0.36, 0.64, 0.92):
        for k in range(2):
            canvas.polyline(Bezier.between(where[0, k], block.point(0.0, v)).points(16), "line", 1.5)
        canvas.polyline(Bezier.between(block.point(1.0, v), where[2, 0]).points(16), "line", 1.5)
    weights = contest.shown[i].layers[1].weights[:, 0]
    for k, weight in enumerate(weights):
        at = block.point((k % 10 + 0.5) / 10, (k // 10 + 0.5) / 10)
        size = round(min(1.0, abs(float(weight)) / 0.6) * 6) / 6
        canvas.disc(at, 2.6 + side * 0.032 * size, canvas.theme.signed(float(weight)))


def _draw_folded(canvas: Canvas, area: Rect, contest: Contest, where: dict[NodeKey, Vec], share: float) -> None:
    """The fibres of the one neuron that is left, their weights, and how far its answers differ: not at all."""
    one = fold(contest.shown[PLAIN]).layers[0]
    with canvas.fade(share):
        for k in range(2):
            weight = float(one.weights[k, 0])
            curve = Bezier.between(where[0, k], where[2, 0])
            paint_fibre(canvas, curve, weight, moving=share < 1.0 or contest.running)
            canvas.number(folded_label(area, k), f"w{'₁₂'[k]} = {figure(weight)}", "mono_small",
                          canvas.theme.signed(weight), "cm", room=200, tall=64)


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
