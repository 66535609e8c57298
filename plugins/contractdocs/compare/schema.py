"""Compares two schema nodes by direction: one engine for every format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.json import encode

from ..model.change import Change, Side
from ..model.interface import Direction, Fragment, Node, Origin, Resolver, flip
from . import by_value, intervals, unions
from .address import Address
from .keywords import compare_formats, compare_lengths, compare_multiples, compare_patterns
from .languages import follows
from .listed import shared_limits
from .relations import NARROWER, WIDER, relation
from .remainder import refuses, spread_rests, spread_tails
from .renames import likely_renames
from .shape import ALL_TYPES, CANONICAL, Bounds, Shape, alias, shape_of, show_types
from .stability import stability_kind, stability_of

if TYPE_CHECKING:
    from .witness import Known, Proof

Pair = tuple[str, str, str]


UNPROVABLE = frozenset({"optional-property-removed"})  # both sides take the same values; one of them just never comes


class SchemaWalk:
    """Walks pairs of nodes and collects what changed; every pair of named schemas once per direction."""

    def __init__(self, old: Resolver, new: Resolver) -> None:
        self.old_resolver, self.new_resolver = old, new
        self.changes: list[Change] = []
        self.seen: set[Pair] = set()
        self.within: set[tuple[tuple[int, ...], tuple[int, ...], Direction]] = set()
        self.data = False
        self.aside = False  # it only asks how two nodes relate
        self.textual: frozenset[str] = frozenset()  # types whose values are written as text here, as in a query
        self.any_number = False  # a side cannot tell whole numbers from others
        self.compared = 0
        self.tried = 0  # pairs whose values were tried
        self.not_compared: dict[str, None] = {}
        self.proofs: dict[tuple[int, int, Direction], tuple[object, Proof | None]] = {}
        self.known: Known | None = None  # what witnesses share

    def scratch(self) -> SchemaWalk:
        """Return a walk that collects on its own, to ask how two nodes relate."""
        walk = SchemaWalk(self.old_resolver, self.new_resolver)
        walk.data, walk.any_number, walk.aside = self.data, self.any_number, True
        walk.seen, walk.within = set(self.seen), set(self.within)
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
        from .witness import Known, Sides, proof

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
        old, new = (
            spread(shape_of(node, side))
            for node, side in ((old_node, self.old_resolver), (new_node, self.new_resolver))
        )
        comparison, since = Comparison(self, old, new, (old_node, new_node), at, direction), len(self.changes)
        comparison.run()
        by_value.compare(comparison, since)
        self.within.discard(pair)


def spread(shape: Shape) -> Shape:
    """Return a shape whose listed names and items also satisfy what other parts say of all but their own."""
    spread_rests(shape)
    spread_tails(shape)
    return shape


def parts_of(node: Node) -> tuple[int, ...]:
    """Return what tells a node from every other one: the schemas that it is written in."""
    return tuple(id(part.schema) for part in node)


class Comparison:
    """Compares two shapes, keyword family by keyword family."""

    def __init__(
        self, walk: SchemaWalk, old: Shape, new: Shape, nodes: tuple[Node, Node], at: Address, direction: Direction
    ) -> None:
        self.walk, self.nodes = walk, nodes
        self.old, self.new = shared_limits(old, new), shared_limits(new, old)
        self.at, self.direction = at, direction
        self.slip = False  # the keyword at hand speaks of types that neither side takes

    # -- what changed ---------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Compare everything that two shapes can differ in."""
        if self.old.impossible or self.new.impossible:
            return self.compare_impossible()
        self.compare_notes()
        self.name_the_rest()
        if self.old.field_terms is not None or self.new.field_terms is not None:
            self.compare_terms()
        if unions.compare(self):
            return None
        if not self.compare_types():
            return None
        self.compare_enums()
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
            self.compare_arrays()
        if self.says(shared, {"object"}, "properties"):
            self.compare_objects()
        self.slip = False
        self.compare_nots()
        self.compare_conditions()
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

    def compare_types(self) -> bool:
        """Compare types; return whether anything is left to compare below."""
        old, new = self.old.types, self.new.types
        if old == new or (self.old.unions and self.new.unions and self.same_by_branches()):
            return True
        if self.derived_by_enum() or (self.walk.any_number and old ^ new == {"fraction"}):
            return True
        if old != ALL_TYPES and new != ALL_TYPES:
            self.compare_null()
            if old - {"null"} and new - {"null"}:
                old, new = old - {"null"}, new - {"null"}
        if old == new:
            return True
        kind = "type-widened" if old < new else "type-narrowed" if new < old else "type-changed"
        listed = self.walk.textual and "array" in new - old and self.new.items and (self.new.items_count.low or 0) <= 1
        told_apart = "string" in old & new  # a list that names text and other types tells those apart from text
        if listed or (not told_apart and self.walk.textual and old - new <= self.texts_taken(self.new)):
            kind = "type-widened"
        elif not told_apart and self.walk.textual and new - old <= self.texts_taken(self.old):
            kind = "type-narrowed"
        words = {"name": self.at.name, "old": show_types(old), "new": show_types(new)}
        self.emit(kind, self.at, "type", words=words, old=words["old"], new=words["new"])
        if listed and self.new.items:  # one value is a list of one
            free = self.texts_taken(shape_of(self.new.items, self.walk.new_resolver))
            if not (free and old <= free | {"string"}):
                self.descend(self.nodes[0], self.new.items, self.at)
        return bool(old & new)

    def same_by_branches(self) -> bool:
        """Return whether the types are the same with what branches say of them: `type` may stand beside or within."""
        sides = (self.old, self.walk.old_resolver), (self.new, self.walk.new_resolver)
        old, new = (of_branches(shape, resolver) - {"null"} for shape, resolver in sides)
        return old == new  # null is compared with the branches

    def texts_taken(self, shape: Shape) -> frozenset[str]:
        """Return the types whose values a shape takes because they are written as text here."""
        restricted = shape.enum or shape.patterns or shape.formats or shape.length != Bounds()
        return self.walk.textual if "string" in shape.types and not restricted else frozenset()

    def derived_by_enum(self) -> bool:
        """Return whether a type differs only because an enumeration implies it: that is one change, not two."""
        one_sided = (self.old.enum is None) != (self.new.enum is None)
        sides = (self.old, self.new) if self.new.enum is not None else (self.new, self.old)
        free, listed = sides
        return one_sided and listed.types <= free.types and "type" not in listed.places

    def compare_null(self) -> None:
        """Compare whether null is allowed."""
        before, after = "null" in self.old.types, "null" in self.new.types
        if before != after and self.old.types - {"null"} and self.new.types - {"null"}:
            kind = "null-allowed" if after else "null-refused"
            self.emit(kind, self.at, "null", "type", words={"name": self.at.name}, old=before, new=after)

    def compare_enums(self) -> None:
        """Compare enumerations by their values; numbers by value."""
        self.compare_extensible()
        old, new = self.old.enum, self.new.enum
        if old is None and new is None:
            return
        if old is None or new is None:
            self.compare_enum_itself()
            return
        gone, come = [old[key] for key in old if key not in new], [new[key] for key in new if key not in old]
        null = [value for value in (*gone, *come) if value is None]
        if gone and come and len(gone) == len(old) and not null:
            words = {"name": self.at.name, "old": listed(gone), "new": listed(come)}
            constants = len(old) == len(new) == 1 and not self.walk.data
            kind = "constant-changed" if constants else "enum-replaced"
            self.emit(kind, self.at, "enum", words=words, old=gone, new=come)
            return
        for kind, values in (("enum-value-removed", gone), ("enum-value-added", come)):
            for value in values:
                if value is None and "null" in self.old.types ^ self.new.types:
                    continue  # said already by the type
                sides = {"old": value} if kind.endswith("removed") else {"new": value}
                self.emit(kind, self.at, "enum", words={"name": self.at.name, "value": show(value)}, **sides)

    def compare_enum_itself(self) -> None:
        """Compare where only one side enumerates."""
        shape = self.new if self.old.enum is None else self.old
        values = list((shape.enum or {}).values())
        if (self.old if shape is self.new else self.new).types == {"null"}:
            return  # the values that came or went are other types, and said as such
        sides = {"new": values} if self.old.enum is None else {"old": values}
        kind = "enum-added" if self.old.enum is None else "enum-removed"
        self.emit(kind, self.at, "enum", words={"name": self.at.name, "values": listed(values)}, **sides)

    def compare_extensible(self) -> None:
        """Compare `x-extensible-enum`: values that readers must not take for all."""
        old, new = (shape.notes.get("x-extensible-enum") for shape in (self.old, self.new))
        if not isinstance(old, list) or not isinstance(new, list):
            return
        for kind, one, other in (
            ("extensible-enum-value-removed", old, new),
            ("extensible-enum-value-added", new, old),
        ):
            for value in one:
                if value not in other:
                    side = {"old": value} if kind.endswith("removed") else {"new": value}
                    words = {"name": self.at.name, "value": show(value)}
                    self.emit(kind, self.at, "x-extensible-enum", words=words, **side)

    def compare_arrays(self) -> None:
        """Compare what arrays hold."""
        intervals.compare(self, "items_count", "min-items", "max-items")
        several = all(
            (side.items_count.high or 2) > 1 for side in (self.old, self.new)
        )  # one item is unlike all others
        if self.old.unique_items != self.new.unique_items and several:
            kind = "unique-items-added" if self.new.unique_items else "unique-items-removed"
            self.emit(
                kind,
                self.at,
                "uniqueItems",
                words={"name": self.at.name},
                old=self.old.unique_items,
                new=self.new.unique_items,
            )
        old, new = self.old, self.new
        for index in range(max(len(old.prefix), len(new.prefix))):
            left = old.prefix[index] if index < len(old.prefix) else self.or_anything(old, old.items, "items")
            right = new.prefix[index] if index < len(new.prefix) else self.or_anything(new, new.items, "items")
            self.descend(left, right, self.at.below(f"[{index}]"))
        if not (ends(old) or ends(new)):  # what may follow a list of fixed length is told by its length
            self.optional_node(old.items, new.items, "items", self.at.below("[]"))
        self.compare_contains()
        self.compare_unevaluated("unevaluatedItems")

    def compare_contains(self) -> None:
        """Compare `contains`; where no more than so many may match, a wider schema leaves fewer arrays right."""
        old, new, at = self.old, self.new, self.at.below("[contains]")
        if old.more_contains or new.more_contains:
            return self.compare_all_contained()
        self.optional_node(old.contains, new.contains, "contains", at)
        if not (old.contains and new.contains):
            return None
        if old.contains_count.high is not None or new.contains_count.high is not None:
            self.walk.node(old.contains, new.contains, at, flip(self.direction))
        intervals.compare(self, "contains_count", "min-contains", "max-contains")
        return None

    def compare_all_contained(self) -> None:
        """Compare several `contains`: those that are written alike are one; one left on each side goes with the other.

        What the others come to is found by trying values.
        """
        old, new = ([part for part in (side.contains, *side.more_contains) if part] for side in (self.old, self.new))
        gone = [part for part in old if not any(same_text(part, other) for other in new)]
        come = [part for part in new if not any(same_text(part, other) for other in old)]
        if len(gone) == len(come) == 1:
            self.descend(gone[0], come[0], self.at.below("[contains]"))

    def compare_objects(self) -> None:
        """Compare properties and what surrounds them."""
        self.compare_members()
        self.compare_properties()
        self.compare_additional()
        self.compare_patterned()
        self.compare_names()
        self.compare_dependents()
        self.compare_unevaluated("unevaluatedProperties")

    def compare_members(self) -> None:
        """Compare how many properties there may be; a count that the required ones reach anyway is none."""
        old, new = self.old.members, self.new.members
        self.old.members, self.new.members = reached(old, new, self.old), reached(new, old, self.new)
        intervals.compare(self, "members", "min-properties", "max-properties")

    def compare_names(self) -> None:
        """Compare what is asked of the names of properties; a name is always a text."""
        old, new = self.old.property_names, self.new.property_names
        if bool(old) != bool(new):
            kind = "property-name-rule-added" if new else "property-name-rule-removed"
            sides = {"new": raw(new)} if new else {"old": raw(old)}
            self.emit(kind, self.at, "propertyNames", words={"name": self.at.name}, **sides)
        elif old:
            left, right = (
                (*part, Fragment({"type": "string"}, self.parent(shape)))
                for part, shape in ((old, self.old), (new, self.new))
            )
            self.descend(left, right, self.at.below("{names}"))

    def compare_patterned(self) -> None:
        """Compare what is said of names by pattern; without such a pattern, what is said of other names holds."""
        for pattern in sorted({*self.old.pattern_properties, *self.new.pattern_properties}):
            left, right = self.old.pattern_properties.get(pattern), self.new.pattern_properties.get(pattern)
            at = self.at.below(f"{{{pattern}}}")
            left_or = left or names_within(self.old, pattern)
            self.optional_node(left_or, right or names_within(self.new, pattern), "patternProperties", at)
            for name in {**self.old.properties, **self.new.properties} if not (left and right) else ():
                if follows((f"^{re.escape(name)}$",), pattern):
                    self.patterned_pair(name, left or (), right or ())

    def patterned_pair(self, name: str, left: Node, right: Node) -> None:
        """Compare a listed property whose name a pattern of one side takes too: there both hold."""
        old, new = self.old.properties.get(name), self.new.properties.get(name)
        if old and new:
            self.descend((*old, *left), (*new, *right), self.at.field(name))

    def compare_properties(self) -> None:
        """Compare properties by name, and by stable id where they have one."""
        old, new = self.old.properties, self.new.properties
        renamed, likely = self.renamed(), self.likely_renamed()
        for name, node in old.items():
            if name in new:
                self.property_pair(name, name, node, new[name])
            elif name in renamed:
                self.property_renamed(name, renamed[name])
            elif name in likely:
                self.property_likely_renamed(name, likely[name])
            elif self.visible(node, self.walk.old_resolver):
                self.property_removed(name, node)
        taken = {*renamed.values(), *likely.values()}
        for name, node in new.items():
            if name not in old and name not in taken and self.visible(node, self.walk.new_resolver):
                self.property_added(name, node)
        told = {*old} & {*new} | {*renamed, *likely, *taken}
        must = self.old.must_have(self.direction), self.new.must_have(self.direction)
        for name in sorted({*must[0], *must[1]} - told):
            if (name in must[0] or name not in new) and (name in must[1] or name not in old):
                self.requiredness(name, name, None, None)

    def renamed(self) -> dict[str, str]:
        """Return which properties go by another name now: those whose stable id stayed."""
        gone = {name: identity(node) for name, node in self.old.properties.items() if name not in self.new.properties}
        come = {identity(node): name for name, node in self.new.properties.items() if name not in self.old.properties}
        return {name: come[key] for name, key in gone.items() if key and key in come}

    def property_renamed(self, name: str, new_name: str) -> None:
        """Report a rename, and go on comparing below it."""
        self.add(self.rename("property-renamed", name, new_name))
        self.property_pair(name, new_name, self.old.properties[name], self.new.properties[new_name])

    def rename(self, kind: str, name: str, new_name: str, **more: str) -> Change:
        """Return the change of a name, with both."""
        left, right = self.old.properties[name], self.new.properties[new_name]
        words = {"name": self.at.field(name).name, "old": name, "new": new_name, **more}
        sides = Side(left[0].origin, name, key=True), Side(right[0].origin, new_name, key=True)
        return self.change(kind, self.at.field(name), *sides, words)

    def likely_renamed(self) -> dict[str, str]:
        """Return which removed property an added one likely is, of those that are reported here and in this way.

        What was deprecated goes as it said, and its notice speaks of the removal alone.
        """
        old, new, resolver = self.old.properties, self.new.properties, self.walk.old_resolver
        gone = {n: node for n, node in old.items() if n not in new and self.own(node, resolver, self.new)}
        gone = {n: node for n, node in gone.items() if not shape_of(node, resolver).notes.get("deprecated")}
        come = {n: node for n, node in new.items() if n not in old and self.own(node, self.walk.new_resolver, self.old)}
        return likely_renames(self, gone, come)

    def own(self, node: Node, resolver: Resolver, other: Shape) -> bool:
        """Return whether a property of one side is on the wire, has no stable id, and was not lost or won elsewhere."""
        via = node[0].via
        return self.visible(node, resolver) and not identity(node) and not (via and via in other.via)

    def property_likely_renamed(self, name: str, new_name: str) -> None:
        """Report a removal and an addition as one: senders are hurt where the older is refused or the newer asked."""
        must, had = new_name in self.new.must_have(self.direction), name in self.old.must_have(self.direction)
        breaks_senders = new_name in self.new.must_have("input") or closed(self.new)
        kind = "property-likely-renamed" if breaks_senders else "optional-property-likely-renamed"
        more = "" if must == had else " and required" if must else " and optional"
        change = self.rename(kind, name, new_name, more=more)
        shown = (had or closed(self.old)) if self.direction == "output" else breaks_senders
        self.add(change if shown else replace(change, prove=None))

    def property_pair(self, name: str, new_name: str, left: Node, right: Node) -> None:
        """Compare a property that both sides have."""
        before, after = self.visible(left, self.walk.old_resolver), self.visible(right, self.walk.new_resolver)
        at = self.at.field(name)
        if before and after:
            self.requiredness(name, new_name, left, right)
            self.descend(left, right, at)
        elif before != after:
            flag = "read-only" if self.direction == "input" else "write-only"
            kind = f"property-became-{flag}" if before else f"property-no-longer-{flag}"
            keyword = "readOnly" if self.direction == "input" else "writeOnly"
            sides = Side(left[0].origin.child(keyword), after), Side(right[0].origin.child(keyword), before)
            self.add(self.change(kind, at, *sides, {"name": at.name}))

    def requiredness(self, name: str, new_name: str, left: Node | None, right: Node | None) -> None:
        """Compare whether a property is required."""
        way = self.direction
        before, after = name in self.old.must_have(way), new_name in self.new.must_have(way)
        if before == after:
            return
        at = self.at.field(name)
        kind = "property-became-required" if after else "property-became-optional"
        sides = [
            Side(node[0].origin, value, key=True) if node else Side(shape.place("required")[0], value)
            for node, shape, value in ((left, self.old, before), (right, self.new, after))
        ]
        if not self.made_inside("required", names=(name, new_name)):
            self.add(self.change(kind, at, sides[0], sides[1], {"name": at.name}, absent=new_name if after else name))

    def property_removed(self, name: str, node: Node) -> None:
        """Report a property that only the older side declares."""
        at = self.at.field(name)
        if self.covered_by_map(name, node, at, removed=True) or self.made_elsewhere(node[0].via, None):
            return
        refused = closed(self.new)
        optional = name not in self.old.must_have(self.direction)
        kind = "property-refused" if refused else "optional-property-removed" if optional else "property-removed"
        left = Side(node[0].origin, raw(node), key=True)
        about = {"present" if refused else "absent": name}
        self.add(self.change(kind, at, left, Side(self.parent(self.new)), {"name": at.name}, **about))

    def property_added(self, name: str, node: Node) -> None:
        """Report a property that only the newer side declares."""
        at = self.at.field(name)
        if self.covered_by_map(name, node, at, removed=False) or self.made_elsewhere(None, node[0].via):
            return
        kind = "closed-property-added" if closed(self.old) else "property-added"
        if name in self.new.must_have(self.direction) and not (self.direction == "output" and closed(self.old)):
            kind = "required-property-added"
        elif refuses(node) and not closed(self.old):
            kind = "value-forbidden"
        right = Side(node[0].origin, raw(node), key=True)
        about = {"absent" if kind == "required-property-added" else "present": name}
        self.add(self.change(kind, at, Side(self.parent(self.old)), right, {"name": at.name}, **about))

    def covered_by_map(self, name: str, node: Node, at: Address, *, removed: bool) -> bool:
        """Compare a property with the schema of all other names, where the other side has one that says more.

        Where the other side is nothing but such a map, that is all there is to say of the property, and so it is where
        the other side has a pattern for its name.
        """
        other = self.new if removed else self.old
        if patterned := by_pattern(other, name):
            left, right = (node, patterned) if removed else (patterned, node)
            self.requiredness(name, name, left if removed else None, None if removed else right)
            self.descend(left, right, at)
            return True
        maps = [part for part in other.additional if any_allowed(part)]
        if len(maps) != 1:
            return False
        left, right = (node, maps[0]) if removed else (maps[0], node)
        if not other.properties:
            self.requiredness(name, name, left if removed else None, None if removed else right)
        self.descend(left, right, at)
        return not other.properties

    def compare_additional(self) -> None:
        """Compare whether names that are not listed are allowed."""
        old_closed, new_closed = (
            any(not any_allowed(part) for part in side.additional) for side in (self.old, self.new)
        )
        words = {"name": self.at.name}
        if old_closed != new_closed:
            kind = "additional-properties-closed" if new_closed else "additional-properties-opened"
            self.emit(kind, self.at, "additionalProperties", words=words, old=not old_closed, new=not new_closed)
        elif not old_closed:
            left = self.old.additional[0] if self.old.additional else None
            right = self.new.additional[0] if self.new.additional else None
            self.optional_node(left, right, "additionalProperties", self.at.below("{}"))

    def compare_unevaluated(self, keyword: str) -> None:
        """Compare `unevaluatedProperties` or `unevaluatedItems`."""
        left, right = self.old.unevaluated.get(keyword), self.new.unevaluated.get(keyword)
        closed_old, closed_new = (node is not None and not any_allowed(node) for node in (left, right))
        if closed_old != closed_new:
            what = "additional-properties" if keyword == "unevaluatedProperties" else "additional-items"
            kind = f"{what}-closed" if closed_new else f"{what}-opened"
            self.emit(kind, self.at, keyword, words={"name": self.at.name}, old=not closed_old, new=not closed_new)
        elif not closed_old:
            self.optional_node(left, right, keyword, self.at.below("{unevaluated}"))

    def compare_dependents(self) -> None:
        """Compare what the presence of one property asks of others."""
        old, new = self.old.dependent_required, self.new.dependent_required
        for name in sorted({*old, *new}):
            before, after = old.get(name, frozenset()), new.get(name, frozenset())
            for kind, values in (
                ("dependent-required-added", after - before),
                ("dependent-required-removed", before - after),
            ):
                for value in sorted(values):
                    at = self.at.field(name)
                    side = {"new": value} if kind.endswith("added") else {"old": value}
                    self.emit(kind, at, "dependentRequired", words={"name": at.name, "value": value}, **side)
        for name in sorted({*self.old.dependent_schemas, *self.new.dependent_schemas}):
            left, right = self.old.dependent_schemas.get(name), self.new.dependent_schemas.get(name)
            at = self.at.below(f"{{if {name}}}")
            if left and right:
                self.descend(left, right, at)
            else:  # what holds under a condition is written to be checked: there no name is merely added
                kind = "condition-added" if right else "condition-removed"
                self.emit(kind, at, "dependentSchemas", "dependencies", words={"name": self.at.field(name).name})

    def compare_nots(self) -> None:
        """Compare what is refused: more of it leaves less that is right."""
        old, new = list(self.old.nots), list(self.new.nots)
        for node in list(old):
            match = next((other for other in new if same_text(node, other)), None)
            if match is not None:
                old.remove(node)
                new.remove(match)
        for node in list(old):
            match = next((other for other in new if self.refuse_alike(node, other)), None)
            if match is not None:
                old.remove(node)
                new.remove(match)
        if len(old) == len(new) == 1:  # what is refused became more, less, or both
            related = relation(self.walk, old[0], new[0])
            old, new = [] if related == "wider" else old, [] if related == "narrower" else new
        sides = (
            ("not-removed", old, self.new, self.walk.old_resolver),
            ("not-added", new, self.old, self.walk.new_resolver),
        )
        for kind, nodes, other, resolver in sides:
            for node in nodes:
                if not other.types & shape_of(node, resolver).types:
                    continue  # it refuses what nothing else allows
                side = Side(node[0].origin, raw(node))
                left, right = (
                    (side, Side(self.parent(self.new)))
                    if kind == "not-removed"
                    else (Side(self.parent(self.old)), side)
                )
                self.add(self.change(kind, self.at, left, right, {"name": self.at.name}))

    def refuse_alike(self, old: Node, new: Node) -> bool:
        """Return whether two nodes refuse the same, or go by one name: then they are compared where it is defined."""
        name = alias(old, self.walk.old_resolver)
        if name and name == alias(new, self.walk.new_resolver):
            return True
        return relation(self.walk, old, new) == "same"

    def compare_conditions(self) -> None:
        """Compare `if`, `then` and `else`: those of one condition with each other, then what is left in order."""
        old, new = list(self.old.conditions), list(self.new.conditions)
        pairs = []
        for left in list(old):
            right = next((one for one in new if self.is_one_condition(left, one)), None)
            if right is not None:
                pairs.append((left, right))
                old.remove(left)
                new.remove(right)
        for left, right in pairs:
            for part in ("then", "else"):
                self.optional_node(left.get(part), right.get(part), part, self.at.below(f"{{{part}}}"))
        changed = min(len(old), len(new))
        kinds = ["condition-changed"] * changed + ["condition-removed"] * (len(old) - changed)
        for index, kind in enumerate(kinds + ["condition-added"] * (len(new) - changed)):
            self.emit(kind, self.at, "if", words={"name": self.at.name}, old=index, new=index)

    def is_one_condition(self, left: Mapping[str, Node], right: Mapping[str, Node]) -> bool:
        """Return whether two conditions ask for the same, whatever they then demand."""
        return same_text(left["if"], right["if"]) or relation(self.walk, left["if"], right["if"]) == "same"

    def compare_notes(self) -> None:
        """Compare what is said about a value without restricting it."""
        old, new = self.old.notes, self.new.notes
        if old == new:
            return
        for keyword, compare in NOTE_COMPARISONS.items():
            if old.get(keyword) != new.get(keyword):
                compare(self, keyword, old.get(keyword), new.get(keyword))

    # -- how it is reported ---------------------------------------------------------------------------------------

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
        return not any(
            isinstance(part.schema, Mapping) and part.schema.get(flag) is True for part in with_targets(node, resolver)
        )

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


