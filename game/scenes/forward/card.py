"""What stands beside the network on its forward pass: the plane, the guess and the truth, and a neuron's sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brain import LayerTrace, Network
from game.core.figures import percent
from game.core.geometry import Rect, Vec
from game.core.timeline import Cues
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.card import Row, paint_card
from game.draw.heatmap import paint_plane, verdict_ramp
from game.draw.icons import paint_icon, paint_mark
from game.draw.network import NodeKey
from game.draw.plane import axes, to_plane
from game.scenes.forward.places import Places
from game.scenes.parts import Views, chance_at, number

if TYPE_CHECKING:
    from game.scenes.forward.scene import ForwardScene

Answer = tuple[str, bool | None, str]
HEAD = 92.0
"""How tall the head of a neuron's card is: room for its name and the button that closes it."""


def draw_panel(scene: ForwardScene, canvas: Canvas, place: Places, cues: Cues) -> None:
    """The sum of the opened neuron; or the plane, and below it the guess and the truth."""
    if canvas.alpha <= 0.01:
        return
    network = scene.journey.network
    if scene.picked:
        key = scene.picked[0]
        canvas.layer("forward", (scene.said_of, key), place.panel,
                     lambda: _draw_sum(canvas, place.panel, network, key, scene.trace().layers[key[0] - 1]))
        return
    _draw_plane(canvas, place.plane, network, scene.views, scene.eight, cues.verdict)
    asking, told = cues.flow <= 0.0, cues.verdict > 0.5
    canvas.layer("forward", (scene.said_of, scene.guess(), asking, told), place.verdict, lambda: _draw_question(
        canvas, place.verdict) if asking else _draw_answers(canvas, place.verdict, _answers(scene, canvas.words, told)))


def _answers(scene: ForwardScene, words: Words, told: bool) -> list[Answer]:
    """Whose answer, passed or not (or unknown), and what stands there: the guess; once ``told``, network and truth."""
    def word(passed: bool | None) -> str:
        return words(f"forward.{'none' if passed is None else 'pass' if passed else 'fail'}")

    guess, output = scene.guess(), scene.output
    truth, whose = scene.truth(), "rule" if scene.happened() is None else "happened"
    said = words("forward.chance", word=word(output >= 0.5), chance=percent(output))
    return [("guessed", guess, word(guess)), ("says", output >= 0.5 if told else None, said if told else "…"),
            (whose, truth if told else None, word(truth) if told else "…")]


def _draw_plane(canvas: Canvas, plane: Rect, network: Network, views: Views, eight: list[tuple[Vec, bool]],
               verdict: float) -> None:
    """All students there could be; once the verdict is known, what the network says of each, and the eight's truth."""
    if verdict < 1.0:
        _draw_paper(canvas, plane)
    if verdict > 0.0:
        with canvas.fade(verdict):
            values = views.of(network)[-1][..., 0]
            paint_plane(canvas, "forward", plane, values, verdict_ramp(canvas), views.key, level=0.5,
                        exact=chance_at(network))
    axes(canvas, plane, canvas.words("axis.study"), canvas.words("axis.sleep"))
    for hours, passed in eight:
        at = to_plane(plane, hours)
        canvas.ring(at, 15, "touch", 2.2, fill="card", alpha=1.0 - verdict)
        paint_mark(canvas, at, passed, 26, alpha=verdict)


def _draw_paper(canvas: Canvas, plane: Rect) -> None:
    """An empty plane with a line every two hours."""
    canvas.box(plane, 4, fill="ground_edge", fill_alpha=0.7, line=None)
    for k in range(1, 5):
        u, v = plane.point(k / 5, k / 5)
        canvas.polyline(((u, plane.y), (u, plane.bottom)), "line", 1.4, 0.55)
        canvas.polyline(((plane.x, v), (plane.right, v)), "line", 1.4, 0.55)


def _draw_question(canvas: Canvas, box: Rect) -> None:
    """Before the first run: what do you think?"""
    canvas.box(box)
    inner = box.inset(28, 22)
    buttons = 224 if inner.h > 280 else 88
    canvas.paragraph(Rect(inner.x, inner.y, inner.w, inner.h - buttons - 8), canvas.words("forward.question"),
                     "body" if box.h > 300 else "strong")


