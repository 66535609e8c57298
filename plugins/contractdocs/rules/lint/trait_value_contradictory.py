"""Finds traits that contradict the operation or the message that applies them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.asyncapi_traits import conflicts
from contractdocs.formats.plain import mapping, shown
from contractdocs.formats.references import References
from contractdocs.formats.scope import Scope
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contractdocs.model.interface import Origin


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each plain value that stands in both and differs."""
    resolver = reading.interface.resolver
    if not isinstance(resolver, References):
        return
    scope = Scope(reading.document, resolver)
    places = {(holder, origin.pointer): origin for holder, origin in traited(reading)}
    for (holder, pointer), origin in places.items():
        for key, own, other, _ in conflicts(scope, (value_at(reading, origin), origin)):
            words = {"key": key, "own": shown(own), "other": shown(other), "holder": holder}
            yield Hit(f"{pointer}/{key}", words)


def traited(reading: Reading) -> Iterator[tuple[str, Origin]]:
    """Yield the operations and messages that are written in this document."""
    for channel in reading.interface.channels.values():
        yield from (("operation", operation.origin) for operation in channel.operations)
    for message in reading.interface.messages.values():
        if message.origin.document is reading.document:
            yield "message", message.origin


def value_at(reading: Reading, origin: Origin) -> dict[str, object]:
    """Return the mapping that stands at an origin."""
    from contractdocs.formats.plain import steps_of
    from contractdocs.formats.references import child

    value = reading.data
    for step in steps_of(origin.pointer):
        value = child(value, step)
    return dict(mapping(value))