def compare_description(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report new wording."""
    self.emit("description-changed", self.at, keyword, words={"name": self.at.name}, old=old, new=new)


def compare_default(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report a default that came, went or changed."""
    kind = "default-added" if old is None else "default-removed" if new is None else "default-changed"
    words = {"name": self.at.name, "old": show(old), "new": show(new)}
    self.emit(kind, self.at, keyword, words=words, old=old, new=new)


def compare_deprecated(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report a deprecation that came or went."""
    if bool(old) != bool(new):
        kind = "deprecated-added" if new else "deprecated-removed"
        sunset = self.new.notes.get("x-sunset")
        when = f", to be removed on {sunset}" if new and sunset else ""
        self.emit(kind, self.at, keyword, words={"name": self.at.name, "when": when}, old=bool(old), new=bool(new))


def compare_sunset(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report a removal date that was set or moved."""
    kind = sunset_kind(old, new)
    if kind == "sunset-removed" and not self.new.notes.get("deprecated"):
        return  # it is no longer deprecated: that is the change
    if kind == "sunset-added" and not self.old.notes.get("deprecated"):
        return  # said with the deprecation
    self.emit(kind, self.at, keyword, words={"name": self.at.name, "old": str(old), "new": str(new)}, old=old, new=new)


def sunset_kind(old: Any, new: Any) -> str:
    """Return what happened to a removal date; ISO dates compare as text."""
    if not old:
        return "sunset-added"
    if not new:
        return "sunset-removed"
    return "sunset-moved-earlier" if str(new) < str(old) else "sunset-moved-later"


def tells_itself(self: Comparison, name: str) -> bool:
    """Return whether a property is a constant of every branch on both sides: saying so once more changes nothing."""
    return all(
        any(
            union.branches and all(constant(shape_of(branch, resolver), name, resolver) for branch in union.branches)
            for union in shape.unions
        )
        for shape, resolver in ((self.old, self.walk.old_resolver), (self.new, self.walk.new_resolver))
    )


def constant(shape: Shape, name: str, resolver: Resolver) -> bool:
    """Return whether an object must have a property, and the property takes one value alone."""
    if name not in shape.required or name not in shape.properties:
        return False
    values = shape_of(shape.properties[name], resolver).enum
    return values is not None and len(values) == 1


def reached(mine: Bounds, other: Bounds, shape: Shape) -> Bounds:
    """Return the least number of properties of the other side, where what is required here reaches it."""
    return replace(mine, low=other.low) if mine.low is None and (other.low or 0) <= len(shape.required) else mine


def ends(shape: Shape) -> bool:
    """Return whether a list ends with the items that are listed: nothing may follow them."""
    refused = shape.items is not None and any(part.schema is False for part in shape.items)
    return refused or shape.items_count.high == 0


def compare_discriminator(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report another discriminator."""
    old, new = (value if isinstance(value, Mapping) else {} for value in (old, new))
    before, after = old.get("propertyName"), new.get("propertyName")
    words = {"name": self.at.name, "old": show(before), "new": show(after)}
    if before != after and (before is None or after is None) and tells_itself(self, str(before or after)):
        return
    if before != after:
        kind = (
            "discriminator-added"
            if before is None
            else "discriminator-removed"
            if after is None
            else "discriminator-changed"
        )
        self.emit(kind, self.at, keyword, words=words, old=before, new=after)
        return
    left, right = (side.get("mapping") if isinstance(side.get("mapping"), Mapping) else {} for side in (old, new))
    for value in sorted({*left, *right}, key=str):
        if left.get(value) != right.get(value):
            kind = "discriminator-value-" + (
                "added" if value not in left else "removed" if value not in right else "changed"
            )
            words = {"name": self.at.name, "value": show(value)}
            self.emit(kind, self.at, keyword, words=words, old=left.get(value), new=right.get(value))


def compare_opaque(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report a type that is only known as text."""
    words = {"name": self.at.name, "old": str(old), "new": str(new)}
    self.emit("opaque-type-changed", self.at, keyword, words=words, old=old, new=new)


def compare_checks(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report checks that are only known as text."""
    words = {"name": self.at.name, "old": str(old or "none"), "new": str(new or "none")}
    self.emit("opaque-check-changed", self.at, keyword, words=words, old=old, new=new)


def compare_codes(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report codes of errors that came and went: readers act on them, and meet unknown ones as any other error."""
    before, after = (list(codes) if isinstance(codes, Mapping) else [] for codes in (old, new))
    for kind, one, other in (("error-code-removed", before, after), ("error-code-added", after, before)):
        for code in one:
            if code not in other:
                side = {"old": code} if kind.endswith("removed") else {"new": code}
                self.emit(kind, self.at, keyword, words={"name": self.at.name, "value": str(code)}, **side)


def compare_stability(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report another stability of a part; that of a whole document is a statement of the contract."""
    before, after = (str(level or "stable") for level in (old, new))
    kind = stability_kind(stability_of(before), stability_of(after))
    if kind and self.parent(self.old).pointer:
        words = {"name": self.at.name, "old": before, "new": after}
        self.emit(kind, self.at, keyword, words=words, old=old, new=new)


NOTE_COMPARISONS: dict[str, Callable[[Comparison, str, Any, Any], None]] = {
    "description": compare_description,
    "default": compare_default,
    "deprecated": compare_deprecated,
    "x-sunset": compare_sunset,
    "discriminator": compare_discriminator,
    "x-type-text": compare_opaque,
    "x-checks-text": compare_checks,
    "x-error-codes": compare_codes,
    "x-stability-level": compare_stability,
}


def same_text(old: Node, new: Node) -> bool:
    """Return whether two nodes are written alike and read alike."""
    if len(old) != len(new):
        return False
    return all(a.dialect == b.dialect and same_value(a.schema, b.schema) for a, b in zip(old, new))


def same_value(old: Any, new: Any) -> bool:
    """Return whether two values are equal and of the same kinds: for Python, true equals 1."""
    if old is new:
        return True
    return bool(old == new) and (encode(old) == encode(new) or CANONICAL(old) == CANONICAL(new))


def all_via_one_name(old: Node, new: Node) -> bool:
    """Return whether both nodes come out of one named schema: they are compared where it is defined."""
    names = {part.via for part in (*old, *new)}
    return len(names) == 1 and "" not in names


def possible(shape: Shape, resolver: Resolver) -> frozenset[str]:
    """Return the types that values may have, with what the branches of unions say of them."""
    return of_branches(shape, resolver) if len(shape.types) == 7 else shape.types


def of_branches(shape: Shape, resolver: Resolver) -> frozenset[str]:
    """Return the types of a shape that a branch of each of its unions takes."""
    types = shape.types
    for union in shape.unions:
        types &= frozenset().union(*(shape_of(one, resolver).types for one in union.branches), {"null"})
    return types


def of_others(shape: Shape) -> Node | None:
    """Return what an object says of the names that it does not list, None where it says nothing."""
    return shape.additional[0] if shape.additional else None


def names_within(shape: Shape, pattern: str) -> Node | None:
    """Return what an object says of the names that match a pattern: by a wider pattern, else as of any other name."""
    wider = [node for other, node in shape.pattern_properties.items() if follows((pattern,), other)]
    return tuple(part for node in wider for part in node) or of_others(shape)


def by_pattern(shape: Shape, name: str) -> Node:
    """Return what patterns say of a name that is not listed."""
    found = [node for pattern, node in shape.pattern_properties.items() if follows((f"^{re.escape(name)}$",), pattern)]
    return tuple(part for node in found for part in node)


def closed(shape: Shape) -> bool:
    """Return whether an object refuses the names that it does not list."""
    parts = [*shape.additional, shape.unevaluated.get("unevaluatedProperties", ())]
    return any(not any_allowed(part) for part in parts)


def any_allowed(node: Node) -> bool:
    """Return whether a node allows anything at all."""
    return all(part.schema is not False for part in node)


def nodes_dialect(nodes: tuple[Node, Node]) -> str:
    """Return the dialect that a missing sub-schema would have been written in."""
    return next((part.dialect for node in nodes for part in node), "2020-12")


def with_targets(node: Node, resolver: Resolver) -> Iterator[Fragment]:
    """Yield the fragments of a node and those it refers to, one step."""
    for part in node:
        yield part
        if isinstance(part.schema, Mapping) and isinstance(part.schema.get("$ref"), str):
            target = resolver.resolve(part.schema["$ref"], part.origin)
            if target is not None:
                yield from target.node


def identity(node: Node) -> str:
    """Return the stable id of a property, empty where it has none."""
    return next((str(p.schema["x-id"]) for p in node if isinstance(p.schema, Mapping) and p.schema.get("x-id")), "")


def raw(node: Node) -> Any:
    """Return what was written, without the places that a reader of another format noted."""
    return without_places(node[0].schema) if node and node[0].dialect == "odcs" else node[0].schema if node else None


def without_places(value: Any) -> Any:
    """Return a value without `x-at` and `x-keys`: where a thing stands is not what it is."""
    if isinstance(value, Mapping):
        return {key: without_places(item) for key, item in value.items() if key not in ("x-at", "x-keys")}
    return [without_places(item) for item in value] if isinstance(value, list) else value


def show(value: Any) -> str:
    """Return a value as a short word for a message."""
    text = value if isinstance(value, str) else CANONICAL(value)
    return text if len(text) <= 60 else text[:57] + "…"


def listed(values: Sequence[Any]) -> str:
    """Return values as a short list for a message."""
    shown = [f"`{show(value)}`" for value in values[:5]]
    return ", ".join(shown) + (f" and {len(values) - 5} more" if len(values) > 5 else "")
