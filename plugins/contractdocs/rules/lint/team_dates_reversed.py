"""Finds team members who left before they joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each member whose last day is before the first; ISO dates compare as text."""
    for part in contract_parts(reading.document):
        came, out = (text(part.data.get(key)) if part.kind == "member" else "" for key in ("dateIn", "dateOut"))
        if came and out and out[:10] < came[:10]:
            yield Hit(part.at("dateOut"), {"name": text(part.data.get("username")), "came": came, "out": out})
