"""Before the brain learns from numbers, these few functions make sure the numbers make sense.

They guard the public doors only. The inner training step trusts what has passed through here once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Entry = TypeVar("Entry")


def choose(table: Mapping[str, Entry], name: str, kind: str) -> Entry:
    """Return `table[name]`, or raise a ValueError which lists the names there are."""
    if not isinstance(name, str) or name not in table:
        raise ValueError(f"unknown {kind} {name!r}; expected one of: {', '.join(table)}")
    return table[name]


def as_array(value: npt.ArrayLike, name: str) -> Array:
    """Return `value` as float64, or raise a ValueError if it is ragged, not numbers, NaN or infinite."""
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: expected an array of numbers, got {value!r:.80}") from error
    finite = np.isfinite(array)
    if not finite.all():
        place = tuple(np.argwhere(~finite)[0].tolist())
        raise ValueError(f"{name}: expected finite numbers, got {array[place]}{f' at {list(place)}' if place else ''}")
    return array


def as_matrix(value: npt.ArrayLike, columns: int, name: str) -> Array:
    """Return `value` as a float64 matrix (n, columns) with n >= 1; anything else is a ValueError."""
    array = as_array(value, name)
    if array.ndim != 2 or array.shape[0] < 1 or array.shape[1] != columns:
        raise ValueError(f"{name}: expected shape (n, {columns}) with n >= 1, got {array.shape}")
    return array


def as_vector(value: npt.ArrayLike, size: int, name: str) -> Array:
    """Return `value` as a float64 vector (size,); anything else is a ValueError."""
    array = as_array(value, name)
    if array.shape != (size,):
        raise ValueError(f"{name}: expected shape ({size},), got {array.shape}")
    return array


def as_targets(value: npt.ArrayLike, rows: int, columns: int, name: str = "y") -> Array:
    """Return `value` as targets (rows, columns); a plain vector (rows,) is taken as one column."""
    array = as_array(value, name)
    if array.ndim == 1 and columns == 1:
        array = array[:, None]
    if array.shape != (rows, columns):
        raise ValueError(f"{name}: expected shape ({rows}, {columns}), one row a row of x, got {array.shape}")
    return array


def as_index(value: int, size: int, name: str) -> int:
    """Return `value` if it counts into something of `size` parts (0 .. size - 1), else raise ValueError."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not 0 <= value < size:
        raise ValueError(f"{name}: expected a whole number from 0 to {size - 1}, got {value!r}")
    return int(value)


def as_count(value: int, name: str, least: int = 1) -> int:
    """Return `value` if it is a whole number of at least `least`, else raise ValueError."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
        raise ValueError(f"{name}: expected a whole number of at least {least}, got {value!r}")
    return int(value)


def as_amount(value: float, name: str, most: float = np.inf) -> float:
    """Return `value` as a finite float from 0 to `most`, else raise ValueError."""
    number = _as_number(value, name)
    if not 0.0 <= number <= most:
        allowed = "of at least 0" if most == np.inf else f"from 0 to {most:g}"
        raise ValueError(f"{name}: expected a number {allowed}, got {value!r}")
    return number


def as_share(value: float, name: str) -> float:
    """Return `value` as a float of at least 0 and below 1, else raise ValueError."""
    number = _as_number(value, name)
    if not 0.0 <= number < 1.0:
        raise ValueError(f"{name}: expected a number of at least 0 and below 1, got {value!r}")
    return number


def as_step(value: float, name: str) -> float:
    """Return `value` as a finite float above 0, else raise ValueError."""
    number = _as_number(value, name)
    if number <= 0.0:
        raise ValueError(f"{name}: expected a number above 0, got {value!r}")
    return number


def as_points(value: npt.ArrayLike, size: int, name: str) -> Array:
    """Return `value` as float64 points (..., size); anything else is a ValueError."""
    array = as_array(value, name)
    if array.ndim < 1 or array.shape[-1] != size:
        raise ValueError(f"{name}: expected shape (..., {size}), got {array.shape}")
    return array


def _as_number(value: float, name: str) -> float:
    array = as_array(value, name)
    if array.shape != ():
        raise ValueError(f"{name}: expected one number, got shape {array.shape}")
    return float(array)
