"""Finds types that two fences declare differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.markdown.notes import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each type that stands in the document already."""
    for pointer, said in noted(reading, "twice"):
        yield Hit(pointer, said)
