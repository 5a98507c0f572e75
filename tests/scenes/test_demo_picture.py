"""The last test: names, signs and words have their places in any network and any text size."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from brain import Network
from game import files
from game.core.words import languages
from game.draw.network import nodes_of
from game.scenes.demo.legend import SIGN, SIGNS
from game.scenes.parts import number
from tests.reading import lines_of
from tests.scenes.demo_visitor import at, let_pass, scene_of, written
from tests.visitor import PORTRAIT, Visitor


def test_it_guesses_only_far_from_everyone():
    reading = scene_of(at(0)).reading
    assert not reading.guessing
    reading.journey.removed = {m for m, (a, _) in enumerate(reading.data.hours) if a > 4}  # type: ignore[arg-type]
    reading.journey.student = (9.5, 9.5)
    assert reading.guessing


def test_far_from_everyone_it_says_on_the_stage_that_it_guesses():
    visitor = at(0)
    journey, words = visitor.director.journey, visitor.app.words
    assert words("demo.guess") not in written(visitor)
    journey.removed = {m for m, (a, _) in enumerate(scene_of(visitor).reading.data.hours) if a > 4}
    journey.student = (9.5, 9.5)
    assert words("demo.guess") in written(visitor)


@pytest.mark.parametrize("size", [(1280, 720), PORTRAIT])
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("language", languages(files.assets() / "words"))
def test_the_signs_of_the_map_are_named_in_one_line_as_large_as_fits(size, text: float, language: str):
    visitor = at(0, size=size, text=text)
    visitor.app._apply(replace(visitor.app.settings, language=language))
    visitor.frame()
    row = visitor.app.canvas.layout.prompt
    names = [visitor.app.words(f"demo.legend.{name}") for name in SIGNS]
    lines = [line for line in lines_of(visitor) if line.text in names and row.contains(line.rect.center)]
    assert [line.text for line in lines] == names
    heights = [line.rect.h for line in lines]
    assert max(heights) - min(heights) <= 1.5, "all alike, to a pixel"
    assert lines[-1].rect.right <= row.right + 1
    assert all(a.rect.right + SIGN < b.rect.x + 1 for a, b in itertools.pairwise(lines))


@pytest.mark.parametrize("size", [(1280, 720), PORTRAIT])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_words_stay_in_their_boxes_and_off_each_other(size, text):
    for rest in range(3):
        visitor = at(rest, size=size, text=text)
        visitor.director.journey.student = (0.4, 0.6)
        visitor.at_rest(rest)
        canvas = visitor.app.canvas
        canvas.marks = []
        visitor.frame(dt=0.0)
        marks = [mark for mark in canvas.marks if mark.text != "?"]
        canvas.marks = None
        for k, mark in enumerate(marks):
            if mark.box is not None:
                assert mark.rect.w <= mark.box.w + 3, mark.text
                assert mark.rect.h <= mark.box.h + 3, mark.text
            for other in marks[k + 1:]:
                assert not mark.rect.inset(0, 5).overlaps(other.rect.inset(0, 5), 2), (mark.text, other.text)


def test_any_path_of_seeks_draws_the_same_picture():
    visitor = at(0)
    visitor.at_rest(1)
    once = visitor.pixels
    visitor.at_rest(2)
    visitor.at_rest(0)
    visitor.at_rest(1)
    assert np.abs(once.astype(int) - visitor.pixels.astype(int)).mean() < 0.01


def test_a_deep_network_and_a_broken_one_can_be_shown():
    visitor = Visitor("intro")
    visitor.director.journey.network = Network([2, 6, 6, 6, 1], seed=1)
    visitor.director.go("demo")
    let_pass(visitor, 1.2)
    assert math.isfinite(scene_of(visitor).reading.chance)
    visitor.director.journey.network.params[:] *= 1e200
    for rest in range(3):
        visitor.at_rest(rest)


def test_what_is_almost_nothing_has_no_minus_sign():
    assert number(-0.0004) == "0.00"
    nodes = nodes_of({(0, 0): ((0.0, 0.0), 60.0)}, [np.array([-0.0004])])
    assert nodes[0, 0].text == "0.00"
