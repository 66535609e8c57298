"""The marks of a YAML text as a tree, built from its event stream without recursion.

The text is known to parse: nothing is checked here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .yaml_events import events_of

if TYPE_CHECKING:
    from .yaml_events import Mark

Position = tuple[int, int]
FIRST: Position = (1, 1)


class Node(Struct):
    """A part of a text: its line and column from 1, its text where it is a scalar, else its items or keys."""

    place: Position
    text: str | None = None
    items: list[Node] | None = None
    keys: dict[str, tuple[Position, Node]] = {}


class Level(Struct):
    """A list or mapping that is still open; the text of a merge key is None."""

    node: Node
    anchor: str | None
    key: tuple[str | None, Position] | None = None
    merge: Node | None = None


def tree(text: str) -> Node:
    """Return the tree of a text that parses."""
    grower = Grower()
    for event in events_of(text):
        grower.take(event)
    return grower.root


class Grower:
    """Builds the tree of marks, event by event."""

    def __init__(self) -> None:
        self.root = Node(FIRST, "")
        self.levels: list[Level] = []
        self.anchors: dict[str, Node] = {}

    def take(self, event: Any) -> None:
        """Take the next event."""
        name = event.__class__.__name__
        if name == "ScalarEvent":
            self.scalar(event)
        elif name == "AliasEvent":
            known = self.anchors[event.anchor]
            self.add(Node(at(event.start_mark), known.text, known.items, known.keys), merge=False)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            items: list[Node] | None = [] if name == "SequenceStartEvent" else None
            self.levels.append(Level(Node(at(event.start_mark), None, items), event.anchor))
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self.close()

    def scalar(self, event: Any) -> None:
        """Take a key or a value; one that is not written stands where its key or dash stands."""
        node = Node(at(event.start_mark), event.value)
        level = self.levels[-1] if self.levels else None
        if not event.value and event.implicit[0] and is_empty(event) and level:
            line, column = node.place
            node.place = level.key[1] if level.key else (line, max(column - 1, 1))
        if event.anchor:
            self.anchors[event.anchor] = node
        self.add(node, merge=event.implicit[0] and event.value == "<<")

    def add(self, node: Node, *, merge: bool) -> None:
        """Put a node where it belongs."""
        if not self.levels:
            self.root = node
            return
        level = self.levels[-1]
        if level.node.items is not None:
            level.node.items.append(node)
        elif level.key is None:
            level.key = (None if merge else node.text or "", node.place)
        elif level.key[0] is None:
            level.merge, level.key = node, None
        else:
            level.node.keys[level.key[0]] = (level.key[1], node)
            level.key = None

    def close(self) -> None:
        """Close the innermost list or mapping."""
        level = self.levels.pop()
        if level.merge is not None:
            merge(level.node, level.merge)
        if level.anchor:
            self.anchors[level.anchor] = level.node
        self.add(level.node, merge=False)


def merge(node: Node, source: Node) -> None:
    """Add the keys that are merged in; those of the mapping itself win, then the earlier source."""
    for part in [source] if source.items is None else source.items:
        for key, found in part.keys.items():
            node.keys.setdefault(key, found)


def is_empty(event: Any) -> bool:
    """Return whether nothing is written for a scalar."""
    start, end = event.start_mark, event.end_mark
    return bool(start.line == end.line and start.column == end.column)


def at(mark: Mark) -> Position:
    """Return the position of a mark, from 1."""
    return mark.line + 1, mark.column + 1
