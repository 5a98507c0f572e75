"""A recorded run can be visited at any step, and goes on from there as if nothing had happened."""

from __future__ import annotations

import numpy as np
import pytest

from brain import OPTIMIZERS, Network, Recording, Trainer, students
from brain.checks import Array


def recorded(name: str = "sgd", steps: int = 30, batch_size: int | None = None, rate: float = 0.05) -> Recording:
    trainer = Trainer(Network([2, 3, 1]), students(), optimizer=name, learning_rate=rate, batch_size=batch_size)
    recording = Recording(trainer)
    run(recording, steps)
    return recording


def run(recording: Recording, steps: int) -> Array:
    for _ in range(steps):
        recording.advance()
    return recording.trainer.network.params.copy()


@pytest.mark.parametrize("batch_size", [None, 7])
@pytest.mark.parametrize("name", list(OPTIMIZERS))
@pytest.mark.parametrize("step", [0, 1, 17, 29])
def test_after_a_rewind_the_same_bits_happen_again(name: str, batch_size: int | None, step: int) -> None:
    recording = recorded(name, 30, batch_size)
    path, losses, norms = recording.path.copy(), recording.losses.copy(), recording.gradient_norms.copy()
    recording.rewind(step)
    assert np.array_equal(recording.trainer.network.params, path[step])
    run(recording, 30 - step)
    assert np.array_equal(recording.path, path)
    assert np.array_equal(recording.losses, losses)
    assert np.array_equal(recording.gradient_norms, norms)
    assert recording.ghost is None


def test_a_rewind_keeps_the_future_to_go_back_to() -> None:
    recording = recorded("adam")
    end = recording.path[-1].copy()
    recording.rewind(3)
    assert (recording.now, recording.last) == (3, 30)
    recording.advance()
    recording.rewind(30)
    assert np.array_equal(recording.trainer.network.params, end)
    assert np.array_equal(run(recording, 10), run(recorded("adam"), 10))


def test_it_is_the_run_of_a_trainer_that_nobody_recorded() -> None:
    trainer = Trainer(Network([2, 3, 1]), students(), optimizer="momentum", learning_rate=0.05, batch_size=7)
    for _ in range(30):
        trainer.step()
    assert np.array_equal(recorded("momentum", 30, 7).path[-1], trainer.network.params)


def test_losses_are_those_of_everyone_at_every_row() -> None:
    recording, data, network = recorded(batch_size=7), students(), Network([2, 3, 1])
    assert recording.path.shape == (31, 13)
    assert recording.gradient_norms.shape == (30,)
    for params, loss in zip(recording.path, recording.losses, strict=True):
        network.params = params
        assert network.loss(data.x, data.y) == loss


def test_a_branch_leaves_the_old_way_as_a_ghost() -> None:
    recording = recorded()
    old = recording.path.copy()
    recording.rewind(10)
    recording.branch(optimizer_name="adam", learning_rate=0.2)
    assert (recording.now, recording.last, len(recording.path)) == (10, 10, 11)
    assert recording.ghost is not None
    assert np.array_equal(recording.ghost, old[10:])
    run(recording, 5)
    assert np.array_equal(recording.path[:11], old[:11])
    assert not np.array_equal(recording.path[11], old[11])
    assert recording.trainer.optimizer.name == "adam"
    recording.rewind(5)
    assert recording.trainer.optimizer.name == "sgd"
    assert recording.trainer.optimizer.learning_rate == 0.05


def test_carrying_the_ball_is_a_branch() -> None:
    recording, place = recorded(), np.linspace(-1.0, 1.0, 13)
    last = recording.path[-1].copy()
    recording.branch(params=place)
    assert np.array_equal(recording.path[-1], place)
    assert recording.ghost is not None
    assert np.array_equal(recording.ghost, last[None])


def test_a_change_behind_its_back_is_noticed() -> None:
    recording = recorded()
    recording.rewind(10)
    recording.trainer.optimizer.learning_rate = 1.0
    recording.advance()
    assert recording.last == 11
    assert recording.ghost is not None
    assert len(recording.ghost) == 21
    recording.trainer.network.params += 1.0
    here = recording.trainer.network.params.copy()
    recording.advance()
    assert np.array_equal(recording.path[11], here)
    assert recording.last == 12


def test_views_cannot_be_written() -> None:
    recording = recorded()
    for view in (recording.path, recording.losses, recording.gradient_norms):
        with pytest.raises(ValueError, match="read-only"):
            view[0] = 0.0


def test_it_grows_up_to_its_limit_and_then_rests() -> None:
    trainer = Trainer(Network([2, 3, 1]), students())
    recording = Recording(trainer, max_steps=600)
    run(recording, 600)
    assert recording.full
    assert recording.advance() is None
    assert recording.path.shape == (601, 13)
    recording.rewind(599)
    assert recording.advance() is not None


def test_a_step_that_diverged_is_not_written_down() -> None:
    network = Network([2, 4, 1], hidden="relu", output="linear")
    recording = Recording(Trainer(network, students(), learning_rate=1e9))
    reports = [recording.advance() for _ in range(200)]
    assert reports[-1] is not None
    assert reports[-1].diverged
    assert recording.last < 200
    assert np.isfinite(recording.path).all()


def test_a_step_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="step: expected a whole number from 0 to 30, got 31"):
        recorded().rewind(31)


@pytest.mark.parametrize("name", ["sgd", "momentum", "adam"])
def test_a_copy_brings_back_past_and_future_whatever_was_done_meanwhile(name: str) -> None:
    recording = recorded(name)
    path, losses = recording.path.copy(), recording.losses.copy()
    recording.rewind(12)
    copy = recording.copy()
    recording.branch(params=np.ones_like(path[0]), optimizer_name="adam", learning_rate=0.3)
    run(recording, 5)
    recording.rewind(3)
    recording.restore(copy)
    assert (recording.now, recording.last) == (12, 30)
    assert np.array_equal(recording.path, path)
    assert np.array_equal(recording.losses, losses)
    assert np.array_equal(recording.trainer.network.params, path[12])
    assert np.array_equal(run(recording, 18), path[-1])
    assert np.array_equal(recording.path, path)
