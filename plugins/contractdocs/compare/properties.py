"""Compares the properties of an object: by name, by stable id, and by likeness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..model.change import Change, Side
from ..model.interface import Node, Resolver
from .address import Address
from .alike import same_text
from .forms import Shape
from .names import any_allowed, by_pattern, closed
from .remainder import refuses
from .renames import likely_renames
from .shape import shape_of
from .wording import raw

if TYPE_CHECKING:
    from .comparison import Comparison


REFERRING = frozenset({"$ref", "$dynamicRef", "allOf"})


def compare_properties(self: Comparison) -> None:
    """Compare properties by name, and by stable id where they have one."""
    old, new = self.old.properties, self.new.properties
    renamed, likely = kept_ids(self), likely_renamed(self)
    must = self.old.must_have(self.direction), self.new.must_have(self.direction)
    for name, node in old.items():
        if name in new:
            if (name in must[0]) != (name in must[1]) or not is_untouched(node, new[name]):
                property_pair(self, name, name, node, new[name])
        elif name in renamed:
            property_renamed(self, name, renamed[name])
        elif name in likely:
            property_likely_renamed(self, name, likely[name])
        elif self.visible(node, self.walk.old_resolver):
            property_removed(self, name, node)
    taken = {*renamed.values(), *likely.values()}
    for name, node in new.items():
        if name not in old and name not in taken and self.visible(node, self.walk.new_resolver):
            property_added(self, name, node)
    told = {*old} & {*new} | {*renamed, *likely, *taken}
    for name in sorted({*must[0], *must[1]} - told):
        if (name in must[0] or name not in new) and (name in must[1] or name not in old):
            requiredness(self, name, name, None, None)


def is_untouched(left: Node, right: Node) -> bool:
    """Return whether a property is written alike and refers, at its top, to nothing that may differ."""
    return same_text(left, right) and not any(
        not isinstance(part.schema, bool) and not REFERRING.isdisjoint(part.schema) for part in left
    )


def kept_ids(self: Comparison) -> dict[str, str]:
    """Return which properties go by another name now: those whose stable id stayed."""
    gone = {name: identity(node) for name, node in self.old.properties.items() if name not in self.new.properties}
    come = {identity(node): name for name, node in self.new.properties.items() if name not in self.old.properties}
    return {name: come[key] for name, key in gone.items() if key and key in come}


def property_renamed(self: Comparison, name: str, new_name: str) -> None:
    """Report a rename, and go on comparing below it."""
    self.add(rename(self, "property-renamed", name, new_name))
    property_pair(self, name, new_name, self.old.properties[name], self.new.properties[new_name])


def rename(self: Comparison, kind: str, name: str, new_name: str, **more: str) -> Change:
    """Return the change of a name, with both."""
    left, right = self.old.properties[name], self.new.properties[new_name]
    words = {"name": self.at.field(name).name, "old": name, "new": new_name, **more}
    sides = Side(left[0].origin, name, key=True), Side(right[0].origin, new_name, key=True)
    return self.change(kind, self.at.field(name), *sides, words)


def likely_renamed(self: Comparison) -> dict[str, str]:
    """Return which removed property an added one likely is, of those that are reported here and in this way.

    What was deprecated goes as it said, and its notice speaks of the removal alone.
    """
    old, new, resolver = self.old.properties, self.new.properties, self.walk.old_resolver
    if self.walk.aside or old.keys() <= new.keys() or new.keys() <= old.keys():
        return {}
    gone = {n: node for n, node in old.items() if n not in new and own(self, node, resolver, self.new)}
    gone = {n: node for n, node in gone.items() if not shape_of(node, resolver).notes.get("deprecated")}
    come = {n: node for n, node in new.items() if n not in old and own(self, node, self.walk.new_resolver, self.old)}
    return likely_renames(self, gone, come)


def own(self: Comparison, node: Node, resolver: Resolver, other: Shape) -> bool:
    """Return whether a property of one side is on the wire, has no stable id, and was not lost or won elsewhere."""
    via = node[0].via
    return self.visible(node, resolver) and not identity(node) and not (via and via in other.via)


def property_likely_renamed(self: Comparison, name: str, new_name: str) -> None:
    """Report a removal and an addition as one: senders are hurt where the older is refused or the newer asked."""
    must, had = new_name in self.new.must_have(self.direction), name in self.old.must_have(self.direction)
    breaks_senders = new_name in self.new.must_have("input") or closed(self.new)
    kind = "property-likely-renamed" if breaks_senders else "optional-property-likely-renamed"
    more = "" if must == had else " and required" if must else " and optional"
    change = rename(self, kind, name, new_name, more=more)
    shown = (had or closed(self.old)) if self.direction == "output" else breaks_senders
    self.add(change if shown else replace(change, prove=None))


def property_pair(self: Comparison, name: str, new_name: str, left: Node, right: Node) -> None:
    """Compare a property that both sides have."""
    before, after = self.visible(left, self.walk.old_resolver), self.visible(right, self.walk.new_resolver)
    if before and after:
        requiredness(self, name, new_name, left, right)
        if not same_text(left, right):
            self.descend(left, right, self.at.field(name))
    elif before != after:
        at = self.at.field(name)
        flag = "read-only" if self.direction == "input" else "write-only"
        kind = f"property-became-{flag}" if before else f"property-no-longer-{flag}"
        keyword = "readOnly" if self.direction == "input" else "writeOnly"
        sides = Side(left[0].origin.child(keyword), after), Side(right[0].origin.child(keyword), before)
        self.add(self.change(kind, at, *sides, {"name": at.name}))
        if after and new_name in self.new.must_have(self.direction):  # it is asked for now, which it never was
            asked = Side(left[0].origin, False, key=True), Side(right[0].origin, True, key=True)
            self.add(self.change("property-became-required", at, *asked, {"name": at.name}, absent=new_name))


def requiredness(self: Comparison, name: str, new_name: str, left: Node | None, right: Node | None) -> None:
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


def property_removed(self: Comparison, name: str, node: Node) -> None:
    """Report a property that only the older side declares."""
    at = self.at.field(name)
    if covered_by_map(self, name, node, at, removed=True) or self.made_elsewhere(node[0].via, None):
        return
    refused = closed(self.new)
    optional = name not in self.old.must_have(self.direction)
    kind = "property-refused" if refused else "optional-property-removed" if optional else "property-removed"
    left = Side(node[0].origin, raw(node), key=True)
    about = {"present" if refused else "absent": name}
    self.add(self.change(kind, at, left, Side(self.parent(self.new)), {"name": at.name}, **about))


def property_added(self: Comparison, name: str, node: Node) -> None:
    """Report a property that only the newer side declares."""
    at = self.at.field(name)
    if covered_by_map(self, name, node, at, removed=False) or self.made_elsewhere(None, node[0].via):
        return
    kind = "closed-property-added" if closed(self.old) else "property-added"
    if name in self.new.must_have(self.direction) and not (self.direction == "output" and closed(self.old)):
        kind = "required-property-added"
    elif refuses(node) and not closed(self.old):
        kind = "value-forbidden"
    right = Side(node[0].origin, raw(node), key=True)
    about = {"absent" if kind == "required-property-added" else "present": name}
    self.add(self.change(kind, at, Side(self.parent(self.old)), right, {"name": at.name}, **about))


def covered_by_map(self: Comparison, name: str, node: Node, at: Address, *, removed: bool) -> bool:
    """Compare a property with the schema of all other names, where the other side has one that says more.

    Where the other side is nothing but such a map, that is all there is to say of the property, and so it is where
    the other side has a pattern for its name.
    """
    other = self.new if removed else self.old
    if patterned := by_pattern(other, name):
        left, right = (node, patterned) if removed else (patterned, node)
        requiredness(self, name, name, left if removed else None, None if removed else right)
        self.descend(left, right, at)
        return True
    maps = [part for part in other.additional if any_allowed(part)]
    if len(maps) != 1:
        return False
    left, right = (node, maps[0]) if removed else (maps[0], node)
    if not other.properties:
        requiredness(self, name, name, left if removed else None, None if removed else right)
    self.descend(left, right, at)
    return not other.properties


def identity(node: Node) -> str:
    """Return the stable id of a property, empty where it has none."""
    said = (part.schema for part in node if not isinstance(part.schema, bool))
    return next((str(schema["x-id"]) for schema in said if schema.get("x-id")), "")
