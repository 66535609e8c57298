"""Finds examples that break the contract of their own field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import text
from contractdocs.formats.odcs_samples import refusal
from contractdocs.formats.plain import shown
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each example that its field refuses."""
    for part in contract_parts(reading.document):
        examples = part.data.get("examples") if part.kind == "field" else None
        for index, value in enumerate(examples if isinstance(examples, list) else ()):
            pointer = part.at("examples", index)
            reason = refusal(part.data, value, reading.document, pointer)
            if reason:
                words = {"name": text(part.data.get("name")), "value": shown(value), "reason": reason}
                yield Hit(pointer, words)
