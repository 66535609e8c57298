"""The protocol of a source: named bytes, and which names there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

LARGEST = 256 * 2**20
"""Bytes of the largest file that is read into memory."""


class Source(Protocol):
    """Where bytes come from. Paths are relative to its root, with slashes."""

    @property
    def label(self) -> str:
        """Return what it is called in messages."""

    def files(self, under: str) -> Sequence[str]:
        """Return the paths below a folder (`.` for the root), sorted; none where the folder is not there."""

    def read(self, path: str) -> bytes:
        """Return the bytes at a path; raise SourceError where they cannot be had."""

    def unread(self, under: str) -> Sequence[tuple[str, str]]:
        """Return the folders at and below a folder that are not entered, each with what it is: links, repositories."""
