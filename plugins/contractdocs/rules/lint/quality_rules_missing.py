"""Finds datasets without quality rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import text
from contractdocs.formats.plain import listed
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield one hit for the datasets with fields where neither they nor a field have a quality rule."""
    every = list(contract_parts(reading.document))
    checked = [part.pointer for part in every if part.kind == "quality"]
    described = [part for part in every if part.kind == "dataset" and part.data.get("properties")]
    bare = [part for part in described if not any(at.startswith(part.pointer + "/") for at in checked)]
    if bare:
        yield Hit(bare[0].at(), {"names": listed([text(part.data.get("name")) for part in bare], "and")})
