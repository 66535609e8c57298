"""Bounds beside listed values: where every listed value is within them, they say nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from .forms import Bounds, Shape
from .languages import follows

MOST = 200
"""So many listed values are looked at."""


def shared_limits(shape: Shape, other: Shape) -> Shape:
    """Return a shape whose bounds are dropped, or are those of the other, where its listed values are within them.

    A longest length beside an enumeration of short texts refuses nothing. Where only one side lists its values, they
    are what is compared: a bound that the other side states and that they keep is no further difference.
    """
    if not 0 < len(shape.enum or {}) <= MOST:
        return shape
    if other.enum is None or right_values(other):
        shape = replace(shape, enum=right_values(shape) or shape.enum)
    values = list((shape.enum or {}).values())
    limits = {name: limit(getattr(shape, name), values, within) for name, within in WITHIN.items()}
    if other.enum is None:
        theirs = {name: getattr(other, name) for name in WITHIN}
        limits.update({name: value for name, value in theirs.items() if holds(value, values, WITHIN[name])})
    changed = {name: value for name, value in limits.items() if value != getattr(shape, name)}
    return replace(shape, **changed) if changed else shape


def right_values(shape: Shape) -> dict[str, Any]:
    """Return the listed values that a shape's own bounds let through.

    Where they leave none, the bounds or the values are a slip of the pen, and all of them count on both sides.
    """
    stated = [(getattr(shape, name), within) for name, within in WITHIN.items()]
    stated = [(limit, within) for limit, within in stated if limit != type(limit)()]
    listed = shape.enum or {}
    return {key: value for key, value in listed.items() if all(within(limit, value) for limit, within in stated)}


Within = Callable[[Any, Any], bool]


def limit(stated: Any, values: list[Any], within: Within) -> Any:
    """Return what is stated, or nothing where all values keep it."""
    return type(stated)() if holds(stated, values, within) else stated


def holds(stated: Any, values: list[Any], within: Within) -> bool:
    """Return whether all values keep what is stated."""
    return all(within(stated, value) for value in values)


def number_within(bounds: Bounds, value: Any) -> bool:
    """Return whether a value is no number, or one between the bounds."""
    return isinstance(value, (str, bool, list, dict)) or value is None or between(bounds, value)


def length_within(bounds: Bounds, value: Any) -> bool:
    """Return whether a value is no text, or one of a length between the bounds."""
    return not isinstance(value, str) or between(bounds, len(value))


def between(bounds: Bounds, number: float) -> bool:
    """Return whether a number is within an interval."""
    low, high = bounds.low, bounds.high
    above = low is None or number > low or (number == low and not bounds.step_low)
    return above and (high is None or number < high or (number == high and not bounds.step_high))


def patterns_match(patterns: tuple[str, ...], value: Any) -> bool:
    """Return whether a value is no text, or one that is known to match all patterns."""
    return not isinstance(value, str) or all(follows((f"^{re.escape(value)}$",), pattern) for pattern in patterns)


WITHIN: dict[str, Within] = {"number": number_within, "length": length_within, "patterns": patterns_match}
