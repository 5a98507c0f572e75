"""The measuring code runs, and its hand-written steps compute what the brain computes."""

from __future__ import annotations

import numpy as np
import pytest

from brain import Network, Trainer
from tests.brain import speed


@pytest.mark.parametrize("name", list(speed.CASES))
def test_the_step_by_hand_takes_the_same_way(name: str) -> None:
    network, x, y = speed.example(name)
    by_hand = speed.squared_by_hand if network.output == "sigmoid" else speed.classes_by_hand
    step = by_hand(network, x, y, 0.1)
    trainer = Trainer(network, (x, y), loss=speed.CASES[name][3], learning_rate=0.1)
    for _ in range(20):
        assert step() == pytest.approx(trainer.step().loss, rel=1e-9)


def test_ratios_are_numbers() -> None:
    assert set(speed.training_step_ratios(repeats=20)) == set(speed.CASES)
    assert 0.0 < speed.loss_map_ratio(repeats=5) < np.inf
    assert isinstance(speed.example("2-8-8-1, batch 10")[0], Network)
