"""Finds references that lead out of bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.plain import shown
from contractdocs.formats.reference_walk import lost_references
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each reference that may not be followed."""
    for found in reading.once(lost_references):
        if found.lost.rule == "reference-blocked":
            yield Hit(found.pointer, {"reference": shown(found.reference), "reason": found.lost.reason})
