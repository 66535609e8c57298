"""Finds datasets without a description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each dataset without a description."""
    for name, dataset in reading.interface.datasets.items():
        if not dataset.description.strip():
            yield Hit(dataset.origin.pointer, {"name": name})
