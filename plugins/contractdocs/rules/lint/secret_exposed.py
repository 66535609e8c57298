"""Finds credentials in contracts: whatever stands there is published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from contractdocs.formats.plain import pointer_of
from contractdocs.model.secrets import HINT, secrets_in
from contractdocs.rules import Hit

if TYPE_CHECKING:
    from contractdocs.rules import Reading

Way = tuple["Way", str | int] | tuple[()]
"""The way to a part: that to what it stands in, and its key there."""


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each text that holds what looks like a credential; the text itself is not repeated."""
    for way, text in suspects(reading.document.data):
        found = next(secrets_in(text), None)
        if found is not None:
            yield Hit(pointer_of(steps_of(way)), {"kind": found.kind})


def suspects(data: Any) -> Iterator[tuple[Way, str]]:
    """Yield every text of a tree that may hold a credential, with the way to it; walks without recursion."""
    pending: list[tuple[Way, Any]] = [((), data)]
    while pending:
        way, value = pending.pop()
        if isinstance(value, str):
            if HINT.search(value):
                yield way, value
        elif isinstance(value, dict):
            pending.extend([((way, key), item) for key, item in value.items() if type(item) not in BARE][::-1])
        elif isinstance(value, list):
            pending.extend([((way, index), item) for index, item in enumerate(value)][::-1])


BARE = frozenset({int, float, bool, type(None)})


def steps_of(way: Way) -> list[str | int]:
    """Return the steps of a way, the first one first."""
    steps: list[str | int] = []
    while way:
        way, step = way
        steps.append(step)
    return steps[::-1]
