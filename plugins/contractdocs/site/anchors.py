"""Anchors: short, readable ids for addresses, which stay the same when releases come."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache

PREFIX = "c-"  # keeps ids apart from the names of things in the page (DOM clobbering)
LONGEST = 110


@lru_cache(8192)
def slug(text: str) -> str:
    """Return an address as the body of an id.

    >>> slug("GET /orders/{id} > 200 > items[].total")
    'GET-orders-id--200--items.total'
    """
    steps = (re.sub(r"[^\w.]+", "-", re.sub(r"\[\]|[{}<>\"`']", "", step)).strip("-") for step in text.split(" > "))
    return "--".join(step for step in steps if step) or "x"


def named(text: str) -> str:
    """Return the id of a thing that is alone of its kind on a page: a day, a contract."""
    return f"{PREFIX}{slug(text)[:LONGEST]}"


def digest(text: str) -> str:
    """Return the first digits of the hash of a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:6]


@dataclass(slots=True)
class Anchors:
    """The ids of one page: the same address always gets the same id, two addresses never do."""

    taken: dict[str, str] = field(default_factory=dict)
    by_address: dict[str, str] = field(default_factory=dict)

    def copy(self) -> Anchors:
        """Return the same ids, to add others to."""
        return Anchors(dict(self.taken), dict(self.by_address))

    def __call__(self, address: str) -> str:
        """Return the id of an address."""
        if address not in self.by_address:
            self.by_address[address] = self.free(address)
        return self.by_address[address]

    def free(self, address: str) -> str:
        """Return an id that no other address of the page has."""
        plain = PREFIX + slug(address)
        if len(plain) > LONGEST:
            plain = f"{plain[:LONGEST]}-{digest(address)}"
        if self.taken.setdefault(plain.casefold(), address) != address:
            plain = f"{plain}-{digest(address)}"
            self.taken[plain.casefold()] = address
        return plain
