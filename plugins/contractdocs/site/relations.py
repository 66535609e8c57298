"""What the fields of a data contract refer to: as a table, and as what the diagram of its datasets draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..model.interface import Dataset
from .parts import Outline
from .tables import Cell, Item, Row, items, says, words

SCHEMA, PROPERTIES = "schema", "properties"
KNOWN = frozenset({"id", "type", "from", "to", "description", "customProperties"})
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: the addresses at both ends, or what is written there where it is outside of the contract."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    kind: str
    stated: Item


def relations_of(outline: Outline) -> tuple[Relation, ...]:
    """Return every relationship of the datasets and their fields, in the order in which they are written."""
    names = names_of(outline)
    found: list[Relation] = []
    for part in outline.datasets:
        found += (relation(item, ends(item.get("from")), names) for item in stated(part.dataset.details))
        for field in part.fields:
            found += (relation(item, [field.address], names) for item in stated(field.terms))
    return tuple(found)


def stated(holder: Item) -> Iterator[Item]:
    """Yield the relationships that a dataset or a field states."""
    return (item for item in items(holder.get("relationships")) if item.get("to"))


def relation(item: Item, source: list[str], names: Names) -> Relation:
    """Return a relationship with its ends as addresses."""
    kind = item.get("type")
    here, there = (tuple(names.get(plain(end), end) for end in side) for side in (source, ends(item.get("to"))))
    return Relation(here, there, words(kind) if isinstance(kind, str) and kind else "foreign key", item)


def ends(value: Any) -> list[str]:
    """Return one end of a relationship, which may be made of several fields."""
    return [end for end in (value if isinstance(value, list) else [value]) if isinstance(end, str)]


def plain(end: str) -> str:
    """Return the name of a field without marks of lists and without the slash that a path may begin with."""
    return end.replace("[]", "").strip().lstrip("/")


def names_of(outline: Outline) -> Names:
    """Return the addresses of fields by the names that relationships use: `orders.id`, and paths of ids."""
    found: dict[str, str] = {}
    for part in outline.datasets:
        dataset = part.dataset
        inside = [(field.address, field.address.removeprefix(f"{part.address} > ")) for field in part.fields]
        for name in filter(None, dict.fromkeys((part.address, dataset.physical_name, dataset.name))):
            for address, path in inside:
                found.setdefault(f"{name}.{plain(path)}", address)
        for identity, path in identities(dataset):
            found.setdefault(identity, f"{part.address} > {path}")
    return found


def identities(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Yield `schema/<id>/properties/<id>` of each outer field that has an id, with its name (ODCS 3.1)."""
    schema = dataset.node[0].schema if dataset.node else {}
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    for name, part in properties.items() if isinstance(properties, Mapping) else ():
        if isinstance(part, Mapping) and part.get("x-id") and dataset.identity:
            yield f"{SCHEMA}/{dataset.identity}/{PROPERTIES}/{part['x-id']}", name


def relation_rows(outline: Outline) -> list[Row]:
    """Return every relationship as a row of a table."""
    return [
        Row(
            f"relationships > {' '.join(item.source)} > {' '.join(item.target)} {index}",
            (
                Cell("place", ", ".join(item.source)),
                Cell("place", ", ".join(item.target)),
                Cell("text", item.kind),
                says(item.stated, KNOWN),
            ),
        )
        for index, item in enumerate(relations_of(outline))
    ]
