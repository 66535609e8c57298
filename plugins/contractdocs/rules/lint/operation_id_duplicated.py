"""Finds operation ids that name more than one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each operation whose id another one has already."""
    first: dict[str, str] = {}
    for operation in reading.interface.operations.values():
        name = operation.operation_id
        if name and name in first and operation.origin.document is reading.document:
            words = {"name": name, "key": operation.key, "other": first[name]}
            yield Hit(operation.origin.child("operationId").pointer, words)
        first.setdefault(name, operation.key)
