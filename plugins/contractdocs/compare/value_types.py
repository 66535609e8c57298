"""Compares which types a value may have, null among them, and types that are written as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.interface import Node, Resolver
from .forms import ALL_TYPES, Bounds, Shape, show_types
from .shape import shape_of

if TYPE_CHECKING:
    from .comparison import Comparison


def compare_types(self: Comparison) -> bool:
    """Compare types; return whether anything is left to compare below."""
    old, new = self.old.types, self.new.types
    if old == new or (self.old.unions and self.new.unions and same_by_branches(self)):
        return True
    if derived_by_enum(self) or (self.walk.any_number and old ^ new == {"fraction"}):
        return True
    if old != ALL_TYPES and new != ALL_TYPES:
        compare_null(self)
        if old - {"null"} and new - {"null"}:
            old, new = old - {"null"}, new - {"null"}
    if old == new:
        return True
    kind = "type-widened" if old < new else "type-narrowed" if new < old else "type-changed"
    listed = is_listed(self, self.new) and "array" in new - old
    was_listed = is_listed(self, self.old) and "array" in old - new
    told_apart = "string" in old & new  # a list that names text and other types tells those apart from text
    if listed or (not told_apart and self.walk.textual and old - new <= texts_taken(self, self.new)):
        kind = "type-widened"
    elif was_listed or (not told_apart and self.walk.textual and new - old <= texts_taken(self, self.old)):
        kind = "type-narrowed"
    words = {"name": self.at.name, "old": show_types(old), "new": show_types(new)}
    self.emit(kind, self.at, "type", words=words, old=words["old"], new=words["new"])
    if listed and self.new.items:  # one value is a list of one
        compare_item(self, old, self.new.items, self.walk.new_resolver, (self.nodes[0], self.new.items))
    elif was_listed and self.old.items:
        compare_item(self, new, self.old.items, self.walk.old_resolver, (self.old.items, self.nodes[1]))
    return bool(old & new)


def compare_item(
    self: Comparison, types: frozenset[str], items: Node, resolver: Resolver, sides: tuple[Node, Node]
) -> None:
    """Compare one value with the items of a list, where those do not take all texts anyway."""
    free = texts_taken(self, shape_of(items, resolver))
    if not (free and types <= free | {"string"}):
        self.descend(*sides, self.at)


def is_listed(self: Comparison, shape: Shape) -> bool:
    """Return whether a list takes one value too: where the items are texts, and the whole is not one text itself."""
    by_item = bool(self.walk.textual) and "array" not in self.walk.textual
    return by_item and bool(shape.items) and (shape.items_count.low or 0) <= 1


def same_by_branches(self: Comparison) -> bool:
    """Return whether the types are the same with what branches say of them: `type` may stand beside or within."""
    sides = (self.old, self.walk.old_resolver), (self.new, self.walk.new_resolver)
    old, new = (of_branches(shape, resolver) - {"null"} for shape, resolver in sides)
    return old == new  # null is compared with the branches


def texts_taken(self: Comparison, shape: Shape) -> frozenset[str]:
    """Return the types whose values a shape takes because they are written as text here."""
    restricted = shape.enum or shape.patterns or shape.formats or shape.length != Bounds()
    return self.walk.textual if "string" in shape.types and not restricted else frozenset()


def derived_by_enum(self: Comparison) -> bool:
    """Return whether a type differs only because an enumeration implies it: that is one change, not two."""
    one_sided = (self.old.enum is None) != (self.new.enum is None)
    sides = (self.old, self.new) if self.new.enum is not None else (self.new, self.old)
    free, listed = sides
    return one_sided and listed.types <= free.types and "type" not in listed.places


def compare_null(self: Comparison) -> None:
    """Compare whether null is allowed."""
    before, after = "null" in self.old.types, "null" in self.new.types
    if before != after and self.old.types - {"null"} and self.new.types - {"null"}:
        kind = "null-allowed" if after else "null-refused"
        self.emit(kind, self.at, "null", "type", words={"name": self.at.name}, old=before, new=after)


def possible(shape: Shape, resolver: Resolver) -> frozenset[str]:
    """Return the types that values may have, with what the branches of unions say of them."""
    return of_branches(shape, resolver) if len(shape.types) == 7 else shape.types


def of_branches(shape: Shape, resolver: Resolver) -> frozenset[str]:
    """Return the types of a shape that a branch of each of its unions takes."""
    types = shape.types
    for union in shape.unions:
        types &= frozenset().union(*(shape_of(one, resolver).types for one in union.branches), {"null"})
    return types
