"""Texts that are no tree, code and Markdown, as trees: a format makes the data and says where each part stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .document import Document, Spot

Spots = Mapping[tuple[str, ...], Spot]
BEGINNING = Spot((1, 1))


@dataclass(frozen=True, slots=True)
class LoweredPlaces:
    """Finds the parts of a tree by a table from the steps of pointers to spots; what has none has its parent's."""

    spots: Spots

    def find(self, steps: Sequence[str]) -> Spot:
        """Return where the part at the steps of a pointer stands, else its nearest ancestor that is in the table."""
        path = tuple(steps)
        known = (self.spots.get(path[:length]) for length in range(len(path), -1, -1))
        return next((spot for spot in known if spot is not None), BEGINNING)

    def raw(self, steps: Sequence[str]) -> str:
        """Return nothing: a scalar of a made tree is not written anywhere as such."""
        return ""


def lowered(document: Document, data: Any, spots: Spots) -> Document:
    """Return the document with its text made a tree; file, content and syntax stay."""
    return Document(document.file, document.content, document.syntax, data, LoweredPlaces(spots), document.limits)
