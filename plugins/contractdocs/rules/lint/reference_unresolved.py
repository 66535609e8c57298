"""Finds references that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.plain import shown
from contractdocs.formats.reference_walk import lost_references
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each reference that leads nowhere."""
    for found in reading.once(lost_references):
        if found.lost.rule == "reference-unresolved":
            cure = f"Did you mean `{found.lost.meant}`?" if found.lost.meant else "Correct it, or add what it names."
            words = {"reference": shown(found.reference), "reason": found.lost.reason, "cure": cure}
            yield Hit(found.pointer, words, key=found.key)
