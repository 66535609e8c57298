"""Readable, stable addresses: `Order > customer.email`, `GET /orders > 200 > items[].total`."""

from __future__ import annotations

import re

from msgspec import Struct

ODD = re.compile(r'[.\[\]{}<>" ]')


class Address(Struct, frozen=True):
    """A root (an operation's part, a named schema, a dataset) and the path of a value below it."""

    root: str
    path: str = ""

    def __str__(self) -> str:
        """Return the address as it is printed."""
        return f"{self.root} > {self.path}" if self.path else self.root

    def field(self, name: str) -> Address:
        """Return the address of a property; a name that would read as a path is quoted."""
        plain = name if name and not ODD.search(name) else '"' + name.replace('"', '\\"') + '"'
        return Address(self.root, f"{self.path}.{plain}" if self.path else plain)

    def below(self, mark: str) -> Address:
        """Return the address of items `[]`, of values of a map `{}`, of a branch `<Card>`."""
        return Address(self.root, self.path + mark)

    @property
    def name(self) -> str:
        """Return the last step, for messages."""
        return self.path or self.root.rpartition(" > ")[2]
