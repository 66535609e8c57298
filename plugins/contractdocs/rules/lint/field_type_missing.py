"""Finds fields without a logical type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_elements import fields_of
from contractdocs.formats.odcs_parts import text
from contractdocs.formats.plain import listed
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each dataset with fields that have no logical type, at the first of them."""
    for dataset in (part for part in contract_parts(reading.document) if part.kind == "dataset"):
        bare = [field for field in fields_of(dataset) if not field.data.get("logicalType")]
        if bare:
            names = [text(field.data.get("name")) for field in bare]
            count = "1 field" if len(bare) == 1 else f"{len(bare)} fields"
            words = {"name": text(dataset.data.get("name")), "count": count, "fields": listed(names, "and")}
            yield Hit(bare[0].at(), words)
