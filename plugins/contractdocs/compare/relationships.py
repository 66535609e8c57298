"""Compares the foreign keys of a field or a dataset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .differences import Difference, show, tail

Key = tuple[str, ...]


def compare_relationships(old: Any, new: Any) -> Iterator[Difference]:
    """Yield which foreign keys came, went or lead elsewhere; other relationships are documentation.

    A foreign key is the same one if its id is, else if it leads to the same place.
    """
    before, after = foreign_keys(old), foreign_keys(new)
    gone = [key for key in before if key not in after]
    come = [key for key in after if key not in before]
    for key in before:
        if key in after and ends(before[key][1]) != ends(after[key][1]):
            yield difference("relationship-target-changed", before[key], after[key])
    if len(gone) == len(come) == 1:
        yield difference("relationship-target-changed", before[gone[0]], after[come[0]])
        return
    for key in gone:
        yield difference("relationship-removed", before[key], None)
    for key in come:
        yield difference("relationship-added", None, after[key])


def foreign_keys(value: Any) -> dict[Key, tuple[int, Mapping[str, Any]]]:
    """Return the foreign keys of a list with their index, by id or by target."""
    items = enumerate(value) if isinstance(value, list) else ()
    keys = (
        (i, item) for i, item in items if isinstance(item, Mapping) and item.get("type", "foreignKey") == "foreignKey"
    )
    return {identity(item): (index, item) for index, item in keys}


def identity(item: Mapping[str, Any]) -> Key:
    """Return the id of a relationship, else its ends."""
    return ("id", str(item["id"])) if item.get("id") else ends(item)


def ends(item: Mapping[str, Any]) -> Key:
    """Return both ends of a relationship as text."""
    return (show(item.get("from")), show(item.get("to")))


def difference(
    kind: str, old: tuple[int, Mapping[str, Any]] | None, new: tuple[int, Mapping[str, Any]] | None
) -> Difference:
    """Return a difference in one relationship."""
    left, right = (side[1].get("to") if side else None for side in (old, new))
    return Difference(
        kind,
        {"old": show(left), "new": show(right), "target": show(left if right is None else right)},
        left,
        right,
        tail("relationships", old[0]) if old else "",
        tail("relationships", new[0]) if new else "",
    )
