"""A named promise with a history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..documents import Document
    from .interface import Interface


@dataclass(frozen=True, slots=True)
class Release:
    """One version of a contract: the document it was published as and what it promises.

    `line` names the major line it belongs to; `date` is an ISO date or empty; `source` says where it was read.
    """

    version: str
    line: str
    document: Document
    interface: Interface
    date: str = ""
    author: str = ""
    source: str = ""

    @property
    def file(self) -> str:
        """Return the file it was read from."""
        return self.document.file


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract and its releases, oldest first; `layout` is files, folders or history."""

    id: str
    layout: str
    releases: tuple[Release, ...]
    folder: str
    lines: Mapping[str, tuple[Release, ...]] = field(default_factory=dict)

    @property
    def head(self) -> Release:
        """Return the newest release."""
        return self.releases[-1]
