"""Finds servers, roles, support channels and people that share a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_elements import repeated
from contractdocs.formats.odcs_parts import text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMED = {"server": ("server", "server"), "role": ("role", "role"), "channel": ("support channel", "channel")}


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each part of a list whose name another part of the same list has already."""
    parts = contract_parts(reading.document)
    for kind, (word, key) in NAMED.items():
        for part, name in repeated([(part, text(part.data.get(key))) for part in parts if part.kind == kind]):
            yield Hit(part.at(key), {"kind": word, "name": name})
