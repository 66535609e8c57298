"""Finds placeholders that nobody filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.markdown.notes import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each placeholder of a document that is no template."""
    for pointer, said in noted(reading, "gaps"):
        if reading.interface.status != "template":
            yield Hit(pointer, {**said, "count": times(said["count"])})


def times(count: str) -> str:
    """Return how often something stands in a document."""
    return {"1": "once", "2": "twice"}.get(count, f"{count} times")
