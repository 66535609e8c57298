"""Finds fields of a key that share a position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_elements import fields_of
from contractdocs.formats.odcs_parts import text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each field whose position in a key another one has already."""
    for dataset in (part for part in contract_parts(reading.document) if part.kind == "dataset"):
        for flag, key in KEYS.items():
            seen: set[int] = set()
            for field in fields_of(dataset):
                position = field.data.get(key)
                if field.data.get(flag) is True and isinstance(position, int) and position > 0:
                    if position in seen:
                        words = {"key": key, "position": str(position), "name": text(dataset.data.get("name"))}
                        yield Hit(field.at(key), words)
                    seen.add(position)


KEYS = {"primaryKey": "primaryKeyPosition", "partitioned": "partitionKeyPosition"}
