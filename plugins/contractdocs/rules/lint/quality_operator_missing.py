"""Finds quality rules that measure without a threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_quality import OPERATORS, rule_name
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each measured rule without an operator. ODCS 3.1 refuses them; older versions let them pass."""
    for part in contract_parts(reading.document):
        measured = part.kind == "quality" and any(key in part.data for key in ("metric", "rule", "query"))
        if measured and not any(key in part.data for key in OPERATORS):
            yield Hit(part.at(), {"name": rule_name(part.data)})
