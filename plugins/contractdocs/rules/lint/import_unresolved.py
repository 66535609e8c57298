"""Finds imports that lead to no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.noted import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each relative import whose file is not there."""
    for pointer, words in noted(reading.data, "import-unresolved"):
        yield Hit(pointer, words)
