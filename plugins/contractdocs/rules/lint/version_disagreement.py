"""Finds versions that disagree within a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats import noted as notices
from contractdocs.formats.markdown.notes import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each version that is not the stated one."""
    for pointer, said in noted(reading, "versions"):
        yield Hit(pointer, said)
    for pointer, said in notices.noted(reading.data, "version-disagreement"):
        yield Hit(pointer, said)
