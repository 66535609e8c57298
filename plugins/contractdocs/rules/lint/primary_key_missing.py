"""Finds datasets without a primary key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_elements import fields_of
from contractdocs.formats.odcs_parts import text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each dataset with fields of which none is a key."""
    for dataset in (part for part in contract_parts(reading.document) if part.kind == "dataset"):
        fields = list(fields_of(dataset))
        if fields and not any(field.data.get("primaryKey") is True for field in fields):
            yield Hit(dataset.at(), {"name": text(dataset.data.get("name"))})
