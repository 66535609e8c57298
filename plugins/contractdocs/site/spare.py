"""A site that does not stand in memory as a whole: what its pages and files hold is fetched when it is written.

The pieces of a site are read in the order of its pages, once for its files and once or twice for its pages. So the
first ones are held, as many as there is room for; of the others the one that was asked for last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from sys import intern
from typing import NamedTuple

from .page import Page, Site

ROOM = 2**24
"""Bytes of pages and files that are held."""
TEXT = ".md"
"""The ending of files that are held: they are small, and a host writes them apart from all others."""
NOTHING: frozenset[str] = frozenset()


class Piece(NamedTuple):
    """Some pages and files of a site, made on one day; what they say changes when one of `days` is over."""

    pages: tuple[Page, ...]
    files: dict[str, bytes]
    made: str = ""
    days: tuple[str, ...] = ()


def size_of(piece: Piece) -> int:
    """Return how many bytes a piece holds."""
    texts = sum(len(page.html) + len(page.search_html) for page in piece.pages)
    return texts + sum(map(len, piece.files.values()))


def emptied(page: Page) -> Page:
    """Return what is to be known of a page before it is written."""
    light = replace(page, html="", toc=(), ids=NOTHING, search_html="", search_toc=())
    return replace(light, edit_file=intern(page.edit_file), date=intern(page.date))  # many pages have the same


@dataclass(slots=True)
class Gathered:
    """The pieces of a site that stands in memory."""

    files: dict[str, bytes] = field(default_factory=dict)

    def put(self, key: str, piece: Piece) -> tuple[Page, ...]:
        """Take in the piece that has a key, and return its pages."""
        return self.keep(piece)

    def keep(self, piece: Piece) -> tuple[Page, ...]:
        """Take a piece in, and return its pages."""
        self.files.update(piece.files)
        return piece.pages

    def site(self, pages: Iterable[Page]) -> Site:
        """Return the site."""
        return Site(tuple(pages), self.files)


@dataclass(slots=True)
class Shelved:
    """The pieces of a site by their keys; `again` reads or makes one that is not held."""

    again: Callable[[str], Piece]
    room: int = ROOM
    held: dict[str, Piece] = field(default_factory=dict)
    last: tuple[str, Piece | None] = ("", None)
    now: Page | None = None
    home: dict[str, str] = field(default_factory=dict)
    names: dict[str, bytes | None] = field(default_factory=dict)

    def put(self, key: str, piece: Piece) -> tuple[Page, ...]:
        """Take in the piece that has a key, and hold it where there is room; return what is known of its pages."""
        size = size_of(piece)
        if size <= self.room:
            self.room -= size
            self.held[key] = piece
        self.names.update((name, content if name.endswith(TEXT) else None) for name, content in piece.files.items())
        self.home.update(dict.fromkeys((*(page.uri for page in piece.pages), *piece.files), key))
        return tuple(map(emptied, piece.pages))

    def keep(self, piece: Piece) -> tuple[Page, ...]:
        """Take a piece in that nobody makes again; return what is known of its pages."""
        self.room += size_of(piece)
        return self.put(f"kept {len(self.held)}", piece)

    def site(self, pages: Iterable[Page]) -> Site:
        """Return the site."""
        return Site(tuple(pages), Files(self), self.whole)

    def piece(self, name: str) -> Piece:
        """Return the piece that holds a page or a file; raise KeyError where none does."""
        key = self.home[name]
        held = self.held.get(key)
        if held is not None:
            return held
        known, last = self.last
        if known != key or last is None:
            last = self.again(key)
            self.last = key, last
        return last

    def whole(self, page: Page) -> Page:
        """Return a page with all that it holds; it is asked for several times while it is written."""
        if self.now is None or self.now.uri != page.uri:
            self.now = next(found for found in self.piece(page.uri).pages if found.uri == page.uri)
        return self.now


@dataclass(frozen=True, slots=True)
class Files(Mapping[str, bytes]):
    """The files of a site by their paths, each read when it is asked for."""

    shelved: Shelved

    def __getitem__(self, name: str) -> bytes:
        """Return what a file holds; raise KeyError where there is none."""
        held = self.shelved.names[name]
        return self.shelved.piece(name).files[name] if held is None else held

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return iter(self.shelved.names)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.shelved.names)
