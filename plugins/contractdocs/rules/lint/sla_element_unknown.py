"""Finds service levels that speak of nothing in the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_elements import elements
from contractdocs.formats.odcs_parts import text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each element of a service level that this contract does not have."""
    known = elements(reading.document)
    for part in contract_parts(reading.document) if known.datasets else ():
        element = text(part.data.get("element")) if part.kind == "promise" else ""
        for target in (name.strip() for name in element.split(",") if name.strip()):
            if "/" not in target and not known.knows(target):
                cure = known.guess(target) or "Write it as `dataset.field`."
                yield Hit(part.at("element"), {"name": text(part.data.get("property")), "target": target, "cure": cure})
