"""Finds types that are declared twice and differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.noted import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each second declaration that differs from the first."""
    for pointer, words in noted(reading.data, "type-declared-twice"):
        yield Hit(pointer, words)
