"""A frame's input is plain, frozen data."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from game.core.inputs import ACTIONS, NOTHING, Pointer
from game.input.keys import HAT, KEYS, PAD_BUTTONS


def test_a_pointer_knows_how_far_it_travelled() -> None:
    assert Pointer(1, (3.0, 4.0), (0.0, 0.0)).travelled == 5.0


def test_nothing_is_nothing_and_cannot_change() -> None:
    assert NOTHING.pointers == ()
    assert NOTHING.actions == ()
    with pytest.raises(FrozenInstanceError):
        NOTHING.wheel = 1.0


def test_every_key_and_button_means_a_known_action() -> None:
    named = {*KEYS.values(), *PAD_BUTTONS.values(), *HAT.values()}
    assert named <= set(ACTIONS)
    assert {"focus_next", "focus_prev"} <= set(ACTIONS)
