"""Finds contracts without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for a contract without a name."""
    contract = next(iter(contract_parts(reading.document)), None)
    if contract is not None and not text(contract.data.get("name")):
        yield Hit(contract.at("id"), {}, key=True)
