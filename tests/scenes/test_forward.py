"""Chapter 4 played by hand: students are chosen, signals flow, a verdict falls, and the matrix says the same."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pygame
import pytest

from brain import Network, score
from game.core.figures import percent, printed
from game.core.timeline import Cues
from game.draw.plane import to_plane
from game.guesses import guesses
from game.journey import Journey
from game.scenes.forward.flow import rows, wave
from game.scenes.forward.places import Places
from game.scenes.forward.scene import UNSURE, ForwardScene
from tests.reading import colliding, leaving, lines_of
from tests.visitor import BIGGEST, LANDSCAPE, PORTRAIT, Visitor

RESTS = ForwardScene.timeline.rests


def at(rest: int, sizes: tuple[int, ...] | None = None, **options) -> tuple[Visitor, ForwardScene]:
    """A visitor at a rest of the chapter, with a network of those layers."""
    visitor = Visitor("forward", **options)
    if sizes:
        visitor.director.journey.reshape(Network(sizes, seed=3))
    visitor.scene.player.seek(RESTS[rest])
    visitor.wait(0.1)
    assert isinstance(visitor.scene, ForwardScene)
    return visitor, visitor.scene


def tap(visitor: Visitor, control: str) -> None:
    visitor.tap(visitor.hit(control).rect.center)
    visitor.frame()


def places(visitor: Visitor, matrix: float = 0.0) -> Places:
    return Places(visitor.app.canvas.layout, visitor.director.journey.network.sizes, matrix)


def test_a_student_can_be_placed_anywhere_and_the_eight_attract_the_finger() -> None:
    visitor, scene = at(0)
    plane = places(visitor).plane
    visitor.tap(plane.point(0.52, 0.83))
    assert visitor.director.journey.student == pytest.approx((5.2, 1.7), abs=0.05)
    assert scene.happened() is None, "nobody knows what became of a student who was made up"
    assert scene.truth() is bool(score((5.2, 1.7)) > 0), "but the class has a rule"
    hours, passed = scene.eight[3]
    x, y = to_plane(plane, hours)
    visitor.tap((x + 12, y - 9))
    assert visitor.director.journey.student == hours
    assert scene.truth() is passed


def test_keys_move_the_student_and_the_button_goes_through_the_eight() -> None:
    visitor, scene = at(0)
    before = visitor.director.journey.student
    visitor.focus("forward.student")
    visitor.key(pygame.K_RIGHT)
    assert visitor.director.journey.student[0] > before[0]
    met = set()
    for _ in range(8):
        tap(visitor, "forward.other")
        met.add(visitor.director.journey.student)
    assert met == {hours for hours, _ in scene.eight}


def test_run_ends_in_the_verdict_of_the_network() -> None:
    visitor, scene = at(0)
    tap(visitor, "forward.run")
    assert scene.run.on
    visitor.settle()
    assert visitor.where == ("forward", 1)
    said = visitor.director.journey.network.forward([visitor.director.journey.x])[0, 0]
    assert scene.output == said
    visitor.app.canvas.marks = []
    visitor.frame()
    texts = [mark.text for mark in visitor.app.canvas.marks]
    assert percent(said) in texts
    assert ("PASS" if said >= 0.5 else "FAIL") in texts


def test_the_guess_is_kept_and_belongs_to_one_student() -> None:
    visitor, scene = at(0)
    tap(visitor, "forward.other")
    tap(visitor, "forward.guess.fail")
    assert scene.guess() is False
    kept = Journey.from_dict(json.loads(json.dumps(visitor.director.journey.to_dict())))
    (guess,) = guesses(kept)
    assert (guess["said"], guess["truth"]) == (False, None)
    tap(visitor, "forward.other")
    assert scene.guess() is None, "no guess was made about this one"
    visitor.scene.player.seek(RESTS[1])
    visitor.frame()
    assert not any("guess" in hit.id for hit in visitor.director.ui.hits), "too late to guess"


def test_the_truth_is_laid_beside_each_guess_and_then_the_guess_stands() -> None:
    visitor, _ = at(0)
    for _ in range(2):
        tap(visitor, "forward.other")
        visitor.scene.player.seek(RESTS[0])
        visitor.frame()
        tap(visitor, "forward.guess.pass")
        visitor.scene.player.seek(RESTS[1])
        visitor.frame()
    made = guesses(visitor.director.journey, "forward")
    assert [guess["right"] for guess in made] == [guess["truth"] is True for guess in made]
    assert len(made) == 2
    visitor.scene.player.seek(RESTS[0])
    visitor.frame()
    assert not any("guess" in hit.id for hit in visitor.director.ui.hits), "the truth is known"


def test_pause_holds_and_goes_on() -> None:
    visitor, scene = at(0)
    tap(visitor, "forward.run")
    visitor.wait(0.6)
    tap(visitor, "forward.run")
    held = scene.player.t
    visitor.wait(0.3)
    assert scene.player.t == held
    assert 0.0 < held < RESTS[1]
    tap(visitor, "forward.run")
    visitor.wait(0.3)
    assert scene.player.t > held


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 4, 5, 2, 1)])
def test_a_step_is_one_layer_and_in_the_matrix_one_neuron(sizes: tuple[int, ...]) -> None:
    visitor, scene = at(0, sizes)
    for layer in range(1, len(sizes)):
        tap(visitor, "forward.step")
        visitor.pass_time(4.8 / (len(sizes) - 1) + 0.1)
        fills = scene.flow(scene.player.cues()).fills
        assert all(fill == 1.0 for key, fill in fills.items() if key[0] <= layer)
        assert all(fill == 0.0 for key, fill in fills.items() if key[0] > layer)
    visitor.scene.player.seek(ForwardScene.timeline.start_of("product"))
    tap(visitor, "forward.step")
    visitor.wait(5.4 / sum(sizes[1:]) + 0.1)
    fills = scene.flow(scene.player.cues()).fills
    assert [key for key, fill in fills.items() if key[0] and fill == 1.0] == [(1, 0)]


@pytest.mark.parametrize("flow", [wave, rows])
@pytest.mark.parametrize("sizes", [(2, 1, 1), (2, 3, 1), BIGGEST])
def test_a_neuron_fills_only_when_all_below_it_are_full(flow, sizes: tuple[int, ...]) -> None:
    for n in range(201):
        fills = flow(sizes, n / 200).fills
        for (layer, _), fill in fills.items():
            if layer and fill > 0.0:
                assert all(fills[layer - 1, i] == 1.0 for i in range(sizes[layer - 1]))
    assert all(fill == 1.0 for fill in flow(sizes, 1.0).fills.values())
    assert all(fill == 0.0 for key, fill in flow(sizes, 0.0).fills.items() if key[0])


def test_comets_carry_input_times_weight_along_every_fibre() -> None:
    visitor, scene = at(0)
    scene.player.seek(0.8)
    cast = scene.cast(visitor.app.canvas, scene.player.cues())
    assert {comet.link for comet in cast.comets} == {(0, i, j) for i in range(2) for j in range(3)}
    x, weights = visitor.director.journey.x, visitor.director.journey.network.layers[0].weights
    signals = {comet.link: abs(x[comet.link[1]] * weights[comet.link[1], comet.link[2]]) for comet in cast.comets}
    sizes = {comet.link: comet.size for comet in cast.comets}
    assert sorted(signals, key=signals.__getitem__) == sorted(sizes, key=sizes.__getitem__)
    for comet in cast.comets:
        _, i, j = comet.link
        assert (comet.colour == "positive") == (x[i] * weights[i, j] >= 0)


def test_orbs_show_the_true_activations_once_full() -> None:
    visitor, scene = at(1)
    cast = scene.cast(visitor.app.canvas, scene.player.cues())
    trace = visitor.director.journey.network.trace(visitor.director.journey.x)
    for j, value in enumerate(trace.layers[0].activations):
        assert cast.nodes[1, j].text == f"{value:.2f}"


def test_a_tapped_neuron_shows_its_sum_and_closes_again() -> None:
    visitor, scene = at(1)
    tap(visitor, "forward.neuron1.1")
    assert scene.picked == ((1, 1), None)
    visitor.app.canvas.marks = []
    visitor.frame()
    texts = {mark.text for mark in visitor.app.canvas.marks}
    part = visitor.director.journey.network.trace(visitor.director.journey.x).layers[0]
    written = (f"{part.products[0, 1]:+.2f}", f"{part.z[1]:.2f}", f"{part.activations[1]:.3f}")
    assert set(map(printed, written)) <= texts
    tap(visitor, "forward.close")
    assert scene.picked is None


def test_a_tapped_cell_lights_its_fibre_alone() -> None:
    visitor, scene = at(2)
    assert visitor.hit("forward.cell2.0.1")
    tap(visitor, "forward.cell2.0.1")
    assert scene.picked == ((2, 0), 1)
    cast = scene.cast(visitor.app.canvas, scene.player.cues())
    assert [key for key, link in cast.links.items() if link.strength == 1.0] == [(1, 1, 0)]
    tap(visitor, "forward.neuron1.2")
    assert visitor.hit("forward.cell1.2.0"), "the matrix follows to the layer of the neuron"


def test_the_challenge_is_a_student_the_network_cannot_decide_about() -> None:
    visitor, scene = at(3)
    plane = places(visitor).plane
    network = visitor.director.journey.network
    spots = np.stack(np.meshgrid(*[np.linspace(0.02, 0.98, 100)] * 2), -1).reshape(-1, 2)
    outs = network.forward(spots * (2, -2) + (-1, 1))[:, 0]
    off, near = (spots[find(abs(outs - 0.5))].tolist() for find in (np.argmax, np.argmin))
    visitor.tap(plane.point(*off))
    assert scene.challenge() < 1.0
    assert "forward" not in visitor.director.journey.solved
    visitor.tap(plane.point(*near))
    visitor.frame()
    assert abs(scene.output - 0.5) <= UNSURE
    assert "forward" in visitor.director.journey.solved


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize("sizes", [(2, 3, 1), BIGGEST])
def test_no_text_leaves_its_box_or_lies_on_another(size: tuple[int, int], text: float, sizes: tuple[int, ...]) -> None:
    visitor, scene = at(0, sizes, size=size, text=text)
    for rest, picked in itertools.product(range(4), (None, ((1, 0), None))):
        scene.picked = picked
        scene.player.seek(RESTS[rest])
        lines = lines_of(visitor)
        assert len(lines) > 10
        assert not leaving(lines, visitor.app.canvas.layout.screen) + colliding(lines, most=6.0), rest


def test_any_path_of_seeks_draws_the_same_pixels() -> None:
    visitor, scene = at(0)

    def drawn(t: float) -> np.ndarray:
        scene.player.seek(t)
        visitor.frame(dt=0.0)
        return visitor.pixels

    for t in (1.7, 8.0):
        first = drawn(t)
        for other in (RESTS[3], 0.0, RESTS[2], 5.5):
            drawn(other)
        assert np.array_equal(drawn(t), first)


def texts(visitor: Visitor) -> list[str]:
    visitor.app.canvas._layers.clear()
    visitor.app.canvas.marks = []
    visitor.frame(dt=0.0)
    return [mark.text for mark in visitor.app.canvas.marks]


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 6, 6, 1)])
def test_below_the_matrix_the_row_is_written_out_and_adds_up(sizes: tuple[int, ...]) -> None:
    visitor, _ = at(2, sizes)
    part = visitor.director.journey.network.trace(visitor.director.journey.x).layers[-1]
    shown = texts(visitor)
    assert {printed(f"{value:.2f}") for value in (*part.products[:, 0], part.biases[0], part.z[0])} <= set(shown)
    assert printed(f"sigmoid({part.z[0]:.2f}) = {part.activations[0]:.2f}") in shown
    tap(visitor, "forward.neuron1.1")
    first = visitor.director.journey.network.trace(visitor.director.journey.x).layers[0]
    assert printed(f"tanh({first.z[1]:.2f}) = {first.activations[1]:.2f}") in texts(visitor)


def test_a_guess_about_a_student_who_is_made_up_is_held_against_the_rule() -> None:
    visitor, scene = at(0)
    visitor.tap(places(visitor).plane.point(0.93, 0.2))
    visitor.frame()
    assert scene.happened() is None
    tap(visitor, "forward.guess.pass")
    visitor.scene.player.seek(RESTS[1])
    visitor.frame()
    (guess,) = guesses(visitor.director.journey, "forward")
    assert (guess["truth"], guess["right"]) == (True, True)
    assert "By the class's rule" in texts(visitor)


def test_what_was_pointed_at_in_the_matrix_does_not_hide_the_map_afterwards() -> None:
    visitor, scene = at(2)
    tap(visitor, "forward.cell2.0.1")
    assert scene.picked is not None
    scene.player.next()
    visitor.settle()
    assert scene.picked is None
    assert visitor.hit("forward.student")


def test_the_row_at_work_lights_its_fibres_and_its_neuron() -> None:
    """At every moment of the product: what feeds the neuron being worked out stands out, whatever the network."""
    visitor = Visitor("forward")
    visitor.director.journey.reshape(Network([2, 6, 4, 1], hidden="tanh", output="sigmoid", seed=3))
    visitor.director.scene = scene = ForwardScene(visitor.director.journey)
    seen = set()
    for share in np.linspace(0.02, 0.95, 40):
        cues = cues_at(scene, float(share))
        flow, cast = scene.flow(cues), scene.cast(visitor.app.canvas, cues)
        assert flow.row is not None
        bright = {key for key, link in cast.links.items() if link.strength > 0.5}
        assert bright == {key for key in cast.links if key[0] == flow.layer - 1 and key[2] == flow.row}
        assert cast.nodes[flow.layer, flow.row].rim is not None
        seen.add((flow.layer, flow.row))
    assert len(seen) == 11


def cues_at(scene: ForwardScene, share: float) -> Cues:
    """The cues of the moment at which so much of the matrix product is done."""
    start, end = scene.timeline.rests[1], scene.timeline.rests[2]
    moments = (scene.timeline.at(start + (end - start) * n / 400) for n in range(401))
    return min(moments, key=lambda cues: abs(cues.product - share) + (cues.grid < 1.0))


def test_when_the_matrix_has_gone_every_fibre_is_as_bright_as_before():
    visitor = Visitor("forward")
    scene, canvas = visitor.scene, visitor.app.canvas
    scene.player.seek(scene.timeline.rests[2])
    assert min(link.strength for link in scene.cast(canvas, scene.player.cues()).links.values()) < 0.5
    scene.player.seek(scene.timeline.rests[3])
    assert {link.strength for link in scene.cast(canvas, scene.player.cues()).links.values()} == {1.0}


def test_factors_of_the_sum_are_readable_whatever_their_signs():
    visitor = Visitor("forward", size=LANDSCAPE)
    network = visitor.director.journey.network
    network.params[:] = -1.25
    visitor.scene.player.seek(visitor.scene.timeline.rests[2])
    visitor.app.canvas.marks = []
    visitor.frame()
    factors = [mark for mark in visitor.app.canvas.marks if "·(" in mark.text]
    assert len(factors) == 3
    assert min(mark.rect.h for mark in factors) >= 24
