"""Finds defaults and examples that their own schema refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.samples import refused_samples
from contractdocs.formats.schema_walk import written_schemas
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each sample that breaks its schema."""
    for refused in refused_samples(reading.interface, reading.document, reading.once(written_schemas)):
        yield Hit(refused.sample.pointer, {"kind": refused.sample.kind, "reason": refused.reason})
