"""A part of a run: which contracts belong to it, and what it is a part of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several parts of a catalog, counted from one.

    A contract belongs to a part by its id alone, so that a new contract moves no other one.
    """

    number: int
    of: int

    def holds(self, contract_id: str) -> bool:
        """Return whether a contract belongs to this part."""
        drawn = hashlib.blake2b(contract_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(drawn, "big") % self.of == self.number - 1

    def __str__(self) -> str:
        """Return it as it is written: `2/8`."""
        return f"{self.number}/{self.of}"


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of a run says of the whole, so that only parts of the same run are joined.

    `commit` is that of HEAD; `settings`, `engine` and `contents` are hashes of the settings with the options of the
    run, of contractdocs, and of every contract of the catalog; `contracts` counts those. `site_url` is where the pages
    are published.
    """

    shard: Shard
    commit: str
    settings: str
    engine: str
    contents: str
    contracts: int
    site_url: str = ""
