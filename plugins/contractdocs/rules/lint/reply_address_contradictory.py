"""Finds replies that have an address of their own beside that of their channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each reply whose channel has an address although the message carries one."""
    channels = reading.interface.channels
    for channel in channels.values():
        for operation in channel.operations:
            reply = operation.reply
            other = channels.get(reply.channel) if reply and reply.address else None
            if reply and other and other.address and reply.origin.document is reading.document:
                words = {"operation": operation.operation_id, "address": other.address, "channel": other.name}
                yield Hit(reply.origin.child("address").pointer, words, key=True)
