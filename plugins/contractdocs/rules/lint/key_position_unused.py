"""Finds positions in a key that a field is no part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = {"primaryKey": "primaryKeyPosition", "partitioned": "partitionKeyPosition"}


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each position from 1 on whose field is no part of the key; -1 says that it is none."""
    for part in contract_parts(reading.document):
        for flag, key in KEYS.items() if part.kind == "field" else ():
            position = part.data.get(key)
            stated = isinstance(position, int) and not isinstance(position, bool) and position > 0
            if stated and part.data.get(flag) is not True:
                yield Hit(part.at(key), {"key": key, "flag": flag, "name": text(part.data.get("name"))})