def _draw_answers(canvas: Canvas, box: Rect, answers: list[Answer]) -> None:
    """Guess, network and truth one below another."""
    canvas.box(box)
    tall = box.h > 300
    rows = box.inset(28, 18).rows([1.0] * len(answers))
    for row, (whose, passed, text) in zip(rows, answers, strict=True):
        name, answer = row.inset(0, row.h * 0.12).rows([1.0, 1.0]) if tall else row.columns([1.0, 1.08])
        canvas.text((name.x, name.cy), canvas.words(f"forward.{whose}"), "strong", "soft", room=name.w - 12)
        if passed is None:
            canvas.text((answer.x, answer.cy), text, "label", "mute", room=answer.w)
            continue
        paint_mark(canvas, (answer.x + 14, answer.cy), passed, 30)
        canvas.text((answer.x + 42, answer.cy), text, "strong", "passed" if passed else "error", room=answer.w - 42)


def draw_verdict(canvas: Canvas, place: Places, output: float, amount: float) -> None:
    """PASS with a green tick or FAIL with a red diamond at the output neuron."""
    passed = output >= 0.5
    (x, y), r = place.output()
    colour, word = ("passed", "pass") if passed else ("error", "fail")
    text = canvas.words(f"forward.{word}")
    room = 290.0 if place.portrait else 2 * (min(r + 40, place.net.right + 34 - x))
    with canvas.fade(amount):
        at = (x + r + 40, y - 14) if place.portrait else (x - 60, y + r + 40)
        if passed:
            paint_icon(canvas, "check", at, 46, colour, pen=0.26)
        else:
            paint_icon(canvas, "diamond", at, 40, colour)
        canvas.text((at[0] + 38, at[1]), text, "title", colour, "lm", room=room / 2 + 16)
        below = (at[0] - 20, at[1] + 46) if place.portrait else (x, at[1] + 44)
        anchor = "lm" if place.portrait else "cm"
        chance = canvas.words("forward.meaning", chance=percent(output))
        canvas.text(below, chance, "small", "soft", anchor, room=room)


def _draw_sum(canvas: Canvas, rect: Rect, network: Network, key: NodeKey, part: LayerTrace) -> None:
    """One neuron's sum: every product, the bias, z, and what its activation makes of it."""
    j, signed = key[1], canvas.theme.signed
    rows = []
    for i, (x, w) in enumerate(zip(part.inputs.tolist(), part.weights[:, j].tolist(), strict=True)):
        rows.append(Row(f"x{'₁₂₃₄₅₆'[i]}·w{'₁₂₃₄₅₆'[i]}  {number(x)} × {number(w)}", f"{x * w:+.2f}", signed(x * w)))
    bias, z = float(part.biases[j]), float(part.z[j])
    rows.append(Row(canvas.words("forward.bias"), f"{bias:+.2f}", signed(bias)))
    rows.append(Row("z", number(z), "text"))
    name = network.activation_of(key[0] - 1)
    rows.append(Row(f"{name}(z)", f"{float(part.activations[j]):.3f}", "active", total=True))
    canvas.box(rect)
    head, body = Rect(rect.x, rect.y, rect.w, HEAD), sum_body(rect)
    canvas.text((head.x + 32, head.cy + 6), neuron_name(canvas, network, key), "heading", room=head.w - 64 - HEAD)
    paint_card(canvas, body, "", rows, line="card")


def sum_body(rect: Rect) -> Rect:
    """Where the rows of a neuron's sum stand in its card."""
    return Rect(rect.x, rect.y + HEAD, rect.w, rect.h - HEAD).inset(2, 4)


def neuron_name(canvas: Canvas, network: Network, key: NodeKey) -> str:
    """What a neuron is called."""
    if key[0] == len(network.sizes) - 1:
        return canvas.words("forward.output")
    return canvas.words("forward.hidden", layer=key[0], neuron=key[1] + 1)
