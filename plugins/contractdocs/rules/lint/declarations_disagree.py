"""Finds declarations of one thing that disagree within a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.markdown.notes import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each way in which two declarations differ."""
    for pointer, said in noted(reading, "disagreements"):
        yield Hit(pointer, said)
