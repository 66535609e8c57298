"""Finds servers whose address and variables disagree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contractdocs.formats.plain import did_you_mean, quoted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each name that only one of address and variables has (AsyncAPI 3.0.0, Server Object)."""
    for server in reading.interface.servers:
        if server.origin.document is not reading.document:
            continue
        named, declared = set(re.findall(r"\{([^{}]+)\}", server.url)), set(server.variables)
        for name in sorted(named - declared):
            cure = did_you_mean(name, declared - named) or "Define it under `variables` of the server."
            why = f"{quoted(name)} stands in the address but is no variable"
            yield Hit(server.origin.pointer, {"server": server.name, "problem": why, "cure": cure}, key=True)
        for name in sorted(declared - named):
            if not did_you_mean(name, named - declared):
                words = {"server": server.name, "problem": f"the variable {quoted(name)} does not stand in the address"}
                words["cure"] = f"Write `{{{name}}}` into the address, or remove the variable."
                yield Hit(server.origin.child("variables", name).pointer, words, key=True)
