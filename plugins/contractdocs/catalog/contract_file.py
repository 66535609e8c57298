"""One contract file: what it was read as, and what its path says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..formats import named
from ..model.contract import Contents, Header, Release
from . import layout
from .versions import line_of

if TYPE_CHECKING:
    from ..formats import Format


@dataclass(frozen=True, slots=True)
class ContractFile:
    """One contract file: what it was read as, and what its path says."""

    path: str
    spot: layout.Spot
    release: Release

    @property
    def header(self) -> Header:
        """Return what is known of it without reading it whole."""
        return self.release.header

    @property
    def format(self) -> Format:
        """Return the format that reads it."""
        return named(self.header.kind)


def placed(path: str, root: str, header: Header, contents: Contents) -> ContractFile:
    """Return a contract file with the version and the line that its content and its path say."""
    spot = layout.spot_of(path, root)
    version = header.version or spot.version or (f"{spot.line}.0.0" if spot.line else "")
    line = spot.line or line_of(version)
    return ContractFile(path, spot, Release(version, line, header, contents, header.released, source=path))
