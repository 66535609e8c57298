"""Finds contracts that nobody answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for a contract without an owner."""
    if not reading.interface.owner:
        yield Hit("/team", {})
