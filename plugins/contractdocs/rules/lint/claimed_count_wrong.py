"""Finds counts that are not what was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.markdown.notes import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each count that the document does not hold."""
    for pointer, said in noted(reading, "claims"):
        yield Hit(pointer, said)
