"""Finds fields that ask to be inlined, which encoding/json does not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.noted import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each of them."""
    for pointer, words in noted(reading.data, "json-inline-ignored"):
        yield Hit(pointer, words, key=True)
