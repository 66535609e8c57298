"""Finds operations of AsyncAPI 3 that name messages of another channel, or of none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contractdocs.formats.plain import entries, listed, mapping, pointer_of, sequence, text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each reference to a message that leads out of its channel."""
    data = mapping(reading.data)
    for name, operation in entries(data.get("operations")):
        channel = channel_in(operation)
        yield from strangers(data, channel, operation, ("operations", name))
        reply = mapping(mapping(operation).get("reply"))
        yield from strangers(data, channel_in(reply) or channel, reply, ("operations", name, "reply"))


def channel_in(value: Any) -> str:
    """Return the id of the channel that an operation or a reply refers to, empty where it refers to none here."""
    reference = text(mapping(mapping(value).get("channel")).get("$ref"))
    return reference.removeprefix("#/channels/") if reference.startswith("#/channels/") else ""


def strangers(data: Any, channel: str, holder: Any, steps: tuple[str, ...]) -> Iterator[Hit]:
    """Yield the references of one holder that do not begin with the place of its channel."""
    here = f"#/channels/{channel}/messages/"
    known = mapping(mapping(mapping(data.get("channels")).get(channel.replace("~1", "/"))).get("messages"))
    for index, item in enumerate(sequence(mapping(holder).get("messages"))):
        reference = text(mapping(item).get("$ref"))
        if channel and reference.startswith("#") and not reference.startswith(here):
            words = {"reference": reference, "channel": channel, "known": listed(map(str, known), "and") or "none"}
            yield Hit(pointer_of((*steps, "messages", index, "$ref")), words)
