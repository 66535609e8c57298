"""A date of removal that is no day of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from contractdocs.documents.measure import BOTH
from contractdocs.formats.plain import pointer_of, shown
from contractdocs.rules.registry import Hit, Reading

KEYS = ("x-sunset", "x-sunset-date")


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield each date of removal that nobody can put into a calendar (RFC 3339, full-date)."""
    stack: list[tuple[Any, tuple[str, ...]]] = [(reading.data, ())]
    while stack:
        value, steps = stack.pop()
        if isinstance(value, dict):
            for key in KEYS:
                if key in value and not is_day(value[key]):
                    yield Hit(pointer_of((*steps, key)), {"value": shown(value[key])})
            stack += [(item, (*steps, str(key))) for key, item in value.items() if type(item) in BOTH]
        elif isinstance(value, list):
            stack += [(item, (*steps, str(index))) for index, item in enumerate(value) if type(item) in BOTH]


def is_day(value: Any) -> bool:
    """Return whether a value is a day, or a moment of one."""
    try:
        return isinstance(value, str) and len(value) >= 10 and bool(date.fromisoformat(value[:10]))
    except ValueError:
        return False
