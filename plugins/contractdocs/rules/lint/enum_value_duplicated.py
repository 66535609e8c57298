"""Finds values that are listed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import mappings, text
from contractdocs.formats.plain import shown
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each listed value that stands there already."""
    for part in contract_parts(reading.document):
        seen: set[str] = set()
        for index, item in mappings(part.data.get("enum")) if part.kind == "field" else ():
            value = shown(item.get("value"))
            if value in seen:
                yield Hit(part.at("enum", index), {"name": text(part.data.get("name")), "value": value})
            seen.add(value)
