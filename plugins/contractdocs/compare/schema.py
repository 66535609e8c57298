"""Walks pairs of schema nodes by direction: every pair of named schemas once."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING

from ..model.change import Change
from ..model.interface import Direction, Fragment, Node, Resolver
from . import by_value
from .address import Address
from .alike import all_via_one_name, same_text
from .comparison import Comparison
from .flattening import alias
from .forms import Shape
from .remainder import spread_rests, spread_tails
from .shape import shape_of

if TYPE_CHECKING:
    from .making import Known
    from .witness import Proof

Pair = tuple[str, str, str]


class SchemaWalk:
    """Walks pairs of nodes and collects what changed; every pair of named schemas once per direction."""

    def __init__(self, old: Resolver, new: Resolver) -> None:
        self.old_resolver, self.new_resolver = old, new
        self.changes: list[Change] = []
        self.seen: set[Pair] = set()
        self.within: set[tuple[tuple[object, ...], tuple[object, ...], Direction]] = set()
        self.data = False
        self.aside = False  # it only asks how two nodes relate
        self.textual: frozenset[str] = frozenset()  # types whose values are written as text here, as in a query
        self.any_number = False  # a side cannot tell whole numbers from others
        self.any_branch = False  # the formats differ, and one may have no word for exactly one branch
        self.compared = 0
        self.tried = 0  # pairs whose values were tried
        self.not_compared: dict[str, None] = {}
        self.known_shapes: dict[tuple[object, ...], tuple[Node, Shape]] = {}
        self.proofs: dict[tuple[int, int, Direction], tuple[object, Proof | None]] = {}
        self.known: Known | None = None  # what witnesses share

    def scratch(self) -> SchemaWalk:
        """Return a walk that collects on its own, to ask how two nodes relate."""
        walk = SchemaWalk(self.old_resolver, self.new_resolver)
        walk.data, walk.any_number, walk.aside = self.data, self.any_number, True
        walk.seen, walk.within, walk.known_shapes = set(self.seen), set(self.within), self.known_shapes
        return walk

    def node(self, old: Node, new: Node, at: Address, direction: Direction) -> None:
        """Compare two nodes found at one address; nothing at all on one side allows everything."""
        if not (old and new):
            if not (old or new):
                return
            there = (old or new)[0]
            anything = (Fragment(True, there.origin, there.dialect),)
            old, new = old or anything, new or anything
        if same_text(old, new) or all_via_one_name(old, new):
            return
        old_name, new_name = alias(old, self.old_resolver), alias(new, self.new_resolver)
        if old_name and old_name == new_name:
            return  # compared where it is defined
        if old_name and new_name:
            if (old_name, new_name, direction) in self.seen:
                return
            self.seen.add((old_name, new_name, direction))
            at = Address(old_name)
        self.shapes(old, new, at, direction)

    def proof(self, old: Node, new: Node, way: Direction) -> Proof | None:
        """Return what proves a pair of nodes to differ, looked for once however many changes ask for it."""
        from .edges import Sides
        from .making import Known
        from .witness import proof

        key = (id(old), id(new), way)
        self.known = self.known or Known()
        if key not in self.proofs:  # the nodes are kept, so that no other gets their ids
            sides = Sides(old, self.old_resolver, new, self.new_resolver, self.known)
            self.proofs[key] = ((old, new), proof(sides, way))
        return self.proofs[key][1]

    def named(self, name: str, old: Node, new: Node, direction: Direction) -> None:
        """Compare a named schema that both sides have."""
        if not same_text(old, new):
            self.shapes(old, new, Address(name), direction)

    def shapes(self, old_node: Node, new_node: Node, at: Address, direction: Direction) -> None:
        """Compare the normal forms of two nodes; a pair inside itself is taken as equal."""
        pair = (parts_of(old_node), parts_of(new_node), direction)
        if pair in self.within:
            return
        self.within.add(pair)
        self.compared += 1
        old, new = copy(self.shape(old_node, self.old_resolver)), copy(self.shape(new_node, self.new_resolver))
        comparison, since = Comparison(self, old, new, (old_node, new_node), at, direction), len(self.changes)
        comparison.run()
        by_value.compare(comparison, since)
        self.within.discard(pair)

    def shape(self, node: Node, resolver: Resolver) -> Shape:
        """Return the normal form of a node, worked out once; it is kept with the node, whose ids stay taken so."""
        parts = [(id(part.schema), part.origin.pointer, part.dialect, part.via) for part in node]
        key = (id(resolver), *parts)
        if key not in self.known_shapes:
            self.known_shapes[key] = (node, spread(shape_of(node, resolver)))
        return self.known_shapes[key][1]


def spread(shape: Shape) -> Shape:
    """Return a shape whose listed names and items also satisfy what other parts say of all but their own."""
    spread_rests(shape)
    spread_tails(shape)
    return shape


def parts_of(node: Node) -> tuple[object, ...]:
    """Return what tells a node from every other one: the schemas that it is written in.

    A list of types alone is told by what it says: it may be made anew each time that a branch is met.
    """
    return tuple(types if (types := only_types(part.schema)) else id(part.schema) for part in node)


def only_types(schema: object) -> str:
    """Return the types of a schema that says nothing else, empty for any other."""
    return repr(schema["type"]) if isinstance(schema, Mapping) and [*schema] == ["type"] else ""
