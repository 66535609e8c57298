"""Finds channels on servers that are not defined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.plain import did_you_mean, entries, listed, mapping, pointer_of, sequence, text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each name (AsyncAPI 2), or each reference elsewhere (AsyncAPI 3), that is no server."""
    data = mapping(reading.data)
    known = [name for name, _ in entries(data.get("servers"))]
    for channel, item in entries(data.get("channels")):
        for index, server in enumerate(sequence(mapping(item).get("servers"))):
            reference = text(mapping(server).get("$ref"))
            name = text(server) or reference
            if (
                name in known
                or not name
                or reference.startswith("#/servers/")
                or (not name.startswith("#") and reference)
            ):
                continue
            cure = did_you_mean(name, known) or f"Defined are {listed(known, 'and') or 'none'}."
            yield Hit(
                pointer_of(("channels", channel, "servers", index)), {"channel": channel, "server": name, "cure": cure}
            )
