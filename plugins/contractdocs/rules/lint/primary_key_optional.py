"""Finds primary keys that may be missing."""

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
    """Yield a hit for each dataset whose primary key may be missing, at the first such field."""
    for dataset in (part for part in contract_parts(reading.document) if part.kind == "dataset"):
        keys = [field for field in fields_of(dataset) if field.data.get("primaryKey") is True]
        loose = [field for field in keys if field.data.get("required") is not True]
        if loose:
            fields = listed([text(field.data.get("name")) for field in loose], "and")
            yield Hit(loose[0].at("primaryKey"), {"name": text(dataset.data.get("name")), "fields": fields}, key=True)
