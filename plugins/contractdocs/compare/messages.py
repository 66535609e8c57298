"""Compares messages: what is sent over channels, by the direction that the documented application sees."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.change import Change, Side
from ..model.interface import Fragment, Interface, Message, Node, Origin
from .address import Address
from .bindings import Bound, compare_bindings, split
from .channels import compare_channels, texts_of
from .headings import nearest_heading
from .matching import match_channels, match_messages
from .operations import lifecycle, own
from .schema import SchemaWalk
from .wording import show


def compare_messages(old: Interface, new: Interface, walk: SchemaWalk) -> Iterator[Change]:
    """Yield what changed in channels and messages; payloads and headers go through the one schema engine."""
    channels = match_channels(old, new)
    wholes = list(compare_channels(old, new, channels, walk))
    yield from wholes
    told = {key for change in wholes if change.kind in WHOLE for key in change.affects}
    messages = match_messages(old, new, channels.pairs, walk)
    for key in messages.gone:
        if key not in told:
            near = nearest_heading(old.messages[key].origin, old, new)
            yield alone("message-removed", old.messages[key], new, near)
    for key in messages.come:
        if key not in told:
            yield alone("message-added", new.messages[key], old)
    for before, after in messages.pairs.items():
        yield from compare_message(old.messages[before], new.messages[after], walk)


WHOLE = frozenset({"channel-removed", "channel-added", "channel-operation-removed", "channel-operation-added"})


def alone(kind: str, message: Message, other: Interface, near: Origin | None = None) -> Change:
    """Return the change of a message that stands on one side only."""
    channel = other.channels.get(message.channel)
    there = Side(near or (channel.origin.child("messages") if channel else other.origin.child("channels")))
    here = Side(message.origin, message.key, key=True)
    sides = (here, there) if kind == "message-removed" else (there, here)
    words = {"name": message.name, "channel": f" on {message.channel}" if message.channel else ""}
    return Change(kind, message.key, frozenset({message.direction}), *sides, words, (message.key,))


def compare_message(old: Message, new: Message, walk: SchemaWalk) -> Iterator[Change]:
    """Yield what changed in one message."""
    yield from lifecycle(old.key, old.name, old, new)
    if old.name != new.name and old.named and new.named:
        yield value_changed("message-name-changed", "name", old, new, old.name, new.name)
    yield from texts_of(old, new, old.key)
    yield from compare_content_type(old, new)
    yield from compare_correlation(old, new)
    yield from compare_language(old, new)
    since = len(walk.changes)
    for way in split(old.direction if old.direction != "both" else new.direction):
        if (old.payload and new.payload) or not (old.schema_text or new.schema_text):
            walk.node(old.payload, new.payload, Address(f"{old.key} > payload"), way)
        if old.headers or new.headers:
            walk.node(headers_of(old), headers_of(new), Address(f"{old.key} > headers"), way)
    left, right = Bound(old.key, old.origin, old.bindings), Bound(old.key, new.origin, new.bindings)
    yield from compare_bindings(left, right, walk, old.direction)
    own(walk, since, old.key)


def headers_of(message: Message) -> Node:
    """Return the headers; a message that states none may have any."""
    return message.headers or (Fragment({"type": "object"}, message.origin, "draft-07"),)


def value_changed(kind: str, key: str, old: Message, new: Message, before: str, after: str) -> Change:
    """Return the change of a plain statement of a message."""
    sides = Side(old.origin.child(key), before), Side(new.origin.child(key), after)
    words = {"name": old.name, "old": show(before), "new": show(after)}
    return Change(kind, old.key, frozenset({old.direction}), *sides, words, (old.key,))


def kind_of(what: str, before: str, after: str) -> str:
    """Return the kind of a change of a statement: added, removed or changed."""
    return f"{what}-{'changed' if before and after else 'added' if after else 'removed'}"


def compare_content_type(old: Message, new: Message) -> Iterator[Change]:
    """Yield a change of the content type."""
    before, after = old.content_type, new.content_type
    if before != after:
        yield value_changed(kind_of("message-content-type", before, after), "contentType", old, new, before, after)


def compare_correlation(old: Message, new: Message) -> Iterator[Change]:
    """Yield a change of the place where a message says to which other one it belongs."""
    before, after = old.correlation, new.correlation
    if before != after:
        yield value_changed(kind_of("correlation-id", before, after), "correlationId", old, new, before, after)


def compare_language(old: Message, new: Message) -> Iterator[Change]:
    """Yield a change of a payload in another language than JSON Schema: of the language, else of its text."""
    if old.schema_format != new.schema_format:
        before, after = old.schema_format or "JSON Schema", new.schema_format or "JSON Schema"
        yield value_changed("payload-language-changed", "payload", old, new, before, after)
    elif old.schema_text != new.schema_text:
        change = value_changed("payload-text-changed", "payload", old, new, old.schema_text, new.schema_text)
        yield change
