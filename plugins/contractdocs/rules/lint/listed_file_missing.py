"""Finds files that a document lists and that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.markdown.notes import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each file that is not there."""
    for pointer, said in noted(reading, "missing"):
        yield Hit(pointer, said)
