"""Numbers as they are shown: true minus signs, and each language's own decimal sign."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.figures import figure, power, printed, signed


@pytest.mark.parametrize(("plain", "english", "german"), [
    ("-0.20", "−0.20", "−0,20"), ("study 7.2 h", "study 7.2 h", "study 7,2 h"), ("+0.92", "+0.92", "+0,92"),
    ("(0.43 - 1)² = 0.323", "(0.43 − 1)² = 0.323", "(0,43 − 1)² = 0,323"), (".17", ".17", ",17"),
    ("0.44·(-0.60)", "0.44·(−0.60)", "0,44·(−0,60)"), ("(7.2, -3.5)", "(7.2, −3.5)", "(7,2; −3,5)"),
    ("a 2-3-1 network", "a 2-3-1 network", "a 2-3-1 network"), ("-∞", "−∞", "−∞"), ("-1:31 h", "−1:31 h", "−1:31 h"),
    ("Tap on + and - to build", "Tap on + and − to build", "Tap on + and − to build"),
    ("Done. 3 of 4", "Done. 3 of 4", "Done. 3 of 4"), ("well-known", "well-known", "well-known"),
    ("1e-05", "1e-05", "1e-05"), ("1.2×10⁵", "1.2×10⁵", "1,2×10⁵"), ("neuron.py", "neuron.py", "neuron.py")])
def test_numbers_are_shown_in_the_way_of_the_language(plain: str, english: str, german: str) -> None:
    assert printed(plain) == english
    assert printed(plain, ",") == german


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_what_is_shown_is_as_long_and_says_the_same(value: float, digits: int) -> None:
    plain = figure(value, digits)
    shown = printed(plain, ",")
    assert len(shown) == len(plain)
    assert shown.replace(",", ".").replace("−", "-") == plain
    assert "." not in shown
    assert printed(signed(value, digits), ",").replace(",", ".").replace("−", "-") == signed(value, digits)


@given(st.text(st.sampled_from("0123456789.,- ab()=")))
def test_printing_twice_is_printing_once(text: str) -> None:
    once = printed(text, ",")
    assert len(once) == len(text)
    assert not re.search(r"\d\.\d", once)


@pytest.mark.parametrize(("value", "text"), [(1.2e-16, "1×10⁻¹⁶"), (0.0, "0"), (3e8, "3×10⁸"), (-2e-7, "-2×10⁻⁷")])
def test_the_very_small_is_a_power_of_ten(value: float, text: str) -> None:
    assert power(value) == text
