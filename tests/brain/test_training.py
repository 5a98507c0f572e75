"""Training: the same seed gives the same bits, batches cover the class, and divergence ends it quietly."""

from __future__ import annotations

import itertools
import warnings

import numpy as np
import pytest

from brain import OPTIMIZERS, Network, Sgd, Trainer, spiral, students, train, xor
from brain.optimizers import LARGEST_RATE


@pytest.mark.parametrize("batch_size", [None, 7])
@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_same_seed_same_bits(name: str, batch_size: int | None) -> None:
    ends = []
    for _ in range(2):
        network = Network([2, 3, 1])
        for report in train(network, students(), optimizer=name, learning_rate=0.05, batch_size=batch_size, steps=40):
            assert not report.diverged
        ends.append(network.params)
    assert np.array_equal(*ends)


def test_another_seed_shuffles_otherwise() -> None:
    first = [next(train(Network([2, 3, 1]), students(), batch_size=5, seed=seed)).batch for seed in (0, 1)]
    assert first[0] is not None
    assert not np.array_equal(*first)


def test_a_step_is_what_it_says() -> None:
    network, data = Network([2, 3, 1]), students()
    start = network.copy()
    report = next(train(network, data, learning_rate=0.5, l1=0.001, l2=0.01))
    loss, gradient = start.loss_and_gradient(data.x, data.y, l1=0.001, l2=0.01)
    assert report.loss == loss
    assert np.array_equal(report.gradient, gradient)
    assert (report.step, report.epoch, report.learning_rate, report.batch) == (1, 0, 0.5, None)
    assert report.gradient_norm == pytest.approx(np.linalg.norm(gradient))
    assert np.array_equal(network.params, start.params - 0.5 * gradient)


def test_a_batch_trains_on_the_examples_it_names() -> None:
    network, data = Network([2, 3, 1]), students()
    for _ in range(20):
        before = network.copy()
        report = next(train(network, data, batch_size=9, seed=3))
        assert report.batch is not None
        expected = before.loss_and_gradient(data.x[report.batch], data.y[report.batch])
        assert report.loss == pytest.approx(expected[0], rel=1e-12)
        assert np.allclose(report.gradient, expected[1], rtol=1e-10, atol=1e-15)


def test_every_epoch_sees_everyone_once() -> None:
    reports = list(train(Network([2, 3, 1]), students(10), batch_size=4, steps=9))
    for epoch, part in itertools.groupby(reports, key=lambda report: report.epoch):
        batches = [report.batch for report in part if report.batch is not None]
        assert [len(batch) for batch in batches] == [4, 4, 2], epoch
        assert sorted(np.concatenate(batches)) == list(range(10))


def test_reports_keep_their_gradients() -> None:
    reports = list(train(Network([2, 3, 1]), students(), learning_rate=1.0, steps=5))
    assert len({report.gradient.tobytes() for report in reports}) == 5


def test_divergence_ends_the_run_with_finite_parameters_and_no_warning() -> None:
    network = Network([2, 4, 1], hidden="relu", output="linear")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        reports = list(train(network, students(), learning_rate=1e6, steps=500))
    assert reports[-1].diverged
    assert len(reports) < 500
    assert not any(report.diverged for report in reports[:-1])
    assert np.isfinite(network.params).all()


@pytest.mark.parametrize("output", ["linear", "sigmoid"])
@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_the_largest_rate_there_is_leaves_the_parameters_finite(name: str, output: str) -> None:
    network = Network([2, 3, 1], output=output)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        list(train(network, students(), optimizer=name, learning_rate=LARGEST_RATE, steps=50))
    assert np.isfinite(network.params).all()


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_every_optimizer_learns(name: str) -> None:
    rate = {"sgd": 1.0, "momentum": 0.3, "nesterov": 0.3}.get(name, 0.05)
    reports = list(train(Network([2, 3, 1]), students(), optimizer=name, learning_rate=rate, steps=200))
    assert reports[0].loss > 0.2
    assert reports[-1].loss < 0.08


def test_cross_entropy_and_softmax_learn_the_class_too() -> None:
    data = students()
    two = np.hstack([1 - data.y, data.y])
    network = Network([2, 4, 2], output="softmax")
    list(train(network, (data.x, two), loss="cross_entropy", learning_rate=1.0, steps=300))
    assert (network.forward(data.x).argmax(axis=1) == data.y[:, 0]).mean() > 0.9


def test_without_activation_xor_cannot_be_learned() -> None:
    data, right = xor(40), {}
    for hidden in ("tanh", "linear"):
        network = Network([2, 4, 1], hidden=hidden)
        list(train(network, data, optimizer="adam", learning_rate=0.05, steps=400))
        right[hidden] = ((network.forward(data.x) > 0.5) == data.y).mean()
    assert right["tanh"] == 1.0
    assert right["linear"] <= 0.8


def test_an_optimizer_of_ones_own_keeps_its_rate() -> None:
    rule = Sgd(0.25)
    assert next(train(Network([2, 3, 1]), spiral(), optimizer=rule)).learning_rate == 0.25
    assert next(train(Network([2, 3, 1]), spiral(), optimizer=rule, learning_rate=0.5)).learning_rate == 0.5


def test_a_trainer_goes_back_to_any_state() -> None:
    trainer = Trainer(Network([2, 3, 1]), students(), optimizer="adam", batch_size=7)
    for _ in range(13):
        trainer.step()
    saved = trainer.state()
    first = [trainer.step().loss for _ in range(30)]
    trainer.restore(saved)
    assert [trainer.step().loss for _ in range(30)] == first


def test_trainer_loss_is_the_loss_over_everyone() -> None:
    network, data = Network([2, 3, 1]), students()
    trainer = Trainer(network, data, batch_size=7, l2=0.01)
    assert trainer.loss() == network.loss_and_gradient(data.x, data.y, l2=0.01)[0]
    assert trainer.steps_per_epoch == 9


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"optimizer": "best"}, "unknown optimizer 'best'"),
        ({"learning_rate": float("nan")}, "learning_rate: expected finite"),
        ({"learning_rate": 1e200}, "learning_rate: expected a number from 0 to 1e.150, got 1e.200"),
        ({"batch_size": 0}, "batch_size: expected a whole number of at least 1, got 0"),
        ({"loss": "error"}, "unknown loss 'error'"),
        ({"l1": -0.1}, "l1: expected a number of at least 0"),
        ({"steps": -1}, "steps: expected a whole number of at least 0"),
        ({"seed": -1}, "seed: expected a whole number of at least 0"),
    ],
)
def test_wrong_settings_are_refused_at_once(settings: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        train(Network([2, 3, 1]), students(), **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "came"), [(None, "NoneType"), ((students().x,), "1 things"), (students().x, "ndarray")]
)
def test_what_is_no_data_is_refused(data: object, came: str) -> None:
    with pytest.raises(ValueError, match=f"data: expected a Dataset, or a pair of inputs and targets, got {came}"):
        train(Network([2, 3, 1]), data)  # type: ignore[arg-type]
