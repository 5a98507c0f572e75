"""The three programs of the last chapter compute what the brain computes, and can do nothing else."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest

from brain import ACTIVATIONS, Network, Sgd, activation
from game import files, programs
from game.core.words import Words, languages
from game.journey import Journey

HIDDEN = [name for name, entry in ACTIVATIONS.items() if entry.hidden]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_neuron_py_computes_the_first_hidden_neuron(hidden: str) -> None:
    network, x = Network((2, 3, 1), hidden=hidden, seed=4), (0.44, -0.3)
    last = programs.run_neuron(network, x).steps[-1].values["answer"]
    assert last == pytest.approx(float(network.activations([x])[1][0, 0]), abs=1e-12)


def test_activations_py_computes_every_curve() -> None:
    journey = Journey.fresh(2)
    run = programs.run_activations(journey.network, journey.checked().x)
    returned = [step for step in run.steps if step.returns]
    assert [step.scope for step in returned] == 8 * ["sigmoid", "tanh", "relu", "leaky_relu"]
    for step in returned:
        assert float(step.returned) == pytest.approx(float(activation(step.scope).value(step.values["z"])), abs=1e-12)


@pytest.mark.parametrize(("sizes", "hidden"), [
    ((2, 3, 1), "tanh"), ((2, 4, 3, 1), "relu"), ((2, 6, 6, 6, 1), "sigmoid"), ((2, 2, 1), "linear"),
    ((2, 5, 1), "leaky_relu")])
def test_train_py_is_forward_gradient_and_update(sizes: tuple[int, ...], hidden: str) -> None:
    network, data = Network(sizes, hidden=hidden, seed=7), Journey.fresh().data()
    run = programs.run_train(network, data, 0.7)
    twin, optimizer = network.copy(), Sgd(0.7)
    for lap in range(3):
        loss, gradient = twin.loss_and_gradient(data.x, data.y)
        end = [step for step in run.steps if step.values.get("lap") == lap and not step.begins][-1].values
        assert float(end["loss"]) == pytest.approx(loss, rel=1e-12)
        np.testing.assert_allclose(end["a"][-1], twin.forward(data.x), rtol=1e-12, atol=1e-12)
        for k, layer in enumerate(twin.layers):
            np.testing.assert_allclose(end["dW"][k], layer.block_of(gradient)[:-1], rtol=1e-10, atol=1e-12)
            np.testing.assert_allclose(end["db"][k], layer.block_of(gradient)[-1], rtol=1e-10, atol=1e-12)
        optimizer.step(twin.params, gradient)
    for k, layer in enumerate(twin.layers):
        np.testing.assert_allclose(run.steps[-1].values["W"][k], layer.weights, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(run.steps[-1].values["b"][k], layer.biases, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("language", languages(files.assets() / "words"))
@pytest.mark.parametrize("name", programs.NAMES)
def test_comments_are_in_the_visitors_language_and_the_code_stays(name: str, language: str) -> None:
    program, words = programs.load(name), Words.load(files.assets() / "words", language)
    said = program.said(words)
    assert len(said) == len(program.lines)
    assert [line.partition("#")[0] for line in said] == [line.partition("#")[0] for line in program.lines]
    assert (said == program.lines) is (language == "en"), "the English words are those of the file"
    compile("\n".join(said), name, "exec")
    longest = max(map(len, program.lines))
    assert max(map(len, said)) <= longest + 2, "the letters need not become smaller"


def test_programs_leave_the_visitors_network_as_it_is() -> None:
    journey = Journey.fresh()
    before = journey.network.params.copy()
    programs.run_train(journey.network, journey.data(), 5.0)
    assert np.array_equal(before, journey.network.params)


def test_a_runaway_learning_rate_only_gives_large_numbers() -> None:
    journey = Journey.fresh()
    assert len(programs.run_train(journey.network, journey.data(), 1e200).steps) > 50


def test_a_program_is_not_stopped_because_the_machine_was_busy_with_something_else(monkeypatch) -> None:
    clock = itertools.count(0.0, 10.0)
    for name in ("perf_counter", "monotonic", "time"):
        monkeypatch.setattr(time, name, lambda: next(clock))
    journey = Journey.fresh(0)
    assert len(programs.run_train(journey.network, journey.data(), 1.6).steps) > 50


def test_the_shown_files_hold_no_stage_directions() -> None:
    for name in programs.NAMES:
        program = programs.load(name)
        assert not any("#:" in line for line in program.lines)
        assert program.tags
        assert max(map(len, program.lines)) <= 56
