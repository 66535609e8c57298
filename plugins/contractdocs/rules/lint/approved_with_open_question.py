"""Finds open questions in contracts that are approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.markdown.notes import approved, noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each open question of a contract that is approved."""
    for pointer, said in noted(reading, "questions"):
        if said["kind"] != "ASSUMPTION" and approved(reading.interface.status):
            yield Hit(pointer, {**said, "status": reading.interface.status})
