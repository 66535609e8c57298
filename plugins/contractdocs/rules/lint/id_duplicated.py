"""Finds parts of one list that share an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_elements import repeated
from contractdocs.formats.odcs_parts import text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each part whose id another one in the same list has already."""
    every = (part for part in contract_parts(reading.document) if part.holder != part.pointer)
    for part, name in repeated([(part, text(part.data.get("id"))) for part in every]):
        yield Hit(part.at("id"), {"name": name})
