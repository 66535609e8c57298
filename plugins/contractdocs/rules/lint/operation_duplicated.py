"""Finds operations that are specified twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.markdown.notes import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each second section of an operation."""
    for pointer, said in noted(reading, "twice-listed"):
        yield Hit(pointer, said)
