"""Finds quality rules whose range is reversed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_quality import rule_name
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each range whose first number is the larger one."""
    for part in contract_parts(reading.document):
        for key in ("mustBeBetween", "mustNotBeBetween") if part.kind == "quality" else ():
            bounds = part.data.get(key)
            if isinstance(bounds, list) and len(bounds) == 2 and all(isinstance(b, (int, float)) for b in bounds):
                low, high = bounds
                if low > high:
                    yield Hit(part.at(key), {"name": rule_name(part.data), "low": str(low), "high": str(high)})
