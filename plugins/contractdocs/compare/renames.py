"""Tells which removed property an added one of the same shape likely is."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING

from ..model.interface import Node, Resolver
from .forms import canonical
from .relations import relation
from .shape import shape_of

if TYPE_CHECKING:
    from .comparison import Comparison

MOST = 24
"""So many properties a side are looked at: an object that lost or won more is another object."""
SEPARATORS = re.compile(r"[^0-9a-z]")

Names = Mapping[str, Node]


def likely_renames(self: Comparison, gone: Names, come: Names) -> dict[str, str]:
    """Return new names by old ones, of properties that allow the same values; empty where it could be another one.

    Of several that could be it, the one whose name differs in case and separators alone is it, then the one that is
    written alike to the last word. A shape that many neighbours have tells nothing.
    """
    if not 0 < len(gone) <= MOST or not 0 < len(come) <= MOST:
        return {}
    gone = {name: node for name, node in gone.items() if says_anything(node, self.walk.old_resolver)}
    alike = same_values(self, gone, come)
    found: dict[str, str] = {}
    take(found, alike, plain_name, plain_name)
    take(found, alike, lambda name: text(gone[name]) or "gone", lambda name: text(come[name]) or "come")
    telling = {name: others for name, others in alike.items() if not common(self, gone[name])}
    take(found, telling, lambda name: "", lambda name: "")
    return found


def common(self: Comparison, node: Node) -> bool:
    """Return whether so many properties that stayed are written alike that the shape tells nothing of a name."""
    stayed = (other for name, other in self.old.properties.items() if name in self.new.properties)
    return sum(bare(other) == bare(node) for other in stayed) >= COMMON


def bare(node: Node) -> str:
    """Return how a property is written, without the sentences that describe it."""
    parts = [part.schema for part in node]
    return canonical(
        [{k: v for k, v in p.items() if k not in SENTENCES} if isinstance(p, Mapping) else p for p in parts]
    )


SENTENCES = ("title", "description", "example", "examples")
COMMON = 4
"""Where so many neighbours have one shape, a name that is written otherwise is another property."""


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
    """Return how a property is written, its description included; empty where it has none."""
    described = any(isinstance(part.schema, Mapping) and "description" in part.schema for part in node)
    return canonical([part.schema for part in node]) if described else ""


def says_anything(node: Node, resolver: Resolver) -> bool:
    """Return whether a property says what its values are: two that allow anything are alike by chance."""
    return len(shape_of(node, resolver).types) < 7


def same_values(self: Comparison, gone: Names, come: Names) -> dict[str, set[str]]:
    """Return for each removed property the added ones that allow the same values; asked once a way of writing."""
    before, after = by_text(gone), by_text(come)
    found: dict[str, set[str]] = {name: set() for name in gone}
    for olds in before.values():
        for news in after.values():
            if same(self, gone[olds[0]], come[news[0]]):
                for name in olds:
                    found[name].update(news)
    return found


def same(self: Comparison, old: Node, new: Node) -> bool:
    """Return whether two properties allow the same values."""
    left, right = shape_of(old, self.walk.old_resolver), shape_of(new, self.walk.new_resolver)
    return left.types == right.types and relation(self.walk, old, new) == "same"


def by_text(properties: Names) -> dict[str, list[str]]:
    """Return names by how their schemas are written, and in which file, as references are read from there."""
    found: dict[str, list[str]] = {}
    for name, node in properties.items():
        found.setdefault(f"{bare(node)} {node[0].origin.document.file}", []).append(name)
    return found
