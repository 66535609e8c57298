"""While serving: what the search index says of a page that has not changed is put back into it.

The host's plugin parses every page that it is to find. A page that is not built again is not shown to it; its entries
are taken from the index of the build before. Both kinds of index are a file of JSON: a list of entries, each with the
address of its page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

INDEX = "search/search_index.json"
KNOWN = {"config", "docs"}


@dataclass
class Entries:
    """The entries of our pages by the address of the page; `usable` says whether an index can be put together."""

    pages: dict[str, list[Any]] = field(default_factory=dict)
    usable: bool = False

    def clear(self) -> None:
        """Forget all."""
        self.pages, self.usable = {}, False

    def update(self, site: Path, ours: Sequence[str], kept: frozenset[str]) -> None:
        """Put the entries of kept pages into the index that the host has written, and remember those of the others.

        `ours` are the addresses of all our pages in their order, `kept` those of pages that were not built.
        """
        file = site / INDEX
        if not file.exists():
            self.usable = True  # nobody searches
            return
        index = json.loads(file.read_bytes())
        self.usable = index.keys() == KNOWN and not file.with_suffix(".js").exists()
        if not self.usable:
            return
        fresh = by_page(index["docs"])
        mine = {url: self.pages.get(url, []) if url in kept else fresh.get(url, []) for url in ours}
        self.pages = mine
        if kept:
            others = [entry for url, found in fresh.items() if url not in mine for entry in found]
            index["docs"] = [*others, *(entry for found in mine.values() for entry in found)]
            file.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")


def by_page(entries: Iterable[Any]) -> dict[str, list[Any]]:
    """Return entries by the address of their page."""
    found: dict[str, list[Any]] = {}
    for entry in entries:
        found.setdefault(entry["location"].partition("#")[0], []).append(entry)
    return found
