"""Finds contracts that do not say what the data is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for a contract without a description."""
    if not reading.interface.description.strip():
        yield Hit("/description", {})
