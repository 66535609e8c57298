"""Compares two schema nodes, keyword family by keyword family: one engine for every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from ..model.change import Change, Side
from ..model.interface import Direction, Fragment, Node, Origin, Resolver
from . import intervals, unions
from .address import Address
from .arrays import compare_arrays
from .conditions import compare_conditions, compare_nots
from .enumerations import compare_enums
from .flattening import flatten
from .forms import Bounds, Shape
from .keywords import compare_formats, compare_lengths, compare_multiples, compare_patterns
from .listed import shared_limits
from .notes import compare_notes
from .objects import compare_objects
from .relations import NARROWER, WIDER, Relation, relation
from .value_types import compare_types, possible

if TYPE_CHECKING:
    from .schema import SchemaWalk


UNPROVABLE = frozenset({"optional-property-removed"})  # both sides take the same values; one of them just never comes


class Comparison:
    """Compares two shapes, keyword family by keyword family."""

    def __init__(
        self, walk: SchemaWalk, old: Shape, new: Shape, nodes: tuple[Node, Node], at: Address, direction: Direction
    ) -> None:
        self.walk, self.nodes = walk, nodes
        self.old, self.new = shared_limits(old, new), shared_limits(new, old)
        self.at, self.direction = at, direction
        self.slip = False  # the keyword at hand speaks of types that neither side takes
        self.related: dict[tuple[int, int], tuple[Node, Node, Relation]] = {}

    def run(self) -> None:
        """Compare everything that two shapes can differ in."""
        if self.old.impossible or self.new.impossible:
            return self.compare_impossible()
        compare_notes(self)
        self.name_the_rest()
        if self.old.field_terms is not None or self.new.field_terms is not None:
            self.compare_terms()
        if unions.compare(self):
            return None
        if not compare_types(self):
            return None
        compare_enums(self)
        shared = possible(self.old, self.walk.old_resolver) & possible(self.new, self.walk.new_resolver)
        if self.says(shared, {"integer", "fraction"}, "number"):
            intervals.compare(self, "number", "minimum", "maximum")
            compare_multiples(self)
        if self.says(shared, {"string"}, "length", "patterns"):
            compare_lengths(self)
            compare_patterns(self)
            self.optional_node(self.old.content, self.new.content, "contentSchema", self.at.below("{content}"))
        self.slip = False
        if shared & {"string", "integer", "fraction"}:
            compare_formats(self)
        if self.says(shared, {"array"}, "items"):
            compare_arrays(self)
        if self.says(shared, {"object"}, "properties"):
            compare_objects(self)
        self.slip = False
        compare_nots(self)
        compare_conditions(self)
        return None

    def says(self, shared: frozenset[str], types: set[str], *attributes: str) -> bool:
        """Return whether keywords about some types count: their type is allowed, or both sides state them all the same.

        `type: string` beside `properties` is a slip of the pen; what was meant is not known, so nothing is passed over.
        """
        empty: tuple[Any, ...] = (None, {}, (), Bounds())
        self.slip = not shared & types
        return not self.slip or any(
            getattr(self.old, name) not in empty and getattr(self.new, name) not in empty for name in attributes
        )

    def name_the_rest(self) -> None:
        """Remember the keywords that differ and that nothing here compares."""
        old, new = self.old.other, self.new.other
        for keyword in sorted({*old, *new}):
            if old.get(keyword) != new.get(keyword) and not self.made_inside(keyword):
                self.walk.not_compared[f"`{keyword}` at {self.at}"] = None

    def compare_impossible(self) -> None:
        """Compare where a side allows nothing at all."""
        if self.old.impossible != self.new.impossible:
            kind = "value-forbidden" if self.new.impossible else "value-allowed"
            self.emit(kind, self.at, words={"name": self.at.name})

    def compare_terms(self) -> None:
        """Compare what a data contract says of a field beyond its schema."""
        from .fields import compare_field

        old, new = self.old.field_terms or {}, self.new.field_terms or {}
        for difference in compare_field(old, new):
            before, after = self.old.where, self.new.where
            assert before is not None
            assert after is not None
            words = {"name": self.at.name, **difference.words}
            left = Side(Origin(before.document, before.pointer + difference.old_key), difference.old)
            right = Side(Origin(after.document, after.pointer + difference.new_key), difference.new)
            self.add(Change(difference.kind, str(self.at), frozenset({self.direction}), left, right, words, data=True))

    def optional_node(self, left: Node | None, right: Node | None, keyword: str, at: Address) -> None:
        """Compare a sub-schema that may be missing on a side: missing allows everything."""
        if left or right:
            self.descend(self.or_anything(self.old, left, keyword), self.or_anything(self.new, right, keyword), at)

    def or_anything(self, shape: Shape, node: Node | None, keyword: str) -> Node:
        """Return the node, or one that allows everything, placed at its parent."""
        return node or (Fragment(True, self.parent(shape), nodes_dialect(self.nodes)),)

    def descend(self, left: Node, right: Node, at: Address) -> None:
        """Go on with sub-nodes in the same direction."""
        self.walk.node(left, right, at, self.direction)

    def visible(self, node: Node, resolver: Resolver) -> bool:
        """Return whether a property is on the wire in this direction (OpenAPI: readOnly, writeOnly)."""
        flag = "readOnly" if self.direction == "input" else "writeOnly"
        if self.direction == "both":
            return True
        for schema in all_that_hold(node, resolver):  # noqa: SIM110  # asked of every property: a loop is worth it
            if schema.get(flag) is True:
                return False
        return True

    def relation(self, old: Node, new: Node) -> Relation:
        """Return how two nodes relate; see `relations.relation`.

        To ask is to compare in both directions: what is compared meanwhile in one changes no answer, so that each is
        kept, with the nodes, whose ids stay taken so.
        """
        if self.direction == "both":
            return relation(self.walk, old, new)
        key = (id(old), id(new))
        if key not in self.related:
            self.related[key] = (old, new, relation(self.walk, old, new))
        return self.related[key][2]

    def parent(self, shape: Shape) -> Origin:
        """Return where the schema stands that the change is about."""
        assert shape.where is not None
        return shape.where

    def made_elsewhere(self, old_via: str | None, new_via: str | None) -> bool:
        """Return whether a change was made inside a named schema that both sides bring in: it is reported there."""
        if old_via is None:
            return bool(new_via) and new_via in self.old.via
        if new_via is None:
            return bool(old_via) and old_via in self.new.via
        return bool(old_via) and old_via == new_via

    def made_inside(self, *keywords: str, names: tuple[str, ...] = ()) -> bool:
        """Return whether keywords changed in a named schema that both sides bring in, and nowhere else: told there.

        With `names`, the older and the newer one of a property, it is asked whether the keywords list them.
        """
        shared = self.old.via & self.new.via
        if not shared:
            return False
        told = [[said for key in keywords for said in side.said.get(key, ())] for side in (self.old, self.new)]
        if names:
            told = [[(via, name) for via, value in side if name in value] for side, name in zip(told, names)]
        here = [[value for via, value in side if via not in shared] for side in told]
        same = bool(here[0]) == bool(here[1]) if names else here[0] == here[1]
        return same and any(via in shared for side in told for via, _ in side)

    def emit(
        self, kind: str, at: Address, *keywords: str, words: Mapping[str, str], old: Any = None, new: Any = None
    ) -> None:
        """Report a change of a keyword at its place on both sides."""
        left, right = self.old.place(*keywords)[0], self.new.place(*keywords)[0]
        if self.made_inside(*keywords):
            return
        self.add(self.change(kind, at, Side(left, old), Side(right, new), words))

    def change(self, kind: str, at: Address, left: Side, right: Side, words: Mapping[str, str], **about: str) -> Change:
        """Return a change in this comparison's direction; `about` names the property whose presence it is about."""
        prove = None if self.slip else partial(self.witness, kind, **about)
        words = {**words, "slip": "yes"} if self.slip else words
        return Change(kind, str(at), frozenset({self.direction}), left, right, words, data=self.walk.data, prove=prove)

    def witness(self, kind: str, **about: str) -> Mapping[str, Any] | None:
        """Return a value that was right on one side and is wrong on the other; None where none was found."""
        if kind in UNPROVABLE:
            return None
        ways: tuple[Direction, ...] = ("input", "output") if self.direction == "both" else (self.direction,)
        if kind in WIDER:
            ways = ("output",) if "output" in ways else ()
        elif kind in NARROWER:
            ways = ("input",) if "input" in ways else ()
        proofs = (self.walk.proof(*self.nodes, way) for way in ways)
        return next((found.witness(**about) for found in proofs if found is not None), None)

    def add(self, change: Change) -> None:
        """Collect a change."""
        self.walk.changes.append(change)


def nodes_dialect(nodes: tuple[Node, Node]) -> str:
    """Return the dialect that a missing sub-schema would have been written in."""
    return next((part.dialect for node in nodes for part in node), "2020-12")


def all_that_hold(node: Node, resolver: Resolver) -> Iterable[Mapping[str, Any]]:
    """Return the schemas of a node that hold at once, with those it refers to; but for those that allow all or none."""
    if len(node) == 1 and type(node[0].schema) is dict:  # nearly all are like that
        schema = node[0].schema
        if not OPENED & schema.keys():
            return (schema,)
        if "$ref" in schema and "allOf" not in schema and isinstance(schema["$ref"], str):
            target = resolver.resolve(schema["$ref"], node[0].origin)
            below = [part.schema for part in target.node] if target else []
            if all(type(one) is dict and not OPENED & one.keys() for one in below):
                return (schema, *below)  # type: ignore[arg-type]
    return (schema for schema, _ in flatten(node, resolver) if not isinstance(schema, bool))


OPENED = frozenset({"$ref", "$dynamicRef", "allOf"})
