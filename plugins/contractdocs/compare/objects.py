"""Compares what surrounds the properties of an object: how many, under which names, and which others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..model.interface import Fragment, Node, Resolver
from . import intervals
from .conditions import compare_bound
from .forms import Bounds, Shape
from .implied import dependent_holds
from .languages import follows
from .names import any_allowed, closed, names_within
from .properties import compare_properties
from .shape import shape_of
from .wording import raw

if TYPE_CHECKING:
    from .comparison import Comparison


def compare_objects(self: Comparison) -> None:
    """Compare properties and what surrounds them."""
    compare_members(self)
    compare_properties(self)
    compare_additional(self)
    compare_patterned(self)
    compare_names(self)
    compare_dependents(self)
    compare_unevaluated(self, "unevaluatedProperties")


def compare_members(self: Comparison) -> None:
    """Compare how many properties there may be; a count that the required ones reach anyway is none."""
    old, new = self.old.members, self.new.members
    self.old.members = reached(old, new, self.old, self.walk.old_resolver)
    self.new.members = reached(new, old, self.new, self.walk.new_resolver)
    intervals.compare(self, "members", "min-properties", "max-properties")


def reached(mine: Bounds, other: Bounds, shape: Shape, resolver: Resolver) -> Bounds:
    """Return the numbers of properties of the other side, where what is required or listed here keeps them anyway."""
    if mine.low is None and other.low is not None and other.low <= fewest(shape, resolver):
        mine = replace(mine, low=other.low)
    if mine.high is None and other.high is not None and closed(shape) and not shape.pattern_properties:
        mine = replace(mine, high=other.high) if len(shape.properties) <= other.high else mine
    return mine


def fewest(shape: Shape, resolver: Resolver) -> int:
    """Return how many properties are required, by all branches of a union if not by the whole."""
    least = [
        min(len(shape.required | shape_of(branch, resolver).required) for branch in union.branches)
        for union in shape.unions
        if union.branches and not union.null
    ]
    return max([len(shape.required), *least])


def compare_names(self: Comparison) -> None:
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


def compare_patterned(self: Comparison) -> None:
    """Compare what is said of names by pattern; without such a pattern, what is said of other names holds."""
    for pattern in sorted({*self.old.pattern_properties, *self.new.pattern_properties}):
        left, right = self.old.pattern_properties.get(pattern), self.new.pattern_properties.get(pattern)
        at = self.at.below(f"{{{pattern}}}")
        left_or = left or names_within(self.old, pattern)
        self.optional_node(left_or, right or names_within(self.new, pattern), "patternProperties", at)
        for name in {**self.old.properties, **self.new.properties} if not (left and right) else ():
            if follows((f"^{re.escape(name)}$",), pattern):
                patterned_pair(self, name, left or (), right or ())


def patterned_pair(self: Comparison, name: str, left: Node, right: Node) -> None:
    """Compare a listed property whose name a pattern of one side takes too: there both hold."""
    old, new = self.old.properties.get(name), self.new.properties.get(name)
    if old and new:
        self.descend((*old, *left), (*new, *right), self.at.field(name))


def compare_additional(self: Comparison) -> None:
    """Compare whether names that are not listed are allowed."""
    old_closed, new_closed = closed(self.old), closed(self.new)
    words = {"name": self.at.name}
    if old_closed != new_closed:
        if "unevaluatedProperties" in (self.new if new_closed else self.old).unevaluated:
            return  # said there
        kind = "additional-properties-closed" if new_closed else "additional-properties-opened"
        self.emit(kind, self.at, "additionalProperties", words=words, old=not old_closed, new=not new_closed)
    elif not old_closed:
        left = self.old.additional[0] if self.old.additional else None
        right = self.new.additional[0] if self.new.additional else None
        self.optional_node(left, right, "additionalProperties", self.at.below("{}"))


def compare_unevaluated(self: Comparison, keyword: str) -> None:
    """Compare `unevaluatedProperties` or `unevaluatedItems`."""
    left, right = self.old.unevaluated.get(keyword), self.new.unevaluated.get(keyword)
    properties = keyword == "unevaluatedProperties"
    closed_old, closed_new = (
        closed(side) if properties and not node else bool(node) and not any_allowed(node or ())
        for side, node in ((self.old, left), (self.new, right))
    )
    if closed_old != closed_new:
        what = "additional-properties" if keyword == "unevaluatedProperties" else "additional-items"
        kind = f"{what}-closed" if closed_new else f"{what}-opened"
        self.emit(kind, self.at, keyword, words={"name": self.at.name}, old=not closed_old, new=not closed_new)
    elif not closed_old:
        self.optional_node(left, right, keyword, self.at.below("{unevaluated}"))


def compare_dependents(self: Comparison) -> None:
    """Compare what the presence of one property asks of others."""
    old, new = self.old.dependent_required, self.new.dependent_required
    for name in sorted({*old, *new}):
        before, after = old.get(name, frozenset()), new.get(name, frozenset())
        for kind, values in (
            ("dependent-required-added", after - before - self.old.must_have(self.direction)),
            ("dependent-required-removed", before - after - self.new.must_have(self.direction)),
        ):
            for value in sorted(values):
                at = self.at.field(name)
                side = {"new": value} if kind.endswith("added") else {"old": value}
                self.emit(kind, at, "dependentRequired", "if", words={"name": at.name, "value": value}, **side)
    for name in sorted({*self.old.dependent_schemas, *self.new.dependent_schemas}):
        left, right = self.old.dependent_schemas.get(name), self.new.dependent_schemas.get(name)
        at = self.at.below(f"{{if {name}}}")
        if left and right:
            compare_bound(self, left, right, at)
        elif not dependent_holds(self, name, left or right or (), older=right is not None):
            kind = "condition-added" if right else "condition-removed"
            self.emit(kind, at, "dependentSchemas", "dependencies", words={"name": self.at.field(name).name})
