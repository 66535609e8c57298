"""Finds relationships that lead to nothing in the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_elements import elements
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each end of a relationship that is no field of this contract."""
    known = elements(reading.document)
    for part in contract_parts(reading.document):
        for end in ("from", "to") if part.kind == "relationship" else ():
            value = part.data.get(end)
            for target in value if isinstance(value, list) else [value]:
                if isinstance(target, str) and "/" not in target and "#" not in target and not known.knows(target):
                    cure = known.guess(target) or "Write it as `dataset.field`."
                    yield Hit(part.at(end), {"target": target, "cure": cure})
