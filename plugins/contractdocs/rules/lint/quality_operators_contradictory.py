"""Finds quality rules with more than one operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_quality import OPERATORS, rule_name
from contractdocs.formats.plain import listed
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each rule with several operators. ODCS 3.1 refuses them; older versions let them pass."""
    for part in contract_parts(reading.document):
        stated = [key for key in OPERATORS if key in part.data] if part.kind == "quality" else []
        if len(stated) > 1:
            yield Hit(part.at(stated[1]), {"name": rule_name(part.data), "operators": listed(stated, "and")}, key=True)
