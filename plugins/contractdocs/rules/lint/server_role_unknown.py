"""Finds roles of servers that the contract does not describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import mappings, text
from contractdocs.formats.plain import did_you_mean
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each role of a server that is not among the roles of the contract, where it has any."""
    every = list(contract_parts(reading.document))
    known = {text(part.data.get("role")) for part in every if part.kind == "role" and part.holder == "/roles"}
    for server in (part for part in every if part.kind == "server" and known):
        for index, item in mappings(server.data.get("roles")):
            role = text(item.get("role"))
            if role and role not in known:
                cure = did_you_mean(role, known) or "Describe it under `roles`."
                words = {"server": text(server.data.get("server")), "role": role, "cure": cure}
                yield Hit(server.at("roles", index), words)
