"""The datasets of a contract and what they refer to as a picture: boxes with their keys, lines from field to field.

It is drawn here, as SVG in the page. A diagram language would need a script, which themes fetch from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .parts import DatasetPart, Field, Outline
from .relations import Relation, relations_of

WIDTH, GAP, BETWEEN = 210, 70, 24
HEAD, ROW, EDGE = 34, 24, 16
MOST_BOXES, MOST_ROWS = 30, 12


@dataclass(frozen=True, slots=True)
class Line:
    """One field in a box: its address, its name, and whether it is a primary key or refers to another field."""

    address: str
    name: str
    key: bool
    refers: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One dataset with the fields that are keys, at its place; `more` fields are not shown."""

    address: str
    lines: tuple[Line, ...]
    more: int
    x: int
    y: int

    @property
    def height(self) -> int:
        """Return its height."""
        return HEAD + ROW * (len(self.lines) + bool(self.more))

    def level(self, address: str) -> int:
        """Return how far down a field stands; the head, where it is not shown."""
        at = next((index for index, line in enumerate(self.lines) if line.address == address), None)
        return self.y + (HEAD // 2 if at is None else HEAD + ROW * at + ROW // 2)


@dataclass(frozen=True, slots=True)
class Diagram:
    """The boxes, the paths of the lines between them, and the size; datasets that are `left` out are in the table."""

    boxes: tuple[Box, ...]
    paths: tuple[str, ...]
    width: int
    height: int
    left: int
    summary: str
    box: int = WIDTH


def diagram_of(outline: Outline) -> Diagram | None:
    """Return the picture of an interface, None where no dataset refers to another."""
    parts = {part.address: part for part in outline.datasets}
    pairs = [pair for relation in relations_of(outline) for pair in inside(relation, parts)]
    joined = [name for name in parts if any(name in (holder(a), holder(b)) for a, b in pairs)]
    shown = frozenset(joined[:MOST_BOXES])
    pairs = [(a, b) for a, b in dict.fromkeys(pairs) if holder(a) in shown and holder(b) in shown]
    if not pairs:
        return None
    links = [(holder(a), holder(b)) for a, b in pairs]
    boxes = placed([part for part in outline.datasets if part.address in shown], links, pairs)
    by_name = {box.address: box for box in boxes}
    paths = tuple(path_of(by_name[holder(a)], by_name[holder(b)], a, b) for a, b in pairs)
    right, bottom = (max(values) for values in zip(*((box.x + WIDTH, box.y + box.height) for box in boxes)))
    said = "; ".join(dict.fromkeys(f"{a} refers to {b}" for a, b in links))
    return Diagram(tuple(boxes), paths, right + EDGE + GAP // 2, bottom + EDGE, len(joined) - len(shown), said + ".")


def holder(address: str) -> str:
    """Return the dataset of a field."""
    return address.partition(" > ")[0]


def inside(relation: Relation, parts: Mapping[str, DatasetPart]) -> Iterable[tuple[str, str]]:
    """Yield the pairs of fields that a relationship joins, those that lead out of the contract left out."""
    for source, target in zip(relation.source, relation.target):
        if " > " in source and " > " in target and holder(source) in parts and holder(target) in parts:
            yield source, target


def placed(
    parts: Sequence[DatasetPart], links: Sequence[tuple[str, str]], pairs: Sequence[tuple[str, str]]
) -> list[Box]:
    """Return the boxes in columns: what is referred to stands to the right of what refers to it."""
    columns: dict[int, int] = {}
    ranks = ranks_of([part.address for part in parts], links)
    targets, sources = {b for _, b in pairs}, {a for a, _ in pairs}
    boxes = []
    for part in sorted(parts, key=lambda part: ranks[part.address]):
        lines = [line_of(field, sources) for field in part.fields if is_key(field, sources | targets)]
        rank = ranks[part.address]
        y = columns.get(rank, EDGE)
        more = max(0, len(lines) - MOST_ROWS)
        box = Box(part.address, tuple(lines[:MOST_ROWS]), more, EDGE + rank * (WIDTH + GAP), y)
        columns[rank] = y + box.height + BETWEEN
        boxes.append(box)
    return boxes


def is_key(field: Field, joined: set[str]) -> bool:
    """Return whether a field is shown: a primary key, or the end of a relationship."""
    return field.address in joined or field.terms.get("primaryKey") is True


def line_of(field: Field, sources: set[str]) -> Line:
    """Return a field as a line of its box."""
    name = field.address.partition(" > ")[2]
    return Line(field.address, name, field.terms.get("primaryKey") is True, field.address in sources)


def ranks_of(names: Sequence[str], links: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return the column of each dataset: one more than any that refers to it; a circle is cut where it closes."""
    below = {name: [b for a, b in links if a == name and b != name] for name in names}
    referred = {b for targets in below.values() for b in targets}
    ranks: dict[str, int] = {}
    for name in sorted(names, key=lambda name: name in referred):  # first those that nothing refers to
        if name not in ranks:
            push(name, 0, below, ranks, frozenset())
    return ranks


def push(
    name: str, rank: int, below: Mapping[str, Sequence[str]], ranks: dict[str, int], above: frozenset[str]
) -> None:
    """Move a dataset at least as far right as `rank`, and all that it refers to further."""
    if name in above or rank <= ranks.get(name, -1):
        return
    ranks[name] = rank
    for target in below[name]:
        push(target, rank + 1, below, ranks, above | {name})


def path_of(source: Box, target: Box, first: str, last: str) -> str:
    """Return the line from one field to another, with three toes at the end of which there may be many."""
    y1, y2 = source.level(first), target.level(last)
    if target.x > source.x:
        x1, x2, way, back = source.x + WIDTH, target.x, 1, -1
    elif target.x < source.x:
        x1, x2, way, back = source.x, target.x + WIDTH, -1, 1
    else:
        x1, x2, way, back = source.x + WIDTH, target.x + WIDTH, 1, 1
    toes = f"M{x1} {y1 - 6}L{x1 + 10 * way} {y1}L{x1} {y1 + 6}"
    bar = f"M{x2 + 7 * back} {y2 - 6}V{y2 + 6}"
    bend = GAP // 2 if target.x != source.x else GAP // 3
    return f"{toes}M{x1} {y1}C{x1 + bend * way} {y1} {x2 + bend * back} {y2} {x2} {y2}{bar}"
