"""Finds ids of operations and messages that are used twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contractdocs.formats.plain import entries, mapping, pointer_of, sequence
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

Steps = tuple[Any, ...]


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each id but the first of its kind; a message that is referred to twice is one message."""
    seen: dict[tuple[str, str], Steps] = {}
    for key, holder, steps in holders(mapping(reading.data)):
        found = mapping(holder).get(key)
        if isinstance(found, str) and seen.setdefault((key, found), steps) != steps:
            words = {"key": key, "id": found, "first": "/".join(map(str, seen[key, found]))}
            yield Hit(pointer_of((*steps, key)), words)


def holders(data: Any) -> Iterator[tuple[str, Any, Steps]]:
    """Yield the operations and messages of a document of AsyncAPI 2 that are written in place."""
    for channel, item in entries(data.get("channels")):
        for action in ("subscribe", "publish"):
            operation, steps = mapping(mapping(item).get(action)), ("channels", channel, action)
            yield "operationId", operation, steps
            message = mapping(operation.get("message"))
            yield "messageId", message, (*steps, "message")
            for index, one in enumerate(sequence(message.get("oneOf"))):
                yield "messageId", one, (*steps, "message", "oneOf", index)
    for name, message in entries(mapping(data.get("components")).get("messages")):
        yield "messageId", message, ("components", "messages", name)
