"""Finds Zod schemas that say something else than the type of their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.noted import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each schema whose properties are not those of the type that it stands beside."""
    for pointer, words in noted(reading.data, "schema-and-type-disagree"):
        yield Hit(pointer, words)
