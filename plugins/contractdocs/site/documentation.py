"""How well the fields of a contract are described: the shares that say what they mean, show a value, name a class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .parts import Field, Outline


@dataclass(frozen=True, slots=True)
class Documentation:
    """Shares of the fields in per cent; `classified` is None where the format knows no classification.

    A field that only holds other fields needs a description, but no example and no classification of its own.
    """

    fields: int
    described: int
    shown: int
    classified: int | None

    @property
    def score(self) -> int:
        """Return the mean of the shares in per cent."""
        shares = [share for share in (self.described, self.shown, self.classified) if share is not None]
        return round(sum(shares) / len(shares))


def documentation_of(outline: Outline) -> Documentation | None:
    """Return the shares for an interface, None where it has no fields."""
    fields = tuple(outline.fields())
    if not fields:
        return None
    holders = holders_of(fields)
    valued = [field for field in fields if field.address not in holders]
    data = [field for dataset in outline.datasets for field in dataset.fields if field.address not in holders]
    return Documentation(
        len(fields),
        share(sum(bool(field.description.strip()) for field in fields), len(fields)),
        share(sum(bool(field.described.examples or field.described.values) for field in valued), len(valued)),
        share(sum(bool(field.terms.get("classification")) for field in data), len(data)) if data else None,
    )


def holders_of(fields: Sequence[Field]) -> frozenset[str]:
    """Return the addresses of the fields that others stand below: each is followed by a deeper one."""
    return frozenset(above.address for above, below in pairwise(fields) if below.depth > above.depth)


def share(part: int, whole: int) -> int:
    """Return a share in whole per cent, rounded down, so that only all is 100."""
    return part * 100 // whole if whole else 100
