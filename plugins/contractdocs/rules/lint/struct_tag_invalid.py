"""Finds struct tags that Go cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.noted import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each of them."""
    for pointer, words in noted(reading.data, "struct-tag-invalid"):
        yield Hit(pointer, words, key=True)
