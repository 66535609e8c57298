"""Finds a thing in a contract by what people write: its address, its anchor, or a name that is its own."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from .anchors import PREFIX, slug
from .history import Chapter

MOST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """The address of a thing; where there is none, or more than one, `near` holds what may be meant."""

    address: str = ""
    near: tuple[str, ...] = ()


def find(chapter: Chapter, said: str) -> Found:
    """Return the thing in a release that a text names; letters of either case are one, for Markdown keeps no case."""
    addresses = [mark.address for mark in chapter.marks.values()]
    wanted = said.strip().casefold()
    for names in (exact, anchored, ending):
        hits = [address for address in addresses if wanted in names(address)]
        if len(hits) == 1:
            return Found(hits[0])
        if hits:
            outer = [a for a in hits if all(other == a or below(other, a) for other in hits)]
            return Found(outer[0]) if outer else Found(near=tuple(hits[:MOST]))
    plain = {address.casefold(): address for address in addresses}
    last = {name: address for address in addresses for name in ending(address)}
    near = [*difflib.get_close_matches(wanted, plain, MOST, 0.7), *difflib.get_close_matches(wanted, last, MOST, 0.7)]
    return Found(near=tuple(dict.fromkeys(plain.get(n) or last[n] for n in near))[:MOST])


def below(address: str, above: str) -> bool:
    """Return whether an address stands below another.

    >>> below("Order > items[].sku", "Order")
    True
    """
    return address.startswith((f"{above} > ", f"{above}.", f"{above}[", f"{above}{{", f"{above}<"))


def exact(address: str) -> Iterator[str]:
    """Yield an address as it is written."""
    yield address.casefold()


def anchored(address: str) -> Iterator[str]:
    """Yield the id that an address has on the page."""
    yield (PREFIX + slug(address)).casefold()
    yield slug(address).casefold()


def ending(address: str) -> Iterator[str]:
    """Yield the shorter names of an address: what is left without its first steps."""
    tail = address.casefold()
    while " > " in tail:
        tail = tail.partition(" > ")[2]
        yield tail
        yield tail.replace("[]", "")
    while "." in tail:
        tail = tail.partition(".")[2]
        yield tail
