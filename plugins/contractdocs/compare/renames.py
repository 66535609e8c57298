"""Tells which removed property an added one of the same shape likely is."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING

from ..model.interface import Node, Resolver
from .relations import relation
from .shape import CANONICAL, shape_of

if TYPE_CHECKING:
    from .schema import Comparison

MOST = 24
"""So many properties a side are looked at: an object that lost or won more is another object."""
SEPARATORS = re.compile(r"[^0-9a-z]")

Names = Mapping[str, Node]


def likely_renames(self: Comparison, gone: Names, come: Names) -> dict[str, str]:
    """Return new names by old ones, of properties that allow the same values; empty where it could be another one.

    Of several that could be it, the one whose name differs in case and separators alone is it, then the one that is
    written alike to the last word.
    """
    if self.walk.aside or not 0 < len(gone) <= MOST or not 0 < len(come) <= MOST:
        return {}
    gone = {name: node for name, node in gone.items() if says_anything(node, self.walk.old_resolver)}
    alike = {name: {other for other in come if same_values(self, gone[name], come[other])} for name in gone}
    found: dict[str, str] = {}
    take(found, alike, plain_name, plain_name)
    take(found, alike, lambda name: text(gone[name]), lambda name: text(come[name]))
    take(found, alike, lambda name: "", lambda name: "")
    return found


def take(
    found: dict[str, str],
    alike: Mapping[str, set[str]],
    old: Callable[[str], Hashable],
    new: Callable[[str], Hashable],
) -> None:
    """Add the pairs that answer alike, where no other name on either side does."""
    left = {name: {o for o in others if o not in found.values()} for name, others in alike.items() if name not in found}
    matches = {name: [o for o in others if old(name) == new(o)] for name, others in left.items()}
    for name, others in matches.items():
        if len(others) == 1 and sum(others[0] in rest for rest in matches.values()) == 1:
            found[name] = others[0]


def plain_name(name: str) -> str:
    """Return a name without case and separators: `customer_name` and `customerName` are one."""
    return SEPARATORS.sub("", name.lower()) or name


def text(node: Node) -> str:
    """Return how a property is written, its description included."""
    return CANONICAL([part.schema for part in node])


def says_anything(node: Node, resolver: Resolver) -> bool:
    """Return whether a property says what its values are: two that allow anything are alike by chance."""
    return len(shape_of(node, resolver).types) < 7


def same_values(self: Comparison, old: Node, new: Node) -> bool:
    """Return whether two properties allow the same values."""
    left, right = shape_of(old, self.walk.old_resolver), shape_of(new, self.walk.new_resolver)
    return left.types == right.types and relation(self.walk, old, new) == "same"
