"""Finds fields that share a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_elements import repeated
from contractdocs.formats.odcs_parts import text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each field whose name another one beside it has already."""
    every = (part for part in contract_parts(reading.document) if part.kind == "field")
    fields = [(part, text(part.data.get("name"))) for part in every if part.holder.endswith("/properties")]
    for part, name in repeated(fields):
        yield Hit(part.at("name"), {"name": name})
