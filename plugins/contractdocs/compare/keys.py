"""Compares the keys of a dataset: which fields make its primary key, and which it is partitioned by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .differences import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator


class KeyField(Struct, frozen=True):
    """A field of a key: what it is recognised by, its name, its position (0 where none is stated), its place."""

    identity: str
    name: str
    position: int
    pointer: str


def compare_keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield changes of the primary key and of partitioning between two object schemas."""
    before, after = key_fields(old, "primaryKey"), key_fields(new, "primaryKey")
    renamed = renames(old, new)
    if members(before, renamed) != members(after):
        yield difference("primary-key-changed", (old, before, "primaryKey"), (new, after, "primaryKey"))
    elif placed(before, after, renamed):
        yield difference("primary-key-reordered", (old, before, "primaryKey"), (new, after, "primaryKey"))
    before, after = key_fields(old, "partitioned"), key_fields(new, "partitioned")
    if members(before, renamed) != members(after) or placed(before, after, renamed):
        yield difference("partitioning-changed", (old, before, "partitioned"), (new, after, "partitioned"))


POSITIONS = {"primaryKey": "primaryKeyPosition", "partitioned": "partitionKeyPosition"}


def key_fields(schema: Mapping[str, Any], flag: str, path: str = "") -> list[KeyField]:
    """Return the fields that carry a flag, by their position, with those of nested objects."""
    found: list[KeyField] = []
    for name, part in (schema.get("properties") or {}).items():
        terms = part.get("x-odcs") or {}
        if terms.get(flag) is True:
            position = terms.get(POSITIONS[flag])
            stated = position if isinstance(position, int) and position > 0 else 0
            found.append(KeyField(path + name, path + name, stated, part.get("x-at", "")))
        found.extend(key_fields(part, flag, f"{path}{name}."))
    return sorted(found, key=lambda item: item.position)


def renames(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Return the new names of fields whose stable id stayed."""
    ids = {part["x-id"]: name for name, part in (new.get("properties") or {}).items() if part.get("x-id")}
    return {name: ids[part["x-id"]] for name, part in (old.get("properties") or {}).items() if part.get("x-id") in ids}


def members(fields: list[KeyField], renamed: Mapping[str, str] | None = None) -> frozenset[str]:
    """Return what a key is made of, by the newer names."""
    return frozenset((renamed or {}).get(item.identity, item.identity) for item in fields)


def order(fields: list[KeyField], renamed: Mapping[str, str] | None = None) -> list[str]:
    """Return the order of a key, empty where no positions are stated: then there is none."""
    if not any(item.position for item in fields):
        return []
    return [(renamed or {}).get(item.identity, item.identity) for item in fields]


def placed(before: list[KeyField], after: list[KeyField], renamed: Mapping[str, str]) -> bool:
    """Return whether fields of a key stand in another order, or at other positions where each one states its own."""
    if order(before, renamed) != order(after):
        return True
    stated = all(item.position for item in (*before, *after))
    return stated and [item.position for item in before] != [item.position for item in after]


Key = tuple[Mapping[str, Any], list[KeyField], str]


def difference(kind: str, old: Key, new: Key) -> Difference:
    """Return the difference between two keys, at the first field that only one of them has, else at the first."""
    (_, before, _), (_, after, _) = old, new
    left, right = ([item.name for item in fields] for fields in (before, after))
    words = {"old": ", ".join(left) or "nothing", "new": ", ".join(right) or "nothing"}
    return Difference(kind, words, left, right, place(old, right), place(new, left))


def place(key: Key, others: list[str]) -> str:
    """Return the pointer tail of the flag of a field, empty for an empty key."""
    schema, fields, flag = key
    first = next((item for item in fields if item.name not in others), fields[0] if fields else None)
    return f"{first.pointer.removeprefix(schema.get('x-at', ''))}/{flag}" if first else ""
