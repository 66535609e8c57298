"""Compares messages: what is sent over channels, by the direction that the documented application sees."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.change import Change, Side
from ..model.interface import Interface, Message
from .address import Address
from .operations import lifecycle
from .schema import SchemaWalk, show


def compare_messages(old: Interface, new: Interface, walk: SchemaWalk) -> Iterator[Change]:
    """Yield what changed in the messages; payloads and headers go through the one schema engine."""
    for key, message in old.messages.items():
        if key in new.messages:
            yield from compare_message(message, new.messages[key], walk)
        else:
            yield alone("message-removed", message, new)
    for key, message in new.messages.items():
        if key not in old.messages:
            yield alone("message-added", message, old)


def alone(kind: str, message: Message, other: Interface) -> Change:
    """Return the change of a message that stands on one side only."""
    here, there = Side(message.origin, message.key, key=True), Side(other.origin)
    sides = (here, there) if kind == "message-removed" else (there, here)
    return Change(kind, message.key, frozenset({message.direction}), *sides, {"name": message.name}, (message.key,))


def compare_message(old: Message, new: Message, walk: SchemaWalk) -> Iterator[Change]:
    """Yield what changed in one message."""
    yield from lifecycle(old.key, old.name, old, new)
    if old.content_type != new.content_type:
        words = {"name": old.name, "old": show(old.content_type), "new": show(new.content_type)}
        sides = Side(old.origin, old.content_type), Side(new.origin, new.content_type)
        yield Change("message-content-type-changed", old.key, frozenset({old.direction}), *sides, words, (old.key,))
    if old.payload or new.payload:
        walk.node(old.payload, new.payload, Address(f"{old.key} > payload"), old.direction)
    if old.headers or new.headers:
        walk.node(old.headers, new.headers, Address(f"{old.key} > headers"), old.direction)
