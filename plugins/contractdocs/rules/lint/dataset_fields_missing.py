"""Finds datasets without fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each dataset that neither lists its fields nor says where they stand."""
    for part in contract_parts(reading.document):
        if part.kind == "dataset" and not part.data.get("properties") and not part.data.get("authoritativeDefinitions"):
            yield Hit(part.at(), {"name": text(part.data.get("name"))})
