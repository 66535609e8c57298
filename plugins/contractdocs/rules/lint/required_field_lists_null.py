"""Finds required fields that list null among their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import mappings, text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each null that a required field lists."""
    for part in contract_parts(reading.document):
        if part.kind == "field" and part.data.get("required") is True:
            for index, item in mappings(part.data.get("enum")):
                if "value" in item and item["value"] is None:
                    yield Hit(part.at("enum", index), {"name": text(part.data.get("name"))})
