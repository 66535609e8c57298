"""Finds channels whose address and parameters disagree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contractdocs.formats.plain import did_you_mean, quoted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each name that only one of address and parameters has (AsyncAPI 3.0.0, Parameters Object)."""
    for channel in reading.interface.channels.values():
        named = set(re.findall(r"\{([^{}]+)\}", channel.address))
        declared = {parameter.name: parameter.origin for parameter in channel.parameters}
        for name in sorted(named - set(declared)):
            cure = did_you_mean(name, set(declared) - named) or "Declare it under `parameters` of the channel."
            why = f"{quoted(name)} stands in the address but is not declared as a parameter"
            yield Hit(channel.origin.pointer, {"channel": channel.name, "problem": why, "cure": cure}, key=True)
        for name in sorted(set(declared) - named):
            if not did_you_mean(name, named - set(declared)):
                why = f"{quoted(name)} is declared as a parameter but does not stand in the address"
                cure = f"Write `{{{name}}}` into the address, or remove the parameter."
                here = declared[name].document is reading.document
                pointer = declared[name].pointer if here else channel.origin.pointer
                yield Hit(pointer, {"channel": channel.name, "problem": why, "cure": cure}, key=True)
