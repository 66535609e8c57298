"""Finds operations of AsyncAPI 3 whose channel is none of the document's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.plain import entries, listed, mapping, pointer_of, text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each reference to a channel outside `channels`."""
    data = mapping(reading.data)
    known = listed((name for name, _ in entries(data.get("channels"))), "and") or "none"
    for name, operation in entries(data.get("operations")):
        for steps, holder in (((), operation), (("reply",), mapping(operation).get("reply"))):
            reference = text(mapping(mapping(holder).get("channel")).get("$ref"))
            if reference.startswith("#") and not reference.startswith("#/channels/"):
                pointer = pointer_of(("operations", name, *steps, "channel", "$ref"))
                yield Hit(pointer, {"reference": reference, "known": known})
