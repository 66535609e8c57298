"""Sees that a field of a data contract moved: its stable id went from one object, or dataset, to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..model.change import Change
from ..model.interface import Dataset

REMOVED = frozenset({"property-removed", "optional-property-removed"})
ADDED = frozenset({"property-added", "required-property-added"})


def with_moves(changes: Sequence[Change], old: Mapping[str, Dataset], new: Mapping[str, Dataset]) -> tuple[Change, ...]:
    """Return the changes with a removal and an addition of one id as one change: the field has another place."""
    moves = dict(moves_of(changes, places_of(old), places_of(new)))
    if not moves:
        return tuple(changes)
    told = {id(addition) for addition in moves.values()}
    made = {id(change): moved(change, moves[index]) for index, change in enumerate(changes) if index in moves}
    return tuple(made.get(id(change), change) for change in changes if id(change) not in told)


def moves_of(
    changes: Sequence[Change], before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[tuple[int, Change]]:
    """Yield the index of each removal of a field whose id was added elsewhere, with that addition."""
    come = {c.new.origin.pointer: c for c in changes if c.data and c.kind in ADDED and c.new}
    ids = {pointer: identity for identity, pointer in before.items()}
    for index, change in enumerate(changes):
        if change.data and change.kind in REMOVED and change.old:
            addition = come.get(after.get(ids.get(change.old.origin.pointer, ""), ""))
            if addition is not None:
                yield index, addition


def moved(gone: Change, come: Change) -> Change:
    """Return one change for both."""
    words = {"name": gone.words.get("name", gone.address), "old": gone.address, "new": come.address}
    return Change("property-moved", gone.address, gone.directions, gone.old, come.new, words, data=True)


def places_of(datasets: Mapping[str, Dataset]) -> dict[str, str]:
    """Return the pointer of each field with a stable id; an id that stands twice names nothing."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for dataset in datasets.values():
        for identity, pointer in fields_of(dataset.node[0].schema if dataset.node else {}):
            twice |= {identity} & found.keys()
            found[identity] = pointer
    return {identity: pointer for identity, pointer in found.items() if identity not in twice}


def fields_of(schema: Any) -> Iterator[tuple[str, str]]:
    """Yield the id and the pointer of every field below a schema that has an id."""
    if not isinstance(schema, Mapping):
        return
    for part in (*(schema.get("properties") or {}).values(), schema.get("items")):
        if isinstance(part, Mapping):
            if part.get("x-id"):
                yield str(part["x-id"]), str(part.get("x-at", ""))
            yield from fields_of(part)
