"""Finds credentials in contracts: whatever stands there is published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from contractdocs.formats.odcs_parts import join
from contractdocs.model.secrets import secrets_in
from contractdocs.rules import Hit

if TYPE_CHECKING:
    from contractdocs.rules import Reading


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each text that holds what looks like a credential; the text itself is not repeated."""
    for pointer, text in texts(reading.document.data):
        found = next(secrets_in(text), None)
        if found is not None:
            yield Hit(pointer, {"kind": found.kind})


def texts(data: Any) -> Iterator[tuple[str, str]]:
    """Yield every text of a tree with its pointer; walks without recursion."""
    pending: list[tuple[str, Any]] = [("", data)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, str):
            yield pointer, value
        elif isinstance(value, dict):
            pending.extend((join(pointer, str(key)), item) for key, item in reversed(value.items()))
        elif isinstance(value, list):
            pending.extend((join(pointer, str(index)), item) for index, item in reversed(list(enumerate(value))))
