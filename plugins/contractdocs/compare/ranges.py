"""Compares the bounds of dates and times, which are text in a data contract."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from .differences import Difference, at_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Bound = tuple[str, str, bool]  # the key, the value, whether the value itself is outside
ENDS = (("minimum", "exclusiveMinimum", 1), ("maximum", "exclusiveMaximum", -1))


def compare_ranges(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield each end of a range of dates that moved."""
    for inclusive, exclusive, sign in ENDS:
        before, after = bound(old, inclusive, exclusive), bound(new, inclusive, exclusive)
        if before != after:
            kind = movement(before, after, sign)
            yield difference(kind, inclusive, before, after)


def bound(options: Mapping[str, Any], inclusive: str, exclusive: str) -> Bound | None:
    """Return one end of a range, None where it is open or no text."""
    for key, outside in ((exclusive, True), (inclusive, False)):
        if isinstance(options.get(key), str):
            return key, options[key], outside
    return None


def movement(old: Bound | None, new: Bound | None, sign: int) -> str:
    """Return whether an end moved inwards (tightened) or outwards; `sign` is 1 for the lower end."""
    if old is None or new is None:
        return "date-range-tightened" if old is None else "date-range-loosened"
    order = later(old[1], new[1])
    if order is None:
        return "date-range-unclear"
    inwards = order * sign > 0 or (order == 0 and new[2] and not old[2])
    return "date-range-tightened" if inwards else "date-range-loosened"


def later(old: str, new: str) -> int | None:
    """Return 1 where `new` is later, -1 where it is earlier, 0 where both are one, None where nobody can tell."""
    left, right = instant(old), instant(new)
    if left is not None and right is not None and type(left) is type(right) and aware(left) == aware(right):
        return (right > left) - (right < left)  # type: ignore[operator]
    alike = re.sub(r"\d", "0", old) == re.sub(r"\d", "0", new)
    return (new > old) - (new < old) if alike and re.match(r"\d{4}", old) else None


def instant(value: str) -> datetime | time | None:
    """Return a date or a time of day written as ISO 8601 says, None for anything else."""
    plain = re.sub(r"[zZ]\Z", "+00:00", value.strip())
    for read in (datetime.fromisoformat, time.fromisoformat):
        try:
            return read(plain)
        except ValueError:
            continue
    return None


def aware(value: datetime | time) -> bool:
    """Return whether a time says its zone."""
    return value.tzinfo is not None


def difference(kind: str, name: str, old: Bound | None, new: Bound | None) -> Difference:
    """Return the difference in one end."""
    left, right = (f"{'beyond ' if end[2] else ''}{end[1]}" if end else "no bound" for end in (old, new))
    found = at_key(kind, name, old and old[1], new and new[1], {"old": left, "new": right})
    keys = ("/" + end[0] if end else "" for end in (old, new))
    return Difference(found.kind, found.words, found.old, found.new, *keys)
