"""A named promise with a history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from ..documents import Document
    from .interface import Interface


class Header(Struct, frozen=True):
    """What is known of a contract file without its whole content, so that it can be remembered.

    `kind` names the format that reads it, empty where none does; `format` the format with its version. `key` is the
    hash of the content and of all that is read with it; `follows` holds the other files, each with the hash of its
    content, empty where it is not there; `references` those that are named in it, as written; `blob` is git's id;
    `ends` is the last day that it states for the whole contract.
    """

    file: str
    key: str
    blob: str = ""
    kind: str = ""
    format: str = ""
    title: str = ""
    id: str = ""
    version: str = ""
    status: str = ""
    released: str = ""
    ends: str = ""
    references: tuple[str, ...] = ()
    follows: tuple[tuple[str, str], ...] = ()


class Content(NamedTuple):
    """A document and what it promises."""

    document: Document
    interface: Interface


class Contents(Struct, eq=False):
    """The content of a contract file, read when it is first asked for."""

    load: Callable[[], Content]
    loaded: Content | None = None

    def __call__(self) -> Content:
        """Return the content; raise DocumentError or SourceError where the file has changed meanwhile."""
        if self.loaded is None:
            self.loaded = self.load()
        return self.loaded


def contents_of(document: Document, interface: Interface) -> Contents:
    """Return contents that were read already."""
    content = Content(document, interface)
    return Contents(lambda: content, content)


class Release(Struct, frozen=True):
    """One version of a contract: the document it was published as and what it promises.

    `line` names the major line it belongs to; `date` is an ISO date or empty; `source` says where it was read.
    """

    version: str
    line: str
    header: Header
    contents: Contents
    date: str = ""
    author: str = ""
    source: str = ""

    @property
    def document(self) -> Document:
        """Return the document, read when it is first asked for."""
        return self.contents().document

    @property
    def interface(self) -> Interface:
        """Return what the document promises, read when it is first asked for."""
        return self.contents().interface

    @property
    def file(self) -> str:
        """Return the file it was read from."""
        return self.header.file

    @property
    def status(self) -> str:
        """Return the status that it states, in lower case; empty where it states none."""
        return self.header.status.lower()


class Contract(Struct, frozen=True):
    """A contract and its releases, oldest first; `layout` is files, folders or history."""

    id: str
    layout: str
    releases: tuple[Release, ...]
    folder: str
    lines: Mapping[str, tuple[Release, ...]] = {}

    @property
    def head(self) -> Release:
        """Return the newest release."""
        return self.releases[-1]
