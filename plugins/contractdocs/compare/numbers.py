"""Numbers of contracts, which may be larger than any float: whole numbers are kept whole as long as they are read."""

from __future__ import annotations

import math


def is_finite(value: float) -> bool:
    """Return whether a number is finite; a whole number always is."""
    return isinstance(value, int) or math.isfinite(value)


def as_float(value: float) -> float:
    """Return a number as a float, infinite where it is too large for one."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def is_whole(value: float) -> bool:
    """Return whether a number is finite and has no fraction."""
    return isinstance(value, int) or (math.isfinite(value) and value.is_integer())


def between(one: float, other: float) -> float:
    """Return the number in the middle of two."""
    try:
        return (one + other) / 2
    except OverflowError:
        return (int(one) + int(other)) // 2
