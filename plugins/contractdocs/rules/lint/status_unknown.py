"""Finds statuses that the standard does not name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs_parts import mapping, text
from contractdocs.formats.plain import did_you_mean
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for a status that no version of the standard names."""
    status = text(mapping(reading.data).get("status"))
    if status and status.lower() not in STATUSES:
        cure = did_you_mean(status, STATUSES) or "Use proposed, draft, active, deprecated or retired."
        yield Hit("/status", {"status": status, "cure": cure})


OLDER = ("production", "development", "test", "in development")
STATUSES = ("proposed", "draft", "active", "deprecated", "retired", *OLDER)
