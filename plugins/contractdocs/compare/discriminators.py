"""Compares the property that tells the branches of a union apart, and what its values lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model.interface import Node, Origin, Resolver, Target
from .flattening import alias
from .forms import Shape, Union
from .relations import relation
from .shape import shape_of
from .wording import show

if TYPE_CHECKING:
    from .comparison import Comparison

BARE = re.compile(r"[\w.-]+")
"""A name of a schema, where a reference is allowed as well."""
SCHEMAS = "#/components/schemas/"


def stated(discriminator: Any) -> Mapping[str, Any]:
    """Return a discriminator as OpenAPI 3 writes it; Swagger and AsyncAPI state the name of the property alone."""
    if isinstance(discriminator, str):
        return {"propertyName": discriminator}
    return discriminator if isinstance(discriminator, Mapping) else {}


def explicit_values(discriminator: Mapping[str, Any]) -> dict[str, str]:
    """Return the values that a discriminator lists, each with a reference to its schema."""
    mapping = discriminator.get("mapping")
    listed = mapping.items() if isinstance(mapping, Mapping) else ()
    return {str(value): SCHEMAS + to if BARE.fullmatch(to) else to for value, to in listed if isinstance(to, str)}


def compare_discriminator(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report another discriminator."""
    old, new = stated(old), stated(new)
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
    compare_values(self, keyword, {**explicit_values(old), **rest_of(old)}, {**explicit_values(new), **rest_of(new)})


def rest_of(discriminator: Mapping[str, Any]) -> dict[str, str]:
    """Return where any value leads that is not listed, nor the name of a schema (OpenAPI 3.2, `defaultMapping`)."""
    return explicit_values({"mapping": {"any other value": discriminator.get("defaultMapping")}})


def compare_values(self: Comparison, keyword: str, left: Mapping[str, str], right: Mapping[str, str]) -> None:
    """Report values that lead to another schema; a value that is not listed leads to the schema of its name."""
    for value in sorted({*left, *right}):
        one = lead(value, left, self.walk.old_resolver, self.parent(self.old))
        two = lead(value, right, self.walk.new_resolver, self.parent(self.new))
        if one and two and leads_alike(self, one, two):
            continue
        kind = "discriminator-value-" + ("added" if one is None else "removed" if two is None else "changed")
        words = {"name": self.at.name, "value": show(value)}
        self.emit(kind, self.at, keyword, words=words, old=left.get(value), new=right.get(value))


class Lead(NamedTuple):
    """What a value leads to: as it is written, and the schema, if there is one."""

    written: str
    target: Target | None


def lead(value: str, listed: Mapping[str, str], resolver: Resolver, origin: Origin) -> Lead | None:
    """Return what a value leads to, which is the schema of its name where it is not listed; None where it is none."""
    target = resolver.resolve(listed.get(value, SCHEMAS + value), origin)
    return Lead(listed.get(value, ""), target) if target or value in listed else None


def leads_alike(self: Comparison, old: Lead, new: Lead) -> bool:
    """Return whether two schemas are one: of one name, of one meaning, or each the only one that has its name."""
    if not (old.target and new.target):
        return old.written == new.written
    if old.target.name and old.target.name == new.target.name:
        return True
    gone = old.written and self.walk.new_resolver.resolve(old.written, self.parent(self.new)) is None
    come = new.written and self.walk.old_resolver.resolve(new.written, self.parent(self.old)) is None
    return bool(gone and come) or relation(self.walk, old.target.node, new.target.node) == "same"


def compare_implied(self: Comparison, pairs: Iterable[tuple[Node, Node]], left: Union, right: Union) -> None:
    """Report branches that go by another name where their name is the value that tells them apart."""
    tags = stated(left.discriminator), stated(right.discriminator)
    name = tags[0].get("propertyName")
    if left is right or not isinstance(name, str) or name != tags[1].get("propertyName"):
        return
    values = [explicit_values(tag) for tag in tags]
    resolvers = self.walk.old_resolver, self.walk.new_resolver
    for pair in pairs:
        names = [alias(node, resolver) or "" for node, resolver in zip(pair, resolvers)]
        known = [name in listed or leads_to(name, listed) for name in names for listed in values]
        if not all(names) or names[0] == names[1] or any(known):
            continue
        if all(tells(shape_of(node, resolver), name, resolver) for node, resolver in zip(pair, resolvers)):
            continue  # the property says its values itself
        for kind, value in (("removed", names[0]), ("added", names[1])):
            words = {"name": self.at.name, "value": show(value)}
            side = {"old": value} if kind == "removed" else {"new": value}
            self.emit(f"discriminator-value-{kind}", self.at, "discriminator", words=words, **side)


def leads_to(name: str, listed: Mapping[str, str]) -> bool:
    """Return whether one of the listed values leads to a schema."""
    return any(reference.rpartition("/")[2] == name for reference in listed.values())


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
    return name in shape.required and tells(shape, name, resolver, most=1)


def tells(shape: Shape, name: str, resolver: Resolver, most: float = float("inf")) -> bool:
    """Return whether an object lists the values of a property, and no more than so many."""
    if name not in shape.properties:
        return False
    values = shape_of(shape.properties[name], resolver).enum
    return values is not None and len(values) <= most
