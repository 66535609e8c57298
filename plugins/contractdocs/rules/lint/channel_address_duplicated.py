"""Finds channels that share an address and a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.compare.paths import template
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contractdocs.model.interface import Channel


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each channel whose address another one before it has, on a server that both are on."""
    seen: dict[str, list[Channel]] = {}
    for channel in reading.interface.channels.values():
        same = seen.setdefault(template(channel.address), []) if channel.address else []
        first = next((other for other in same if together(other, channel)), None)
        if first and channel.origin.document is reading.document:
            words = {"first": first.name, "second": channel.name, "address": channel.address}
            yield Hit(channel.origin.child("address").pointer, words)
        same.append(channel)


def together(one: Channel, two: Channel) -> bool:
    """Return whether two channels are on one server; a channel that names none is on every one."""
    return not one.servers or not two.servers or bool({*one.servers} & {*two.servers})
