"""Writes numbers for a sum: never longer than their place, however large they have become."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache

LARGEST = 99_999.5
"""Larger numbers are written as powers of ten."""
MOST_LETTERS = 7
POINT = re.compile(r"(?<![A-Za-z_.])\.(?=\d)")
"""A decimal point, also that of .17."""
BETWEEN = re.compile(r"(?<=\d), (?=[-−]?[\d.])")
"""What stands between two numbers of a row."""
MINUS = re.compile(r"(?<![\w)\]²³.,-])-(?=[\d.∞])|(?<= )-(?= )")
"""A hyphen that means minus: before a number, or alone between two terms."""
SMALL = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def figure(value: float, digits: int = 2) -> str:
    """A number with ``digits`` after the point, fewer if it is large; ``?`` for what is no number."""
    if math.isnan(value):
        return "?"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if abs(value) >= LARGEST:
        return power(value, 1)
    whole = len(str(int(abs(value))))
    text = f"{value:.{max(0, min(digits, MOST_LETTERS - 1 - whole))}f}"
    return text.lstrip("-") if float(text) == 0.0 else text


def power(value: float, digits: int = 0) -> str:
    """A number as a power of ten, for what is very large or very small; 0 as it is."""
    if value == 0.0:
        return "0"
    mantissa, exponent = f"{value:.{digits}e}".split("e")
    return f"{mantissa}×10{str(int(exponent)).translate(SMALL)}"


def percent(share: float) -> str:
    """A share as whole per cent; with a digit more where it could be taken for a tie."""
    if not math.isfinite(share):
        return "?"
    return f"{100 * share:.1f} %" if 0.495 <= share < 0.505 else f"{100 * share:.0f} %"


def signed(value: float, digits: int = 2) -> str:
    """The same, a negative number in parentheses: to stand behind a sign."""
    text = figure(value, digits)
    return f"({text})" if text.startswith("-") else text


def times(a: float, b: float, digits: int = 2) -> str:
    """A product, written out."""
    return f"{signed(a, digits)}·{signed(b, digits)}"


def plus(terms: Iterable[str]) -> str:
    """A sum, written out."""
    return " + ".join(terms)


@lru_cache(maxsize=4096)
def printed(text: str, decimal: str = ".") -> str:
    """A line as it is shown: hyphens that mean minus as minus signs, decimal points as the language's own sign.

    As long as before, sign by sign. Where the decimal sign is a comma, numbers of a row are parted by semicolons.
    """
    if not any(char.isdigit() for char in text):
        return MINUS.sub("−", text) if " - " in text or "-∞" in text else text
    text = MINUS.sub("−", text)
    return text if decimal == "." else POINT.sub(decimal, BETWEEN.sub("; ", text))
