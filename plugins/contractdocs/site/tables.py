"""Tables of what a contract says as a whole: cells of several kinds, and how values become words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .described import as_code

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `kind` is text, strong, code, place, prose (CommonMark), says (prose and facts), link, check or day."""

    kind: str
    value: Any = ""
    label: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, with its address."""

    address: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; columns that are empty in every row are left out."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def table(anchor: str, title: str, columns: Sequence[str], rows: Sequence[Row]) -> Table:
    """Return a table without its empty columns."""
    kept = [
        index for index in range(len(columns)) if any(row.cells[index].value or row.cells[index].facts for row in rows)
    ]
    shown = tuple(Row(row.address, tuple(row.cells[index] for index in kept)) for row in rows)
    return Table(anchor, title, tuple(columns[index] for index in kept), shown)


def items(value: Any) -> Iterator[Item]:
    """Yield the mappings of a list, or a single mapping."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Mapping):
            yield item


def say(item: Item, *keys: str) -> str:
    """Return the first of the keys that holds a value, as text."""
    found = next((item[key] for key in keys if item.get(key) not in (None, "", [])), "")
    return ", ".join(map(as_code, found)) if isinstance(found, list) else as_code(found)


def says(item: Item, known: frozenset[str]) -> Cell:
    """Return the description of an item, and what it says beyond its columns as pairs of words and values."""
    pairs = [(words(key), as_code(value)) for key, value in item.items() if key not in known and plain(value)]
    custom = item.get("customProperties")
    for extra in custom if isinstance(custom, list) else ():
        if isinstance(extra, Mapping) and extra.get("property"):
            pairs.append((words(str(extra["property"])), as_code(extra.get("value"))))
    return Cell("says", say(item, "description"), facts=tuple(pairs))


def plain(value: Any) -> bool:
    """Return whether a value fits into a line."""
    return all(isinstance(part, (str, int, float)) for part in (value if isinstance(value, list) else [value]))


def words(key: str) -> str:
    """Return a key as words: `mustBeLessThan` as `must be less than`."""
    spaced = re.sub(r"(?<=[a-z0-9])[A-Z]", lambda match: f" {match[0].lower()}", key)
    return spaced.replace("_", " ").strip()
